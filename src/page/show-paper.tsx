import type { Context } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { Talk } from '../community/comments.ts'
import { visitorOf } from '../community/visitor.ts'
import type { PaperEdition, Side } from '../edition/edition.ts'
import { BroadsheetError } from '../paper/errors.ts'
import { formatOfPath } from '../paper/format-of-path.ts'
import { parseIdentifier } from '../paper/identifier.ts'
import type { Visitor } from '../paper/people.ts'
import type { CommentDraft } from './comments/comment-draft.ts'
import { COMMENTS_A_PAGE, pageOfComment, SAID } from './comments/comment-page.ts'
import type { PageRoom } from './deps.ts'
import { paperMarkdown } from './paper-markdown.ts'
import { readsProps } from './reads-props.ts'
import { PAGE_HEADERS, send, sendTo } from './send.ts'
import { showError } from './show-error.tsx'
import { withMine } from './with-mine.ts'
import { submittedNote } from './submit-paper.tsx'
import { PaperPage } from './view/paper-page.tsx'
import { paperHref, withQuery } from './words/addresses.ts'
import { arxivId } from './words/source-links.ts'
import { shortened } from './words/well-formed.ts'

const SIMILAR = 10
const MAX_ID_CHARACTERS = 400

/** The id in the path, slashes and all. @throws BroadsheetError bad-input where the path cannot be read */
function askedId(c: Context): string {
  const { pathname } = new URL(c.req.url)
  const inFormat = formatOfPath(pathname)
  const path = (inFormat?.format === 'md' ? inFormat.path : pathname).slice('/papers/'.length)
  let id: string
  try {
    id = decodeURIComponent(path)
  } catch {
    throw new BroadsheetError('bad-input', 'This address cannot be read: a percent sign in it encodes nothing.')
  }
  if (id.length > MAX_ID_CHARACTERS || /[\u0000-\u001f]/.test(id)) throw new BroadsheetError('bad-input', 'No paper has an id like this.')
  return id.trim()
}

/** GET /papers/ID: by public id; a versioned or former id leads there. */
export async function showPaper(room: PageRoom, c: Context): Promise<Response> {
  const id = askedId(c)
  if (wantsMarkdown(c)) return showMarkdown(room, c, id)
  const asked = c.req.query('similar')
  const side = asked === 'newer' || asked === 'older' ? asked : undefined
  const edition = await room.editions.paper(id, { similar: SIMILAR, side })
  if (edition === undefined) return showError(room, c, 404, notHeld(id), <BringIn visitor={visitorOf(c)} id={id} />)
  const { paper } = edition
  const arxiv = arxivId(paper)
  if (id !== paper.id) {
    const version = /v([1-9]\d{0,3})$/.exec(id)?.[1]
    const versioned = version !== undefined && arxiv !== undefined && id.toLowerCase() === `${arxiv.toLowerCase()}v${version}`
    return versioned ? sendTo(c, withQuery(paperHref(paper.id), { version }), 302) : sendTo(c, paperHref(paper.id), 301)
  }
  const version = /^[1-9]\d{0,3}$/.exec(c.req.query('version') ?? '')?.[0]
  const notes =
    version === undefined || arxiv === undefined
      ? []
      : [`You asked for version ${version}. Broadsheet shows the newest text that it holds; version ${version} is at arxiv.org/abs/${arxiv}v${version}.`]
  return sendPaper(room, c, edition, { side, notes: [...submittedNote(c), ...notes] })
}

const notHeld = (id: string): string => `No paper “${shortened(id, 100)}” is held here.`

/** The way in for a paper that services may know, for who may submit one or can sign in first. */
function BringIn({ visitor: { person, canSignIn }, id }: { visitor: Visitor; id: string }) {
  if ((person === undefined && !canSignIn) || parseIdentifier(id) === undefined) return null
  return <p><a id="bring-in" href={withQuery('/submit', { what: id })} rel="nofollow">Submit it</a>: then it is looked for elsewhere, and held here from then on.</p>
}

/** Asked for by the address (`/papers/ID.md`) or by saying so. */
function wantsMarkdown(c: Context): boolean {
  return formatOfPath(new URL(c.req.url).pathname)?.format === 'md' || /^\s*text\/markdown\b/i.test(c.req.header('accept') ?? '')
}

/** The address of a paper's page, for whoever takes it along. */
const ownAddress = ({ publicUrl }: PageRoom, c: Context, id: string): string => new URL(paperHref(id), publicUrl ?? c.req.url).href

/** GET /papers/ID.md: what is held of the paper, as Markdown. @throws BroadsheetError not-found */
async function showMarkdown(room: PageRoom, c: Context, id: string): Promise<Response> {
  const edition = await room.editions.paper(id, { similar: 0 })
  if (edition === undefined) throw new BroadsheetError('not-found', notHeld(id))
  const { paper } = edition
  const text = paperMarkdown(paper, ownAddress(room, c, paper.id), room.tex.paragraphs)
  return c.body(text, 200, { ...PAGE_HEADERS, 'content-type': 'text/markdown; charset=utf-8', vary: 'Accept' })
}

interface PaperExtras {
  readonly side?: Side | undefined
  readonly notes?: readonly string[]
  /** a form of comments that was filled in */
  readonly draft?: CommentDraft
  /** where the page came from that posted it */
  readonly back?: string
  readonly status?: ContentfulStatusCode
}

/** A paper's page, also as the answer to a form of comments that is not done with. */
export async function sendPaper(room: PageRoom, c: Context, edition: PaperEdition, { side, notes = [], draft, back, status }: PaperExtras): Promise<Response> {
  const { paper } = edition
  const visitor = visitorOf(c)
  const [frame, tags, follows, talk] = await Promise.all([
    withMine(room, c, undefined, [paper]), room.community.marks.tags(visitor), room.community.taste.following(visitor), room.community.comments.of(visitor, paper.key),
  ])
  const here = back?.split('#', 1)[0] ?? frame.back
  const comments = { talk: { ...talk, paper }, page: pageAsked(talk, draft, here), draft, note: c.req.query('said') === 'reported' ? SAID.reported : undefined }
  const props = readsProps(c) ? await room.props?.paper(edition, { ...talk, paper }, ownAddress(room, c, paper.id)) : undefined
  return send(c, <PaperPage props={props} frame={{ ...frame, back: here.replace(/[?&]said=reported$/, '') }} follows={follows} tags={tags.map(({ tag }) => tag)} edition={edition} notes={notes} side={side} comments={comments} />, status)
}

/** The page of comments with what is written about, or the one in the address; the last where that is further. */
function pageAsked(talk: Talk, draft: CommentDraft | undefined, address: string): number {
  const asked = /[?&]comments=(\d{1,5})(?:&|$)/.exec(address)?.[1]
  const last = Math.max(1, Math.ceil(talk.comments.length / COMMENTS_A_PAGE))
  return pageOfComment(talk, draft?.about) ?? Math.min(last, Math.max(1, Number(asked ?? 1)))
}
