import type { Context } from 'hono'
import { visitorOf } from '../community/visitor.ts'
import { BroadsheetError } from '../paper/errors.ts'
import type { PageRoom } from './deps.ts'
import { send, sendTo } from './send.ts'
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
  const path = new URL(c.req.url).pathname.slice('/papers/'.length)
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
  const asked = c.req.query('similar')
  const side = asked === 'newer' || asked === 'older' ? asked : undefined
  const edition = await room.editions.paper(id, { similar: SIMILAR, side })
  if (edition === undefined) throw new BroadsheetError('not-found', `No paper “${shortened(id, 100)}” is held here.`)
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
  const visitor = visitorOf(c)
  const [frame, tags, follows] = await Promise.all([withMine(room, c, undefined, [paper]), room.community.marks.tags(visitor), room.community.taste.following(visitor)])
  return send(c, <PaperPage frame={frame} follows={follows} tags={tags.map(({ tag }) => tag)} edition={edition} notes={[...submittedNote(c), ...notes]} side={side} />)
}
