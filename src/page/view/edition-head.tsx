import type { Child } from 'hono/jsx'
import type { ListEdition } from '../../edition/edition.ts'
import { weekOf } from '../../tools/dates.ts'
import type { Frame } from '../frame.ts'
import { daysOfWeek, longDay, monthName, monthOfWeek, shortDay, weekName, weekStartsOfMonth } from '../words/dates.ts'

export type DatedKind = 'day' | 'week' | 'month'

const PATHS = { day: '/papers/date/', week: '/papers/week/', month: '/papers/month/' } as const

export function isDated(edition: ListEdition): edition is ListEdition & { kind: DatedKind } {
  return edition.kind === 'day' || edition.kind === 'week' || edition.kind === 'month'
}

/** The path of a day, week or month. */
export function datedPath(kind: DatedKind, subject: string): string {
  return PATHS[kind] + encodeURIComponent(subject)
}

/** The name beside another date of its kind: the year is said where it is another one. */
function shortName(kind: DatedKind, subject: string, beside: string): string {
  if (kind === 'month') return monthName(subject)
  const sameYear = subject.slice(0, 4) === beside.slice(0, 4)
  if (kind === 'week') return weekName(subject, sameYear)
  return sameYear ? shortDay(subject) : `${shortDay(subject)} ${subject.slice(0, 4)}`
}

function longName(kind: DatedKind, subject: string): string {
  return kind === 'day' ? longDay(subject) : kind === 'week' ? weekName(subject) : monthName(subject)
}

/** The heading of a list: its date between the dates beside it, the ledger line, and what unfolds under it. */
export function EditionHead({ edition, hrefOf, children }: { edition: ListEdition; hrefOf: (path: string) => string; children?: Child }) {
  const beside = (subject: string | undefined, rel: 'prev' | 'next') => {
    if (subject === undefined || !isDated(edition)) return <span></span>
    const { kind } = edition
    const label = `${rel === 'prev' ? 'Previous' : 'Next'} ${kind} with papers: ${longName(kind, subject)}`
    return (
      <a rel={rel} href={hrefOf(datedPath(kind, subject))} aria-label={label}>
        {rel === 'prev' && <span aria-hidden="true">← </span>}
        {shortName(kind, subject, edition.subject)}
        {rel === 'next' && <span aria-hidden="true"> →</span>}
      </a>
    )
  }
  return (
    <header class="edition-head">
      <div class="folio">
        {beside(edition.previous, 'prev')}
        <h1>{edition.title}</h1>
        {beside(edition.next, 'next')}
      </div>
      {edition.ledger !== '' && <p class="ledger" id="ledger">{edition.ledger}</p>}
      {children}
    </header>
  )
}

function spans(edition: ListEdition & { kind: DatedKind }): readonly (readonly [DatedKind, string, string])[] {
  const { kind, subject } = edition
  if (kind === 'day') {
    const week = weekOf(subject)
    const month = subject.slice(0, 7)
    return [['week', week, weekName(week, true)], ['month', month, monthName(month)]]
  }
  if (kind === 'week') {
    const month = monthOfWeek(subject)
    return [...daysOfWeek(subject).map((day) => ['day', day, shortDay(day).slice(0, -4)] as const), ['month', month, monthName(month)]]
  }
  const weeks = [...new Set(weekStartsOfMonth(subject).map(weekOf))]
  return weeks.map((week) => ['week', week, weekName(week, true)] as const)
}

/** Ways from a day to its week and month and back, how much to show, and the way to another day. */
export function EditionTools({ edition, hrefOf, children }: { edition: ListEdition; hrefOf: (path: string) => string; children?: Child }) {
  return (
    <nav class="tools" aria-label="This edition">
      {isDated(edition) &&
        spans(edition).map(([kind, subject, label]) => <><a href={hrefOf(datedPath(kind, subject))}>{label}</a> </>)}
      {children}
    </nav>
  )
}

/** Works as a link without scripts; with them it switches at once and is remembered. */
export function ViewToggle({ frame, href }: { frame: Frame; href: (view: 'titles' | 'full') => string }) {
  return (
    <a id="view-toggle" href={href(frame.view === 'titles' ? 'full' : 'titles')} rel="nofollow">
      <span class="when-full">Titles only</span>
      <span class="when-titles">Whole abstracts</span>
    </a>
  )
}
