import fc from 'fast-check'
import { expect, it } from 'vitest'
import { DEFAULT_EMBEDDER, embedderNamed } from '../embedder/embedder.ts'
import { document } from '../search-index-contract.ts'
import { foldTex } from '../../paper/tex/fold-tex.ts'
import { eachNearWord } from './near-words.ts'
import { SegmentBuilder } from './segment-builder.ts'
import type { Segment } from './segment.ts'
import { wordCount, wordNumber, wordsBeginning, wordText } from './vocabulary.ts'

function segmentOf(titles: readonly string[]): Segment {
  const builder = new SegmentBuilder(embedderNamed(DEFAULT_EMBEDDER))
  for (const [key, title] of titles.entries()) builder.add(document(key, { title }))
  return builder.finish(1)
}

/** The distance by its definition, over the whole table. */
function distanceOf(a: string, b: string): number {
  const [x, y] = [Buffer.from(a), Buffer.from(b)]
  const rows = Array.from({ length: x.length + 1 }, (_, i) => Array.from({ length: y.length + 1 }, (_, j) => (i === 0 ? j : j === 0 ? i : 0)))
  for (let i = 1; i <= x.length; i++) {
    for (let j = 1; j <= y.length; j++) {
      let value = Math.min(rows[i - 1]![j]! + 1, rows[i]![j - 1]! + 1, rows[i - 1]![j - 1]! + (x[i - 1] === y[j - 1] ? 0 : 1))
      if (i > 1 && j > 1 && x[i - 1] === y[j - 2] && x[i - 2] === y[j - 1]) value = Math.min(value, rows[i - 2]![j - 2]! + 1)
      rows[i]![j] = value
    }
  }
  return rows[x.length]![y.length]!
}

const words = fc.array(fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'é', 'д'), minLength: 1, maxLength: 9 }), { minLength: 1, maxLength: 60 })

it('finds what a look at every word finds', () => {
  fc.assert(
    fc.property(words, fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'д'), minLength: 1, maxLength: 9 }), fc.constantFrom(0, 1, 2), fc.boolean(), (titles, typed, most, sameFirst) => {
      const segment = segmentOf(titles)
      const vocabulary = [...new Set(titles.flatMap((title) => foldTex(title).split(' ')))].filter((word) => word !== '')
      const near: string[] = []
      eachNearWord(segment, typed, most, sameFirst, (word, distance) => near.push(`${wordText(segment, word)} ${distance}`))
      const expected = vocabulary.filter((word) => distanceOf(word, typed) <= most && (!sameFirst || word[0] === typed[0])).map((word) => `${word} ${distanceOf(word, typed)}`)
      expect(near.toSorted()).toEqual(expected.toSorted())
    }),
    { numRuns: 300 },
  )
})

it('keeps every word once, in the order of its bytes, to be found by its beginning', () => {
  fc.assert(
    fc.property(words, (titles) => {
      const segment = segmentOf(titles)
      const vocabulary = [...new Set(titles.flatMap((title) => foldTex(title).split(' ')))].filter((word) => word !== '')
      const kept = Array.from({ length: wordCount(segment) }, (_, word) => wordText(segment, word))
      expect(kept).toEqual(vocabulary.toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))))
      for (const text of vocabulary) {
        expect(wordText(segment, wordNumber(segment, text))).toBe(text)
        const { from, to } = wordsBeginning(segment, text[0]!)
        expect(kept.slice(from, to)).toEqual(kept.filter((one) => one.startsWith(text[0]!)))
      }
    }),
    { numRuns: 100 },
  )
})
