/** The parts of a reader's model. The first five are measured beside the other papers of the pool (`standardised`), the rest as they are. */
export const TASTE_PARTS = ['field', 'near', 'words', 'categories', 'primary', 'author', 'coauthor', 'word', 'category', 'hidden'] as const
export type TastePart = (typeof TASTE_PARTS)[number]

/**
 * How much each part counts. The first five are fitted by `npm run bench:taste -- --fit DIR` on authors and years that are not
 * judged; the others answer what a reader said outright and are set by judgment, a fitted part seldom being above 5.
 */
export const TASTE_WEIGHTS: Readonly<Record<TastePart, number>> = {
  field: 0.07,
  near: 0.7,
  words: 0.4,
  categories: 0.34,
  primary: 0.11,
  author: 6,
  coauthor: 5,
  word: 2,
  category: 1,
  hidden: 3,
}
