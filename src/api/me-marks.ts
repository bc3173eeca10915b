/** What somebody does with papers, for programs: votes, marks, tags and notes. Each says how the paper then stands; sent again, it changes nothing. */
import type { Context } from 'hono'
import { z } from 'zod'
import type { Community } from '../community/community.ts'
import { visitorOf } from '../community/visitor.ts'
import { jsonBody } from './json-body.ts'

export const MARKABLE = ['votes', 'saved', 'hidden', 'read'] as const
type Markable = (typeof MARKABLE)[number]
const MARK_OF = { saved: 'save', hidden: 'hide', read: 'read' } as const

/** `PUT` and `DELETE /api/me/{votes,saved,hidden,read}/ID`; an id may hold slashes. */
export async function mark(c: Context, { votes, marks }: Community, what: Markable, id: string, on: boolean): Promise<Response> {
  c.header('Cache-Control', 'no-store')
  if (what === 'votes') return c.json(await votes.vote(visitorOf(c), id, on))
  return c.json({ ...(await marks.mark(visitorOf(c), id, MARK_OF[what], on)), [what]: on })
}

export const TagsBody = z.strictObject({ tags: z.array(z.string().max(500)).max(200) })
export const NoteBody = z.strictObject({ text: z.string().max(100_000) })

/** `PUT /api/me/tags/ID` with `{"tags": ["to read"]}`: these and no others. */
export async function putTags(c: Context, { marks }: Community, id: string): Promise<Response> {
  c.header('Cache-Control', 'no-store')
  const { tags } = await jsonBody(c, TagsBody, '{"tags": ["to read"]}')
  return c.json(await marks.tag(visitorOf(c), id, tags))
}

/** `PUT /api/me/notes/ID` with `{"text": "…"}`; an empty text takes the note away. */
export async function putNote(c: Context, { marks }: Community, id: string): Promise<Response> {
  c.header('Cache-Control', 'no-store')
  const { text } = await jsonBody(c, NoteBody, '{"text": "compare with section 3"}')
  return c.json(await marks.note(visitorOf(c), id, text))
}
