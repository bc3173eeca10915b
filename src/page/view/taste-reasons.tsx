import type { Reason } from '../../edition/edition.ts'
import { paperHref } from '../words/addresses.ts'

/** The strongest few; the rest says less than it takes to read. */
const SHOWN = 3

/** Why a paper is on a reader's own front page, in one line; what it is close to leads there. */
export function TasteReasons({ reasons }: { reasons: readonly Reason[] }) {
  const told = reasons.slice(0, SHOWN)
  // That it is new says something only where nothing else speaks for it.
  if (told.length === 0) return null
  return (
    <p class="reasons">
      {told.map(({ text, paper }, at) => (
        <>{at > 0 && '; '}{worded(at === 0 ? text.slice(0, 1).toUpperCase() + text.slice(1) : text, paper)}</>
      ))}
    </p>
  )
}

function worded(text: string, paper: string | undefined) {
  const from = text.indexOf('“')
  const to = text.lastIndexOf('”')
  if (paper === undefined || from < 0 || to < from) return text
  return <>{text.slice(0, from)}<a href={paperHref(paper)}>{text.slice(from, to + 1)}</a>{text.slice(to + 1)}</>
}
