import type { RankedPaper } from '../../rank/taste/rank-for-reader.ts'
import type { TastePart } from '../../rank/taste/taste-weights.ts'
import type { Term } from '../edition.ts'

/** What the parts of a reader's model are called. */
const NAMES: Readonly<Record<TastePart, string>> = {
  field: 'field', near: 'closest papers', words: 'telling words', categories: 'categories', primary: 'main category', author: 'authors followed', coauthor: 'authors of liked papers', word: 'your words', category: 'categories followed',
  hidden: 'papers hidden',
}
/** Smaller parts are not told of. */
const LITTLE = 0.05

/** What a score (of 100) is the sum of: how well a paper suits the reader and what the community likes, each as the dial weighs it. */
export function wordedTerms({ score, mine, community, terms }: Pick<RankedPaper, 'score' | 'mine' | 'community' | 'terms'>, dial: number): Term[] {
  const parts = (Object.entries(terms) as [TastePart, number][])
    .filter(([, value]) => Math.abs(value) >= LITTLE)
    .sort(([, a], [, b]) => Math.abs(b) - Math.abs(a))
    .map(([name, value]) => `${NAMES[name]} ${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(1)}`)
  const suits = `how well it suits you, beside the others${parts.length === 0 ? '' : ` (${parts.join(', ')})`}`
  const shown = [
    ...(dial < 1 ? [{ name: 'mine', text: suits, value: 100 * (1 - dial) * mine }] : []),
    ...(dial > 0 ? [{ name: 'community', text: 'what the community likes, beside the others', value: 100 * dial * community }] : []),
  ]
  return shown.map((term) => ({ ...term, share: score <= 0 ? 0 : term.value / (100 * score) }))
}
