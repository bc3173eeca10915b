import type { RankedPaper } from '../../rank/taste/rank-for-reader.ts'
import type { Term } from '../edition.ts'

/** What the parts of a reader's model are called. */
const NAMES: Readonly<Record<string, string>> = {
  field: 'of the field of papers that you like', categories: 'its categories, as of papers that you like', primary: 'its first category, as of papers that you like', hidden: 'close to papers that you hid',
  near: 'close to papers that you like', author: 'an author whom you follow', coauthor: 'an author of papers that you like', category: 'your categories', word: 'your words', words: 'its words, as in papers that you like',
  disliked: 'close to papers that you hid', away: 'close to papers that you hid',
}
/** Hundredths that are rounding, not a part of their own. */
const LITTLE = 0.05

/** What a score (of 100) is the sum of: the reader's own parts and the community's, each as the dial weighs it. */
export function wordedTerms({ score, mine, community, terms }: Pick<RankedPaper, 'score' | 'mine' | 'community' | 'terms'>, dial: number): Term[] {
  const parts = Object.entries(terms).filter(([, value]) => value !== 0)
  const sum = parts.reduce((all, [, value]) => all + value, 0)
  // The model may bound what its parts come to; they are shown in proportion.
  const scale = sum > 0 && mine > 0 ? (100 * (1 - dial) * mine) / sum : 0
  const shown: Omit<Term, 'share'>[] = [
    ...parts.map(([name, value]) => ({ name, text: NAMES[name] ?? name, value: value * scale })),
    ...(dial > 0 ? [{ name: 'community', text: 'what the community likes', value: 100 * dial * community }] : []),
  ]
  const rest = 100 * score - shown.reduce((all, { value }) => all + value, 0)
  if (Math.abs(rest) > LITTLE) shown.push({ name: 'place', text: rest > 0 ? 'raised to try something else' : 'lowered, as others on its topic stand above', value: rest })
  return shown.filter(({ value }) => Math.abs(value) >= LITTLE / 10).map((term) => ({ ...term, share: score <= 0 ? 0 : Math.max(0, term.value / (100 * score)) }))
}
