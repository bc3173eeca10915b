import { orderHits } from '../../dist/edition/order-hits.js'
import { CANDIDATES } from '../../dist/edition/search.js'

/**
 * One search and its order, the way that a page of results takes: query language, index, ranking.
 * @param {import('../../dist/search-index/search-index.js').SearchIndex} index
 * @param {import('../../dist/search-index/query/parsed-query.js').ParsedQuery} query
 * @param {{ mode?: import('../../dist/search-index/search-index.js').SearchMode, candidates?: number, without?: number | undefined }} [options]
 *   `candidates` of each signal; `without`: the query's own paper
 * @returns {Promise<number[]>} keys, best first
 */
export async function searchAsServed(index, query, { mode = 'both', candidates = CANDIDATES, without } = {}) {
  const found = await index.search(query, { candidates, mode, without })
  return orderHits(found.candidates, { for: 'query', mode, words: query.words.length, recent: query.recent }).map(({ candidate }) => candidate.key)
}
