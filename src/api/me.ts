import type { Context } from 'hono'
import type { Community } from '../community/community.ts'
import { visitorOf } from '../community/visitor.ts'
import { BroadsheetError } from '../paper/errors.ts'

/** `GET /api/me`: who asks, when they were last here, how long each of their lists is, and their tags. */
export async function me(c: Context, { visits, readingList, marks }: Community): Promise<Response> {
  c.header('Cache-Control', 'no-store')
  const visitor = visitorOf(c)
  if (visitor.person === undefined) throw new BroadsheetError('not-signed-in', 'Please sign in first.')
  const { name, role, email, since } = visitor.person
  const [visit, counts, tags] = await Promise.all([visits.arrive(visitor), readingList.counts(visitor), marks.tags(visitor)])
  return c.json({ name, role, email: email ?? null, since, by: visitor.by, lastVisit: visit?.at ?? null, lists: counts, tags })
}
