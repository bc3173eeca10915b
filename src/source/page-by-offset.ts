import { SourceTrouble } from './http/http.ts'

/** Where a list that is read by offset stands between two pages. Plain JSON, as it is kept over restarts. */
export interface OffsetCursor {
  /** entries to pass over */
  readonly at: number
  /** how many there were in all, when that was last said */
  readonly total?: number | undefined
  /** how often it went back, because the list became shorter while it was read */
  readonly back?: number | undefined
}

/** No list of a service is longer; more is a service that never ends. */
const MAX_ENTRIES = 2_000_000
/** A list that goes on becoming shorter is not one to be read to its end. */
const MAX_BACK = 20
/** A page without anything where there was something is less likely a shorter list than a service in disorder. */
const COST_OF_NOTHING = 7

/** The cursor that a page before gave; the beginning for what is none. */
export function offsetCursor(value: unknown): OffsetCursor {
  const { at, total, back } = (typeof value === 'object' && value !== null ? value : {}) as Partial<Record<keyof OffsetCursor, unknown>>
  return { at: wholeNumber(at) ?? 0, total: wholeNumber(total), back: wholeNumber(back) }
}

/**
 * Where to go on after a page. Pages are as long as the service likes, so what came counts, not what was asked for. Of a list
 * that became shorter meanwhile, entries have moved into the part already read: it goes back by as many.
 * @param got how many entries the page had
 * @param total how many the answer says there are in all, if it says
 * @returns undefined at the end
 * @throws SourceTrouble `broken` for a page that is empty where there must be more, and for a list without an end
 */
export function nextOffset(name: string, cursor: OffsetCursor, got: number, total: number | undefined): OffsetCursor | undefined {
  const { at, back = 0 } = cursor
  const missing = (cursor.total ?? 0) - (total ?? (got === 0 ? at : Infinity))
  if (at > 0 && missing > 0) {
    if (back >= MAX_BACK) throw new SourceTrouble('broken', `${name} gave a list that grew shorter all the while it was read.`)
    return { at: Math.max(0, at - missing), total, back: back + (got === 0 ? COST_OF_NOTHING : 1) }
  }
  if (got === 0 && at < (total ?? 0)) throw new SourceTrouble('broken', `${name} says that there are ${total} entries but gave none after the first ${at}.`)
  const next = at + got
  if (got === 0 || next >= (total ?? Infinity)) return undefined
  if (next > MAX_ENTRIES) throw new SourceTrouble('broken', `${name} gave a list that does not end.`)
  return { at: next, total: total ?? cursor.total, back: back === 0 ? undefined : back }
}

/** How far a reading has come, 0 to 1, if the length of the list is known. */
export function offsetProgress(next: OffsetCursor | undefined, total: number | undefined): number | undefined {
  if (next === undefined) return 1
  return total === undefined || total === 0 ? undefined : Math.min(1, next.at / total)
}

/** A count as services write it, number or text; undefined for anything else. */
export function wholeNumber(value: unknown): number | undefined {
  const number = typeof value === 'number' ? value : typeof value === 'string' && /^\s*\d{1,12}\s*$/.test(value) ? Number(value) : Number.NaN
  return Number.isSafeInteger(number) && number >= 0 ? number : undefined
}
