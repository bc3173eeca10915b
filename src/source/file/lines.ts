import type { ByteSource } from './byte-source.ts'

/** A line, or a record, may hold this many bytes; a longer one is rejected without being kept in memory. */
export const MAX_RECORD_BYTES = 8 * 1024 * 1024

/** One line without its line end, valid until the next is asked for; `bytes` is undefined when it was too long. */
export interface Line {
  readonly number: number
  readonly bytes: Buffer | undefined
}

/**
 * Splits a byte source at 0x0a (a 0x0d before it belongs to the line end), one array of lines per piece read.
 * The last line is given even without a line end, unless the source broke off in it.
 */
export async function* linesOf(source: ByteSource): AsyncGenerator<Line[]> {
  let number = 1
  let held: Buffer[] = []
  let heldBytes = 0
  let tooLong = false
  for await (const chunk of source.chunks) {
    const lines: Line[] = []
    let start = 0
    for (;;) {
      const end = chunk.indexOf(0x0a, start)
      if (end < 0) break
      const long = tooLong || heldBytes + end - start > MAX_RECORD_BYTES
      let bytes: Buffer | undefined
      if (!long) bytes = heldBytes === 0 ? chunk.subarray(start, end) : Buffer.concat([...held, chunk.subarray(start, end)])
      lines.push({ number, bytes: bytes === undefined ? undefined : withoutReturn(bytes) })
      number++
      start = end + 1
      if (heldBytes > 0) held = []
      heldBytes = 0
      tooLong = false
    }
    if (start < chunk.length && !tooLong) {
      heldBytes += chunk.length - start
      if (heldBytes > MAX_RECORD_BYTES) {
        tooLong = true
        held = []
        heldBytes = 0
      } else {
        held.push(start === 0 ? chunk : chunk.subarray(start))
      }
    }
    if (lines.length > 0) yield lines
  }
  if (tooLong) yield [{ number, bytes: undefined }]
  else if (heldBytes > 0 && source.failure === undefined) yield [{ number, bytes: withoutReturn(Buffer.concat(held)) }]
}

function withoutReturn(line: Buffer): Buffer {
  return line.length > 0 && line[line.length - 1] === 0x0d ? line.subarray(0, -1) : line
}
