import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
// @ts-expect-error a plain script
import { assemble } from '../../scripts/build-wasm.mjs'
import { trainingKernels } from './kernels.ts'
import { KERNELS_WASM_BASE64 } from './kernels.wasm.ts'

const f32 = Math.fround
const float = fc.float({ noNaN: true, min: -8, max: 8 })
const GUARD = 16
const UNTOUCHED = -77

/** Memory with three arrays filled from a stream, each with a guard behind it that nothing may write to. */
function filled(lengths: readonly number[], values: Iterator<number>): { kernels: ReturnType<typeof trainingKernels>; arrays: { at: number; view: Float32Array }[]; guards: () => number[] } {
  const kernels = trainingKernels(lengths.reduce((sum, length) => sum + 4 * (length + GUARD) + 64, 0))
  const whole = lengths.map((length) => kernels.floats(length + GUARD))
  for (const [number, { view }] of whole.entries()) {
    for (let i = 0; i < lengths[number]!; i++) view[i] = values.next().value!
    view.fill(UNTOUCHED, lengths[number]!)
  }
  const arrays = whole.map(({ at, view }, number) => ({ at, view: view.subarray(0, lengths[number]!) }))
  return { kernels, arrays, guards: () => whole.flatMap(({ view }, number) => [...view.subarray(lengths[number]!)]) }
}

const allUntouched = (guards: readonly number[]): boolean => guards.every((value) => value === UNTOUCHED)

describe('the kernels of training', () => {
  it('are what kernels.wat says (run `npm run build:wasm` when this fails)', async () => {
    expect(await assemble('src/train/kernels.wat')).toBe(KERNELS_WASM_BASE64)
  })

  it('multiply as the sums of products in single precision, in order, whatever the shape', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 40 }), fc.infiniteStream(float), (rows, columns, k, values) => {
        const m = 4 * rows
        const n = 8 * columns
        const { kernels, arrays, guards } = filled([m * k, k * n, m * n], values)
        const [a, b, c] = arrays as [(typeof arrays)[0], (typeof arrays)[0], (typeof arrays)[0]]
        const expected = Float32Array.from({ length: m * n }, (_, at) => {
          let sum = 0
          for (let p = 0; p < k; p++) sum = f32(sum + f32(a.view[Math.floor(at / n) * k + p]! * b.view[p * n + (at % n)]!))
          return sum
        })
        kernels.multiply(a.at, b.at, c.at, m, n, k)
        expect([...c.view]).toEqual([...expected])
        expect(allUntouched(guards())).toBe(true)
      }),
    )
  })

  it('add a vector so many times', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20 }), float, fc.infiniteStream(float), (quarters, scale, values) => {
        const { kernels, arrays, guards } = filled([4 * quarters, 4 * quarters], values)
        const [y, x] = arrays as [(typeof arrays)[0], (typeof arrays)[0]]
        const expected = y.view.map((value, i) => value + f32(scale * x.view[i]!))
        kernels.addScaled(y.at, x.at, scale, 4 * quarters)
        expect([...y.view]).toEqual([...expected])
        expect(allUntouched(guards())).toBe(true)
      }),
    )
  })

  it('take one step of Adam and forget the gradient', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10 }), fc.double({ min: 1e-4, max: 0.1, noNaN: true }), fc.infiniteStream(float), (quarters, rate, values) => {
        const n = 4 * quarters
        const { kernels, arrays, guards } = filled([n, n, n, n], values)
        const [w, g, m, v] = arrays.map(({ view }) => view) as [Float32Array, Float32Array, Float32Array, Float32Array]
        for (let i = 0; i < n; i++) v[i] = Math.abs(v[i]!)
        const [beta1, beta2, epsilon] = [0.9, 0.99, 1e-8]
        // In double precision, by the book.
        const mean = Array.from(m, (value, i) => beta1 * value + (1 - beta1) * g[i]!)
        const square = Array.from(v, (value, i) => beta2 * value + (1 - beta2) * g[i]! ** 2)
        const weight = Array.from(w, (value, i) => value - (rate * mean[i]!) / (Math.sqrt(square[i]!) + epsilon))
        kernels.adam(arrays[0]!.at, arrays[1]!.at, arrays[2]!.at, arrays[3]!.at, n, rate, beta1, beta2, epsilon)
        for (let i = 0; i < n; i++) {
          expect(Math.abs(m[i]! - mean[i]!)).toBeLessThan(1e-5)
          expect(Math.abs(v[i]! - square[i]!)).toBeLessThan(1e-4)
          // Where the square is next to nothing its rounding counts.
          if (square[i]! > 1e-3) expect(Math.abs(w[i]! - weight[i]!)).toBeLessThan(1e-5 * Math.max(1, Math.abs(weight[i]!)))
        }
        expect(g.every((value) => value === 0)).toBe(true)
        expect(allUntouched(guards())).toBe(true)
      }),
    )
  })
})
