import { BroadsheetError } from '../paper/errors.ts'
import { isDay } from '../tools/dates.ts'
import type { PaperRecord } from '../paper/paper.ts'
import { cleanLine, cleanParagraphs, type CleanOptions } from './clean-text.ts'

/** The schema's limits, in UTF-16 units. */
export const LIMITS = { title: 2000, abstract: 200_000, name: 300, affiliation: 1000, authors: 10_000, category: 60, categories: 60, keyword: 200, keywords: 100, venue: 300, comment: 5000, journalRef: 2000, licence: 500, sourceKey: 400, aiSummary: 20_000, links: 100, versions: 1000, identifiers: 50 } as const

export type Fields = Readonly<Record<string, unknown>>

/** The value as an object of unknown fields. @throws BroadsheetError bad-input when it is none. */
export function asFields(value: unknown, what: string): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw badField(`${what} is not an object`)
  return value as Fields
}

export function badField(sentence: string): BroadsheetError {
  return new BroadsheetError('bad-input', `${sentence[0]!.toUpperCase()}${sentence.slice(1)}.`)
}

/** The title, cleaned. @throws BroadsheetError bad-input when there is none to show. */
export function requireTitle(value: unknown, options?: CleanOptions): string {
  if (value === undefined || value === null) throw badField('the paper has no title')
  if (typeof value !== 'string') throw badField(`the field title is ${Array.isArray(value) ? 'a list' : `a ${typeof value}`}, not text`)
  const title = cleanLine(value, LIMITS.title, options)
  if (title === '') throw badField('the field title is empty')
  return title
}

/** An abstract, cleaned; anything that is not text counts as none. */
export function optionalAbstract(value: unknown, options?: CleanOptions): string {
  return typeof value === 'string' ? cleanParagraphs(value, LIMITS.abstract, options) : ''
}

/** A cleaned line, or undefined when there is nothing in it. */
export function optionalLine(value: unknown, limit: number, options?: CleanOptions): string | undefined {
  if (typeof value !== 'string') return undefined
  const line = cleanLine(value, limit, options)
  return line === '' ? undefined : line
}

/** Distinct cleaned lines of a list, or of one text cut at `separator`. */
export function lineList(value: unknown, limit: number, count: number, separator = /[,;]/): string[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : typeof value === 'string' ? value.slice(0, limit * count).split(separator) : []
  const lines = new Set<string>()
  for (const one of list) {
    const line = optionalLine(one, limit)
    if (line !== undefined) lines.add(line)
    if (lines.size >= count) break
  }
  return [...lines]
}

/** A whole number from 0 up, or undefined; texts of digits count. */
export function optionalCount(value: unknown): number | undefined {
  const number = typeof value === 'number' ? Math.trunc(value) : typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number(value) : Number.NaN
  return Number.isSafeInteger(number) && number >= 0 ? number : undefined
}

/** The ISO day at the head of a date or instant, if it exists. */
export function optionalDay(value: unknown): string | undefined {
  if (typeof value !== 'string' || value.length < 10) return undefined
  const day = value.slice(0, 10)
  return isDay(day) ? day : undefined
}

/** A day, month or year, as precise as a text gives it; undefined for what is no date. */
export function optionalPartialDate(value: unknown): string | undefined {
  if (typeof value === 'number' && Number.isInteger(value) && value >= 1000 && value <= 9999) return String(value)
  if (typeof value !== 'string') return undefined
  const match = /^\s*(\d{4})(?:[-/](\d{1,2})(?:[-/](\d{1,2}))?)?(?![\d])/.exec(value)
  if (!match) return undefined
  const month = match[2]?.padStart(2, '0')
  if (month === undefined || !(month >= '01' && month <= '12')) return match[1]
  const day = match[3] === undefined ? undefined : `${match[1]}-${month}-${match[3].padStart(2, '0')}`
  return day !== undefined && isDay(day) ? day : `${match[1]}-${month}`
}

const URL_LIKE = /^https?:\/\/[^\s<>"]{3,1990}$/i

/** A web address, or undefined: never javascript:, never with blanks. */
export function optionalUrl(value: unknown): string | undefined {
  return typeof value === 'string' && value.length <= 2000 && URL_LIKE.test(value) ? value : undefined
}

/** A record with every list empty, to be filled. */
export function blankRecord(source: PaperRecord['source'], sourceKey: string, title: string): PaperRecord {
  return { source, sourceKey, title, abstract: '', authors: [], identifiers: [], categories: [], keywords: [], versions: [], links: [], days: [] }
}
