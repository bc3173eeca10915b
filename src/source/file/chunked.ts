import type { ByteSource } from './byte-source.ts'

/** For tests: a byte source over content cut at any places. */
export function chunked(content: string | Buffer, cuts: readonly number[] = []): ByteSource {
  const bytes = Buffer.from(content)
  const places = [...new Set(cuts.map((cut) => cut % (bytes.length + 1)))].sort((a, b) => a - b)
  const pieces = [0, ...places].map((start, i) => bytes.subarray(start, places[i] ?? bytes.length))
  return {
    file: 'made-up',
    name: 'made-up',
    failure: undefined,
    chunks: (async function* () {
      yield* pieces
    })(),
  }
}
