/** Longer than any identifier of a paper that there is. Characters. */
const MAX_ID = 300

/** The id that a record or a column gives, trimmed; undefined where it is none. */
export function recordId(value: unknown): string | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : undefined
  const id = typeof value === 'string' ? value.trim() : ''
  return id === '' || id.length > MAX_ID ? undefined : id
}
