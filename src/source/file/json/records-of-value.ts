import type { Parsed, RawShape } from '../../source.ts'

type Fields = Readonly<Record<string, unknown>>

/**
 * The records that one JSON value holds: a paper in any of the shapes that we know, an entry of
 * `/api/daily_papers`, a day of entries `{date, entries}`, or an answer's wrapper around a list.
 * @param position the value's place in its list, from 0, where it stood in one
 */
export function recordsOfValue(value: unknown, file: string, line: number, position?: number): Parsed[] {
  if (Array.isArray(value)) return position === undefined ? ofList(value, file, line) : reject(file, line, 'a list in a list is not a paper')
  if (typeof value !== 'object' || value === null) return reject(file, line, `${value === null ? 'null' : `a ${typeof value}`} is not a paper`)
  const fields = value as Fields
  if (fields['title'] === undefined) {
    if (Array.isArray(fields['entries'])) return ofDay(fields['entries'], fields['date'], file, line)
    for (const name of ['items', 'papers', 'results', 'data']) {
      const list = fields[name]
      if (Array.isArray(list)) return ofList(list, file, line)
    }
  }
  const shape = shapeOf(fields)
  if (shape === undefined) return reject(file, line, 'is JSON, but not a paper: it has no title')
  return [{ record: { shape, value: shape === 'huggingface-entry' ? { date: undefined, position, entry: value } : value, line, file } }]
}

function ofList(list: readonly unknown[], file: string, line: number): Parsed[] {
  return list.flatMap((one, position) => recordsOfValue(one, file, line, position))
}

function ofDay(list: readonly unknown[], date: unknown, file: string, line: number): Parsed[] {
  return list.map((entry, position) => ({ record: { shape: 'huggingface-entry', value: { date, position, entry }, line, file } }))
}

function reject(file: string, line: number, reason: string): Parsed[] {
  return [{ rejected: { file, line, reason } }]
}

/** Which shape an object has, told by the fields that only that shape has; undefined for what is no paper. */
export function shapeOf(fields: Fields): RawShape | undefined {
  const has = (name: string) => fields[name] !== undefined
  if (typeof fields['paper'] === 'object' && fields['paper'] !== null) return 'huggingface-entry'
  if (!has('title')) return has('Title') || has('name') ? 'paper' : undefined
  if (Array.isArray(fields['categories']) && (has('created') || has('primary'))) return 'arxiv-listing'
  if (typeof fields['categories'] === 'string' && (has('update_date') || has('authors_parsed') || has('versions') || has('submitter'))) return 'arxiv-snapshot'
  if (isCsl(fields)) return 'csl'
  if (typeof fields['venue'] === 'string' && typeof fields['id'] === 'string' && Array.isArray(fields['authors'])) return 'conference'
  if (has('summary') && (has('upvotes') || has('discussionId') || has('submittedOnDailyAt') || has('submittedOnDailyBy'))) return 'huggingface-entry'
  return 'paper'
}

/** CSL-JSON: authors in parts, dates in parts, or the style language's own hyphenated fields. */
function isCsl(fields: Fields): boolean {
  const author: unknown = Array.isArray(fields['author']) ? fields['author'][0] : undefined
  if (typeof author === 'object' && author !== null && ('family' in author || 'literal' in author)) return true
  const issued = fields['issued']
  if (typeof issued === 'object' && issued !== null) return true
  return fields['container-title'] !== undefined || (typeof fields['type'] === 'string' && fields['DOI'] !== undefined)
}
