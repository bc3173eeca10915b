import type { Author } from '../../paper/paper.ts'
import { authorHref } from '../words/addresses.ts'
import { grouped } from '../words/numbers.ts'

/** Names shown in a list before “and others”: enough to recognise a group, short enough for two lines. */
const LIST_AUTHORS = 7

/** The authors of a paper in a list, in one string. */
export function authorsLine(authors: readonly Author[], most = LIST_AUTHORS): string {
  const shown = authors.length <= most + 1 ? authors : authors.slice(0, most)
  const names = shown.map(({ name }) => name).join(', ')
  return shown.length < authors.length ? `${names} and ${grouped(authors.length - shown.length)} others` : names
}

export function Byline({ authors }: { authors: readonly Author[] }) {
  if (authors.length === 0) return null
  return <p class="byline">{authorsLine(authors)}</p>
}

/** A paper of a large collaboration has thousands of authors; beyond these they are counted, not named. */
const PAGE_AUTHORS = 500

/** Every author, each leading to a search for the name. */
export function LinkedByline({ authors }: { authors: readonly Author[] }) {
  if (authors.length === 0) return null
  const shown = authors.slice(0, PAGE_AUTHORS)
  return (
    <p class="byline">
      {shown.map(({ name, affiliation }, index) => (
        <>{index > 0 && ', '}<a href={authorHref(name)} title={affiliation}>{name}</a></>
      ))}
      {authors.length > shown.length && ` and ${grouped(authors.length - shown.length)} others`}
    </p>
  )
}
