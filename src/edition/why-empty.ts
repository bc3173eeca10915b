import { announcementOf, serviceDay } from '../paper/announcements.ts'
import type { SourceStatus } from '../paper/source-status.ts'
import { addDays } from '../tools/dates.ts'
import { dayAndMonth, isWeekend, shortDay, spanTitle, type SpanKind } from './calendar.ts'
import type { DayFigures, LedgerPart } from './day-ledger.ts'
import { answersInPart } from './answers-in-part.ts'
import { andList, announcementWords, lookedFor, troubleWords } from './day-line.ts'
import { countOf } from './ledger.ts'
import { newYorkTime } from './new-york-time.ts'
import { listName } from './source-names.ts'

export interface EmptySpan {
  readonly from: string
  readonly to: string
  /** ms since 1970 */
  readonly now: number
  /** first and last day that list a paper */
  readonly first: string | undefined
  readonly last: string | undefined
  /** papers held in all */
  readonly held: number
  readonly filtered: boolean
  /** papers of the span without the filters */
  readonly unfiltered: number
  /** whether sources were chosen */
  readonly chosen: boolean
  readonly days: readonly DayFigures[]
  readonly statuses: readonly SourceStatus[]
}

/** Why a dated list has no papers: each cause reads differently. */
export function whyEmpty(kind: SpanKind, subject: string, known: EmptySpan): string {
  const { from, to, first, last, days } = known
  if (known.filtered && known.unfiltered > 0) return `${countOf(known.unfiltered)} of ${spanTitle(kind, subject)} are held, but none passes these filters.`
  const checked = days.some(({ parts }) => parts.length > 0)
  if (checked && kind === 'day') return whyDayEmpty(days[0]!, known)
  if (checked && from <= serviceDay(known.now)) return whySpanEmpty(kind, known)
  if (first === undefined || last === undefined) {
    if (known.held > 0) return `${countOf(known.held)} ${known.held === 1 ? 'is' : 'are'} held, but nothing says on which days they were listed; search finds them.`
    return known.chosen
      ? 'This instance holds no papers yet: the sources chosen have not been read so far.'
      : 'This instance holds no papers yet, and no sources are chosen. Choose them under Sources, or bring papers in with `broadsheet import FILE`.'
  }
  if (from > serviceDay(known.now)) return `${spanTitle(kind, subject)} is still to come.`
  if (to < first) return `The papers held begin on ${shortDay(first)}.`
  if (from > last) return `The papers held end on ${shortDay(last)}; nothing later has been taken in.`
  if (kind === 'day' && isWeekend(subject)) return 'A weekend: new papers are seldom announced on Saturdays and Sundays.'
  return `No paper held is listed on ${kind === 'day' ? 'this day' : `any day of this ${kind}`}.`
}

/** One sentence for each source: its calendar, its silence, or what is in the way. */
function whyDayEmpty(figures: DayFigures, known: EmptySpan): string {
  const { parts } = figures
  const quiet = parts.filter(({ state, expected }) => state === 'complete' && expected === 0)
  const further = parts.filter(({ source }) => source !== 'arxiv')
  const sentences = [
    ...whyArxivEmpty(figures, known),
    ...[...new Set(further.map(({ source }) => source))].flatMap((source) => whyListEmpty(further.filter((part) => part.source === source), known)),
  ]
  const why = sentences.join(' ') || 'No paper held is listed on this day.'
  return quiet.length > 0 && quiet.length === parts.filter(({ state }) => state !== 'none').length && figures.planned.announced ? `A quiet day. ${why}` : why
}

