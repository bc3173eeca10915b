import type { Frame } from '../frame.ts'
import { sinceText } from '../words/dates.ts'
import { grouped } from '../words/numbers.ts'

/** At the head of a list: how many of its papers came in since the reader was last here, and the way to those alone. */
export function NewSince({ frame, count, only, hrefOf }: { frame: Frame; count: number; only: boolean; hrefOf: (since: 'visit' | undefined) => string }) {
  const { visit } = frame
  if (visit === undefined || (count === 0 && !only)) return null
  const when = <time datetime={visit.at} data-since>{sinceText(visit.at, frame.now)}</time>
  return (
    <p class="new-since" id="new-since">
      {count === 0 ? 'Nothing' : grouped(count)} new since {when}.{' '}
      <a href={hrefOf(only ? undefined : 'visit')} rel="nofollow">{only ? 'Show all' : 'Show only those'}</a>
    </p>
  )
}
