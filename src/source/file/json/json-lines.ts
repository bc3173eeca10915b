import type { Parsed } from '../../source.ts'
import { batches, BATCH } from '../batch.ts'
import type { ByteSource } from '../byte-source.ts'
import { linesOf } from '../lines.ts'
import { parseJson } from './parse-json.ts'
import { recordsOfValue } from './records-of-value.ts'

/** JSON Lines (https://jsonlines.org): one value a line; blank lines are passed over. */
export async function* readJsonLines(source: ByteSource): AsyncGenerator<Parsed[]> {
  const gathered: Parsed[] = []
  for await (const lines of linesOf(source)) {
    for (const { number, bytes } of lines) readLine(source.file, number, bytes, gathered)
    if (gathered.length >= BATCH) yield* batches(gathered)
  }
  yield* batches(gathered)
}

function readLine(file: string, line: number, bytes: Buffer | undefined, gathered: Parsed[]): void {
  if (bytes === undefined) {
    gathered.push({ rejected: { file, line, reason: 'the line is longer than 8 MB' } })
    return
  }
  const value = parseJson(bytes)
  if (value === undefined) return
  if (value.error !== undefined) gathered.push({ rejected: { file, line, reason: value.error } })
  else for (const one of recordsOfValue(value.value, file, line)) gathered.push(one)
}
