import type { ListEdition } from '../../edition/edition.ts'
import type { Frame } from '../frame.ts'
import type { ListQuery } from '../read-list-query.ts'
import { withQuery } from '../words/addresses.ts'

interface SubmitLinksProps {
  frame: Frame
  edition: ListEdition
  query: ListQuery
  /** the list's own path */
  path: string
  /** an address with the filters and the view of this one, and these values */
  hrefWith: (path: string, values: Readonly<Record<string, string | undefined>>) => string
}

/** At the head of a day: what curators picked of it, and the way to put a paper in. */
export function SubmitLinks({ frame, edition, query, path, hrefWith }: SubmitLinksProps) {
  const { kind, subject, entries, stoodAt } = edition
  const ofDay = kind === 'day' && stoodAt === undefined
  const picks = entries.some(({ community }) => community?.submissions.some(({ picked }) => picked))
  const day = ofDay && subject !== frame.today ? subject : undefined
  return (
    <>
      {ofDay && query.picked && <><a id="all-of-day" href={hrefWith(path, {})}>All of the day</a>{' '}</>}
      {ofDay && !query.picked && picks && <><a id="picks-of-day" href={hrefWith(`/papers/date/${subject}`, { picked: '1' })} rel="nofollow">Picks only</a>{' '}</>}
      {picks && kind !== 'picks' && (!ofDay || query.picked) && <><a href="/picks">All picks</a>{' '}</>}
      {frame.visitor.person !== undefined && (ofDay || kind === 'shelf' || kind === 'picks' || kind === 'held') && <><a id="submit-link" href={withQuery('/submit', { day })} rel="nofollow">Submit a paper</a>{' '}</>}
    </>
  )
}
