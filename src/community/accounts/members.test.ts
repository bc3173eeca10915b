import { expect, it, onTestFinished } from 'vitest'
import { madeUpPaper } from '../../store/made-up-papers.ts'
import { madeUpAccounts } from './made-up-accounts.test-helper.ts'

it('members are counted as authors by what they are called now', async () => {
  const one = await madeUpAccounts()
  onTestFinished(one.close)
  const ada = await one.accounts.members.add({ email: 'ada@example.org', name: 'Nobody', role: 'reader' })
  const [key] = await one.store.write((writer) => writer.write([madeUpPaper(1, { authors: [{ name: 'Lovelace, Ada' }] })]))
  const at = '2026-04-20T12:00:00.000Z'
  await one.store.people.vote(key!, ada.id, true, { own: false, at })
  await one.store.people.addComment({ id: 'c', paperKey: key!, personId: ada.id, parent: undefined, text: 'Mine', at })
  const counted = async () => [(await one.store.people.votes([key!])).get(key!), (await one.store.people.comment('c'))?.own]
  await one.accounts.members.rename(ada, 'Ada Lovelace')
  expect(await counted()).toEqual([{ votes: 0, own: 1 }, true])
  await one.accounts.members.rename(ada, 'Countess')
  expect(await counted()).toEqual([{ votes: 1, own: 0 }, false])
  expect((await one.store.people.voteFacts([key!])).get(key!)![0]!.at).toBe(at)
})

it.each(['setRole', 'remove'] as const)('two administrators who take each other away at once leave one: %s', async (deed) => {
  const one = await madeUpAccounts()
  onTestFinished(one.close)
  const { members } = one.accounts
  const admins = await Promise.all(['ada', 'bo', 'cem'].map((name) => members.add({ email: `${name}@example.org`, role: 'admin' })))
  const done = await Promise.allSettled(admins.map(({ id }) => (deed === 'remove' ? members.remove(id) : members.setRole(id, 'reader'))))
  expect(done.map((each) => (each.status === 'fulfilled' ? 'done' : (each.reason as { code: string }).code)).sort()).toEqual(['done', 'done', 'not-allowed'])
  expect((await members.list()).persons.filter(({ role }) => role === 'admin')).toHaveLength(1)
})
