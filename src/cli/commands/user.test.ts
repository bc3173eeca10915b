import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { fakeEditions } from '../../../test/page/fake-editions.ts'
import { madeUpAccounts, tokenIn } from '../../community/accounts/made-up-accounts.test-helper.ts'
import { LOCAL_VISITOR } from '../../paper/people.ts'
import { runCli } from '../cli.ts'
import { fakeInstance } from '../fake-instance.test-helper.ts'
import { fakeTerminal } from '../fake-terminal.test-helper.ts'

let made: Awaited<ReturnType<typeof madeUpAccounts>>
beforeEach(async () => {
  made = await madeUpAccounts()
})
afterEach(() => made.close())

async function run(words: string, env: Record<string, string> = { BROADSHEET_ACCOUNTS: '1' }) {
  const terminal = fakeTerminal()
  const instance = fakeInstance({ editions: fakeEditions(), accounts: made.accounts })
  const code = await runCli(['node', 'broadsheet', ...words.split(' ')], { open: async () => instance, openIndex: async () => Promise.reject(new Error('none')), env, terminal })
  return { code, out: terminal.printed.out, err: terminal.printed.err }
}

describe('user', () => {
  it('lets the first administrator in, and whoever comes after', async () => {
    expect(await run('user')).toMatchObject({ code: 0, out: expect.stringContaining('Nobody is let in yet') })
    expect(await run('user add Ada@example.org --role admin --name Ada')).toEqual({ code: 0, out: 'Let ada@example.org in as admin. They sign in with this address.\n', err: '' })
    expect(await run('user add ada@example.org')).toMatchObject({ code: 1, err: 'broadsheet: Somebody with this address is here already.\n' })
    expect(await run('user invite bob@example.org --role curator')).toMatchObject({ code: 0, out: expect.stringContaining('A letter is on its way') })
    expect(made.invitations).toEqual([{ to: 'bob@example.org', by: undefined, link: 'https://papers.example/sign-in' }])
    const { persons } = JSON.parse((await run('user list --json')).out) as { persons: { email: string; role: string }[] }
    expect(persons).toMatchObject([{ email: 'ada@example.org', role: 'admin' }, { email: 'bob@example.org', role: 'curator' }])
    expect((await run('user list')).out).toMatch(/^admin {3}\d{4}-\d\d-\d\d {2}ada@example\.org {2}Ada\n/)
    await made.store.people.savePerson(LOCAL_VISITOR.person!)
    expect((await run('user list')).out).toMatch(/^admin {15}\(the one reader before there were accounts\) {2}You$/m)
  })

  it('prints a link that signs in, where no letters are sent', async () => {
    await run('user add ada@example.org --role admin')
    const { out, code } = await run('user link ada@example.org')
    expect(code).toBe(0)
    expect(await made.accounts.links.read(tokenIn(out.trim()))).toEqual({ email: 'ada@example.org' })
    expect(await run('user link nobody@example.org')).toMatchObject({ code: 1, out: '', err: expect.stringContaining('Nobody here has this address') })
  })

  it('changes roles and removes, but not by accident, and never the last administrator', async () => {
    await run('user add ada@example.org --role admin')
    await run('user add bob@example.org')
    expect(await run('user role bob@example.org --role curator')).toMatchObject({ code: 0, out: 'bob@example.org is curator from now on.\n' })
    expect(await run('user role ada@example.org --role reader')).toMatchObject({ code: 1, err: expect.stringContaining('last administrator') })
    expect(await run('user remove bob@example.org')).toMatchObject({ code: 1, err: expect.stringContaining('--yes') })
    expect(await run('user remove bob@example.org --yes')).toMatchObject({ code: 0, out: 'Removed bob@example.org, with everything of theirs.\n' })
    expect(await run('user remove bob@example.org --yes')).toMatchObject({ code: 1 })
    expect((await made.accounts.members.list()).total).toBe(1)
  })

  it.each([
    ['user sack ada@example.org', '`user` can list, add, invite, role, remove, link'],
    ['user add', 'Say whom'],
    ['user add ada', 'e-mail address'],
    ['user add ada@example.org --role owner', '--role must be reader, curator or admin.'],
    ['user role ada@example.org', 'Say which role'],
  ])('does not do `%s`', async (words, sentence) => {
    expect(await run(words)).toMatchObject({ code: 1, out: '', err: expect.stringContaining(sentence) })
  })

  it('says so when nobody is asked to sign in', async () => {
    expect((await run('user add ada@example.org', {})).err).toContain('BROADSHEET_ACCOUNTS=1')
  })
})
