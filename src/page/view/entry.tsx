import type { Entry, ListKind } from '../../edition/edition.ts'
import type { Frame } from '../frame.ts'
import { paperHref } from '../words/addresses.ts'
import { Byline } from './byline.tsx'
import { Facts } from './facts.tsx'

interface EntryProps {
  frame: Frame
  entry: Entry
  kind: ListKind
  marks: readonly string[]
}

/** One paper in a list: title, authors, the whole abstract, one line of facts. */
export function EntryArticle({ frame, entry, kind, marks }: EntryProps) {
  const { paper } = entry
  return (
    <article class="paper" data-id={paper.id}>
      <h2><a class="title" href={paperHref(paper.id)}>{frame.texts.title(paper, marks)}</a></h2>
      <Byline authors={paper.authors} />
      <div class="abstract">{frame.texts.abstract(paper, marks).map((html) => <p>{html}</p>)}</div>
      <Facts entry={entry} kind={kind} plainTitle={frame.texts.plain(paper.title)} />
      {kind === 'search' && entry.reasons.some((reason) => reason.kind !== 'words') && (
        <p class="reasons">Found by {entry.reasons.map(({ text }) => text).join(', ')}</p>
      )}
    </article>
  )
}
