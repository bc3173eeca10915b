import type { IndexDocument } from '../search-index.ts'
import { terms } from '../terms.ts'

/**
 * Terms for what a paper is filed under. The prefix holds a character that no folded word has, so they never
 * meet words: `c:cs.lg` and `c:cs`, `v:neurips` and `v:2023`, `i:2403.07691`.
 */
export function fieldTerms(document: IndexDocument): Set<string> {
  const found = new Set<string>()
  for (const category of document.categories) {
    const name = category.toLowerCase()
    found.add(categoryTerm(name))
    const dot = name.indexOf('.')
    if (dot > 0) found.add(categoryTerm(name.slice(0, dot)))
  }
  if (document.venue !== undefined) for (const term of terms(document.venue)) found.add(venueTerm(term))
  for (const identifier of document.identifiers) found.add(identifierTerm(identifier))
  return found
}

export const categoryTerm = (category: string): string => clip(`c:${category.toLowerCase()}`)
export const venueTerm = (term: string): string => clip(`v:${term}`)
export const identifierTerm = (identifier: string): string => clip(`i:${identifier.toLowerCase()}`)

/** Terms longer than the dictionary looks up are never found, so both sides clip alike. */
const clip = (term: string): string => (term.length > 80 ? term.slice(0, 80) : term)
