import { SCAN_WASM_BASE64 } from './scan.wasm.ts'

/** Byte offsets of vectors, query and out; answers how many pairs of number and score it wrote to out. See scan.wat. */
export type Scan = (vectors: number, count: number, dimensions: number, query: number, out: number, floor: number, first: number) => number

let compiled: WebAssembly.Module | undefined

/** The scan over one memory. The module is compiled once a thread. */
export function scanKernel(memory: WebAssembly.Memory): Scan {
  compiled ??= new WebAssembly.Module(Buffer.from(SCAN_WASM_BASE64, 'base64'))
  const instance = new WebAssembly.Instance(compiled, { env: { memory } })
  return instance.exports['scan'] as Scan
}
