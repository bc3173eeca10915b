import type { SuggestedAuthor } from '../search-index.ts'
import type { Typed } from './complete-titles.ts'
import type { Segment } from './segment.ts'
import { Top } from './top.ts'
import { wordNumber, wordsBeginning, type WordRange } from './vocabulary.ts'

/** Names that one segment brings for each asked for: the same person may be the tenth in one and the first in another. */
const EACH = 3
/** Names looked at in all, shared among the segments. */
const MAX_NAMES = 36_000
/** Nobody has more names than this. */
const MAX_WORDS = 6

/**
 * Distinct author names that have all finished words, in any order, and a part that begins as the last; a letter
 * alone stands for a name that begins with it. Most papers first.
 */
export function completeAuthors(segments: readonly Segment[], { whole, last }: Typed, limit: number): SuggestedAuthor[] {
  const texts = last === '' ? whole : [...whole, last]
  if (texts.length === 0 || texts.length > MAX_WORDS) return []
  // Initials alone name nobody.
  if (texts.every((text) => text.length < 2)) return []
  const most = Math.ceil(MAX_NAMES / segments.length)
  const people = new Map<string, { key: number; place: number; papers: number; alive: boolean }>()
  for (const segment of segments) {
    const parts = texts.map((text, at) => (at === whole.length || text.length === 1 ? wordsBeginning(segment, text) : exactly(segment, text)))
    // As Latin-1 the bytes of a name are its key, whatever its letters: decoding a few hundred names would cost more than all the rest.
    const bytes = Buffer.from(segment.wordBytes.buffer, segment.wordBytes.byteOffset, segment.wordBytes.length)
    for (const name of mostPapers(segment, parts, limit * EACH, most)) {
      let words = ''
      for (let i = segment.nameStart[name]!; i < segment.nameStart[name + 1]!; i++) {
        const word = segment.nameWord[i]!
        words += ` ${bytes.toString('latin1', segment.wordStart[word]!, segment.wordStart[word + 1]!)}`
      }
      const paper = segment.namePaper[name]!
      const alive = segment.dead[paper] === 0
      const shown = { key: segment.keys[paper]!, place: segment.namePlace[name]!, alive }
      const person = people.get(words)
      if (person === undefined) people.set(words, { ...shown, papers: segment.namePapers[name]! })
      else {
        person.papers += segment.namePapers[name]!
        if (alive) Object.assign(person, shown)
      }
    }
  }
  return [...people.values()]
    .filter(({ alive }) => alive)
    .sort((a, b) => b.papers - a.papers || b.key - a.key)
    .slice(0, limit)
    .map(({ key, place, papers }) => ({ key, place, papers }))
}

function exactly(segment: Segment, text: string): WordRange {
  const word = wordNumber(segment, text)
  return word < 0 ? { from: 0, to: 0 } : { from: word, to: word + 1 }
}

/** Names with a different word in each of the ranges: gone through by the range that has fewest. */
function mostPapers(segment: Segment, parts: readonly WordRange[], size: number, most: number): number[] {
  const { wordNames, nameOfWord, namePapers } = segment
  const names = ({ from, to }: WordRange): number => wordNames[to]! - wordNames[from]!
  const fewest = parts.reduce((least, part) => (names(part) < names(least) ? part : least))
  const top = new Top(size)
  const end = Math.min(wordNames[fewest.to]!, wordNames[fewest.from]! + most)
  for (let at = wordNames[fewest.from]!; at < end; at++) {
    const name = nameOfWord[at]!
    if (namePapers[name]! <= top.floor || (parts.length > 1 && !hasAll(segment, name, parts))) continue
    top.offer(namePapers[name]!, name)
  }
  return [...new Set(top.items.subarray(0, top.length))]
}

function hasAll({ nameStart, nameWord }: Segment, name: number, parts: readonly WordRange[]): boolean {
  const [start, end] = [nameStart[name]!, nameStart[name + 1]!]
  let taken = 0
  for (const { from, to } of parts) {
    let at = start
    while (at < end && (nameWord[at]! < from || nameWord[at]! >= to || (taken & (1 << (at - start))) !== 0)) at++
    if (at === end) return false
    taken |= 1 << (at - start)
  }
  return true
}
