import type { Context } from 'hono'
import type { Community } from '../community/community.ts'
import { SHELVES } from '../community/reading-list.ts'
import { visitorOf } from '../community/visitor.ts'
import type { Editions } from '../edition/edition.ts'
import { choiceParameter, textParameter, wholeParameter } from './parameters.ts'
import { toEntry } from './to-entry.ts'

const TAG_CHARACTERS = 200

/**
 * `GET /api/me/list?shelf=saved`: one of the asker's own lists, newest first, each paper as in `/api/daily_papers` with what they did with
 * it. `shelf`: saved (default), voted, read, tagged (with `tag`), noted, hidden; `unread=1`: unread first; `p`, `limit`.
 */
export async function myList(c: Context, { readingList, mine }: Community, editions: Editions): Promise<Response> {
  c.header('Cache-Control', 'no-store')
  const visitor = visitorOf(c)
  const shelf = choiceParameter(c, 'shelf', SHELVES) ?? 'saved'
  const tag = textParameter(c, 'tag', TAG_CHARACTERS)
  const unreadFirst = choiceParameter(c, 'unread', ['0', '1']) === '1'
  const limit = wholeParameter(c, 'limit', { least: 1, most: 100, otherwise: 50 })
  const page = wholeParameter(c, 'p', { least: 0, most: 9999, otherwise: 0 })
  const { total, papers } = await readingList.list(visitor, { shelf, tag, unreadFirst, offset: page * limit, limit })
  const keys = papers.map(({ paper }) => paper.key)
  const [entries, own] = await Promise.all([editions.entries(keys), mine(visitor, keys)])
  const since = new Map(papers.map(({ paper, at }) => [paper.key, at]))
  return c.json({
    total,
    papers: entries.map((entry) => {
      const { voted = false, saved = false, hidden = false, read = false, tags = [], note = '' } = own.get(entry.paper.key) ?? {}
      return { ...toEntry(entry, { explain: false }), at: since.get(entry.paper.key) ?? null, mine: { voted, saved, hidden, read, tags, note } }
    }),
  })
}
