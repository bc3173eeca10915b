import { createHash } from 'node:crypto'
import type { PaperRecord } from '../paper/paper.ts'

/** A digest of all that a record says (40 hex digits); the order of keys does not matter. */
export function recordHash(record: PaperRecord): string {
  return createHash('sha1').update(stable(record)).digest('hex')
}

/** JSON with keys in order; what is undefined is left out, as JSON leaves it out. */
function stable(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null'
  if (Array.isArray(value)) return value.length === 0 ? '[]' : `[${value.map(stable).join(',')}]`
  const fields = value as Readonly<Record<string, unknown>>
  let text = '{'
  for (const key of Object.keys(fields).sort()) {
    if (fields[key] !== undefined) text += `${JSON.stringify(key)}:${stable(fields[key])},`
  }
  return `${text}}`
}
