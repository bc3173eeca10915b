import { isDay } from '../tools/dates.ts'

/** First letters of the months as feeds write them, in English and in the languages whose journals do not. */
const MONTHS: readonly RegExp[] = [
  /^(?:jan|ene|gen|sty)/, /^(?:feb|fév|fev|lut)/, /^(?:mar|mär|mrz|maa)/, /^(?:apr|avr|abr|kwi)/, /^(?:may|mai|mag|maj|mei)/, /^(?:jun|juin|giu|cze)/,
  /^(?:jul|juil|lug|lip)/, /^(?:aug|aoû|aou|ago|sie)/, /^(?:sep|set|wrz)/, /^(?:oct|okt|ott|out|paź)/, /^(?:nov|lis)/, /^(?:dec|déc|dez|dic|gru)/,
]

/**
 * The day of a date as feeds write it, else its month or year: RFC 822 and 5322 (`Tue, 5 Nov 24 08:00:00 EST`), ISO 8601 and W3C
 * (`2024-11-05T08:00Z`, `20241105`, `2024-11`), `November 5, 2024`. The calendar day is the one that is written, in whatever zone; dates
 * in figures alone that may be read in two ways (`05/11/2024`) are none.
 */
export function feedDate(value: unknown): string | undefined {
  if (typeof value !== 'string' || value.length > 200) return undefined
  const text = value.trim().toLowerCase()
  const iso = /^(\d{4})(?:([-/.]?)(\d{2})(?:\2(\d{2}))?)?(?![\d/])/.exec(text)
  if (iso !== null) return iso[2] === '' && iso[4] === undefined && iso[3] !== undefined ? undefined : partial(iso[1]!, iso[3], iso[4])
  const dayFirst = /^(?:\p{L}{2,12}\.?,?\s{1,5})?(\d{1,2})(?:st|nd|rd|th)?\.?[\s-]{1,5}(?:de\s)?(\p{L}{3,12})\.?,?[\s-]{1,5}(?:de\s)?'?(\d{4}|\d{2})(?!\d)/u.exec(text)
  if (dayFirst !== null) return partial(dayFirst[3]!, monthOf(dayFirst[2]!), dayFirst[1])
  // asctime puts the time before the year: Tue Nov  5 08:00:00 2024.
  const monthFirst = /^(?:\p{L}{2,12}\.?,?\s{1,5})??(\p{L}{3,12})\.?\s{1,5}(\d{1,2})(?:st|nd|rd|th)?(?:,?\s{1,5}|\s{1,5}[\d:]{5,12}(?:\s{1,5}\p{L}{1,5})?\s{1,5})(\d{4})(?!\d)/u.exec(text)
  if (monthFirst !== null) return partial(monthFirst[3]!, monthOf(monthFirst[1]!), monthFirst[2])
  const monthOnly = /^(\p{L}{3,12})\.?,?\s{1,5}(\d{4})$/u.exec(text)
  return monthOnly === null ? undefined : partial(monthOnly[2]!, monthOf(monthOnly[1]!), undefined)
}

function monthOf(name: string): string | undefined {
  const at = MONTHS.findIndex((one) => one.test(name))
  return at < 0 ? undefined : String(at + 1).padStart(2, '0')
}

/** As precise as the parts are good. */
function partial(year: string, month: string | undefined, day: string | undefined): string | undefined {
  const full = year.length === 4 ? year : Number(year) < 70 ? `20${year}` : `19${year}`
  if (month === undefined) return day === undefined && year.length === 4 ? full : undefined
  if (month < '01' || month > '12') return undefined
  if (day === undefined || Number(day) === 0) return `${full}-${month}`
  const whole = `${full}-${month}-${day.padStart(2, '0')}`
  return isDay(whole) ? whole : undefined
}
