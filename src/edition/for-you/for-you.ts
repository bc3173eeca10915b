/**
 * A reader's own front page: the papers of the last days in the order of their own taste and of what the people here like, each with
 * its reasons. Papers are read once for all readers; what a reader did is read anew each time, so that a change shows at once.
 */
import { serviceDay } from '../../paper/announcements.ts'
import type { Person } from '../../paper/people.ts'
import { TASTE_SWITCHES, type TasteSettings, tasteSettings } from '../../paper/taste-settings.ts'
import { rankForReader, type RankedPaper } from '../../rank/taste/rank-for-reader.ts'
import { readPaper, type ReadPaper, type TasteText } from '../../rank/taste/read-paper.ts'
import { type LikingKind, tasteOf } from '../../rank/taste/taste.ts'
import type { SearchIndex } from '../../search-index/search-index.ts'
import type { Store } from '../../store/store.ts'
import type { Clock } from '../../tools/clock.ts'
import type { Entry } from '../edition.ts'
import type { Guess } from '../first-guess.ts'
import { countOf } from '../ledger.ts'
import { paging } from '../lists.ts'
import { trendingOrder } from '../trending-order.ts'
import { withCommunity } from '../with-community.ts'
import type { ForYouEdition, ForYouOptions } from './for-you-edition.ts'
import { GuessScores } from './guess-scores.ts'
import { type DaysPool, Pools } from './pools.ts'
import { ReadPapers, tasteText } from './read-papers.ts'
import { readSignals, type Signals } from './signals.ts'
import { ShownPapers } from './shown-papers.ts'
import { namesOfLiked, wordedReasons } from './taste-reasons.ts'
import { wordedTerms } from './taste-terms.ts'

export interface ForYouParts {
  readonly store: Store
  readonly index: SearchIndex
  readonly clock: Clock
  /** what readers tend to like: absent where nothing is to be guessed */
  readonly guess?: Guess | undefined
  /** for tests */
  readonly text?: (() => TasteText) | undefined
}

/** Nobody reads further. */
const MOST = 300
/** How long the community's order may be old, ms. */
const COMMUNITY_FRESH_MS = 15_000
const DAY_MS = 86_400_000

export function createForYou({ store, index, clock, guess, text: given }: ForYouParts): (person: Pick<Person, 'id'>, options?: ForYouOptions) => Promise<ForYouEdition> {
  let loaded: TasteText | undefined
  const text = (): TasteText => (loaded ??= (given ?? tasteText)())
  const papers = new ReadPapers(store, text)
  const guesses = guess && new GuessScores(store, guess)
  const shownPapers = new ShownPapers(store)
  const pools = new Pools({ store, index, clock, papers })
  let trend: { at: number; to: string; scores: Promise<ReadonlyMap<number, number>> } | undefined

  const community = (to: string): Promise<ReadonlyMap<number, number>> => {
    const at = performance.now()
    if (trend === undefined || trend.to !== to || at - trend.at > COMMUNITY_FRESH_MS) {
      const made = { at, to, scores: trendingScores(store, clock.now(), to) }
      trend = made
      made.scores.catch(() => trend === made && (trend = undefined))
    }
    return trend.scores
  }

  return async (person, options = {}) => {
    const start = performance.now()
    const kept = await store.people.settings(person.id)
    const settings = forThisOnce(tasteSettings(kept), options)
    const signals = await readSignals(store.people, person.id, settings, kept)
    const days = await pools.of(settings.span)
    const { switches } = settings
    const isNew = signals.liked.length + signals.texts.length + signals.disliked.length + signals.follows.length === 0
    const now = clock.now()
    const age = (at: string): number => (at === '' ? 0 : Math.max(0, (now - Date.parse(at)) / DAY_MS))
    const read = new Map((await papers.of([...new Set([...signals.liked.map(({ key }) => key), ...signals.disliked.map(({ paperKey }) => paperKey)])])).map((one) => [one.key, one]))
    const seeds = signals.texts.map((one, at): ReadPaper => readPaper({ key: -1 - at, title: one.title, abstract: one.abstract, authors: one.author === '' ? [] : [one.author], categories: [] }, text()))
    const taste = tasteOf(
      {
        liked: [
          ...signals.liked.flatMap(({ key, kind, at }) => ofRead(read, key, (paper) => ({ kind, paper, ageDays: age(at) }))),
          ...seeds.map((paper) => ({ kind: 'seed' as const, paper, ageDays: 0 })),
        ],
        hidden: signals.disliked.flatMap(({ paperKey, at }) => ofRead(read, paperKey, (paper) => ({ paper, ageDays: age(at) }))),
        follows: signals.follows,
      },
      text(),
    )
    const gone = new Set([...signals.hidden, ...(settings.known ? [] : signals.known)])
    // With nothing known the reader's own order would be no order.
    const dial = !switches.community ? 0 : isNew ? 1 : settings.dial
    const ranked = rankForReader(days.pool, { ...taste, hidden: new Set([...taste.hidden, ...gone]) }, {
      dial,
      community: switches.community ? await community(days.to ?? serviceDay(now)) : new Map(),
      guess: switches.guess ? await guesses?.of([...days.keys], days.to ?? serviceDay(now)) : undefined,
      exploration: switches.exploration ? settings.explore : 0,
      variety: settings.variety,
      seed: `${person.id} ${serviceDay(now)}`,
      limit: MOST,
    })
    const { page, pageSize } = paging(options)
    const entries = await entriesOf(store, shownPapers, ranked.slice(page * pageSize, (page + 1) * pageSize), days, signals, dial)
    const left = [...days.keys].filter((key) => gone.has(key)).length
    return {
      kind: 'for-you',
      subject: '',
      title: 'For you',
      from: days.from,
      to: days.to,
      previous: undefined,
      next: undefined,
      ledger: ledgerOf(days, settings, isNew),
      empty: ranked.length > 0 ? undefined : whyEmpty(days, left, settings),
      entries,
      total: ranked.length,
      page,
      pageSize,
      filters: {},
      notes: [],
      tookMs: performance.now() - start,
      marks: [],
      settings,
      known: signals.counts,
      new: isNew,
      leftOut: left,
      off: TASTE_SWITCHES.filter((name) => !switches[name]),
    }
  }
}

