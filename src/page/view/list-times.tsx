import type { ListEdition } from '../../edition/edition.ts'
import type { ListQuery } from '../read-list-query.ts'
import { isDated } from './edition-head.tsx'

interface ListTimesProps {
  edition: ListEdition
  query: ListQuery
  /** the list's own path */
  path: string
  /** an address with the filters and the view of this one, and these values */
  hrefWith: (path: string, values: Readonly<Record<string, string | undefined>>) => string
}

/** The same list in another order, and as it stood when its day was over. */
export function ListTimes({ edition, query, path, hrefWith }: ListTimesProps) {
  const { stoodAt, kept, kind } = edition
  if (stoodAt !== undefined) return kind === 'trending' ? <a href="/papers/trending">Trending now</a> : <a id="now" href={hrefWith(path, { order: query.order })}>As it stands now</a>
  if (!isDated(edition)) return null
  return (
    <>
      {edition.guessed !== undefined ? null : query.order === 'newest' ? <a id="order" href={hrefWith(path, {})} rel="nofollow">Most votes first</a> : <a id="order" href={hrefWith(path, { order: 'newest' })} rel="nofollow">Newest first</a>}{' '}
      {kept === true && <a id="stood" href={hrefWith(path, { stood: '1' })}>As it stood when the day was over</a>}
    </>
  )
}
