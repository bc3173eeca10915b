import type { Talk } from '../../community/comments.ts'
import type { Entry, PaperEdition, Side } from '../../edition/edition.ts'
import type { Follow } from '../../paper/people.ts'
import type { CommentDraft } from '../comments/comment-draft.ts'
import type { Frame } from '../frame.ts'
import { idPath, paperAnchor, paperHref, withQuery } from '../words/addresses.ts'
import { shortDate } from '../words/dates.ts'
import { counted } from '../words/numbers.ts'
import { sourceLinks } from '../words/source-links.ts'
import { Actions } from './actions.tsx'
import { authorsLine, LinkedByline } from './byline.tsx'
import { Comments } from './comments/comments.tsx'
import { Copies } from './copies.tsx'
import { FollowAuthors } from './follow-authors.tsx'
import { Layout } from './layout.tsx'
import { Notes } from './notes.tsx'
import { PageProps } from './page-props.tsx'
import { PaperFacts } from './paper-facts.tsx'
import { PaperMeta } from './paper-meta.tsx'
import { Picks } from './picks.tsx'
import { VotesChart } from './votes-chart.tsx'
import { Yours } from './yours.tsx'
import { wellFormed } from '../words/well-formed.ts'

const SUMMARY_CHARACTERS = 300
/** Of the abstract in meta tags; real ones are shorter. */
const ABSTRACT_CHARACTERS = 5000

/** The beginning of a text up to a whole word, for meta tags. */
function summaryOf(text: string): string {
  const flat = text.slice(0, SUMMARY_CHARACTERS * 4).replace(/\s+/g, ' ').trim()
  if (flat.length <= SUMMARY_CHARACTERS) return flat
  const cut = flat.slice(0, SUMMARY_CHARACTERS)
  return `${wellFormed(cut.slice(0, Math.max(cut.lastIndexOf(' '), SUMMARY_CHARACTERS / 2)).trim())}…`
}

function SimilarPaper({ frame, entry }: { frame: Frame; entry: Entry }) {
  const { paper, reasons } = entry
  const facts = [paper.published !== undefined && shortDate(paper.published), paper.venue, ...reasons.filter(({ kind }) => kind !== 'words').map(({ text }) => text)]
  return (
    <li class="paper" data-id={paper.id}>
      <h3><a class="title" href={paperHref(paper.id)}>{frame.texts.title(paper)}</a></h3>
      {paper.authors.length > 0 && <p class="byline">{authorsLine(paper.authors, 3)}</p>}
      <p class="facts">{facts.filter(Boolean).map((one) => <><span>{one}</span> </>)}</p>
      <Copies copies={entry.copies} />
    </li>
  )
}

interface PaperPageProps {
  frame: Frame
  edition: PaperEdition
  notes: readonly string[]
  /** what the reader follows */
  follows: readonly Follow[]
  /** which of the similar papers are shown; undefined for all */
  side: Side | undefined
  /** the reader's own tags, to choose from */
  tags?: readonly string[]
  /** for programs that read the page */
  props?: object | undefined
  comments: { talk: Talk; page: number; draft: CommentDraft | undefined; note: string | undefined }
}

/** Similar papers of all years, or of one side of this paper's own date. */
function Sides({ id, side }: { id: string; side: Side | undefined }) {
  const one = (of: Side | undefined, label: string) =>
    of === side ? <span aria-current="true">{label}</span> : <a href={`${withQuery(paperHref(id), { similar: of })}#similar`} rel="nofollow">{label}</a>
  return <p class="sides">{one(undefined, 'all')} · {one('newer', 'newer only')} · {one('older', 'older only')}</p>
}

export function PaperPage({ frame, edition, follows, notes, side, tags = [], props, comments }: PaperPageProps) {
  const { paper, similar } = edition
  const title = frame.texts.plain(paper.title)
  const summary = summaryOf(frame.texts.plain(paper.abstract.slice(0, SUMMARY_CHARACTERS * 8)))
  const abstract = frame.texts.abstract(paper)
  return (
    <Layout
      frame={frame}
      title={title}
      description={summary === '' ? undefined : summary}
      dateline
      json={`/api/papers/${idPath(paper.id)}`}
      head={<PaperMeta paper={paper} title={title} summary={summary} abstract={frame.texts.plain(paper.abstract.slice(0, ABSTRACT_CHARACTERS)).replace(/\s+/g, ' ').trim()} />}
    >
      <article class="whole-paper" data-id={paper.id}>
        <header>
          <h1>{frame.texts.title(paper)}</h1>
          <LinkedByline authors={paper.authors} />
          <FollowAuthors frame={frame} authors={paper.authors} follows={follows} />
          <p class="places" id="places">
            {paper.withdrawn && <b>This paper was withdrawn. </b>}
            {paper.published !== undefined && <><time datetime={paper.published}>{shortDate(paper.published)}</time> </>}
            {sourceLinks(paper).map(({ label, href }) => <><a href={href}>{label}</a> </>)}
          </p>
        </header>
        <Notes notes={notes} />
        <section aria-labelledby="abstract-title">
          <h2 class="unseen" id="abstract-title">Abstract</h2>
          <div class="abstract">
            {abstract.length > 0 ? abstract.map((html) => <p>{html}</p>) : <p class="quiet">No source gave an abstract of this paper.</p>}
          </div>
        </section>
        <Actions frame={frame} paper={paper} community={edition.community} upvotes={paper.upvotes} plainTitle={title} read id={paperAnchor(paper.id)} />
        <Picks frame={frame} paper={paper.id} submissions={edition.community?.submissions} days moderate />
        <section aria-labelledby="facts-title">
          <h2 id="facts-title">About this paper</h2>
          <PaperFacts edition={edition} paper={paper} plain={(tex) => frame.texts.plain(tex)} />
        </section>
      </article>
      <Yours frame={frame} paper={paper} known={tags} />
      <Comments frame={frame} {...comments} />
      <VotesChart history={edition.history} today={frame.today} />
      <section class="similar" id="similar" aria-labelledby="similar-title">
        <h2 id="similar-title">Similar papers</h2>
        {paper.published !== undefined && (similar.length > 0 || side !== undefined) && <Sides id={paper.id} side={side} />}
        {similar.length === 0 ? (
          <p class="quiet">{side === undefined ? 'None is held yet.' : `No ${side} one is held.`}</p>
        ) : (
          <ol aria-label={counted(similar.length, 'similar paper')}>{similar.map((entry) => <SimilarPaper frame={frame} entry={entry} />)}</ol>
        )}
      </section>
      <PageProps target="PaperContent" props={props} />
    </Layout>
  )
}
