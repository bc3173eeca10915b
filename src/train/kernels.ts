import { KERNELS_WASM_BASE64 } from './kernels.wasm.ts'

/** Memory for training and the kernels that work in it (kernels.wat). Addresses are bytes into `memory`. */
export interface Kernels {
  readonly memory: WebAssembly.Memory
  /** room for so many floats, zeroed: its address and a view of it */
  floats(count: number): Floats
  /** c[m,n] = a[m,k] b[k,n]; m a multiple of 4, n of 8, k at most 8,192 */
  multiply(a: number, b: number, c: number, m: number, n: number, k: number): void
  /** y += scale x, n floats, a multiple of 4 */
  addScaled(y: number, x: number, scale: number, n: number): void
  /** one step of Adam on n floats, and the gradient is zeroed */
  adam(w: number, g: number, m: number, v: number, n: number, rate: number, b1: number, b2: number, epsilon: number): void
}

/** Numbers in that memory. */
export interface Floats {
  readonly at: number
  readonly view: Float32Array
}

const PAGE = 65_536
/** Where `multiply` lays eight columns side by side. Bytes, from address 0. */
const PANEL = 1 << 18

/** @param bytes room for all that will be asked for */
export function trainingKernels(bytes: number): Kernels {
  const memory = new WebAssembly.Memory({ initial: Math.ceil((bytes + PANEL) / PAGE) + 1 })
  const instance = new WebAssembly.Instance(new WebAssembly.Module(Buffer.from(KERNELS_WASM_BASE64, 'base64')), { env: { memory } })
  const exported = instance.exports as Record<string, (...args: number[]) => void>
  let next = PANEL
  return {
    memory,
    floats(count) {
      const at = next
      next += (count * 4 + 63) & ~63
      return { at, view: new Float32Array(memory.buffer, at, count) }
    },
    multiply: (a, b, c, m, n, k) => exported['multiply']!(a, b, c, m, n, k, 0),
    addScaled: (y, x, scale, n) => exported['addScaled']!(y, x, scale, n),
    adam: (w, g, m, v, n, rate, b1, b2, epsilon) => exported['adam']!(w, g, m, v, n, rate, b1, b2, epsilon),
  }
}
