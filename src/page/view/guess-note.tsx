import type { ListEdition } from '../../edition/edition.ts'
import type { Frame } from '../frame.ts'
import type { ListQuery } from '../read-list-query.ts'

interface GuessNoteProps {
  frame: Frame
  edition: ListEdition
  query: ListQuery
  /** the list's own path */
  path: string
  /** an address with the filters and the view of this one, and these values */
  hrefWith: (path: string, values: Readonly<Record<string, string | undefined>>) => string
}

/** On a day on which nobody has voted: that its order is a guess, and the way out of it; or the way in. */
export function GuessNote({ frame, edition, query, path, hrefWith }: GuessNoteProps) {
  const { guessed } = edition
  if (guessed === undefined || edition.total < 2) return null
  const mine = frame.visitor.person !== undefined
  if (guessed === 'shown') {
    return (
      <div class="guess-note" id="guess">
        <p>Nobody has voted yet: this order is a <a href="/about#guess">guess</a> of what readers tend to like.</p>
        <a href={hrefWith(path, { order: 'newest' })} rel="nofollow">Newest first</a>
        {mine && <Switch on={false} back={hrefWith(path, {})}>Never guess for me</Switch>}
      </div>
    )
  }
  return (
    <div class="guess-note" id="guess">
      <p>Nobody has voted yet{query.order === 'newest' ? '' : ': the papers stand as they were listed'}.</p>
      <a href={hrefWith(path, { order: 'guess' })} rel="nofollow">Guess what readers tend to like</a>
      {mine && query.order === undefined && <Switch on back={hrefWith(path, {})}>Always guess for me</Switch>}
    </div>
  )
}

function Switch({ on, back, children }: { on: boolean; back: string; children: string }) {
  return (
    <form method="post" action="/guess">
      <input type="hidden" name="on" value={on ? '1' : '0'} />
      <input type="hidden" name="back" value={back} />
      <button class="plain" type="submit">{children}</button>
    </form>
  )
}
