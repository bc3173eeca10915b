import type { Entry, ListKind } from '../../edition/edition.ts'
import type { Frame } from '../frame.ts'
import { paperHref } from '../words/addresses.ts'
import { Byline } from './byline.tsx'
import { Copies } from './copies.tsx'
import { Facts } from './facts.tsx'
import { Numbers } from './numbers.tsx'
import { Picks } from './picks.tsx'
import { TasteReasons } from './taste-reasons.tsx'
import { WhyHere } from './why-here.tsx'

interface EntryProps {
  frame: Frame
  entry: Entry
  kind: ListKind
  marks: readonly string[]
  /** with the numbers behind its place */
  explain?: boolean | undefined
}

/** One paper in a list: title, authors, the whole abstract, one line of facts. */
export function EntryArticle({ frame, entry, kind, marks, explain = false }: EntryProps) {
  const { paper } = entry
  return (
    <article class="paper" data-id={paper.id}>
      <h2><a class="title" href={paperHref(paper.id)}>{frame.texts.title(paper, marks)}</a></h2>
      <Byline authors={paper.authors} />
      <div class="abstract">{frame.texts.abstract(paper, marks).map((html) => <p>{html}</p>)}</div>
      <Facts frame={frame} entry={entry} kind={kind} plainTitle={frame.texts.plain(paper.title)} />
      <Picks frame={frame} paper={paper.id} submissions={entry.community?.submissions} days={kind !== 'day' && kind !== 'shelf'} />
      <Copies copies={entry.copies} />
      {kind === 'search' && saysMoreThanMarks(entry) && <p class="reasons">{sentence(entry.reasons.map(({ text }) => text).join('; '))}</p>}
      {kind === 'for-you' && <TasteReasons reasons={entry.reasons} />}
      <WhyHere entry={entry} plainTitle={frame.texts.plain(paper.title)} />
      {explain && entry.explanation !== undefined && <Numbers explanation={entry.explanation} score={entry.score} />}
    </article>
  )
}

/** That there are words of the query is seen by the marks; where they all stand is not. */
function saysMoreThanMarks({ reasons, explanation }: Entry): boolean {
  return reasons.some(({ kind }) => kind !== 'words') || (reasons.length > 0 && explanation?.signals['cover'] !== undefined)
}

const sentence = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1)
