/** An answer before it is sent. */
import type { Fault } from './faults.ts'
import { shuffled } from './random.ts'

export interface Answer {
  readonly status: number
  readonly contentType: string
  readonly headers?: Readonly<Record<string, string>>
  readonly text: string
}

export const XML = 'text/xml; charset=utf-8'
export const JSON_TYPE = 'application/json; charset=utf-8'

export function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}

/** The entries of an answer as a fault leaves them. */
export function bent<T>(entries: readonly T[], fault: Fault | undefined): readonly T[] {
  switch (fault?.kind) {
    case 'empty':
      return []
    case 'short':
      return entries.slice(0, Math.floor(entries.length * (0.3 + 0.6 * fault.next())))
    case 'duplicates':
      return entries.flatMap((entry) => (fault.next() < 0.4 ? [entry, entry] : [entry]))
    case 'shuffled':
      return shuffled(entries, fault.next)
    default:
      return entries
  }
}

const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** `Fri, 18 Oct 2024` of an ISO day. */
export function mailDay(day: string): string {
  const date = new Date(`${day}T00:00:00Z`)
  return `${WEEKDAYS[date.getUTCDay()]}, ${day.slice(8)} ${MONTHS[date.getUTCMonth()]} ${day.slice(0, 4)}`
}
