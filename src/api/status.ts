import type { Context } from 'hono'
import type { Editions } from '../edition/edition.ts'
import type { StatusShape } from './schemas.ts'

/** `GET /api/status`: what is in the instance. */
export async function status(c: Context, editions: Editions): Promise<Response> {
  const held = await editions.status()
  const answer: StatusShape = {
    papers: held.papers,
    bySource: { ...held.bySource },
    firstDay: held.firstDay ?? null,
    lastDay: held.lastDay ?? null,
    shelfOnly: held.shelfOnly,
    hasShelf: held.hasShelf,
    indexed: held.indexed,
    indexing: held.indexing,
    model: held.model,
  }
  return c.json(answer)
}
