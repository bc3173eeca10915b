import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { displayWidth, plainLine, readableLine, wrap } from './plain-text.ts'

describe('plainLine', () => {
  it('leaves nothing that a terminal obeys, whatever comes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        expect(plainLine(text)).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/u)
        expect(readableLine(text)).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/u)
      }),
    )
  })

  it('keeps letters of every script', () => {
    expect(plainLine('Gödel – ℓₚ  数学\tنص 👩‍🔬')).toBe('Gödel – ℓₚ 数学 نص 👩‍🔬')
  })
})

describe('wrap', () => {
  it('keeps every word in order and no line wider than asked, unless one word is', () => {
    const word = fc.string({ minLength: 1, maxLength: 15, unit: fc.constantFrom('a', 'é', '数', 'e\u0301', 'x') })
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 60 }), fc.integer({ min: 20, max: 100 }), (words, columns) => {
        const lines = wrap(words.join(' '), columns, '  ').split('\n')
        expect(lines.flatMap((line) => line.trim().split(' '))).toEqual(words)
        for (const line of lines) expect(displayWidth(line) <= columns || !line.trim().includes(' ')).toBe(true)
      }),
    )
  })

  it('leaves the line whole where nobody reads along', () => {
    const text = 'word '.repeat(500).trim()
    expect(wrap(text, undefined)).toBe(text)
  })

  it('takes a megabyte', () => {
    expect(wrap('x'.repeat(1_000_000), 80)).toHaveLength(1_000_000)
    expect(wrap('ab '.repeat(300_000).trim(), 80).split('\n').length).toBeGreaterThan(10_000)
  })
})

it('counts columns', () => {
  expect(['abc', 'é', 'e\u0301', '数学', ''].map(displayWidth)).toEqual([3, 1, 1, 4, 0])
})
