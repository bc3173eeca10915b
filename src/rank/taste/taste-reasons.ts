import { hasPhrase } from './has-phrase.ts'
import type { Closest } from './measure-parts.ts'
import type { ReadPaper } from './read-paper.ts'
import type { Taste } from './taste.ts'

/** Why a paper is shown to a reader. */
export type TasteReason =
  /** like a liked paper; `value` is the cosine, 0 to 1 */
  | { readonly kind: 'close-to'; readonly likedKey: number; readonly value: number }
  /** by somebody whom the reader follows, as the paper writes the name */
  | { readonly kind: 'author'; readonly name: string }
  /** by an author of liked papers */
  | { readonly kind: 'coauthor'; readonly name: string }
  /** one that the reader follows */
  | { readonly kind: 'category'; readonly category: string }
  /** the primary one of some liked paper, where nothing closer is known */
  | { readonly kind: 'field'; readonly category: string }
  /** as the reader wrote it */
  | { readonly kind: 'word'; readonly word: string }
  | { readonly kind: 'votes' }
  /** what is usually liked, as the guess says */
  | { readonly kind: 'guess' }
  /** shown to try something else */
  | { readonly kind: 'explore' }
  /** nothing speaks for it but that it is new */
  | { readonly kind: 'new' }

/** From this cosine on, being like a liked paper is a reason. */
const CLOSE = 0.35
const MOST_NAMES = 3

export interface ReasonParts {
  /** `mine` */
  readonly closest: Closest
  readonly taste: Taste
  /** `nameAmong` those whom the reader follows */
  readonly isFollowed: (name: string) => boolean
  /** `likedNames` */
  readonly liked: ReadonlyMap<string, number>
}

/** Reasons that lie in the paper and the reader, most telling first; what others think of it comes with `rankForReader`. */
export function tasteReasons({ closest, taste, isFollowed, liked: names }: ReasonParts, paper: ReadPaper, row: number): TasteReason[] {
  const reasons: TasteReason[] = []
  const authors = paper.names.flatMap((name, at) => (isFollowed(name) ? [paper.authors[at]!] : []))
  for (const name of authors.slice(0, MOST_NAMES)) reasons.push({ kind: 'author', name })
  for (const { written, terms } of taste.words) if (hasPhrase(paper.terms, terms)) reasons.push({ kind: 'word', word: written })
  const value = closest.cosine[row]!
  if (value >= CLOSE) reasons.push({ kind: 'close-to', likedKey: closest.key[row]!, value: Math.min(1, value) })
  let coauthor = -1
  for (const [at, name] of paper.names.entries()) {
    if (names.has(name) && !authors.includes(paper.authors[at]!) && (coauthor < 0 || names.get(name)! > names.get(paper.names[coauthor]!)!)) coauthor = at
  }
  if (coauthor >= 0) reasons.push({ kind: 'coauthor', name: paper.authors[coauthor]! })
  const category = paper.categories.find((one) => taste.categories.has(one))
  if (category !== undefined) reasons.push({ kind: 'category', category })
  if (reasons.length > 0) return reasons
  const field = paper.categories.find((one) => taste.liked.some(({ paper: liked }) => liked.categories[0] === one))
  return field === undefined ? [] : [{ kind: 'field', category: field }]
}
