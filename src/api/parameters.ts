import type { Context } from 'hono'
import type { Filters } from '../edition/edition.ts'
import { BroadsheetError } from '../paper/errors.ts'
import { PartialDate } from '../paper/paper.ts'
import { isDay, isMonth, isWeek } from '../tools/dates.ts'

// Control characters mean nothing in any parameter and some databases refuse them.
const CONTROL = /[\u0000-\u001f\u007f]/

/** A parameter as given, undefined when absent or empty. @throws BroadsheetError bad-input when longer than `most` characters */
export function textParameter(c: Context, name: string, most: number): string | undefined {
  const value = c.req.query(name)?.replace(/[\t\r\n]/g, ' ').trim()
  if (!value) return undefined
  if (value.length > most) throw new BroadsheetError('bad-input', `${name} has ${value.length} characters; ${most} are allowed.`)
  if (CONTROL.test(value)) throw new BroadsheetError('bad-input', `${name} holds a control character.`)
  return value
}

/** A whole number within bounds. @throws BroadsheetError bad-input otherwise */
export function wholeParameter(c: Context, name: string, bounds: { least: number; most: number; otherwise: number }): number {
  const value = c.req.query(name)
  if (value === undefined || value === '') return bounds.otherwise
  const number = /^\d{1,10}$/.test(value) ? Number(value) : Number.NaN
  if (!(number >= bounds.least && number <= bounds.most)) {
    throw new BroadsheetError('bad-input', `${name} must be a whole number from ${bounds.least} to ${bounds.most}.`)
  }
  return number
}

/** One of a few words. @throws BroadsheetError bad-input otherwise */
export function choiceParameter<Word extends string>(c: Context, name: string, words: readonly Word[]): Word | undefined {
  const value = c.req.query(name)
  if (value === undefined || value === '') return undefined
  const found = words.find((word) => word === value)
  if (found === undefined) throw new BroadsheetError('bad-input', `${name} must be ${words.join(' or ')}.`)
  return found
}

/** The filters that every list takes. @throws BroadsheetError bad-input for a date that does not exist */
export function filterParameters(c: Context): Filters {
  return {
    category: textParameter(c, 'category', 60),
    venue: textParameter(c, 'venue', 300),
    after: dateParameter(c, 'after'),
    before: dateParameter(c, 'before'),
  }
}

function dateParameter(c: Context, name: string): string | undefined {
  const value = textParameter(c, name, 40)
  if (value === undefined) return undefined
  if (!PartialDate.safeParse(value).success || (value.length === 10 && !isDay(value))) {
    throw new BroadsheetError('bad-input', `${name} must be a date that exists, such as 2024, 2024-10 or 2024-10-18.`)
  }
  return value
}

/** A day, week or month that was asked for. */
export type Span = { kind: 'date' | 'week' | 'month'; value: string }

const SPANS = [
  { kind: 'date', exists: isDay, example: '2024-10-18' },
  { kind: 'week', exists: isWeek, example: '2024-W42' },
  { kind: 'month', exists: isMonth, example: '2024-10' },
] as const

/** The span of `date`, `week` or `month`. @throws BroadsheetError bad-input for several, or one that does not exist */
export function spanParameter(c: Context): Span | undefined {
  const given = SPANS.flatMap(({ kind, exists, example }) => {
    const value = c.req.query(kind)
    if (value === undefined || value === '') return []
    if (!exists(value)) throw new BroadsheetError('bad-input', `${kind} must be a ${kind === 'date' ? 'day' : kind} that exists, such as ${example}.`)
    return [{ kind, value }]
  })
  if (given.length > 1) throw new BroadsheetError('bad-input', `Give one of ${given.map((one) => one.kind).join(', ')}, not several.`)
  return given[0]
}
