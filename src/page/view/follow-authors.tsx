import type { Author } from '../../paper/paper.ts'
import type { Follow } from '../../paper/people.ts'
import type { Frame } from '../frame.ts'

/** Beyond these a search for the name leads to the same button. */
const SHOWN = 30

/** One thing to follow or to follow no more, as a button that comes back to this page. */
export function FollowButton({ frame, kind, value, followed }: { frame: Frame; kind: Follow['kind']; value: string; followed: boolean }) {
  return (
    <form action="/account/taste/follow" method="post">
      <input type="hidden" name="kind" value={kind} />
      <input type="hidden" name="value" value={value} />
      <input type="hidden" name="on" value={followed ? '0' : '1'} />
      <input type="hidden" name="back" value={frame.back} />
      <button class="plain" type="submit">{followed ? `Follow ${value} no more` : `Follow ${value}`}</button>
    </form>
  )
}

/** Whether something is followed, whatever its case. */
export function isFollowed(follows: readonly Follow[], kind: Follow['kind'], value: string): boolean {
  return follows.some((one) => one.kind === kind && one.value.toLowerCase() === value.toLowerCase())
}

/** Under a paper's byline, folded away: its authors to follow. */
export function FollowAuthors({ frame, authors, follows }: { frame: Frame; authors: readonly Author[]; follows: readonly Follow[] }) {
  if (frame.visitor.person === undefined || authors.length === 0) return null
  const followed = authors.filter(({ name }) => isFollowed(follows, 'author', name))
  return (
    <details class="follow-authors">
      <summary>{followed.length === 0 ? 'Follow authors' : `You follow ${followed.map(({ name }) => name).slice(0, 3).join(', ')}`}</summary>
      <div>{authors.slice(0, SHOWN).map(({ name }) => <FollowButton frame={frame} kind="author" value={name} followed={isFollowed(follows, 'author', name)} />)}</div>
    </details>
  )
}
