import type { Entry, ListKind } from '../../edition/edition.ts'
import { shownUpvotes } from '../../edition/shown-upvotes.ts'
import type { Frame } from '../frame.ts'
import { paperAnchor, paperHref } from '../words/addresses.ts'
import { shortened } from '../words/well-formed.ts'
import { Actions } from './actions.tsx'
import { Byline } from './byline.tsx'
import { Coins } from './coins.tsx'
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
  /** in a list of the reader's own: with their note, and whether they read it */
  own?: boolean
}

const NOTE_SHOWN = 600

/** One paper in a list: title, authors, the whole abstract, one line of facts. */
export function EntryArticle({ frame, entry, kind, marks, explain = false, own = false }: EntryProps) {
  const { paper } = entry
  const mine = frame.mine.get(paper.key)
  const acts = frame.visitor.person !== undefined
  const isNew = frame.visit !== undefined && paper.key > frame.visit.key
  const plainTitle = frame.texts.plain(paper.title)
  return (
    <article class={['paper', mine?.saved && 'is-saved', mine?.hidden && 'is-hidden'].filter(Boolean).join(' ')} data-id={paper.id} id={acts ? paperAnchor(paper.id) : undefined}>
      <h2><a class="title" href={paperHref(paper.id)}>{frame.texts.title(paper, marks)}</a>{isNew && <> <span class="new">new</span></>}</h2>
      <Byline authors={paper.authors} />
      {kind === 'for-you' && <TasteReasons reasons={entry.reasons} />}
      <div class="abstract">{frame.texts.abstract(paper, marks).map((html) => <p>{html}</p>)}</div>
      <Facts frame={frame} entry={entry} kind={kind} plainTitle={plainTitle} />
      <Actions frame={frame} paper={paper} community={entry.community} upvotes={shownUpvotes(entry)} plainTitle={plainTitle} read={own} />
      {own && mine !== undefined && mine.note !== '' && <p class="note">{shortened(mine.note, NOTE_SHOWN)}</p>}
      <Picks frame={frame} paper={paper.id} submissions={entry.community?.submissions} days={kind !== 'day' && kind !== 'shelf'} />
      <Copies copies={entry.copies} />
      {kind === 'search' && saysMoreThanMarks(entry) && <p class="reasons">{sentence(entry.reasons.map(({ text }) => text).join('; '))}</p>}
      <WhyHere entry={entry} plainTitle={plainTitle} />
      {explain && entry.explanation !== undefined && <Numbers explanation={entry.explanation} score={entry.score} />}
      <Coins paper={paper} plainTitle={plainTitle} />
    </article>
  )
}

/** That there are words of the query is seen by the marks; where they all stand is not. */
function saysMoreThanMarks({ reasons, explanation }: Entry): boolean {
  return reasons.some(({ kind }) => kind !== 'words') || (reasons.length > 0 && explanation?.signals['cover'] !== undefined)
}

const sentence = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1)
