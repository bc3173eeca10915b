import { arxivDay, serviceDay, type ArxivDay } from '../paper/announcements.ts'
import type { SourceName } from '../paper/paper.ts'
import { addDays } from '../tools/dates.ts'
import { answersInPart } from './answers-in-part.ts'
import { dayAndMonth, weekdayName } from './calendar.ts'
import type { DayFigures, LedgerPart, LedgerTerms } from './day-ledger.ts'
import { newYorkTime } from './new-york-time.ts'
import { listName, SOURCE_NAMES } from './source-names.ts'

/** What is known beside the ledger's figures when a day is put into words. */
export interface DayContext extends LedgerTerms {
  /** papers listed on the day, by source */
  readonly counts: readonly { source: SourceName; papers: number }[]
  /** arXiv's papers stand here by their date of submission; no list of the day was seen */
  readonly estimated?: boolean | undefined
}

const grouped = (count: number): string => count.toLocaleString('en')

/** "a, b and c" */
export function andList(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`
}

/** The line under a day's masthead: how much of what was expected is held, what is wrong, and when it is looked for again. */
export function dayLine(figures: DayFigures, context: DayContext): string {
  const segments = [
    ...arxivSegments(figures, context),
    ...listSegments(figures, context),
    ...besideSegments(figures, context),
    ...unseenSegments(figures),
    ...troubleSegments(figures.parts),
    ...tailSegments(figures, context),
  ]
  const line = segments.join(' · ')
  return line.startsWith('no ') ? `N${line.slice(1)}` : line
}

/** Why arXiv has nothing for a day, or will not have: "no arXiv announcement for today (Labor Day, 7 September)". */
export function silenceWords(planned: ArxivDay & { announced: false }, whichDay: string): string {
  if (planned.why === 'weekend') return 'no arXiv announcement for Saturdays and Sundays'
  const why = planned.why === 'deferred' ? 'deferred' : `${planned.name ?? 'holiday'}, ${dayAndMonth(addDays(planned.day, -1))}`
  return `no arXiv announcement for ${whichDay} (${why})`
}

/** "today at 20:00 New York time", "on Sunday, 8 November at 20:00 New York time" */
export function announcementWords(day: string, now: number): string {
  const evening = addDays(day, -1)
  return `${evening === serviceDay(now) ? 'today' : `on ${weekdayName(evening)}, ${dayAndMonth(evening)}`} at 20:00 New York time`
}

function arxivSegments({ day, arxiv, planned }: DayFigures, { now }: DayContext): string[] {
  if (arxiv === undefined) return []
  if (arxiv.state === 'none' && !planned.announced) return [silenceWords(planned, day === serviceDay(now) ? 'today' : 'this day')]
  if (arxiv.state === 'ahead') return [`arXiv announces this day’s papers ${announcementWords(day, now)}`]
  if (arxiv.expected > 0) return [`${grouped(arxiv.held)} of ${grouped(arxiv.expected)} arXiv papers`]
  return arxiv.state === 'complete' || arxiv.state === 'unconfirmed' ? ['no arXiv papers'] : []
}

/** Daily Papers and further sources, each with one figure. */
function listSegments({ day, parts, state }: DayFigures, { now }: DayContext): string[] {
  const sources = [...new Set(parts.map(({ source }) => source))].filter((source) => source !== 'arxiv')
  return sources.flatMap((source) => {
    const own = parts.filter((part) => part.source === source)
    const [expected, held] = [sum(own.map((part) => part.expected)), sum(own.map((part) => part.held))]
    const what = source === 'huggingface' ? 'Daily Papers' : `${SOURCE_NAMES[source]} papers`
    const states = own.map((part) => part.state)
    if (states.every((one) => one === 'ahead')) return state === 'ahead' && parts.length > own.length ? [] : [`${what} to come`]
    if (expected === 0) return states.every((one) => one === 'complete' || one === 'unconfirmed') ? [`no ${what}`] : []
    // A list that is still being written has no number that it should come to.
    const open = day === serviceDay(now) && held === expected && states.includes('unconfirmed')
    return [open ? `${what}: ${grouped(held)} so far` : `${grouped(held)} of ${grouped(expected)} ${what}`]
  })
}

/** Papers that stand on the day without a ledger: taken in from files, or dated by submission. */
function besideSegments({ parts }: DayFigures, { counts, estimated }: DayContext): string[] {
  const told = new Set(parts.filter(({ expected }) => expected > 0).map(({ source }) => source))
  return counts
    .filter(({ source, papers }) => papers > 0 && !told.has(source))
    .map(({ source, papers }) => `${listName(source)} ${grouped(papers)}${source === 'arxiv' && estimated ? ', dated by submission' : ''}`)
}

function unseenSegments({ parts }: DayFigures): string[] {
  const unseen = parts.filter(({ state }) => state === 'waiting')
  return unseen.length === 0 ? [] : [`${andList(namesOf(unseen, parts))} not fetched yet`]
}

/** The phrases of what is wrong, each with the places that it is said of. */
export function troubleSegments(parts: readonly LedgerPart[]): string[] {
  const byPhrase = new Map<string, LedgerPart[]>()
  for (const part of parts) {
    if (part.trouble !== undefined && part.state === 'incomplete') byPhrase.set(part.trouble, [...(byPhrase.get(part.trouble) ?? []), part])
  }
  return [...byPhrase].map(([phrase, wrong]) => `${namesOf(wrong, parts).join(', ')}: ${troubleWords(phrase)}`)
}

/** A phrase or sentence of trouble with its days spelt out: "the papers of 20 November". */
export function troubleWords(phrase: string): string {
  return phrase.replace(/\b\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])\b/g, dayAndMonth)
}

/** Category names, or the source's where all of its categories are meant. */
function namesOf(some: readonly LedgerPart[], all: readonly LedgerPart[]): string[] {
  return [...new Set(some.map(({ source }) => source))].flatMap((source) => {
    const own = some.filter((part) => part.source === source)
    const whole = own.length === all.filter((part) => part.source === source).length
    return whole ? [listName(source)] : own.map(({ category }) => category || listName(source))
  })
}

function tailSegments(figures: DayFigures, context: DayContext): string[] {
  const { day, state } = figures
  const tail: string[] = []
  if (state === 'complete') tail.push('complete')
  if (state === 'unconfirmed') tail.push('not yet confirmed')
  if (state === 'waiting' || state === 'incomplete') tail.push(...againSegments(figures, context))
  if (day === serviceDay(context.now) && figures.arxiv !== undefined) {
    const tomorrow = arxivDay(addDays(day, 1), context.deferrals)
    if (!tomorrow.announced && tomorrow.why !== 'weekend') tail.push(silenceWords(tomorrow, 'tomorrow'))
  }
  return tail
}

/** A new instance begins with so many days, and keeps up from then on. */
const KEPT_UP_DAYS = 7

/** Lists that are due and will be asked for: older days that nobody ever asked for wait for somebody to fetch them. */
export function lookedFor({ day, parts }: DayFigures, now: number): readonly LedgerPart[] {
  const recent = day > addDays(serviceDay(now), -KEPT_UP_DAYS)
  return parts.filter(({ state, checkedAt }) => (state === 'waiting' || state === 'incomplete') && (recent || checkedAt !== undefined))
}

/** Since when a service cannot be reached, and when what is missing is looked for again. */
function againSegments(figures: DayFigures, { statuses, now }: DayContext): string[] {
  const open = lookedFor(figures, now)
  const services = statuses.filter(({ key }) => open.some(({ source }) => source === key))
  const down = services.filter((status) => status.trouble !== undefined && !answersInPart(status)).map(({ label, trouble }) => `${label} out of reach since ${newYorkTime(trouble!.since, now)}`)
  const next = services.flatMap(({ nextAt }) => (nextAt !== undefined && Date.parse(nextAt) > now ? [nextAt] : [])).sort()[0]
  if (next !== undefined) return [...down, `looked for again at ${newYorkTime(next, now)}, New York time`]
  const last = open.flatMap(({ checkedAt }) => checkedAt ?? []).sort().at(-1)
  if (last !== undefined) return [...down, `last looked for at ${newYorkTime(last, now)}, New York time`]
  return down.map((one) => `${one}, New York time`)
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0)
