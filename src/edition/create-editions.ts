import type { SearchIndex } from '../search-index/search-index.ts'
import type { Store } from '../store/store.ts'
import type { Clock } from '../tools/clock.ts'
import type { Editions } from './edition.ts'
import { frontList } from './front.ts'
import { ledgerDays } from './ledger-days.ts'
import { allDaysList, shelfList, spanList, trendingList } from './lists.ts'
import { findPaper, paperEdition, similarTo } from './paper.ts'
import { respell } from './respell.ts'
import { heldList, searchList, type SearchParts } from './search.ts'
import { sourcesEdition } from './sources.ts'
import { suggestFor } from './suggest.ts'

const FACETS = 400

/**
 * The editions of this store and this index; `parts` is what a search may have beside them.
 * @param fetching whether this process asks the sources by itself at the moment
 */
export function createEditions({ store, index, clock, fetching = () => false, ...parts }: {
  store: Store
  index: SearchIndex
  clock: Clock
  fetching?: () => boolean
} & SearchParts): Editions {
  const facets = remember(store, async () => ({ categories: await store.facets('category', FACETS), venues: await store.facets('venue', FACETS) }))
  return {
    front: async (options = {}) => {
      if (options.allDays) return allDaysList(store, options)
      const { last } = await store.daySpan()
      if (last === undefined && (await store.count()) > 0) return heldList(store, index, options)
      return frontList(store, clock, options)
    },
    day: (day, options = {}) => spanList(store, clock, 'day', day, options),
    week: (week, options = {}) => spanList(store, clock, 'week', week, options),
    month: (month, options = {}) => spanList(store, clock, 'month', month, options),
    shelf: (options = {}) => shelfList(store, options),
    trending: (options = {}) => trendingList(store, clock, options),
    search: (request) => searchList(store, index, request, { respell: (query) => respell(index, query), ...parts }),
    suggest: async (typed) => suggestFor(store, index, (await facets()).categories, typed),
    paper: (id, options = {}) => paperEdition(store, index, id, options),
    similar: async (id, options = {}) => {
      const paper = await findPaper(store, id)
      return paper === undefined ? undefined : similarTo(store, index, paper, options)
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
        lastDay: span.last,
        shelfOnly: papers > 0 && shelf === papers && Object.keys(bySource).length === 1,
        hasShelf: shelf > 0,
        indexed: state.papers,
        indexing: state.papers < papers,
        model: state.model,
      }
    },
  }
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
