import type { Child } from 'hono/jsx'
import { fromNow } from '../../edition/from-now.ts'
import { newYorkTime } from '../../edition/new-york-time.ts'
import { type SourceRow, sourceRows } from '../../edition/source-rows.ts'
import type { SourcesEdition } from '../../edition/sources.ts'
import type { SourceStatus } from '../../paper/source-status.ts'
import { shortened } from '../words/well-formed.ts'

/** Names of what is asked for are listed up to here, then counted. */
const ASKED_SHOWN = 30
const ASKED_CHARACTERS = 120

/** How each chosen source fares. @param now ms since 1970 */
export function SourceList({ sources, now }: { sources: SourcesEdition; now: number }) {
  return (
    <ul class="source-list">
      {sourceRows(sources).map((row) => (
        <li id={`source-${row.kind}`}>
          <h3>{row.name}</h3>
          {row.asked.length > 0 && <p class="asked">{askedFor(row)}</p>}
          {row.statuses.length === 0 && <p class="quiet">{sources.fetching ? 'Not asked yet; its turn comes.' : 'Not asked yet.'}</p>}
          {row.statuses.map((status) => (
            <>
              {row.statuses.length > 1 && <h4>{status.label}</h4>}
              <StatusFacts status={status} now={now} fetching={sources.fetching} />
            </>
          ))}
        </li>
      ))}
    </ul>
  )
}

function askedFor({ asked }: SourceRow): string {
  const more = asked.length - ASKED_SHOWN
  return [...asked.slice(0, ASKED_SHOWN).map((one) => shortened(one, ASKED_CHARACTERS)), ...(more > 0 ? [`and ${more} more`] : [])].join(', ')
}

function StatusFacts({ status, now, fetching }: { status: SourceStatus; now: number; fetching: boolean }) {
  const { triedAt, okAt, trouble, nextAt, work } = status
  const due = nextAt !== undefined && Date.parse(nextAt) <= now
  return (
    <dl class="paper-facts">
      {trouble !== undefined && <Fact name="In trouble" trouble><>since <Moment at={trouble.since} now={now} />{trouble.sentence !== '' && `: ${sentence(trouble.sentence)}`}</></Fact>}
      {triedAt !== undefined && <Fact name="Last looked"><Moment at={triedAt} now={now} /></Fact>}
      <Fact name="Answered">{okAt === undefined ? 'not yet' : <Moment at={okAt} now={now} />}</Fact>
      {nextAt !== undefined && <Fact name={trouble === undefined ? 'Next look' : 'Next try'}>{!fetching ? 'when something fetches again' : due ? 'now' : <Moment at={nextAt} now={now} />}</Fact>}
      {work !== undefined && (
        <Fact name="At work">
          <>{work.what}{work.progress !== undefined && <> <progress value={String(work.progress)} max="1" aria-label={work.what}></progress> {Math.floor(work.progress * 100)} %</>}</>
        </Fact>
      )}
    </dl>
  )
}

const sentence = (text: string): string => (/[.!?…]$/.test(text) ? text : `${text}.`)

function Fact({ name, trouble, children }: { name: string; trouble?: boolean; children?: Child }) {
  return (
    <div {...(trouble ? { class: 'in-trouble' } : {})}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}

/** `06:10, 12 minutes ago` */
function Moment({ at, now }: { at: string; now: number }) {
  return <time datetime={at}>{newYorkTime(at, now)}, {fromNow(at, now)}</time>
}
