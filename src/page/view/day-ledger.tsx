import type { LedgerPart } from '../../edition/day-ledger.ts'
import type { LedgerDay } from '../../edition/ledger-days.ts'
import { newYorkTime } from '../../edition/new-york-time.ts'
import { listName } from '../../edition/source-names.ts'
import { STATE_WORDS, WITNESS_WORDS } from '../../edition/state-words.ts'
import type { Frame } from '../frame.ts'
import { shortDay } from '../words/dates.ts'
import { grouped } from '../words/numbers.ts'
import { identifierHref } from '../words/source-links.ts'
import { shortened } from '../words/well-formed.ts'
import { datedPath } from './edition-head.tsx'

/** Longer lists of missing ids are left to the JSON. */
const MISSING_SHOWN = 40

/** The ledger of a day by category, or of a week or month by day, to be unfolded; nothing where none is kept. */
export function LedgerTable({ frame, days, hrefOf }: { frame: Frame; days: readonly LedgerDay[]; hrefOf: (path: string) => string }) {
  const kept = days.filter(({ parts, state }) => parts.length > 0 && (days.length > 1 || (state !== 'none' && state !== 'ahead')))
  const only = days.length === 1 ? kept[0] : undefined
  if (kept.length === 0) return null
  return (
    <details class="ledger-table" id="ledger-table">
      <summary>{only === undefined ? 'Day by day' : 'By category'}</summary>
      {only === undefined ? <DayRows days={kept} hrefOf={hrefOf} /> : <PartRows frame={frame} day={only} />}
    </details>
  )
}

function PartRows({ frame, day }: { frame: Frame; day: LedgerDay }) {
  return (
    <>
      <table>
        <caption class="unseen">What was expected of this day, and what of it is held</caption>
        <thead>
          <tr><th scope="col">List</th><th scope="col">Held</th><th scope="col">State</th><th scope="col">Last looked at</th></tr>
        </thead>
        <tbody>
          {day.parts.map((part) => (
            <tr class={`is-${part.state}`}>
              <th scope="row">{part.category || listName(part.source)}</th>
              <td>{figure(part)}</td>
              <td>{STATE_WORDS[part.state]}</td>
              <td>{part.checkedAt === undefined ? '' : <time datetime={part.checkedAt}>{newYorkTime(part.checkedAt, frame.now)}</time>}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {day.parts.map((part) => <PartNote part={part} />)}
      <p>
        A list is complete when every paper that was named is held, and two tellings agree. Times are New York’s.{' '}
        <a href={`/api/days/${day.day}`}>These figures as JSON</a> · <a href="/about#ledger">What they mean</a>
      </p>
    </>
  )
}

/** What is wrong with a list, which of its papers are missing, and who told of it. */
function PartNote({ part }: { part: LedgerPart }) {
  const { missing, trouble, toldBy } = part
  if (missing.length === 0 && trouble === undefined) return null
  const name = part.category || listName(part.source)
  const more = missing.length - MISSING_SHOWN
  return (
    <p>
      {name}: {trouble !== undefined && <>{trouble}{missing.length > 0 && '; '}</>}
      {missing.length > 0 && <>missing {missing.slice(0, MISSING_SHOWN).map((id, index) => <>{index > 0 && ', '}<MissingId source={part.source} id={id} /></>)}{more > 0 && ` and ${grouped(more)} more`}</>}
      {toldBy.length > 0 && <> (named by {toldBy.map((witness) => WITNESS_WORDS[witness]).join(' and ')})</>}.
    </p>
  )
}

/** A paper that is not held can be read where it appeared. */
function MissingId({ source, id }: { source: LedgerPart['source']; id: string }) {
  const scheme = source === 'arxiv' || source === 'huggingface' ? 'arxiv' : source === 'biorxiv' || source === 'medrxiv' ? 'doi' : undefined
  const href = scheme === undefined ? undefined : identifierHref({ scheme, value: id })
  return href === undefined ? <>{shortened(id, 80)}</> : <a href={href} rel="noopener noreferrer">{id}</a>
}

function DayRows({ days, hrefOf }: { days: readonly LedgerDay[]; hrefOf: (path: string) => string }) {
  const lists = [...new Set(days.flatMap(({ parts }) => parts.map(({ source }) => source)))].filter((source) => source !== 'arxiv')
  const arxiv = days.some((day) => day.arxiv !== undefined)
  return (
    <table>
      <caption class="unseen">What was expected of each day, and what of it is held</caption>
      <thead>
        <tr><th scope="col">Day</th>{arxiv && <th scope="col">arXiv</th>}{lists.map((source) => <th scope="col">{listName(source)}</th>)}<th scope="col">State</th></tr>
      </thead>
      <tbody>
        {days.map((day) => (
          <tr class={`is-${day.state}`}>
            <th scope="row"><a href={hrefOf(datedPath('day', day.day))}>{shortDay(day.day)}</a></th>
            {arxiv && <td>{day.arxiv === undefined ? '' : figure(day.arxiv)}</td>}
            {lists.map((source) => <td>{figure(joined(day.parts.filter((part) => part.source === source)))}</td>)}
            <td>{stateOf(day)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** The state, and for a day without an announcement the occasion. */
function stateOf({ planned, arxiv, state }: LedgerDay): string {
  if (planned.announced || arxiv?.state !== 'none') return STATE_WORDS[state]
  const occasion = planned.why === 'holiday' ? (planned.name ?? 'holiday') : planned.why
  return state === 'none' || state === 'ahead' ? occasion : `${occasion}, ${STATE_WORDS[state]}`
}

function joined(parts: readonly LedgerPart[]): Pick<LedgerPart, 'state' | 'held' | 'expected'> {
  const total = (of: (part: LedgerPart) => number): number => parts.reduce((sum, part) => sum + of(part), 0)
  return { state: parts[0]?.state ?? 'none', held: total((part) => part.held), expected: total((part) => part.expected) }
}

function figure({ state, held, expected }: Pick<LedgerPart, 'state' | 'held' | 'expected'>): string {
  if (expected > 0) return `${grouped(held)} of ${grouped(expected)}`
  return state === 'complete' || state === 'unconfirmed' ? 'none' : '–'
}
