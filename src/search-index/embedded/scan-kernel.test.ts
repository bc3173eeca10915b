import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { packPaper, packQuery, unpackPaper } from './quantise.ts'
import { scanKernel } from './scan-kernel.ts'
import { SCAN_WASM_BASE64 } from './scan.wasm.ts'
// @ts-expect-error a plain script
import { assemble } from '../../../scripts/build-wasm.mjs'

const int8 = fc.integer({ min: -127, max: 127 })

describe('the scan kernel', () => {
  it('is what scan.wat says (run `npm run build:wasm` when this fails)', async () => {
    expect(await assemble('src/search-index/embedded/scan.wat')).toBe(SCAN_WASM_BASE64)
  })

  it('gives exact dot products for every int8 vector, the extremes too', () => {
    fc.assert(
      fc.property(fc.constantFrom(16, 64, 256), fc.integer({ min: 1, max: 9 }), fc.infiniteStream(int8), fc.boolean(), (dimensions, papers, values, extreme) => {
        const next = (): number => (extreme ? Math.sign(values.next().value! || 1) * 127 : values.next().value!)
        const query = Int8Array.from({ length: dimensions }, next)
        const vectors = Array.from({ length: papers }, () => Int8Array.from({ length: dimensions }, next))
        const padded = Math.ceil(papers / 4) * 4
        const memory = new WebAssembly.Memory({ initial: 2, maximum: 2, shared: true })
        for (const [at, vector] of vectors.entries()) packPaper(vector, new Uint8Array(memory.buffer, at * dimensions, dimensions))
        const queryAt = padded * dimensions
        const bias = packQuery(query, new Int16Array(memory.buffer, queryAt, dimensions))
        const outAt = queryAt + 2 * dimensions
        const exact = vectors.map((vector) => vector.reduce((sum, value, i) => sum + value * query[i]!, 0))
        for (const floor of [-0x8000_0000, exact[0]! + bias]) {
          const found = scanKernel(memory)(0, padded, dimensions, queryAt, outAt, floor, 100)
          const pairs = new Int32Array(memory.buffer, outAt, 2 * found)
          const scores = Array.from({ length: found }, (_, i) => ({ paper: pairs[2 * i]! - 100, score: pairs[2 * i + 1]! - bias })).filter(({ paper }) => paper < papers)
          expect(scores).toEqual(exact.map((score, paper) => ({ paper, score })).filter(({ score }) => score + bias > floor))
        }
      }),
      { numRuns: 200 },
    )
  })

  it('unpacks what was packed', () => {
    fc.assert(
      fc.property(fc.array(int8, { minLength: 16, maxLength: 16 }), (values) => {
        const packed = new Uint8Array(16)
        packPaper(Int8Array.from(values), packed)
        const back = new Int8Array(16)
        unpackPaper(packed, back)
        expect([...back]).toEqual(values)
      }),
    )
  })
})
