import { fuse } from '../../dist/rank/fuse.js'
import { parseQuery } from '../../dist/search-index/query/parse-query.js'
import { terms } from '../../dist/search-index/terms.js'

/** Candidates that each signal brings to a page of results (edition/search.ts). */
export const CANDIDATES = 200

/** A pasted text is cut here by the query language too. Terms. */
const MAX_WORDS = 600

/**
 * One search and its order, the way that a page of results takes: query language, index, ranking.
 * @param {import('../../dist/search-index/search-index.js').SearchIndex} index
 * @param {import('../../dist/search-index/query/parsed-query.js').ParsedQuery} query
 * @param {{ mode?: import('../../dist/search-index/search-index.js').SearchMode, candidates?: number, without?: number | undefined }} [options]
 *   `without`: the query's own paper, which goes before ranking, as it is the best by every signal and the others are measured by it
 * @returns {Promise<number[]>} keys, best first
 */
export async function searchAsServed(index, query, { mode = 'both', candidates = CANDIDATES, without } = {}) {
  const found = await index.search(query, { candidates, mode })
  return fuse(found.candidates.filter(({ key }) => key !== without).sort((a, b) => a.key - b.key)).map(({ candidate }) => candidate.key)
}

/**
 * A query of a judged collection: text, unless it is to be read as typed, with quotation marks, dashes and colons.
 * @param {string} text
 * @param {boolean} [asTyped]
 */
export function judgedQuery(text, asTyped = false) {
  if (asTyped) return parseQuery(text)
  return { text, words: terms(text).slice(0, MAX_WORDS), phrases: [], restrictions: [], excluded: [], fromDay: undefined, toDay: undefined, identifier: undefined, notes: [] }
}