function forThisOnce(settings: TasteSettings, { dial, span }: ForYouOptions): TasteSettings {
  return { ...settings, ...(dial === undefined ? {} : { dial: Math.min(1, Math.max(0, dial)) }), ...(span === undefined ? {} : { span }) }
}

function ofRead<T>(read: ReadonlyMap<number, ReadPaper>, key: number, make: (paper: ReadPaper) => T): T[] {
  const paper = read.get(key)
  return paper === undefined ? [] : [make(paper)]
}

async function trendingScores(store: Store, now: number, to: string): Promise<ReadonlyMap<number, number>> {
  const { ranked } = await trendingOrder(store, { now, until: to, filters: { category: undefined, venue: undefined, submitter: undefined, from: '0000-01-01', to, onlyListed: false } })
  return new Map(ranked.map(({ key, trend }) => [key, trend.score]))
}

async function entriesOf(store: Store, shown: ShownPapers, ranked: readonly RankedPaper[], days: DaysPool, { liked, texts }: Signals, dial: number): Promise<Entry[]> {
  const close = [...new Set(ranked.flatMap(({ reasons }) => reasons.flatMap((one) => (one.kind === 'close-to' && one.likedKey > 0 ? [one.likedKey] : []))))]
  const { from, to } = days
  const [byKey, likedPapers] = await Promise.all([shown.of(ranked.map(({ key }) => key), from === undefined || to === undefined ? undefined : { from, to }), shown.of(close, undefined)])
  const kinds = new Map<number, LikingKind>()
  for (const { key, kind } of liked) if (!kinds.has(key)) kinds.set(key, kind)
  const named = namesOfLiked([...likedPapers.values()].map(({ paper }) => paper), texts, kinds)
  const entries = ranked.flatMap(({ key, score, mine, community, terms, reasons }): Entry[] => {
    const known = byKey.get(key)
    if (known === undefined) return []
    return [{ ...known, score: 100 * score, reasons: wordedReasons(reasons, named), terms: wordedTerms({ score, mine, community, terms }, dial), explanation: { signals: { mine, community }, terms } }]
  })
  return withCommunity(store, entries)
}

const SPANS = { day: 'the last day', week: 'the last week', month: 'the last month' } as const

function ledgerOf({ keys, to }: DaysPool, { span, dial, switches }: TasteSettings, isNew: boolean): string {
  const what = to === undefined ? `${countOf(keys.size)} held` : `${countOf(keys.size)} of ${SPANS[span]}`
  if (isNew) return `${what}; nothing is known of your taste yet`
  if (!switches.community || dial === 0) return `${what} in the order of your own taste`
  return dial === 1 ? `${what} in the community’s order` : `${what}: ${Math.round((1 - dial) * 100)} % your taste, ${Math.round(dial * 100)} % the community’s`
}

function whyEmpty({ keys, to }: DaysPool, left: number, { span }: TasteSettings): string {
  if (keys.size === 0) return to === undefined ? 'This instance holds no papers yet.' : `No paper of ${SPANS[span]} is held.`
  if (left >= keys.size) return `You have read, saved or hidden every paper of ${SPANS[span]}. Well done: ${span === 'month' ? 'come back tomorrow' : 'look further back, or come back tomorrow'}.`
  return `Every paper of ${SPANS[span]} has a word that you excluded, or is one that you know already.`
}
