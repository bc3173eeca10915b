import type { Child } from 'hono/jsx'
import type { Entry, ListKind } from '../../edition/edition.ts'
import { shownUpvotes } from '../../edition/shown-upvotes.ts'
import type { Frame } from '../frame.ts'
import { paperHref, searchHref } from '../words/addresses.ts'
import { shortDate, shortDay } from '../words/dates.ts'
import { counted } from '../words/numbers.ts'
import { arxivId, sourceLinks } from '../words/source-links.ts'
import { VotesOnly } from './actions.tsx'

/** Categories named in a list; a paper's own page names them all. */
const LIST_CATEGORIES = 3
const LIST_LINKS = 4

/** The one quiet line under an abstract: when, where, how well liked, and where to go from here. */
export function Facts({ frame, entry, kind, plainTitle }: { frame: Frame; entry: Entry; kind: ListKind; plainTitle: string }) {
  const { paper, listed, community } = entry
  const upvotes = shownUpvotes(entry)
  const comments = community?.comments ?? 0
  const arxiv = arxivId(paper)
  // Over more than one day a reader wants to know which; on the day's own page the heading says it.
  const dated = listed !== undefined && kind !== 'day' && kind !== 'shelf'
  const facts: Child[] = [
    paper.withdrawn && <b>withdrawn</b>,
    paper.published !== undefined && <time datetime={paper.published}>{shortDate(paper.published)}</time>,
    paper.categories.length > 0 && (
      <span>
        {paper.categories.slice(0, LIST_CATEGORIES).map((one, index) => (
          <>{index > 0 && ' '}<a href={searchHref(`cat:${one}`)}>{one}</a></>
        ))}
      </span>
    ),
    paper.venue !== undefined && <span>{paper.venue}</span>,
    frame.visitor.person === undefined && VotesOnly({ frame, community, upvotes }),
    comments > 0 && <a href={`${paperHref(paper.id)}#comments`}>{counted(comments, 'comment')}</a>,
    dated && <a href={`/papers/date/${listed.day}`}>listed {shortDay(listed.day)}</a>,
    arxiv !== undefined && <span class="print-only">arXiv:{arxiv}</span>,
    ...sourceLinks(paper).slice(0, LIST_LINKS).map(({ label, href }) => (
      <a class="act" href={href} aria-label={`${label}: ${plainTitle}`}>{label}</a>
    )),
    <a class="act" href={`${paperHref(paper.id)}#similar`} aria-label={`Similar to: ${plainTitle}`}>similar</a>,
  ]
  return <p class="facts">{facts.filter(Boolean).map((one) => <>{one} </>)}</p>
}