function whyArxivEmpty({ day, arxiv, planned, parts }: DayFigures, known: EmptySpan): string[] {
  if (arxiv === undefined) return []
  if (arxiv.state === 'none' && !planned.announced) {
    const evening = dayAndMonth(addDays(day, -1))
    const past = announcementOf(day) <= known.now
    if (planned.why === 'weekend') return ['A weekend: arXiv announces nothing for Saturdays and Sundays.']
    if (planned.why === 'deferred') return ['arXiv put this day’s announcement off.']
    return [`A holiday: arXiv ${past ? 'announced' : 'announces'} nothing on the evening of ${evening} (${planned.name ?? 'a holiday'}).`]
  }
  if (arxiv.state === 'ahead') return [`arXiv announces this day’s papers ${announcementWords(day, known.now)}.`]
  const own = parts.filter(({ source }) => source === 'arxiv')
  if (arxiv.expected === 0 && own.every(({ state }) => state === 'complete')) return [`arXiv announced nothing in ${andList(own.map(({ category }) => category))}.`]
  if (arxiv.expected === 0 && arxiv.state === 'unconfirmed') return ['So far arXiv has named no paper for this day.']
  return [inTheWay('arXiv', own, arxiv.expected, known)]
}

function whyListEmpty(own: readonly LedgerPart[], known: EmptySpan): string[] {
  const name = listName(own[0]!.source)
  const states = own.map(({ state }) => state)
  const expected = own.reduce((total, part) => total + part.expected, 0)
  if (states.every((state) => state === 'none')) return []
  if (states.every((state) => state === 'ahead')) return [`${name}: the day has not begun in New York.`]
  if (expected === 0 && states.every((state) => state === 'complete')) return [`${name} listed nothing.`]
  if (expected === 0 && !states.some((state) => state === 'waiting' || state === 'incomplete')) return [`${name} ${name === 'Daily Papers' ? 'list' : 'lists'} nothing so far.`]
  return [inTheWay(name, own, expected, known)]
}

/** What is expected and not there, why, and when it is tried again. */
function inTheWay(name: string, own: readonly LedgerPart[], expected: number, { days, statuses, now }: EmptySpan): string {
  const asked = lookedFor(days[0]!, now).some((part) => own.includes(part))
  const status = asked ? statuses.find(({ key }) => key === own[0]!.source) : undefined
  const next = status?.nextAt !== undefined && Date.parse(status.nextAt) > now ? newYorkTime(status.nextAt, now) : undefined
  const again = next === undefined ? '' : ` It is tried again at ${next}, New York time.`
  if (status?.trouble !== undefined) {
    const sentence = troubleWords(status.trouble.sentence).replace(/[.\s]+$/, '')
    return `${status.label} has ${answersInPart(status) ? 'answered only in part' : 'been out of reach'} since ${newYorkTime(status.trouble.since, now)}, New York time${sentence === '' ? '' : ` (${sentence})`}.${again}`
  }
  const wrong = own.flatMap(({ trouble }) => (trouble === undefined ? [] : [troubleWords(trouble)]))[0]
  if (expected > 0) return `${expected === 1 ? '1 paper is' : `${expected.toLocaleString('en')} papers are`} expected from ${name}, and none is held yet${wrong === undefined ? '' : `: ${wrong}`}.${again}`
  if (wrong === undefined && !asked) return `This day has not been fetched from ${name}.`
  return `${name}: ${wrong ?? 'not fetched yet'}.${again}`
}

/** Why a week or a month that has begun is empty. */
function whySpanEmpty(kind: SpanKind, { days, statuses, now }: EmptySpan): string {
  const due = days.filter(({ state }) => state !== 'none' && state !== 'ahead')
  const open = due.filter(({ state }) => state === 'waiting' || state === 'incomplete')
  const down = statuses.find(({ key, trouble }) => trouble !== undefined && open.some(({ parts }) => parts.some(({ source }) => source === key)))
  const reached = down === undefined ? '' : ` ${down.label} has ${answersInPart(down) ? 'answered only in part' : 'been out of reach'} since ${newYorkTime(down.trouble!.since, now)}, New York time.`
  if (open.length > 0) return `${open.length} of the ${due.length} days of this ${kind} that are due ${open.length === 1 ? 'is' : 'are'} not complete, and no paper of them is held.${reached}`
  if (due.length > 0) return `No paper was announced on any day of this ${kind}.`
  return days.some(({ planned }) => planned.announced) ? `Nothing has been announced for this ${kind} yet.` : `Nothing is announced for this ${kind}.`
}
