import { authorsAgree, firstAuthorKey, titleKey } from '../normalise/identity.ts'
import { foldTitle } from '../normalise/fold-title.ts'
import type { Paper } from '../paper/paper.ts'
import type { Entry } from './edition.ts'

/**
 * Share of the pairs of neighbouring words that two abstracts have in common, of all their pairs, from which on they
 * are one work. Measured on 114,635 pairs of papers by the same first author: 95 % of those with the same title
 * reach it (preprint and conference paper), and 0.3 % of the others, most of which have been given a new title.
 */
const SAME_TEXT = 0.5
/** Two sentences may agree by chance; an abstract of more pairs does not. */
const LEAST_PAIRS = 40
/** "Introduction" and "Erratum" are the titles of many; letters. */
const LEAST_TITLE = 12
/** Longer abstracts are compared by their beginnings; characters. */
const READ = 6000

/**
 * Entries that are an earlier one again but for details, folded into it; the order stays.
 * @param by `title`: the same title by the same people; `text`: or nearly the same abstract, which costs more
 */
export function foldCopies(entries: readonly Entry[], by: 'title' | 'text'): Entry[] {
  const kept: { entry: Entry; mark: Mark; copies: Paper[] }[] = []
  for (const entry of entries) {
    const mark = markOf(entry.paper, by)
    const same = kept.find((one) => isCopy(one.mark, mark))
    if (same === undefined) kept.push({ entry, mark, copies: [] })
    else same.copies.push(entry.paper)
  }
  return kept.map(({ entry, copies }) => (copies.length === 0 ? entry : { ...entry, copies }))
}

/** Whether a paper is this one again. */
export function copyOf(paper: Paper): (other: Paper) => boolean {
  const own = markOf(paper, 'text')
  return (other) => isCopy(own, markOf(other, 'text'))
}

interface Mark {
  /** undefined where the title proves nothing */
  readonly title: string | undefined
  readonly firstAuthor: string | undefined
  readonly pairs: ReadonlySet<string>
}

function markOf(paper: Paper, by: 'title' | 'text'): Mark {
  return { title: foldTitle(paper.title).length < LEAST_TITLE ? undefined : titleKey(paper.title), firstAuthor: firstAuthorKey(paper.authors), pairs: by === 'text' ? pairsOf(paper.abstract) : new Set() }
}

function isCopy(a: Mark, b: Mark): boolean {
  if (a.title !== undefined && a.title === b.title && authorsAgree(a.firstAuthor, b.firstAuthor)) return true
  if (a.pairs.size < LEAST_PAIRS || b.pairs.size < LEAST_PAIRS) return false
  const [few, many] = a.pairs.size < b.pairs.size ? [a.pairs, b.pairs] : [b.pairs, a.pairs]
  if (few.size < SAME_TEXT * many.size) return false
  let shared = 0
  for (const pair of few) if (many.has(pair)) shared++
  return shared >= SAME_TEXT * (few.size + many.size - shared)
}

function pairsOf(text: string): Set<string> {
  // Plain words: folding TeX and stemming cost ten times as much, and change no pair of a copied sentence.
  const words = text.slice(0, READ).toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
  const pairs = new Set<string>()
  for (let at = 1; at < words.length; at++) pairs.add(`${words[at - 1]} ${words[at]}`)
  return pairs
}
