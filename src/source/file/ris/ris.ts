import { parseMixed } from '@citation-js/plugin-ris/lib/ris.js'
import type { Parsed } from '../../source.ts'
import { batches, BATCH } from '../batch.ts'
import type { ByteSource } from '../byte-source.ts'
import { decodeText } from '../decode-text.ts'
import { linesOf } from '../lines.ts'

type Tags = Map<string, string | string[]>

const TAG = /^\s{0,10}([A-Z][A-Z0-9]) {1,3}-(?: (.*)|)$/
const MAX_RECORD_CHARS = 1024 * 1024

/**
 * RIS (https://en.wikipedia.org/wiki/RIS_(file_format)): tags by line, `TY` to `ER`; lines without a tag go on
 * with the one before. citation-js turns each record's tags into a CSL item; the tags themselves stay under `_ris`.
 */
export async function* readRis(source: ByteSource): AsyncGenerator<Parsed[]> {
  const reader = new RisReader(source.file)
  const gathered: Parsed[] = []
  for await (const lines of linesOf(source)) {
    for (const { number, bytes } of lines) reader.line(bytes === undefined ? undefined : decodeText(bytes), number, gathered)
    if (gathered.length >= BATCH) yield* batches(gathered)
  }
  if (source.failure === undefined) reader.end(gathered)
  yield* batches(gathered)
}

class RisReader {
  private readonly file: string
  private tags: Tags | undefined
  private last: string | undefined
  private start = 0
  private chars = 0
  private problem: string | undefined

  constructor(file: string) {
    this.file = file
  }

  line(text: string | undefined, number: number, gathered: Parsed[]): void {
    if (text === undefined) {
      if (this.tags === undefined) gathered.push({ rejected: { file: this.file, line: number, reason: 'the line is longer than 8 MB' } })
      else this.problem ??= `line ${number} is longer than 8 MB`
      return
    }
    const match = TAG.exec(text)
    if (match === null) {
      if (text.trim() !== '') this.goOn(text.trim())
      return
    }
    const tag = match[1]!
    const value = (match[2] ?? '').trim()
    if (tag === 'TY') {
      // A record that was never closed ends where the next begins.
      this.end(gathered)
      this.tags = new Map([['TY', value.toUpperCase() === 'JOURN' ? 'JOUR' : value.toUpperCase()]])
      this.start = number
    } else if (tag === 'ER') this.end(gathered)
    else if (this.tags !== undefined && value !== '') this.put(tag, value)
    this.last = value === '' ? undefined : tag
  }

  end(gathered: Parsed[]): void {
    const { tags, problem, start } = this
    this.tags = undefined
    this.last = undefined
    this.chars = 0
    this.problem = undefined
    if (tags === undefined) return
    if (problem !== undefined) gathered.push({ rejected: { file: this.file, line: start, reason: problem } })
    else gathered.push({ record: { shape: 'csl', value: itemOf(tags), line: start, file: this.file } })
  }

  private put(tag: string, value: string): void {
    if (!this.fits(value)) return
    const held = this.tags!.get(tag)
    if (held === undefined) this.tags!.set(tag, value)
    else if (Array.isArray(held)) held.push(value)
    else this.tags!.set(tag, [held, value])
  }

  /** Adds a line without a tag to the value before it. */
  private goOn(text: string): void {
    const tag = this.last
    if (tag === undefined || this.tags === undefined || tag === 'TY' || !this.fits(text)) return
    const held = this.tags.get(tag)
    if (Array.isArray(held)) held[held.length - 1] = `${held[held.length - 1]}\n${text}`
    else this.tags.set(tag, held === undefined ? text : `${held}\n${text}`)
  }

  private fits(text: string): boolean {
    this.chars += text.length
    if (this.chars > MAX_RECORD_CHARS) this.problem ??= 'the record is longer than 1 MB'
    return this.problem === undefined
  }
}

function itemOf(tags: Tags): Record<string, unknown> {
  const plain = Object.fromEntries(tags)
  let item: Record<string, unknown>
  try {
    item = parseMixed(plain)
  } catch {
    // Every field below is read from the tags too, so a converter that fails costs little.
    item = {}
  }
  return { ...item, _ris: plain }
}
