import type { SearchIndex } from '../search-index/search-index.ts'
import { ownPapers } from '../store/own-papers.ts'
import type { Store } from '../store/store.ts'
import type { Clock } from '../tools/clock.ts'
import type { Editions, ListEdition } from './edition.ts'
import type { Guess } from './first-guess.ts'
import { createForYou } from './for-you/for-you.ts'
import { frontList } from './front.ts'
import type { GuessOrder } from './guess-order.ts'
import { ledgerDays } from './ledger-days.ts'
import { rankingName } from './keep-rankings.ts'
import { sourcesPast } from './last-day.ts'
import { allDaysList, shelfList, spanList } from './lists.ts'
import { countNew } from './new-papers.ts'
import { pickedDay, picksList } from './picks.ts'
import { findPaper, paperEdition, similarTo } from './paper.ts'
import { rememberTrending } from './remember-trending.ts'
import { respell } from './respell.ts'
import { heldList, searchList, type SearchParts } from './search.ts'
import { sourcesEdition } from './sources.ts'
import { stoodList } from './stood.ts'
import { suggestFor } from './suggest.ts'
import { type OwnKeys, viewList } from './view-list.ts'
import { trendingList } from './trending.ts'
import { listWithCommunity, withCommunity } from './with-community.ts'

const FACETS = 400

/**
 * The editions of this store and this index; `parts` is what a search may have beside them.
 * @param guess the order of days on which nobody has voted; without it they stand as they were listed
 * @param fetching whether this process asks the sources by itself at the moment
 */
export function createEditions({ store, index, clock, fetching = () => false, guess, firstGuess, ...parts }: {
  store: Store
  index: SearchIndex
  clock: Clock
  fetching?: () => boolean
  guess?: GuessOrder | undefined
  /** what readers tend to like, for a page of one's own */
  firstGuess?: Guess | undefined
} & SearchParts): Editions {
  const forYou = createForYou({ store, index, clock, guess: firstGuess })
  const facets = remember(store, async () => ({ categories: await store.facets('category', FACETS), venues: await store.facets('venue', FACETS) }))
  const ownKeys: OwnKeys = async (personId, view, page) => {
    const { total, papers } = await ownPapers(store.people, personId, view, page)
    return { total, keys: papers.map(({ paperKey }) => paperKey) }
  }
  const trendingOrderOf = rememberTrending(store)
  const shown = (list: Promise<ListEdition>): Promise<ListEdition> => listWithCommunity(store, list)
  const editions: Editions = {
    front: async (options = {}) => {
      if (options.allDays) return shown(allDaysList(store, options))
      const { last } = await store.daySpan()
      if (last === undefined && (await store.count()) > 0) return shown(heldList(store, index, options))
      return shown(frontList(store, clock, options, guess))
    },
    day: async (day, options = {}) => {
      if (options.picked) return shown(pickedDay(store, clock, day, options))
      const list = await shown(spanList(store, clock, 'day', day, options, guess))
      return { ...list, kept: (await store.people.rankingsNear(rankingName('day', day))).kept }
    },
    week: (week, options = {}) => shown(spanList(store, clock, 'week', week, options)),
    month: (month, options = {}) => shown(spanList(store, clock, 'month', month, options)),
    shelf: (options = {}) => shown(shelfList(store, options)),
    trending: async (options = {}) => {
      const list = await shown(trendingList(store, clock, options, trendingOrderOf))
      // The last evening that is kept is the way back in time.
      return { ...list, previous: (await store.people.rankingsNear(rankingName('trending', '9999-12-31'))).previous?.slice('trending:'.length) }
    },
    stood: (kind, day, options = {}) => stoodList(store, kind, day, options),
    forYou,
    picks: (options = {}) => shown(picksList(store, options)),
    search: (request) => shown(searchList(store, index, request, { respell: (query) => respell(index, query), ...parts })),
    entries: async (keys) => withCommunity(store, (await store.papers(keys)).map((paper) => ({ paper, listed: undefined, score: undefined, reasons: [] }))),
    byDate: async (query) => withCommunity(store, (await store.papersByDate(query)).map((paper) => ({ paper, listed: undefined, score: undefined, reasons: [] }))),
    countNew: (list, afterKey) => countNew(store, list, afterKey),
    suggest: async (typed) => suggestFor(store, index, (await facets()).categories, typed),
    paper: (id, options = {}) => paperEdition(store, index, id, options),
    similar: async (id, options = {}) => {
      const paper = await findPaper(store, id)
      return paper === undefined ? undefined : withCommunity(store, await similarTo(store, index, paper, options))
    },
    facets,
    ledger: (from, to) => ledgerDays(store, clock, from, to),
    sources: () => sourcesEdition(store, fetching()),
    status: async () => {
      const [papers, bySource, span] = [await store.count(), await store.countBySource(), await store.daySpan()]
      const shelf = bySource.shelf ?? 0
      const state = index.state()
      return {
        papers,
        bySource,
        firstDay: span.first,
        lastDay: (await store.neighbours('9999-12-31', await sourcesPast(store))).previous,
        shelfOnly: papers > 0 && shelf === papers && Object.keys(bySource).length === 1,
        hasShelf: shelf > 0,
        indexed: state.papers,
        indexing: state.papers < papers,
        model: state.model,
      }
    },
    view: (view, request) => viewList(editions, ownKeys, view, request),
  }
  return editions
}

/** The answer of the last asking, as long as the store has not changed. */
function remember<T>(store: Store, ask: () => Promise<T>): () => Promise<T> {
  let known: { seq: number; answer: Promise<T> } | undefined
  return async () => {
    const seq = await store.seq()
    if (known?.seq !== seq) known = { seq, answer: ask() }
    return known.answer
  }
}
