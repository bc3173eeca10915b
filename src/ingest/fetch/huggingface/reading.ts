/** A reading of a day's list that is under way, as it is kept between two requests. */
export interface Reading {
  readonly day: string
  /** the page to be asked for next, from 0 */
  readonly page: number
  /** entries so far */
  readonly position: number
  /** in the list's order */
  readonly ids: readonly string[]
  /** ms since 1970 */
  readonly startedAt: number
  /** the last page said that another follows */
  readonly promised?: boolean
  /** a page that was promised was empty: pages of another size than before leave entries out */
  readonly torn?: boolean
}

/** Readings that named fewer papers than are known of their day: which they left out, and how often in a row. */
export interface Short {
  readonly day: string
  readonly without: readonly string[]
  readonly times: number
}

export const names = {
  reading: 'fetch/huggingface/reading',
  first: 'fetch/huggingface/first',
  /** the last day on which lists were looked for */
  seen: 'fetch/huggingface/seen',
  short: (day: string) => `fetch/huggingface/short/${day}`,
  /** spans of days asked for by hand are kept below it */
  asked: 'fetch/huggingface/asked/',
}
