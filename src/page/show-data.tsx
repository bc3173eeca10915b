import type { Context } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { visitorOf } from '../community/visitor.ts'
import { BroadsheetError, type ErrorCode } from '../paper/errors.ts'
import type { PageRoom } from './deps.ts'
import { isOwnForm } from './own-form.ts'
import { readPost } from './read-post.ts'
import { send, sendTo } from './send.ts'
import { showError } from './show-error.tsx'
import { DataPage, GonePage } from './view/data-page.tsx'
import { importSentences } from './words/import-sentences.ts'

/** What is said on the page itself. */
const STATUS: Partial<Record<ErrorCode, ContentfulStatusCode>> = { 'bad-input': 400, 'not-allowed': 403, 'too-large': 413 }

/** GET /account/data: everything of the reader to take along, to bring, or to delete. */
export async function showData(room: PageRoom, c: Context, notes: readonly string[] = [], status: ContentfulStatusCode = 200): Promise<Response> {
  const phrase = room.community.portable.phrase(visitorOf(c))
  return send(c, <DataPage frame={room.frame(c)} phrase={phrase} notes={notes} />, status)
}

/** POST /account/data/import: a file that was exported, here or elsewhere. */
export async function importData(room: PageRoom, c: Context): Promise<Response> {
  return ownChange(room, c, async (form) => {
    const text = (await form.file('file')) || form.text('file')
    if (text.trim() === '') throw new BroadsheetError('bad-input', 'Choose the file first.')
    return showData(room, c, importSentences(await room.community.portable.import(visitorOf(c), text)))
  })
}

/** POST /account/data/delete: deletes everything once the phrase was typed; whoever was signed in is so no more. */
export async function deleteData(room: PageRoom, c: Context): Promise<Response> {
  return ownChange(room, c, async (form) => {
    await room.community.portable.remove(visitorOf(c), form.text('typed'))
    return sendTo(c, '/account/gone', 303)
  })
}

/** GET /account/gone: what is shown when nobody is left to show it to. */
export function showGone(room: PageRoom, c: Context): Promise<Response> {
  return send(c, <GonePage frame={room.frame(c)} />)
}

async function ownChange(room: PageRoom, c: Context, change: (form: Awaited<ReturnType<typeof readPost>>) => Promise<Response>): Promise<Response> {
  if (!isOwnForm(c)) return showError(room, c, 403, 'This change was not asked for from a page of this site, so nothing was done.')
  try {
    return await change(await readPost(c))
  } catch (error) {
    const status = error instanceof BroadsheetError ? STATUS[error.code] : undefined
    if (status === undefined) throw error
    return showData(room, c, [(error as BroadsheetError).message], status)
  }
}
