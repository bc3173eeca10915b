import type { Parsed, RawShape } from '../../source.ts'

type Fields = Readonly<Record<string, unknown>>

/** Days come with a hundred entries at most; a list longer than this is not one. */
const MAX_ENTRIES = 100_000

/**
 * The records that one JSON value holds: a paper in any of the shapes that we know, an entry of
 * `/api/daily_papers`, a day of entries `{date, entries}`, or an answer's wrapper around a list.
 */
export function recordsOfValue(value: unknown, file: string, line: number): Parsed[] {
  if (Array.isArray(value)) return value.length === 0 ? [] : value.slice(0, MAX_ENTRIES).flatMap((one) => (Array.isArray(one) ? reject(file, line, 'a list in a list is not a paper') : recordsOfValue(one, file, line)))
  if (typeof value !== 'object' || value === null) return reject(file, line, `${value === null ? 'null' : `a ${typeof value}`} is not a paper`)
  const fields = value as Fields
  if (Array.isArray(fields['entries'])) return entries(fields['entries'], fields['date'], file, line)
  if (Array.isArray(fields['items']) && fields['title'] === undefined) return recordsOfValue(fields['items'], file, line)
  if (Array.isArray(fields['papers']) && fields['title'] === undefined) return recordsOfValue(fields['papers'], file, line)
  const shape = shapeOf(fields)
  if (shape === undefined) return reject(file, line, 'is JSON, but not a paper: it has no title')
  return [{ record: { shape, value: shape === 'huggingface-entry' ? { date: undefined, position: undefined, entry: value } : value, line, file } }]
}

function entries(list: readonly unknown[], date: unknown, file: string, line: number): Parsed[] {
  return list.slice(0, MAX_ENTRIES).map((entry, position) => ({ record: { shape: 'huggingface-entry', value: { date, position, entry }, line, file } }))
}

function reject(file: string, line: number, reason: string): Parsed[] {
  return [{ rejected: { file, line, reason } }]
}

/** Which shape an object has, told by the fields that only that shape has. */
export function shapeOf(fields: Fields): RawShape | undefined {
  if (typeof fields['paper'] === 'object' && fields['paper'] !== null) return 'huggingface-entry'
  if (fields['title'] === undefined && fields['Title'] === undefined) return undefined
  if (Array.isArray(fields['categories']) && (fields['created'] !== undefined || fields['primary'] !== undefined)) return 'arxiv-listing'
  if (typeof fields['categories'] === 'string' && (fields['update_date'] !== undefined || fields['authors_parsed'] !== undefined || fields['versions'] !== undefined || fields['submitter'] !== undefined)) return 'arxiv-snapshot'
  if (typeof fields['venue'] === 'string' && typeof fields['id'] === 'string' && fields['DOI'] === undefined) return 'conference'
  if (fields['summary'] !== undefined && (fields['upvotes'] !== undefined || fields['discussionId'] !== undefined || fields['submittedOnDailyAt'] !== undefined)) return 'huggingface-entry'
  if (isCsl(fields)) return 'csl'
  return 'paper'
}

/** CSL-JSON: authors with family names, dates in parts, or the style language's own hyphenated fields. */
function isCsl(fields: Fields): boolean {
  const author = Array.isArray(fields['author']) ? (fields['author'][0] as unknown) : undefined
  if (typeof author === 'object' && author !== null && ('family' in author || 'literal' in author || 'given' in author)) return true
  const issued = fields['issued']
  if (typeof issued === 'object' && issued !== null) return true
  return fields['container-title'] !== undefined || (typeof fields['type'] === 'string' && fields['DOI'] !== undefined)
}
