import { describe, expect, it } from 'vitest'
import { hasPhrase } from './has-phrase.ts'

const of = (...terms: number[]): Uint32Array => Uint32Array.from(terms)

describe('hasPhrase', () => {
  it('finds terms side by side only', () => {
    expect(hasPhrase(of(1, 2, 3), of(2, 3))).toBe(true)
    expect(hasPhrase(of(2, 1, 2, 3), of(2, 3))).toBe(true)
    expect(hasPhrase(of(1, 2, 3), of(1, 3))).toBe(false)
    expect(hasPhrase(of(1, 2), of(2, 3))).toBe(false)
  })
  it('does not reach from the title into the abstract', () => expect(hasPhrase(of(1, 0, 2), of(1, 2))).toBe(false))
  it('finds nothing everywhere', () => expect(hasPhrase(of(1, 2), of())).toBe(false))
})
