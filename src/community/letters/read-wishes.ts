/** What somebody asks of their letters, as they say it. */
import { BroadsheetError } from '../../paper/errors.ts'
import { RHYTHMS, type Subscription } from '../../paper/subscription.ts'
import { isPrivate, type View, viewOfPath, viewPath } from '../../paper/view.ts'

export const PAPERS_MAX = 50
const DEFAULTS = { rhythm: 'daily', weekday: 1, hour: 7, timeZone: 'UTC', papers: 20 } as const

/** Everything may be left out. */
export interface Wishes {
  readonly rhythm?: unknown
  /** 1 for Monday to 7 */
  readonly weekday?: unknown
  readonly hour?: unknown
  /** IANA */
  readonly timeZone?: unknown
  readonly papers?: unknown
}

export type LetterSettings = Pick<Subscription, 'rhythm' | 'weekday' | 'hour' | 'timeZone' | 'papers'>

/** @param held what stays where nothing is said @throws BroadsheetError bad-input with a sentence */
export function readWishes(wishes: Wishes, held: LetterSettings = DEFAULTS): LetterSettings {
  const rhythm = wishes.rhythm === undefined ? held.rhythm : RHYTHMS.find((one) => one === wishes.rhythm)
  if (rhythm === undefined) throw new BroadsheetError('bad-input', `A letter comes ${RHYTHMS.join(', ')}; please choose one of them.`)
  return {
    rhythm,
    weekday: whole('weekday', wishes.weekday, held.weekday, 1, 7),
    hour: whole('hour', wishes.hour, held.hour, 0, 23),
    timeZone: wishes.timeZone === undefined ? held.timeZone : readZone(wishes.timeZone),
    papers: whole('number of papers', wishes.papers, held.papers, 1, PAPERS_MAX),
  }
}

function whole(what: string, said: unknown, held: number, least: number, most: number): number {
  if (said === undefined) return held
  const value = typeof said === 'string' && /^\d{1,2}$/.test(said.trim()) ? Number(said) : said
  if (typeof value !== 'number' || !Number.isInteger(value) || value < least || value > most) throw new BroadsheetError('bad-input', `The ${what} of a letter is a whole number from ${least} to ${most}.`)
  return value
}

/** By the name that the zone's data has. Offsets such as +02:00 know no summer and are not taken. */
function readZone(said: unknown): string {
  try {
    if (typeof said === 'string' && /^[A-Za-z][\w+/-]{1,63}$/.test(said)) return new Intl.DateTimeFormat('en', { timeZone: said }).resolvedOptions().timeZone
  } catch {
    // Said below.
  }
  throw new BroadsheetError('bad-input', 'Please give a time zone by its name, such as Europe/Berlin.')
}

/** Of a day, a week or a month: when it is over, nothing more comes of it. */
export const isDated = (view: View): boolean => view.kind === 'day' || view.kind === 'week' || view.kind === 'month' || (view.kind === 'trending' && view.evening !== undefined) || (view.kind === 'search' && view.within !== undefined)

/** The view that letters are about: whoever reads a dated one and asks for letters means the days to come. */
export function viewOfLetters(view: View): View {
  if (!isDated(view)) return view
  if (view.kind === 'search') return { ...view, within: undefined }
  const kind = view.kind === 'trending' ? 'trending' : 'latest'
  return view.filters === undefined ? { kind } : { kind, filters: view.filters }
}

/** The canonical address of the view that somebody names. @param own whether it may be somebody's own @throws BroadsheetError bad-input, not-signed-in */
export function readView(said: unknown, own: boolean): string {
  const view = typeof said === 'string' ? viewOfPath(said) : undefined
  if (view === undefined) throw new BroadsheetError('bad-input', 'Letters are about a list of papers, named by its address, such as /papers/trending.')
  if (isPrivate(view) && !own) throw new BroadsheetError('not-signed-in', 'This list is somebody’s own: sign in to have it by mail.')
  return viewPath(viewOfLetters(view))
}
