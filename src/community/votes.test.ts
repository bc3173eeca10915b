import { afterEach, beforeEach, describe, expect, it, test } from 'vitest'
import { LOCAL_VISITOR, NOBODY } from '../paper/people.ts'
import { heldPapers, person, type Held } from './held-papers.test-helper.ts'
import { isAuthor } from './is-author.ts'
import { createVotes, type Votes } from './votes.ts'

const ada = person('ada', 'Ada Lovelace')
const ben = person('ben', 'Ben Reader')
let held: Held
let votes: Votes

beforeEach(async () => {
  held = await heldPapers([ada, ben])
  votes = createVotes(held)
  await held.hold(1, { authors: [{ name: 'Lovelace, Ada' }, { name: 'Émile Borel' }] })
  await held.hold(2)
})
afterEach(() => held.close())

describe('a vote', () => {
  it('counts once however often it is said, and is gone when taken back', async () => {
    for (let times = 0; times < 3; times++) expect(await votes.vote(ben, '2403.00001', true)).toEqual({ paper: '2403.00001', voted: true, byAuthor: false, votes: 1, own: 0 })
    for (let times = 0; times < 3; times++) expect(await votes.vote(ben, '2403.00001', false)).toEqual({ paper: '2403.00001', voted: false, byAuthor: false, votes: 0, own: 0 })
  })

  it('of an author is counted apart', async () => {
    await votes.vote(ben, '2403.00001', true)
    expect(await votes.vote(ada, '2403.00001', true)).toMatchObject({ byAuthor: true, votes: 1, own: 1 })
    expect(await votes.vote(ada, '2403.00002', true)).toMatchObject({ byAuthor: false, votes: 1, own: 0 })
  })

  it('is for a paper by any of its names', async () => {
    const key = await held.hold(3, { identifiers: [{ scheme: 'arxiv', value: '2403.00003' }, { scheme: 'doi', value: '10.1000/x/y' }] })
    for (const name of ['2403.00003', '2403.00003v2', ' 2403.00003 ', '10.1000/X/Y', key]) expect(await votes.vote(ben, name, true)).toMatchObject({ paper: '2403.00003', votes: 1 })
  })

  it.each(['', 'nothing', '2403.99999', 'a'.repeat(10_000), '2403.00001\u0000', 0, -1, Number.NaN])('is for no paper that is not held: %j', async (name) => {
    await expect(votes.vote(ben, name, true)).rejects.toMatchObject({ code: 'not-found' })
  })

  it('needs somebody, and says how to be one', async () => {
    await expect(votes.vote(NOBODY, '2403.00001', true)).rejects.toMatchObject({ code: 'not-signed-in', message: 'Nobody can vote here: this Broadsheet is for reading only.' })
    await expect(votes.vote({ ...NOBODY, canSignIn: true }, '2403.00001', true)).rejects.toMatchObject({ code: 'not-signed-in', message: 'Please sign in to vote.' })
    await held.store.people.removePerson('ben')
    await expect(votes.vote(ben, '2403.00001', true)).rejects.toMatchObject({ code: 'not-signed-in' })
    expect(await held.store.people.votes([1])).toEqual(new Map())
  })

  it('of the one reader without accounts needs no row made before', async () => {
    expect(await votes.vote(LOCAL_VISITOR, '2403.00001', true)).toMatchObject({ votes: 1, own: 0 })
  })
})

describe('names that somebody claims', () => {
  it('move the votes that they gave before, and move them back when given up', async () => {
    await votes.vote(ben, '2403.00001', true)
    await votes.vote(ben, '2403.00002', true)
    expect(await votes.claimNames(ben, ['  émile   BOREL ', '', 'émile BOREL'])).toEqual(['émile BOREL'])
    expect(await votes.names(ben)).toEqual(['émile BOREL'])
    expect([...(await held.store.people.votes([1, 2]))]).toEqual([[1, { votes: 0, own: 1 }], [2, { votes: 1, own: 0 }]])
    await votes.claimNames(ben, [])
    expect([...(await held.store.people.votes([1, 2]))]).toEqual([[1, { votes: 1, own: 0 }], [2, { votes: 1, own: 0 }]])
  })

  it('are looked for in all votes, not in the first page of them', async () => {
    for (let number = 10; number < 230; number++) await votes.vote(ben, await held.hold(number, { authors: [{ name: 'Emmy Noether' }] }), true)
    await votes.claimNames(ben, ['Noether, Emmy'])
    const counts = [...(await held.store.people.votes(Array.from({ length: 222 }, (_, at) => at + 1))).values()]
    expect([counts.length, counts.filter(({ own }) => own === 1).length]).toEqual([220, 220])
  })

  it('are few and short', async () => {
    await expect(votes.claimNames(ben, Array.from({ length: 21 }, (_, at) => `Name ${at}`))).rejects.toMatchObject({ code: 'bad-input' })
    await expect(votes.claimNames(ben, ['x'.repeat(201)])).rejects.toMatchObject({ code: 'bad-input' })
    expect(await votes.names(ben)).toEqual([])
  })
})

test.each<[account: string, claimed: string[], authors: string[], own: boolean]>([
  ['Ada Lovelace', [], ['Charles Babbage', 'Ada Lovelace'], true],
  ['ada  LOVELACE', [], ['Lovelace, Ada'], true],
  ['Ada', [], ['Ada Lovelace'], false],
  ['', ['', '  '], [''], false],
  ['!!', [], ['??'], false],
  ['Kurt Goedel', ['Kurt Gödel'], ['Kurt Godel'], true],
  ['张伟', [], ['张伟'], true],
  ['Ben', ['A. Lovelace'], ['A Lovelace'], true],
])('%j with %j is an author among %j: %j', (name, claimed, authors, own) => {
  expect(isAuthor({ id: 'x', name }, claimed, authors.map((one) => ({ name: one })))).toBe(own)
})

test('the one reader without an account is nobody’s namesake', () => {
  expect(isAuthor(LOCAL_VISITOR.person!, [], [{ name: 'You' }])).toBe(false)
})
