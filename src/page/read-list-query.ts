import type { Context } from 'hono'
import { BroadsheetError } from '../paper/errors.ts'
import { PartialDate } from '../paper/paper.ts'
import type { Filters } from '../edition/edition.ts'
import { isDay } from '../tools/dates.ts'
import { shortened, wellFormed } from './words/well-formed.ts'

export const PAGE_SIZE = 50
/** Hits on a page of a search: what is not among the first is sought with other words, and half the abstracts come twice as fast. */
export const HITS_ON_PAGE = 25
/** A pasted abstract or BibTeX entry is a query. */
export const MAX_QUERY_CHARACTERS = 12_000
const MAX_FILTER_CHARACTERS = 200
const MAX_PAGE = 9999

export type ViewName = 'titles' | 'full'

/** What the address of a list says beside its path. */
export interface ListQuery {
  readonly filters: Filters
  /** the filters as typed, for the form; what was not understood stays in it */
  readonly typed: Readonly<Record<keyof Filters, string>>
  readonly page: number
  /** `newest`, or `guess` for a day on which nobody has voted, where the address says so; dated lists only */
  readonly order: 'newest' | 'guess' | undefined
  /** a day's list as it stood when the day was over */
  readonly stood: boolean
  /** only what curators picked of a day */
  readonly picked: boolean
  /** picks only: those of the person of this name */
  readonly by: string | undefined
  /** only what came in since the reader's last visit */
  readonly since: 'visit' | undefined
  readonly view: ViewName | undefined
  /** sentences about what was not understood */
  readonly notes: readonly string[]
}

/** Where the values of a list come from: an address, or a form that was sent. */
export type Values = (name: string) => string | undefined

export const valuesOf = (c: Context): Values => (name) => c.req.query(name)

/** One value as plain text: no control characters, white space folded, never broken Unicode. */
export function queryText(values: Values, name: string): string {
  const value = values(name) ?? ''
  return wellFormed(value.slice(0, 100_000)).replace(/[\u0000-\u001f\u007f\s]+/g, ' ').trim()
}

function readDate(text: string, what: string, notes: string[]): string | undefined {
  if (text === '') return undefined
  if (PartialDate.safeParse(text).success && (text.length < 10 || isDay(text))) return text
  notes.push(`The date “${shortened(text, 40)}” (${what}) was not understood, so it was left out. Write 2024, 2024-10 or 2024-10-18.`)
  return undefined
}

/** The page number, from 0. @throws BroadsheetError bad-input for anything else */
function readPage(text: string): number {
  if (text === '') return 0
  if (!/^\d{1,4}$/.test(text) || Number(text) > MAX_PAGE) {
    throw new BroadsheetError('bad-input', `The page number p must be a whole number from 0 to ${MAX_PAGE}.`)
  }
  return Number(text)
}

const orderOf = (text: string | undefined): ListQuery['order'] => (text === 'newest' || text === 'guess' ? text : undefined)

/** Reads filters, page and view. @throws BroadsheetError bad-input for a page number that is none */
export function readListQuery(values: Values): ListQuery {
  const notes: string[] = []
  const typed = {
    category: queryText(values, 'category').slice(0, MAX_FILTER_CHARACTERS),
    venue: queryText(values, 'venue').slice(0, MAX_FILTER_CHARACTERS),
    after: queryText(values, 'after').slice(0, MAX_FILTER_CHARACTERS),
    before: queryText(values, 'before').slice(0, MAX_FILTER_CHARACTERS),
  }
  const view = values('view')
  return {
    typed,
    filters: {
      category: typed.category || undefined,
      venue: typed.venue || undefined,
      after: readDate(typed.after, 'from', notes),
      before: readDate(typed.before, 'to', notes),
    },
    page: readPage(queryText(values, 'p')),
    order: orderOf(values('order')),
    stood: values('stood') === '1',
    picked: values('picked') === '1',
    by: queryText(values, 'by').slice(0, MAX_FILTER_CHARACTERS) || undefined,
    since: values('since') === 'visit' ? 'visit' : undefined,
    view: view === 'titles' || view === 'full' ? view : undefined,
    notes,
  }
}
