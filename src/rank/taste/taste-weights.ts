/** The parts of a reader's model. The first five are measured beside the other papers of the pool (`standardised`), the rest as they are. */
export const TASTE_PARTS = ['field', 'near', 'words', 'categories', 'primary', 'author', 'coauthor', 'word', 'category', 'hidden'] as const
export type TastePart = (typeof TASTE_PARTS)[number]

/**
 * How much each part counts. The first five are fitted by `npm run bench:taste -- --fit DIR` on authors and years that are not
 * judged; the others answer what a reader said outright and are set by judgment, a fitted part seldom being above 5.
 */
export const TASTE_WEIGHTS: Readonly<Record<TastePart, number>> = {
  field: 0.2,
  near: 0.64,
  words: 0.42,
  categories: 0.24,
  primary: 0.18,
  author: 6,
  coauthor: 5,
  word: 2,
  category: 1,
  hidden: 3,
}
