import type { Parsed } from '../../source.ts'
import { batches, BATCH } from '../batch.ts'
import type { ByteSource } from '../byte-source.ts'
import { jsonValues } from './json-values.ts'
import { parseJson } from './parse-json.ts'
import { recordsOfValue } from './records-of-value.ts'

/** A JSON document: a list of papers, of entries or of CSL items; one object of these; or several one after another. */
export async function* readJsonDocument(source: ByteSource): AsyncGenerator<Parsed[]> {
  const gathered: Parsed[] = []
  for await (const values of jsonValues(source)) {
    for (const { bytes, line, position } of values) {
      if (bytes === undefined) {
        gathered.push({ rejected: { file: source.file, line, reason: position === undefined ? 'the JSON object is longer than 64 MB' : 'the record is longer than 8 MB' } })
        continue
      }
      const value = parseJson(bytes)
      if (value === undefined) continue
      if (value.error !== undefined) gathered.push({ rejected: { file: source.file, line, reason: value.error } })
      else for (const one of recordsOfValue(value.value, source.file, line, position)) gathered.push(one)
    }
    if (gathered.length >= BATCH) yield* batches(gathered)
  }
  yield* batches(gathered)
}
