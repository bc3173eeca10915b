import type { Candidate, Evidence } from '../search-index/search-index.ts'
import type { Explanation, Reason } from './edition.ts'

/** What the reasons need to know of what was asked: an id, so many different telling words, or for papers like another. */
export type Asked = { readonly kind: 'identifier' } | { readonly kind: 'paper' } | { readonly kind: 'words'; readonly words: number }

/** Shares are sums of fractions, so that a whole one may fall short by a little. */
const WHOLE = 0.999
/** A longer run of words is no phrase any more but a text. */
const PHRASE_WORDS = 8
/** Of a text's neighbouring words, so many side by side in a paper are that paper's own text. */
const SAME_TEXT = 0.8

/**
 * Why a hit was found, the strongest first, each in a few words. Meaning (its own and the company of the best) is given
 * where it carries weight, as a little of it is in every score, and where there is nothing else.
 */
export function reasonsOf(candidate: Candidate, terms: Readonly<Record<string, number>>, asked: Asked): Reason[] {
  if (asked.kind === 'identifier') return [{ kind: 'identifier', text: 'the paper with this id' }]
  const { evidence } = candidate
  const meaning = (terms['meaning'] ?? 0) + (terms['company'] ?? 0)
  const others = Object.entries(terms).reduce((sum, [name, value]) => (name === 'meaning' || name === 'company' ? sum : sum + Math.max(0, value)), 0)
  const reasons: Reason[] = []
  if (asked.kind === 'paper') {
    if (candidate.words > 0) reasons.push({ kind: 'words', text: 'shared words', value: terms['words'] })
  } else if (candidate.words > 0) {
    const author = evidence !== undefined && evidence.authors > 0
    const fields = evidence === undefined ? '' : placesOf(evidence)
    if (!author || fields !== '') reasons.push({ ...wordsReason(evidence, asked.words, fields), value: terms['words'] })
    if (author) reasons.push({ kind: 'author', text: evidence.authors > WHOLE ? 'the author’s name' : 'an author’s name' })
  }
  if (meaning > others / 2 || (meaning > 0 && reasons.length === 0)) reasons.push({ kind: 'meaning', text: 'close in meaning', value: meaning })
  return reasons
}

function wordsReason(evidence: Evidence | undefined, words: number, fields: string): Pick<Reason, 'kind' | 'text'> {
  if (evidence === undefined) return { kind: 'words', text: 'its words' }
  // Found by another way to write what was typed.
  if (evidence.cover === 0) return { kind: 'words', text: 'related words' }
  if (words > PHRASE_WORDS) {
    if (evidence.phrase >= SAME_TEXT) return { kind: 'phrase', text: `this very text${fields}` }
  } else if (words > 1 && evidence.phrase > WHOLE && evidence.cover > WHOLE) {
    return { kind: 'phrase', text: `the exact phrase${fields}` }
  }
  if (words === 1) return { kind: 'words', text: `the word${fields}` }
  const share = evidence.cover > WHOLE ? 'all' : evidence.cover >= 0.5 ? 'most' : 'some'
  return { kind: 'words', text: `${share} of the words${fields}`.replace('all of the', 'all the') }
}

/** " in the title", " in title and abstract"; the title alone where everything found stands there. */
function placesOf(evidence: Evidence): string {
  if (evidence.title > 0 && evidence.title >= evidence.cover * WHOLE) return ' in the title'
  const places = (['title', 'abstract', 'keywords'] as const).filter((field) => evidence[field] > 0)
  if (places.length === 0) return ''
  if (places.length === 1) return ` in the ${places[0]}`
  return ` in ${places.slice(0, -1).join(', ')} and ${places.at(-1)}`
}

/** The numbers behind a hit: what was measured, and what it came to. */
export function explanationOf(candidate: Candidate, terms: Readonly<Record<string, number>>): Explanation {
  const { words, meaning, company, evidence } = candidate
  return { signals: { words, meaning, ...(company === undefined ? {} : { company }), ...evidence }, terms }
}
