import { setImmediate as breathe } from 'node:timers/promises'
import type { DayQuery, ListedPaper, Store } from '../store/store.ts'
import type { Guess } from './first-guess.ts'
import { guessPaper } from './guess-reading.ts'
import { listState } from './list-state.ts'

/** A page of a day's papers in the order of the guess; `scores` are theirs, in the same order. */
export interface GuessedPage {
  readonly total: number
  readonly papers: readonly ListedPaper[]
  readonly scores: readonly number[]
}

/** What of a query narrows a day; the rest is its order and the page. */
type Narrowing = Omit<DayQuery, 'sort' | 'offset' | 'limit'>

/** `shown`: the papers in the order of the guess; `possible`: nobody has voted, and the reader wants no guess. */
export type Guessed = { readonly state: 'shown'; readonly page: GuessedPage } | { readonly state: 'possible' }

export interface GuessOrder {
  /**
   * How a day's list is guessed, as one page of it. Undefined where somebody has voted on any paper of the day, here or at another
   * service, whatever the filters leave of it: votes and guesses are never mixed.
   * @param wish what the address says (true, false) or leaves to the reader's own setting and the instance's
   */
  of(day: string, query: DayQuery, wish: { readonly guess?: boolean | undefined; readonly reader?: string | undefined }): Promise<Guessed | undefined>
}

/** The setting of a person that switches guesses off: `false` (community/guess-switch.ts writes it). */
const GUESS_SETTING = 'guess'
/** Papers that are read at a time. */
const BATCH = 500
/** Papers guessed before the server may answer somebody else: some 20 ms. */
const AT_A_STRETCH = 25
/** Days, each with its filters, whose order is kept. */
const KEPT_ORDERS = 40
/** Papers whose score is kept, so that a day that grows all morning is not guessed anew each time. */
const KEPT_SCORES = 10_000

interface Order {
  /** what the store held: another state wants another order */
  readonly state: string
  readonly ranked: Promise<readonly { key: number; score: number }[]>
}

/**
 * The order of days on which nobody has voted yet. An order is made when it is first asked for and kept until the store changes.
 * @param always false where the instance shows a guess only to those who ask for it
 */
export function createGuessOrder(store: Pick<Store, 'listed' | 'people' | 'seq'>, guess: Guess, { always = true }: { always?: boolean } = {}): GuessOrder {
  const orders = new Map<string, Order>()
  const scores = new Map<string, number>()

  return {
    async of(day, { offset = 0, limit = 0, sort: _, ...narrowing }, { guess: wanted, reader }) {
      if ((await votesOn(store, day)) !== 0) return undefined
      if (!(wanted ?? (always && (await readerWants(reader))))) return { state: 'possible' }
      const ranked = await orderOf(narrowing, day)
      const shown = ranked.slice(offset, offset + limit)
      const { papers } = shown.length === 0 ? { papers: [] } : await store.listed({ ...narrowing, keys: shown.map(({ key }) => key), limit: shown.length })
      const listed = new Map(papers.map((one) => [one.paper.key, one]))
      // One that has left the day since then is left out; the next asking finds the new order.
      const there = shown.flatMap(({ key, score }) => (listed.has(key) ? [{ paper: listed.get(key)!, score }] : []))
      return { state: 'shown', page: { total: ranked.length, papers: there.map(({ paper }) => paper), scores: there.map(({ score }) => score) } }
    },
  }

  async function readerWants(reader: string | undefined): Promise<boolean> {
    return reader === undefined || (await store.people.settings(reader))[GUESS_SETTING] !== false
  }

  async function orderOf(narrowing: Narrowing, day: string): Promise<Awaited<Order['ranked']>> {
    const name = JSON.stringify([day, ...Object.entries(narrowing).sort()])
    const state = await listState(store)
    const held = orders.get(name)
    if (held?.state === state) return held.ranked
    const order = { state, ranked: rank(narrowing, day) }
    orders.delete(name)
    orders.set(name, order)
    forget(orders, KEPT_ORDERS)
    order.ranked.catch(() => orders.get(name) === order && orders.delete(name))
    return order.ranked
  }

  async function rank(narrowing: Narrowing, day: string): Promise<{ key: number; score: number }[]> {
    const ranked: { key: number; score: number; place: number }[] = []
    let sinceBreath = 0
    for (let offset = 0; ; offset += BATCH) {
      const { total, papers } = await store.listed({ ...narrowing, sort: 'votes', offset, limit: BATCH })
      for (const { paper } of papers) {
        // What a guess depends on: a paper that is told of anew in the same words is not read anew.
        const name = `${paper.key} ${day} ${paper.published} ${paper.authors.length} ${paper.title}\n${paper.abstract.length} ${paper.abstract.slice(-40)}`
        let score = scores.get(name)
        if (score === undefined) {
          score = guess(guessPaper(paper, day))
          scores.set(name, score)
          if (++sinceBreath % AT_A_STRETCH === 0) await breathe()
        }
        ranked.push({ key: paper.key, score, place: ranked.length })
      }
      if (papers.length === 0 || offset + papers.length >= total) break
    }
    forget(scores, KEPT_SCORES)
    return ranked.sort((a, b) => b.score - a.score || a.place - b.place)
  }
}

/** The votes of the paper with most of them; undefined for a day without papers. Authors' own are counted apart, as in every list by votes. */
async function votesOn(store: Pick<Store, 'listed' | 'people'>, day: string): Promise<number | undefined> {
  const [first] = (await store.listed({ from: day, to: day, sort: 'votes', limit: 1 })).papers
  if (first === undefined) return undefined
  return first.entry.upvotes + ((await store.people.votes([first.paper.key])).get(first.paper.key)?.votes ?? 0)
}

/** Drops what was put in first. */
function forget(from: Map<string, unknown>, most: number): void {
  for (const name of from.keys()) {
    if (from.size <= most) return
    from.delete(name)
  }
}
