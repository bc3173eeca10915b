import { sameName } from './folded-name.ts'
import type { ReadPaper } from './read-paper.ts'
import type { Phrase, Taste } from './taste.ts'
import type { TastePool } from './taste-pool.ts'

/** Why a paper is shown to a reader. */
export type TasteReason =
  /** like a liked paper; `value` is the cosine, 0 to 1 */
  | { readonly kind: 'close-to'; readonly likedKey: number; readonly value: number }
  /** by somebody whom the reader follows, as the paper writes the name */
  | { readonly kind: 'author'; readonly name: string }
  /** by an author of liked papers */
  | { readonly kind: 'coauthor'; readonly name: string }
  | { readonly kind: 'category'; readonly category: string }
  /** as the reader wrote it */
  | { readonly kind: 'word'; readonly word: string }
  | { readonly kind: 'votes' }
  /** what is usually liked, as the guess says */
  | { readonly kind: 'guess' }
  /** shown to try something else */
  | { readonly kind: 'explore' }
  /** nothing speaks for it but that it is new */
  | { readonly kind: 'new' }

export interface RankedPaper {
  readonly key: number
  /** what the order is made by, 0 to 1 */
  readonly score: number
  /** how well it suits the reader, 0 to 1 beside the others of the pool */
  readonly mine: number
  /** its trending score beside the highest of the pool, 0 to 1 */
  readonly community: number
  /** what each part of the model gave to `mine` */
  readonly terms: Readonly<Record<string, number>>
  /** most telling first, never empty */
  readonly reasons: readonly TasteReason[]
}

export interface TasteOptions {
  /** 0: mine alone; 1: the community's order */
  readonly dial: number
  /** trending scores by key; who is not in it has 0 */
  readonly community: ReadonlyMap<number, number>
  /** what is usually liked, by key, 0 or more: for exploration, and where nothing else is known */
  readonly guess?: ReadonlyMap<number, number> | undefined
  /** share of the places for papers away from the reader's known taste, 0 to 0.5 */
  readonly exploration: number
  /** whether close copies of a topic are spread out */
  readonly variety: boolean
  /** decides what is explored: the reader's id and the day */
  readonly seed: string
  /** most papers answered; default 200 */
  readonly limit?: number | undefined
}

/** The papers of the pool for one reader, best first, those hidden or with excluded words left out. Reads nothing but its arguments. */
export function rankForReader(pool: TastePool, taste: Taste, options: TasteOptions): RankedPaper[] {
  const { dial, community, limit = 200 } = options
  const shown = pool.papers.filter((paper) => !taste.hidden.has(paper.key) && !taste.excluded.some((phrase) => hasPhrase(paper, phrase)))
  const top = Math.max(0, ...shown.map(({ key }) => community.get(key) ?? 0))
  const ranked = shown.map((paper): RankedPaper => {
    const reasons: TasteReason[] = []
    for (const [at, name] of paper.names.entries()) if ([...taste.authors.keys()].some((asked) => sameName(asked, name))) reasons.push({ kind: 'author', name: paper.authors[at]! })
    for (const word of taste.words) if (hasPhrase(paper, word)) reasons.push({ kind: 'word', word: word.written })
    const category = paper.categories.find((one) => taste.categories.has(one))
    let near = 0
    let likedKey: number | undefined
    for (const { paper: liked } of taste.liked) {
      const cosine = dot(liked.vector, paper.vector)
      if (cosine > near) [near, likedKey] = [cosine, liked.key]
    }
    if (likedKey !== undefined && near > 0.3) reasons.push({ kind: 'close-to', likedKey, value: near })
    if (category !== undefined) reasons.push({ kind: 'category', category })
    const terms = { near, author: reasons.some(({ kind }) => kind === 'author') ? 1 : 0, word: reasons.some(({ kind }) => kind === 'word') ? 0.5 : 0, category: category === undefined ? 0 : 0.2 }
    const mine = Math.min(1, terms.near + terms.author + terms.word + terms.category)
    const shared = top > 0 ? (community.get(paper.key) ?? 0) / top : 0
    if (shared > 0) reasons.push({ kind: 'votes' })
    if (reasons.length === 0) reasons.push({ kind: 'new' })
    return { key: paper.key, score: (1 - dial) * mine + dial * shared, mine, community: shared, terms, reasons }
  })
  return ranked.sort((a, b) => b.score - a.score).slice(0, limit)
}

function hasPhrase({ terms }: ReadPaper, phrase: Phrase): boolean {
  const first = phrase.terms[0]!
  for (let at = terms.indexOf(first); at >= 0; at = terms.indexOf(first, at + 1)) {
    if (phrase.terms.every((term, i) => terms[at + i] === term)) return true
  }
  return false
}

function dot(a: Float32Array | undefined, b: Float32Array | undefined): number {
  if (a === undefined || b === undefined || a.length !== b.length) return 0
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!
  return sum
}
