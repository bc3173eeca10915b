import { askedTerms } from './asked-terms.ts'
import { expand } from './expand.ts'
import { MAX_QUERY_LENGTH, MAX_WORDS } from './parse-query.ts'
import type { ParsedQuery } from './parsed-query.ts'

/**
 * A text as a query in which nothing is an operator: quotation marks, dashes and colons are only what stands between
 * words. It is cut where the query language cuts.
 */
export function plainQuery(text: string): ParsedQuery {
  const bounded = text.slice(0, MAX_QUERY_LENGTH)
  const words = askedTerms(bounded).slice(0, MAX_WORDS)
  return { text, words, phrases: [], restrictions: [], excluded: [], expansions: expand(bounded), fromDay: undefined, toDay: undefined, identifier: undefined, named: [], prose: true, recent: false, notes: [] }
}
