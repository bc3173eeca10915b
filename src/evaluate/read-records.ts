import { openBytes } from '../source/file/byte-source.ts'
import { parseJson } from '../source/file/json/parse-json.ts'
import { linesOf } from '../source/file/lines.ts'
import type { DamageReport } from './damage.ts'

export interface ReadOptions {
  readonly damage: DamageReport
  readonly signal?: AbortSignal | undefined
  /** told how many bytes of the file on disk have been read */
  readonly onBytes?: ((bytes: number) => void) | undefined
}

export interface TextLine {
  readonly line: number
  readonly text: string
}

export interface JsonRecord {
  readonly line: number
  readonly value: Readonly<Record<string, unknown>>
}

/**
 * The lines of a text file that are not blank, packed by gzip or not, in the pieces that they are read in.
 * @throws BroadsheetError broken-file when there is nothing to read
 */
export async function* readTextLines(file: string, options: ReadOptions): AsyncGenerator<TextLine[]> {
  for await (const lines of readLines(file, options)) {
    yield lines.flatMap(({ line, bytes }) => {
      const text = bytes.toString('utf8').replace(/^\uFEFF/, '')
      return text.trim() === '' ? [] : [{ line, text }]
    })
  }
}

/**
 * The objects of a file of JSON Lines, packed by gzip or not, in the pieces that they are read in. Damaged lines are told.
 * @throws BroadsheetError broken-file when there is nothing to read
 */
export async function* readJsonRecords(file: string, options: ReadOptions): AsyncGenerator<JsonRecord[]> {
  for await (const lines of readLines(file, options)) {
    yield lines.flatMap(({ line, bytes }) => {
      const parsed = parseJson(bytes)
      if (parsed === undefined) return []
      if (parsed.error === undefined && isObject(parsed.value)) return [{ line, value: parsed.value }]
      options.damage.line({ file, line, reason: parsed.error ?? 'is not a JSON object' })
      return []
    })
  }
}

async function* readLines(file: string, { damage, signal, onBytes }: ReadOptions): AsyncGenerator<{ line: number; bytes: Buffer }[]> {
  const source = await openBytes(file, { signal, onBytes })
  for await (const lines of linesOf(source)) {
    signal?.throwIfAborted()
    yield lines.flatMap(({ number: line, bytes }) => {
      if (bytes === undefined) damage.line({ file, line, reason: 'the line is longer than 8 MB' })
      return bytes === undefined ? [] : [{ line, bytes }]
    })
  }
  signal?.throwIfAborted()
  if (source.failure !== undefined) damage.file(source.failure)
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
