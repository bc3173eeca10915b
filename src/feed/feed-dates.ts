/**
 * An RFC 3339 instant in UTC, whole seconds. The exact one where it tells of the same day as the date, or there is no date;
 * else the beginning of the date, which may be a year or a month. Undefined of neither.
 */
export function instantOf(exact: string | undefined, date: string | undefined): string | undefined {
  const precise = exact !== undefined && exact.length > 10 ? whole(exact) : undefined
  if (precise !== undefined && (date === undefined || precise.startsWith(date))) return precise
  const day = date ?? exact
  if (day === undefined) return undefined
  return whole(`${`${day.slice(0, 10)}-01-01`.slice(0, 10)}T00:00:00Z`)
}

function whole(text: string): string | undefined {
  const at = Date.parse(text)
  const instant = Number.isNaN(at) ? undefined : new Date(at).toISOString()
  return instant?.length === 24 ? `${instant.slice(0, 19)}Z` : undefined
}

/** As RFC 822 writes an instant, with the four digits of the year that RSS asks for: `Fri, 18 Oct 2024 00:00:00 GMT`. */
export function rfc822(instant: string): string {
  return new Date(instant).toUTCString()
}
