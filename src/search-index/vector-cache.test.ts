import fc from 'fast-check'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { textHash, VectorCache, type ModelVectors } from './vector-cache.ts'

const DIMENSIONS = 5
let folder: string
let cache: VectorCache
let held: ModelVectors
const paper = (key: number, text = `text ${key}`) => ({ key, hash: textHash(text) })
const vector = (...values: number[]): Float32Array => Float32Array.from(values)

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'broadsheet-vectors-'))
  cache = new VectorCache(join(folder, 'vectors.db'))
  held = cache.model('openai/a@5', 'openai/a', DIMENSIONS)
})
afterEach(() => {
  cache.close()
  rmSync(folder, { recursive: true, force: true })
})
const reopen = (): void => {
  cache.close()
  cache = new VectorCache(join(folder, 'vectors.db'))
  held = cache.model('openai/a@5', 'openai/a', DIMENSIONS)
}

describe('the vectors that are kept', () => {
  it('knows what is wanted, here and in the index, also after another start', () => {
    held.track([paper(1), paper(2), paper(3)], [], 3)
    expect(held.wanted(10)).toEqual([3, 2, 1])
    held.keep([{ ...paper(1), vector: vector(1, 2, 3, 4, 5) }, { ...paper(3), vector: vector(5, 4, 3, 2, 1) }])
    reopen()
    expect(held.seq).toBe(3)
    expect(held.wanted(10)).toEqual([2])
    expect(held.waiting(10)).toEqual([3, 1])
    held.indexed([paper(1)])
    expect(held.waiting(10)).toEqual([3])
    expect(held.progress()).toEqual({ papers: 3, done: 2, refused: 0 })
  })

  it('wants a new vector for a changed text, none for one that it knows, and forgets what is gone', () => {
    held.track([paper(1), paper(2)], [], 2)
    held.keep([{ ...paper(1), vector: vector(1, 0, 0, 0, 0) }, { ...paper(2), vector: vector(0, 1, 0, 0, 0) }])
    held.indexed([paper(1), paper(2)])
    held.track([paper(1, 'rewritten'), paper(2), paper(3, 'text 2')], [], 5)
    expect(held.wanted(10)).toEqual([1])
    expect(held.waiting(10)).toEqual([3])
    held.track([], [1, 3], 7)
    expect([held.wanted(10), held.waiting(10)]).toEqual([[], []])
    expect(held.progress().papers).toBe(1)
  })

  it('does not take a vector of an older text for the new one', () => {
    held.track([paper(1, 'new')], [], 2)
    held.keep([{ ...paper(1, 'old'), vector: vector(1, 1, 1, 1, 1) }])
    held.indexed([paper(1, 'old')])
    expect(held.wanted(10)).toEqual([1])
  })

  it('remembers what was refused until it is asked to try again', () => {
    held.track([paper(1)], [], 1)
    held.keep([{ ...paper(1), vector: undefined }])
    expect(held.wanted(10)).toEqual([])
    expect(held.progress()).toEqual({ papers: 1, done: 1, refused: 1 })
    expect(held.get(textHash('text 1'))).toBeUndefined()
    held.retryRefused()
    expect(held.wanted(10)).toEqual([1])
  })

  it('keeps models apart, and knows the one of a family that was asked last', () => {
    const other = cache.model('openai/a@6', 'openai/a', 6)
    held.track([paper(1)], [], 1)
    held.keep([{ ...paper(1), vector: vector(1, 1, 1, 1, 1) }])
    expect(other.get(textHash('text 1'))).toBeUndefined()
    expect(other.progress().papers).toBe(0)
    expect(cache.lastOf('openai/a')).toEqual({ name: 'openai/a@6', dimensions: 6 })
    cache.model('openai/a@5', 'openai/a', 5)
    expect(cache.lastOf('openai/a')?.dimensions).toBe(5)
    expect(cache.lastOf('openai/b')).toBeUndefined()
    expect(cache.held('openai/b@5')).toBeUndefined()
  })

  it('gives a vector back in its direction, however long and lopsided it is', () => {
    const component = fc.double({ min: -1, max: 1, noNaN: true })
    fc.assert(
      fc.property(fc.tuple(component, component, component, component, component), fc.integer({ min: -20, max: 20 }), (values, exponent) => {
        const whole = vector(...values).map((value) => value * 10 ** exponent)
        const length = Math.hypot(...whole)
        fc.pre(Math.hypot(...values) > 0.1)
        held.keep([{ ...paper(1), vector: whole }])
        const again = held.get(textHash('text 1'))!
        const cosine = again.reduce((sum, value, at) => sum + value * whole[at]!, 0) / length / Math.hypot(...again)
        expect(cosine).toBeGreaterThan(0.9999)
      }),
      { numRuns: 50 },
    )
  })

  it('puts a file aside that is no database, and begins anew', () => {
    cache.close()
    const file = join(folder, 'vectors.db')
    writeFileSync(file, 'no database at all '.repeat(1000))
    for (const end of ['-wal', '-shm']) rmSync(file + end, { force: true })
    reopen()
    expect(held.progress()).toEqual({ papers: 0, done: 0, refused: 0 })
    expect(existsSync(`${file}.damaged`) && readFileSync(`${file}.damaged`, 'latin1').startsWith('no database')).toBe(true)
  })
})
