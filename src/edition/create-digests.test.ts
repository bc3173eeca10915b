import { beforeEach, describe, expect, it } from 'vitest'
import type { DayState } from '../paper/ledger.ts'
import type { View } from '../paper/view.ts'
import { viewPath } from '../paper/view.ts'
import { addDays } from '../tools/dates.ts'
import { createDigests, type Digests } from './create-digests.ts'
import type { DigestPlan, DigestRequest } from './digest.ts'
import type { Editions, Entry } from './edition.ts'
import type { LedgerDay } from './ledger-days.ts'

/** 07:00 in Berlin on Thursday; in New York it is Thursday as well. */
const THURSDAY = '2024-10-17T05:00:00.000Z'
const FRIDAY = '2024-10-18T05:00:00.000Z'
const ASK: DigestRequest = { view: { kind: 'latest' }, rhythm: 'daily', papers: 3, timeZone: 'Europe/Berlin', plannedAt: FRIDAY, shown: new Set() }

let now: number
let states: Record<string, DayState>
let sources: ('arxiv' | 'huggingface')[]
/** day → keys in the order of the list */
let listed: Record<string, number[]>
let votes: Record<number, number>
let addedAt: Record<number, string>
let own: number[]
let asked: string[]
let digests: Digests

const entryOf = (day: string | undefined) => (key: number): Entry => ({ paper: { key, upvotes: votes[key] ?? 0, published: day } as Entry['paper'], listed: undefined, score: undefined, reasons: [] })

beforeEach(() => {
  now = Date.parse(FRIDAY)
  states = {}
  sources = ['arxiv']
  listed = { '2024-10-17': [11, 12], '2024-10-18': [21, 22, 23, 24, 25] }
  votes = {}
  addedAt = {}
  own = []
  asked = []
  const day = (subject: string): LedgerDay => ({ day: subject, line: `line of ${subject}`, state: 'none', title: '', arxiv: undefined, planned: { day: subject, announced: false, why: 'weekend' }, parts: sources.map((source) => ({ source, category: source === 'arxiv' ? 'cs.LG' : '', state: states[subject] ?? 'complete', expected: 0, held: 0, missing: [], toldBy: [], checkedAt: '2024-10-18', trouble: undefined })) })
  const editions = {
    ledger: async (from: string, to: string) => {
      const days: LedgerDay[] = []
      for (let at = from; at <= to; at = addDays(at, 1)) days.push(day(at))
      return days
    },
    view: async (view: View, { pageSize = 50 } = {}) => {
      asked.push(viewPath(view))
      const entries = view.kind === 'day' ? (listed[view.subject] ?? []).map(entryOf(view.subject)) : view.kind === 'for-you' || view.kind === 'search' ? Object.entries(listed).flatMap(([on, keys]) => keys.map(entryOf(on))) : own.map(entryOf(undefined))
      return { entries: entries.slice(0, pageSize), total: entries.length, ledger: 'its line' } as unknown as Awaited<ReturnType<Editions['view']>>
    },
    entries: async (keys: readonly number[]) => keys.filter((key) => key < 1000).map(entryOf(undefined)),
  }
  digests = createDigests({ editions, clock: { now: () => now }, origins: async (keys) => new Map(keys.flatMap((key) => (addedAt[key] === undefined ? [] : [[key, { firstId: '', addedAt: addedAt[key] }] as const]))) })
})

const keysOf = (plan: DigestPlan) => (plan.state === 'ready' ? { papers: plan.digest.entries.map(({ paper }) => paper.key), late: plan.digest.late.map(({ paper }) => paper.key), more: plan.digest.more } : plan.state)

