/** Any order of votes by several people, of papers that become one or go, and of people who leave, beside a model that remembers who first voted when. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { madeUpPaper } from './made-up-papers.ts'
import type { Store } from './store.ts'

const PEOPLE = ['p0', 'p1', 'p2', 'p3', 'p4']
const PAPERS = 4

const step = fc.oneof(
  { weight: 12, arbitrary: fc.record({ kind: fc.constant('vote' as const), person: fc.nat(PEOPLE.length - 1), paper: fc.nat(PAPERS - 1), on: fc.boolean(), own: fc.boolean(), day: fc.integer({ min: 1, max: 5 }) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('absorb' as const), survivor: fc.nat(PAPERS - 1), absorbed: fc.nat(PAPERS - 1) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('leave' as const), person: fc.nat(PEOPLE.length - 1) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('drop' as const), paper: fc.nat(PAPERS - 1) }) },
)

/** A vote as the model has it; one that was taken back does not stand. */
interface Given {
  readonly own: boolean
  /** when it was first given */
  readonly at: string
  readonly stands: boolean
}

/** @param open opens a new, empty store */
export function votesModel(name: string, open: () => Promise<Store>, runs: number): void {
  test(`votes in ${name} are what a model says after anything`, { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 40 }), fc.boolean(), async (steps, atOnce) => {
        const store = await open()
        try {
          await compare(store, steps, atOnce)
        } finally {
          await store.close()
        }
      }),
      { numRuns: runs },
    )
  })
}

async function compare(store: Store, steps: readonly (typeof step extends fc.Arbitrary<infer Step> ? Step : never)[], atOnce: boolean): Promise<void> {
  const keys = await store.write((writer) => writer.write(Array.from({ length: PAPERS }, (_, number) => madeUpPaper(number))))
  for (const id of PEOPLE) await store.people.savePerson({ id, name: id, email: undefined, role: 'reader', since: '2026-01-01T00:00:00.000Z' })
  const votes = new Map(keys.map((key) => [key, new Map<string, Given>()]))
  const people = new Set(PEOPLE)
  const said: Promise<unknown>[] = []
  for (const one of steps) {
    const deed = doStep(store, one, keys, votes, people)
    // Asked for at once they stand in the order asked.
    if (atOnce) said.push(deed)
    else await deed
  }
  await Promise.all(said)

  const truth = new Map([...votes].flatMap(([key, of]) => ([...of.values()].some(({ stands }) => stands) ? [[key, countsOf(of)] as const] : [])))
  expect(await store.people.votes(keys)).toEqual(truth)
  for (const key of keys) {
    const { day: _, ...last } = (await store.people.voteHistory(key)).at(-1) ?? { day: '', votes: 0, own: 0 }
    expect(last).toEqual(truth.get(key) ?? { votes: 0, own: 0 })
  }
  for (const id of PEOPLE) {
    const own = keys.flatMap((paperKey) => (votes.get(paperKey)?.get(id)?.stands ? [{ paperKey, at: votes.get(paperKey)!.get(id)!.at }] : []))
    expect(await store.people.votedBy(id, keys)).toEqual(new Set(own.map(({ paperKey }) => paperKey)))
    expect((await store.people.votesOfPerson(id)).papers.toSorted((a, b) => a.paperKey - b.paperKey)).toEqual(own)
  }
  for (const [key, facts] of await store.people.voteFacts(keys)) {
    expect(facts.map(({ at, own }) => [at, own]).sort()).toEqual([...(votes.get(key)?.values() ?? [])].filter(({ stands }) => stands).map(({ at, own }) => [at, own]).sort())
  }
  expect(await store.check()).toEqual([])
}

async function doStep(store: Store, one: typeof step extends fc.Arbitrary<infer Step> ? Step : never, keys: readonly number[], votes: Map<number, Map<string, Given>>, people: Set<string>): Promise<void> {
  if (one.kind === 'vote') {
    const [key, id] = [keys[one.paper]!, PEOPLE[one.person]!]
    const of = votes.get(key)
    const at = `2026-04-0${one.day}T00:00:00.000Z`
    const deed = store.people.vote(key, id, one.on, { own: one.own, at })
    if (of === undefined || !people.has(id)) return expect(deed).rejects.toMatchObject({ code: of === undefined ? 'not-found' : 'not-signed-in' })
    const before = of.get(id)
    if (one.on) of.set(id, { own: one.own, at: before?.at ?? at, stands: true })
    else if (before !== undefined) of.set(id, { ...before, stands: false })
    const counts = countsOf(of)
    expect(await deed).toEqual(counts)
  } else if (one.kind === 'leave') {
    const id = PEOPLE[one.person]!
    const was = people.delete(id)
    for (const of of votes.values()) of.delete(id)
    expect(await store.people.removePerson(id)).toBe(was)
  } else {
    const [key, survivor] = one.kind === 'drop' ? [keys[one.paper]!, undefined] : [keys[one.absorbed]!, keys[one.survivor]!]
    const gone = votes.get(key)
    const kept = survivor === undefined ? undefined : votes.get(survivor)
    if (gone === undefined || survivor === key || (survivor !== undefined && kept === undefined)) return
    votes.delete(key)
    for (const [id, given] of gone) {
      const both = [given, kept?.get(id) ?? given]
      kept?.set(id, { own: both.some(({ own, stands }) => own && stands), at: both.map(({ at }) => at).sort()[0]!, stands: both.some(({ stands }) => stands) })
    }
    await store.write(async (writer) => {
      if (survivor !== undefined) await writer.absorb(survivor, [key])
      await writer.remove([key])
    })
  }
}

function countsOf(of: ReadonlyMap<string, Given>): { votes: number; own: number } {
  const standing = [...of.values()].filter(({ stands }) => stands)
  return { votes: standing.filter(({ own }) => !own).length, own: standing.filter(({ own }) => own).length }
}
