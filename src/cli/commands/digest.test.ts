import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { fakeEditions } from '../../../test/page/fake-editions.ts'
import { composeLetter } from '../../mail/letter/compose-letter.ts'
import { madeUpDigest, TO } from '../../mail/letter/made-up-digest.test-helper.ts'
import { runCli } from '../cli.ts'
import { fakeInstance } from '../fake-instance.test-helper.ts'
import { fakeTerminal } from '../fake-terminal.test-helper.ts'

const folder = mkdtempSync(join(tmpdir(), 'broadsheet-digest-'))
afterEach(() => rmSync(folder, { recursive: true, force: true }))

async function run(words: string, papers = 2, env: Record<string, string> = {}) {
  const orders: unknown[] = []
  const instance = fakeInstance({ editions: fakeEditions(), digest: async (order) => (orders.push(order), papers === 0 ? undefined : composeLetter(madeUpDigest(papers), { ...TO, email: order.to })) })
  const terminal = fakeTerminal()
  const code = await runCli(['node', 'broadsheet', 'digest', ...words.split(' ')], { open: async () => instance, openIndex: async () => Promise.reject(new Error('none')), env, terminal })
  return { code, orders, ...terminal.printed }
}

it('shows a letter, sends it, or writes its HTML', async () => {
  const dry = await run('--to ada@example.org --view /papers/trending --papers 7 --dry-run')
  expect(dry).toMatchObject({ code: 0, orders: [{ to: 'ada@example.org', view: '/papers/trending', papers: 7, dryRun: true }] })
  expect(dry.out).toMatch(/^To: ada@example\.org\nSubject: Broadsheet, Friday 18 October: 2 papers in cs\.LG\n\nBROADSHEET\n/)
  const html = join(folder, 'letter.html')
  expect(await run(`--to ada@example.org --html ${html}`)).toMatchObject({ code: 0, orders: [{ dryRun: false }], out: 'Sent to ada@example.org: Broadsheet, Friday 18 October: 2 papers in cs.LG\n' })
  expect((await run('--to ada@example.org', 2, { BROADSHEET_MAIL_FOLDER: '/letters' })).out).toBe('Written to /letters, for ada@example.org: Broadsheet, Friday 18 October: 2 papers in cs.LG\n')
  expect(readFileSync(html, 'utf8')).toMatch(/^<!doctype html>/)
})

it('sends nothing where there is nothing to send or nobody to send it to', async () => {
  expect(await run('--to ada@example.org', 0)).toMatchObject({ code: 1, err: 'There is nothing in this list to send.\n' })
  for (const to of ['ada', 'a@b,c@d', 'Ada<a@b>']) expect(await run(`--to ${to}`)).toMatchObject({ code: 1, orders: [] })
  expect((await run('--dry-run')).code).toBe(2)
})
