import fc from 'fast-check'
import { expect, it } from 'vitest'
import { countedGrams } from './counted-grams.ts'

const term = fc.oneof(fc.integer({ min: 0, max: 4 }), fc.integer({ min: 0, max: 0xffffffff }))

/** Words and pairs by their places: which numbers stand for pairs is nobody's business. */
function slowly(text: readonly number[]): number[] {
  const seen = new Map<string, number>()
  text.forEach((word, at) => {
    if (word === 0) return
    seen.set(`${word}`, (seen.get(`${word}`) ?? 0) + 1)
    const next = text[at + 1] ?? 0
    if (next !== 0) seen.set(`${word} ${next}`, (seen.get(`${word} ${next}`) ?? 0) + 1)
  })
  return [...seen.values()].map((count) => Math.min(255, count))
}

it('counts each word and each pair of neighbours, in the order in which they come, from text to text', () => {
  fc.assert(
    fc.property(fc.array(fc.array(term, { maxLength: 60 }), { maxLength: 4 }), (texts) => {
      for (const text of texts) {
        const { grams, counts } = countedGrams(Uint32Array.from(text))
        expect([...counts]).toEqual(slowly(text))
        expect(new Set(grams).size).toBe(grams.length)
        const words = [...new Set(text.filter((word) => word !== 0))].map((word) => word | 0)
        expect(words.every((word) => grams.includes(word))).toBe(true)
      }
    }),
  )
})

it('has room for texts of any length, and counts to 255', () => {
  const long = Uint32Array.from({ length: 30_000 }, (_, at) => at + 1)
  expect(countedGrams(long).grams.length).toBe(59_999)
  expect([...countedGrams(new Uint32Array(1000).fill(7)).counts]).toEqual([255, 255])
  expect(countedGrams(new Uint32Array(0)).grams.length).toBe(0)
})
