/**
 * Evenings on which arXiv announces nothing, by date, with the occasion: the lists that arXiv publishes for each year
 * (https://info.arxiv.org/help/availability.html). The list of 2025 was seen without its December, which has the day
 * that every other list had.
 */
const PUBLISHED: ReadonlyMap<string, string> = new Map([
  ['2023-01-16', 'Martin Luther King Jr. Day'],
  ['2023-06-14', 'arXiv staff day'],
  ['2023-06-19', 'Juneteenth'],
  ['2023-07-04', 'Independence Day'],
  ['2023-09-04', 'Labor Day'],
  ['2023-11-23', 'Thanksgiving'],
  ['2023-12-25', 'Christmas'],
  ['2023-12-27', 'winter break'],
  ['2025-01-01', 'New Year'],
  ['2025-01-20', 'Martin Luther King Jr. Day'],
  ['2025-06-19', 'Juneteenth'],
  ['2025-07-06', 'Independence Day'],
  ['2025-09-01', 'Labor Day'],
  ['2025-11-27', 'Thanksgiving'],
  ['2025-12-25', 'Christmas'],
  ['2026-01-01', 'New Year'],
  ['2026-01-19', 'Martin Luther King Jr. Day'],
  ['2026-06-19', 'Juneteenth'],
  ['2026-07-03', 'Independence Day'],
  ['2026-09-07', 'Labor Day'],
  ['2026-11-26', 'Thanksgiving'],
  ['2026-12-25', 'Christmas'],
  ['2026-12-29', 'winter break'],
  ['2026-12-31', 'New Year’s Eve'],
])

const PUBLISHED_YEARS: ReadonlySet<string> = new Set([...PUBLISHED.keys()].map((evening) => evening.slice(0, 4)))

/** Whether arXiv's own list of a year's holidays is known here; otherwise they are reckoned. `year` as `2026`. */
export function holidaysArePublished(year: string): boolean {
  return PUBLISHED_YEARS.has(year)
}

/** The occasion for which arXiv announces nothing on an evening (ISO day), or undefined. */
export function arxivHoliday(evening: string): string | undefined {
  return holidaysArePublished(evening.slice(0, 4)) ? PUBLISHED.get(evening) : reckonedHoliday(evening)
}

/**
 * For a year without a list: the occasions that every list had, on their own dates. Each year adds others (staff days,
 * a winter break, a day moved off the weekend), which cannot be foretold; they are entered as deferrals.
 */
function reckonedHoliday(evening: string): string | undefined {
  const date = evening.slice(5)
  if (date === '06-19') return evening.slice(0, 4) >= '2021' ? 'Juneteenth' : undefined
  if (date === '07-04') return 'Independence Day'
  if (date === '12-25') return 'Christmas'
  const month = evening.slice(5, 7)
  const week = Math.ceil(Number(evening.slice(8)) / 7)
  const weekday = new Date(`${evening}T00:00:00Z`).getUTCDay()
  if (month === '01' && weekday === 1 && week === 3) return 'Martin Luther King Jr. Day'
  if (month === '09' && weekday === 1 && week === 1) return 'Labor Day'
  if (month === '11' && weekday === 4 && week === 4) return 'Thanksgiving'
  return undefined
}
