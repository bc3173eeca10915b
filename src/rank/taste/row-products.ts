import { ROW_PRODUCTS_WASM_BASE64 } from './row-products.wasm.ts'

/** Vectors' lengths are rounded up to this; zeros that fill up change no product. */
const STEP = 16
const PAGE = 65_536

let module: WebAssembly.Module | undefined

/** Rows of vectors in a memory of their own, and their products (row-products.wat). */
export class RowProducts {
  /** of each row, a multiple of 16 or 0 */
  readonly dimensions: number
  readonly #rows: Float32Array
  readonly #vector: Float32Array
  readonly #out: Float32Array
  readonly #one: Float32Array
  readonly #from: number
  readonly #products: (vector: number, rows: number, count: number, bytes: number, out: number) => void

  /** @param count of rows, all zeros for now */
  constructor(count: number, dimensions: number) {
    this.dimensions = Math.ceil(dimensions / STEP) * STEP
    const bytes = 4 * this.dimensions
    const memory = new WebAssembly.Memory({ initial: Math.ceil(((count + 1) * bytes + 4 * (count + 1)) / PAGE) + 1 })
    module ??= new WebAssembly.Module(Buffer.from(ROW_PRODUCTS_WASM_BASE64, 'base64'))
    this.#products = new WebAssembly.Instance(module, { env: { memory } }).exports['products'] as (vector: number, rows: number, count: number, bytes: number, out: number) => void
    this.#vector = new Float32Array(memory.buffer, 0, this.dimensions)
    this.#from = bytes
    this.#rows = new Float32Array(memory.buffer, bytes, count * this.dimensions)
    this.#out = new Float32Array(memory.buffer, (count + 1) * bytes, count)
    this.#one = new Float32Array(memory.buffer, (count + 1) * bytes + 4 * count, 1)
  }

  /** A row, to write into. */
  row(at: number): Float32Array {
    return this.#rows.subarray(at * this.dimensions, (at + 1) * this.dimensions)
  }

  /** The products of a vector of `dimensions` numbers with every row, until the next call. */
  products(vector: Float32Array): Float32Array {
    this.#vector.set(vector)
    if (this.dimensions > 0) this.#products(0, this.#from, this.#out.length, 4 * this.dimensions, this.#out.byteOffset)
    return this.#out
  }

  /** The product of two rows. */
  product(a: number, b: number): number {
    const bytes = 4 * this.dimensions
    if (bytes > 0) this.#products(this.#from + a * bytes, this.#from + b * bytes, 1, bytes, this.#one.byteOffset)
    return this.#one[0]!
  }
}
