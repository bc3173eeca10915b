import type { Follow } from '../../paper/people.ts'
import { foldedName } from './folded-name.ts'
import { termHash, type ReadPaper, type TasteText } from './read-paper.ts'

/** What tells that a reader likes a paper. */
export const LIKING_KINDS = ['vote', 'save', 'tag', 'seed', 'read'] as const
export type LikingKind = (typeof LIKING_KINDS)[number]

/** What can be switched off in a reader's model. */
export const TASTE_SIGNALS = [...LIKING_KINDS, 'hide', 'author', 'category', 'word', 'without', 'coauthor'] as const
export type TasteSignal = (typeof TASTE_SIGNALS)[number]

export interface Liking {
  readonly kind: LikingKind
  readonly paper: ReadPaper
  /** days since the reader said so, 0 or more; 0 where it is not known */
  readonly ageDays: number
}

/** Whom a paper is not shown to, and what it tells of their taste. */
export interface Hiding {
  readonly paper: ReadPaper
  readonly ageDays: number
}

export interface TasteInput {
  readonly liked: readonly Liking[]
  readonly hidden: readonly Hiding[]
  readonly follows: readonly Follow[]
  /** signals that the reader switched off */
  readonly without?: ReadonlySet<TasteSignal> | undefined
}

export interface LikedPaper {
  readonly paper: ReadPaper
  /** above 0, at most 1 */
  readonly weight: number
}

/** A phrase that a reader wrote, and its terms as `ReadPaper.terms` has them. */
export interface Phrase {
  readonly written: string
  readonly terms: Uint32Array
}

/** What is known of a reader, sorted so that the order in which it was said does not matter. */
export interface Taste {
  /** heaviest first, at most `MOST_LIKED` */
  readonly liked: readonly LikedPaper[]
  readonly disliked: readonly LikedPaper[]
  /** every hidden paper, whatever is switched off */
  readonly hidden: ReadonlySet<number>
  /** folded name to the name as written */
  readonly authors: ReadonlyMap<string, string>
  readonly categories: ReadonlySet<string>
  readonly words: readonly Phrase[]
  readonly excluded: readonly Phrase[]
  readonly coauthors: boolean
}

/** How much each kind counts. A saved paper says more than one that was opened. */
const KIND_WEIGHT: Readonly<Record<LikingKind, number>> = { vote: 1, save: 1, tag: 1, seed: 0.8, read: 0.4 }
/** Days after which a liking counts half. */
const HALF_LIFE_DAYS = 730
/** However long ago it was. */
const LEAST = 0.01
/** The heaviest so many are looked at, which bounds the work for each reader. */
export const MOST_LIKED = 200
const MOST_PHRASES = 100

/** A reader's model of what they did and said. */
export function tasteOf({ liked, hidden, follows, without = new Set() }: TasteInput, text: TasteText): Taste {
  const gone = new Set(hidden.map(({ paper }) => paper.key))
  const weights = new Map<number, LikedPaper>()
  for (const { kind, paper, ageDays } of liked) {
    if (without.has(kind) || gone.has(paper.key)) continue
    const weight = KIND_WEIGHT[kind] * faded(ageDays)
    if (weight > (weights.get(paper.key)?.weight ?? 0)) weights.set(paper.key, { paper, weight })
  }
  const disliked = new Map<number, LikedPaper>()
  for (const { paper, ageDays } of without.has('hide') ? [] : hidden) {
    const weight = faded(ageDays)
    if (weight > (disliked.get(paper.key)?.weight ?? 0)) disliked.set(paper.key, { paper, weight })
  }
  const wanted = (kind: Follow['kind'] & TasteSignal): string[] => (without.has(kind) ? [] : [...new Set(follows.filter((follow) => follow.kind === kind).map(({ value }) => value.trim()))].filter((value) => value !== '').sort())
  const phrases = (kind: 'word' | 'without'): Phrase[] =>
    wanted(kind).slice(0, MOST_PHRASES).map((written) => ({ written, terms: Uint32Array.from(text.terms(written), termHash) })).filter(({ terms }) => terms.length > 0)
  return {
    liked: heaviest([...weights.values()]),
    disliked: heaviest([...disliked.values()]),
    hidden: gone,
    authors: new Map(wanted('author').map((name) => [foldedName(name), name] as const).filter(([folded]) => folded !== '')),
    categories: new Set(wanted('category')),
    words: phrases('word'),
    excluded: phrases('without'),
    coauthors: !without.has('coauthor'),
  }
}

function faded(ageDays: number): number {
  return Math.max(LEAST, Math.pow(0.5, Math.max(0, Number.isNaN(ageDays) ? 0 : ageDays) / HALF_LIFE_DAYS))
}

function heaviest(papers: LikedPaper[]): LikedPaper[] {
  return papers.sort((a, b) => b.weight - a.weight || a.paper.key - b.paper.key).slice(0, MOST_LIKED)
}