describe('lists to which every day brings papers', () => {
  it('tells of the last day, at most so many papers, and counts the others', async () => {
    const plan = await digests.plan(ASK)
    expect(keysOf(plan)).toEqual({ papers: [21, 22, 23], late: [], more: 2 })
    expect(plan).toMatchObject({ digest: { day: '2024-10-18', ledger: 'line of 2024-10-18', notes: [] } })
  })

  it('tells of all days since the letter before, those with most votes first', async () => {
    votes = { 12: 9, 25: 4 }
    const previous = { plannedAt: '2024-10-16T05:00:00.000Z', sentAt: '2024-10-16T05:01:00.000Z' }
    const plan = await digests.plan({ ...ASK, papers: 5, previous })
    expect(keysOf(plan)).toEqual({ papers: [12, 25, 21, 11, 22], late: [], more: 2 })
  })

  it('tells nothing twice, and nothing at all where nothing is left', async () => {
    expect(keysOf(await digests.plan({ ...ASK, shown: new Set([21, 23]) }))).toEqual({ papers: [22, 24, 25], late: [], more: 0 })
    expect(await digests.plan({ ...ASK, shown: new Set([21, 22, 23, 24, 25]) })).toMatchObject({ state: 'empty' })
  })

  it('tells of a letter that goes again what it told before, whatever the list has become, without waiting', async () => {
    votes = { 24: 9 }
    states = { '2024-10-18': 'incomplete' }
    expect(keysOf(await digests.plan({ ...ASK, again: [22, 24, 99, 12345] }))).toEqual({ papers: [22, 24, 99], late: [], more: 2 })
    expect(keysOf(await digests.plan({ ...ASK, papers: 5, again: [22, 24] }))).toEqual({ papers: [22, 24], late: [], more: 0 })
    now += 3_600_000
    listed = {}
    expect(await digests.plan({ ...ASK, again: [22] })).toMatchObject({ state: 'ready', digest: { entries: [{ paper: { key: 22 } }], late: [], more: 0, ledger: '', notes: [] } })
    expect(await digests.plan({ ...ASK, again: [12345] })).toMatchObject({ state: 'empty' })
  })

  it('waits for the day to be complete, for six hours and no longer, and then says so', async () => {
    states['2024-10-18'] = 'incomplete'
    expect(await digests.plan(ASK)).toMatchObject({ state: 'wait', until: '2024-10-18T05:15:00.000Z' })
    now = Date.parse('2024-10-18T10:55:00Z')
    expect(await digests.plan(ASK)).toMatchObject({ state: 'wait', until: '2024-10-18T11:00:00.000Z' })
    now = Date.parse('2024-10-18T11:00:00Z')
    expect(await digests.plan(ASK)).toMatchObject({ state: 'ready', digest: { notes: [expect.stringContaining('18 October is not complete')] } })
    now = Date.parse(FRIDAY)
    expect(await digests.plan({ ...ASK, impatient: true })).toMatchObject({ state: 'ready' })
  })

  it('sends after what came too late, once, and not what the letter before had no room for', async () => {
    const previous = { plannedAt: THURSDAY, sentAt: '2024-10-17T11:00:00.000Z' }
    listed['2024-10-17'] = [11, 12, 13, 14]
    addedAt = { 11: '2024-10-17T04:00:00.000Z', 12: '2024-10-17T04:00:00.000Z', 13: '2024-10-17T20:00:00.000Z', 14: '2024-10-17T20:00:00.000Z' }
    expect(keysOf(await digests.plan({ ...ASK, papers: 20, previous, shown: new Set([11, 14]) }))).toEqual({ papers: [21, 22, 23, 24, 25], late: [13], more: 0 })
    // Without room they are counted with the others.
    expect(keysOf(await digests.plan({ ...ASK, papers: 5, previous }))).toEqual({ papers: [21, 22, 23, 24, 25], late: [], more: 2 })
  })

  it('tells of yesterday where a list counts that is only whole when its day is over', async () => {
    sources = ['arxiv', 'huggingface']
    expect(keysOf(await digests.plan(ASK))).toEqual({ papers: [11, 12], late: [], more: 0 })
    // One category of arXiv waits for no other list.
    expect(await digests.plan({ ...ASK, view: { kind: 'latest', filters: { category: 'cs.LG' } } })).toMatchObject({ digest: { day: '2024-10-18' } })
  })

  it('cuts a search and a reader’s own list to the same days, in their own order', async () => {
    for (const view of [{ kind: 'search', query: 'owls' }, { kind: 'for-you' }] as const) {
      expect(keysOf(await digests.plan({ ...ASK, view, person: { id: 'ada' } }))).toEqual({ papers: [21, 22, 23], late: [], more: 2 })
    }
    expect(asked).toContain('/papers?q=owls&after=2024-09-03')
  })

  it('reads once what many letters share, and never for one reader what is another’s', async () => {
    await digests.plan(ASK)
    const before = asked.length
    for (let n = 0; n < 20; n++) await digests.plan({ ...ASK, shown: new Set([20 + n]) })
    expect(asked).toHaveLength(before)
    for (const id of ['ada', 'bo']) await digests.plan({ ...ASK, view: { kind: 'for-you' }, person: { id } })
    expect(asked.filter((path) => path === '/papers/for-you')).toHaveLength(2)
  })
})

describe('lists that stand', () => {
  it('tells at once what is new among their first papers', async () => {
    own = [5, 4, 3, 2, 1]
    states['2024-10-18'] = 'incomplete'
    for (const view of [{ kind: 'trending' }, { kind: 'saved' }, { kind: 'tag', tag: 'x' }, { kind: 'picks' }] as const) {
      const plan = await digests.plan({ ...ASK, view, person: { id: 'ada' }, shown: new Set([4]) })
      expect(keysOf(plan)).toEqual({ papers: [5, 3], late: [], more: 0 })
      expect(plan).toMatchObject({ digest: { day: '2024-10-18', ledger: 'its line' } })
      expect(await digests.plan({ ...ASK, view, person: { id: 'ada' }, shown: new Set([5, 4, 3]) })).toMatchObject({ state: 'empty' })
    }
  })
})
