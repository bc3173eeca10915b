import { BroadsheetError } from '../../../paper/errors.ts'
import type { ByteSource } from '../byte-source.ts'
import { MAX_RECORD_BYTES } from '../lines.ts'

/** A whole object at the top may be an answer with many entries, so it may be larger than one record. */
const MAX_DOCUMENT_BYTES = 64 * 1024 * 1024

/** The bytes of one JSON value and where it stood; `bytes` is undefined when it was too long. */
export interface JsonValue {
  readonly bytes: Buffer | undefined
  /** line in which it begins, from 1 */
  readonly line: number
  /** place in its list, from 0; undefined outside of lists */
  readonly position: number | undefined
}

const QUOTE = 0x22
const BACKSLASH = 0x5c
const NEWLINE = 0x0a

/**
 * Cuts JSON documents into values without parsing them: the elements of a list at the top, or whole objects
 * one after another. One array of values per piece read; a document that ends inside a value is a failure of the source.
 */
export async function* jsonValues(source: ByteSource): AsyncGenerator<JsonValue[]> {
  const cutter = new JsonCutter()
  for await (const chunk of source.chunks) {
    const values = cutter.cut(chunk)
    if (values.length > 0) yield values
  }
  const last = source.failure === undefined ? cutter.end() : undefined
  if (last !== undefined) yield [last]
  if (source.failure === undefined && cutter.isInside) {
    source.failure = new BroadsheetError('broken-file', `${source.name} breaks off inside the JSON that begins in line ${cutter.openLine}.`)
  }
}

/** Follows strings and brackets byte by byte; knows nothing else of JSON. */
class JsonCutter {
  private line = 1
  /** open brackets inside the current value */
  private depth = 0
  private inString = false
  private escaped = false
  /** a word or number is being read */
  private inScalar = false
  /** inside the list at the top: the place of the next element */
  private position: number | undefined
  private listLine = 1
  private startLine = 1
  private held: Buffer[] = []
  private heldBytes = 0
  private tooLong = false
  private values: JsonValue[] = []

  get isInside(): boolean {
    return this.depth > 0 || this.inString || this.position !== undefined
  }

  get openLine(): number {
    return this.depth > 0 || this.inString ? this.startLine : this.listLine
  }

  cut(chunk: Buffer): JsonValue[] {
    this.values = []
    let start = this.isOpen() ? 0 : -1
    for (let i = 0; i < chunk.length; i++) {
      const byte = chunk[i]!
      if (byte === NEWLINE) this.line++
      if (this.inString) {
        if (this.escaped) this.escaped = false
        else if (byte === BACKSLASH) this.escaped = true
        else if (byte === QUOTE) {
          this.inString = false
          if (this.depth === 0) start = this.finish(chunk, start, i + 1)
        }
        continue
      }
      if (this.inScalar && (byte <= 0x20 || byte === 0x2c || byte === 0x5d || byte === 0x5b || byte === 0x7b || byte === QUOTE)) {
        this.inScalar = false
        start = this.finish(chunk, start, i)
      }
      switch (byte) {
        case QUOTE:
          this.inString = true
          if (this.depth === 0) start = this.begin(i)
          break
        case 0x7b: // {
        case 0x5b: // [
          if (this.depth > 0) this.depth++
          else if (byte === 0x5b && this.position === undefined) {
            this.position = 0
            this.listLine = this.line
          } else {
            this.depth = 1
            start = this.begin(i)
          }
          break
        case 0x7d: // }
        case 0x5d: // ]
          if (this.depth > 1) this.depth--
          else if (this.depth === 1) {
            this.depth = 0
            start = this.finish(chunk, start, i + 1)
          } else if (byte === 0x5d) this.position = undefined
          break
        default:
          if (this.depth === 0 && !this.inScalar && byte > 0x20 && byte !== 0x2c) {
            this.inScalar = true
            start = this.begin(i)
          }
      }
    }
    if (start >= 0) this.hold(chunk.subarray(start))
    return this.values
  }

  /** A word or number that only the end of the file ends. */
  end(): JsonValue | undefined {
    if (!this.inScalar) return undefined
    this.values = []
    this.inScalar = false
    this.finish(Buffer.alloc(0), 0, 0)
    return this.values[0]
  }

  private isOpen(): boolean {
    return this.depth > 0 || this.inString || this.inScalar
  }

  private begin(at: number): number {
    this.startLine = this.line
    return at
  }

  private hold(bytes: Buffer): void {
    if (this.tooLong) return
    this.heldBytes += bytes.length
    if (this.heldBytes > this.limit()) {
      this.tooLong = true
      this.held = []
    } else {
      this.held.push(bytes)
    }
  }

  private limit(): number {
    return this.position === undefined ? MAX_DOCUMENT_BYTES : MAX_RECORD_BYTES
  }

  private finish(chunk: Buffer, start: number, end: number): number {
    const last = chunk.subarray(Math.max(0, start), end)
    const tooLong = this.tooLong || this.heldBytes + last.length > this.limit()
    const bytes = tooLong ? undefined : this.held.length === 0 ? last : Buffer.concat([...this.held, last])
    this.values.push({ bytes, line: this.startLine, position: this.position })
    if (this.position !== undefined) this.position++
    this.held = []
    this.heldBytes = 0
    this.tooLong = false
    return -1
  }
}
