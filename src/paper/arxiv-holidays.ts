/**
 * Evenings on which arXiv announces nothing, by date, with the occasion: the lists that arXiv publishes for each year
 * (https://info.arxiv.org/help/availability.html). A year that is not listed here has the days that every list had.
 */
export const ARXIV_HOLIDAYS: ReadonlyMap<string, string> = new Map([
  ['2023-01-16', 'Martin Luther King Jr. Day'],
  ['2023-06-14', 'arXiv staff day'],
  ['2023-06-19', 'Juneteenth'],
  ['2023-07-04', 'Independence Day'],
  ['2023-09-04', 'Labor Day'],
  ['2023-11-23', 'Thanksgiving'],
  ['2023-12-25', 'Christmas'],
  ['2023-12-27', 'winter break'],
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
