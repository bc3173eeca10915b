import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
// @ts-expect-error a script, without types
import { assemble } from '../../../scripts/build-wasm.mjs'
import { RowProducts } from './row-products.ts'
import { ROW_PRODUCTS_WASM_BASE64 } from './row-products.wasm.ts'

describe('RowProducts', () => {
  it('multiplies as one would by hand, whatever the size', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 1, max: 9 }), fc.infiniteStream(fc.integer({ min: -9, max: 9 })), (dimensions, count, numbers) => {
        const rows = new RowProducts(count, dimensions)
        const next = (): number => numbers.next().value as number
        for (let row = 0; row < count; row++) for (let i = 0; i < dimensions; i++) rows.row(row)[i] = next()
        const vector = new Float32Array(rows.dimensions)
        for (let i = 0; i < dimensions; i++) vector[i] = next()
        const by = (a: Float32Array, b: Float32Array): number => a.reduce((sum, value, i) => sum + value * b[i]!, 0)
        expect([...rows.products(vector)]).toEqual(Array.from({ length: count }, (_, row) => by(rows.row(row), vector) + 0))
        expect(rows.product(0, count - 1)).toBe(by(rows.row(0), rows.row(count - 1)) + 0)
      }),
    )
  })

  it('is assembled from the source beside it', async () => {
    expect(await assemble('src/rank/taste/row-products.wat')).toBe(ROW_PRODUCTS_WASM_BASE64)
  })
})
