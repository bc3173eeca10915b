import type { Context } from 'hono'
import type { Editions } from '../edition/edition.ts'
import { publicSources } from '../edition/public-sources.ts'
import type { SourcesShape } from './schemas.ts'

/** `GET /api/sources`: where the paper comes from, and how each source fares. */
export async function sources(c: Context, editions: Editions, owner: boolean): Promise<Response> {
  const whole = await editions.sources()
  const { chosen, statuses, fetching } = owner ? whole : publicSources(whole)
  c.header('Cache-Control', 'no-store')
  return c.json({
    chosen: chosen === undefined ? null : { ...chosen, contact: chosen.contact ?? null },
    fetching,
    sources: statuses.map(({ key, label, triedAt, okAt, trouble, nextAt, work }) => ({
      key,
      label,
      triedAt: triedAt ?? null,
      okAt: okAt ?? null,
      trouble: trouble ?? null,
      nextAt: nextAt ?? null,
      work: work === undefined ? null : { what: work.what, progress: work.progress ?? null },
    })),
  } satisfies SourcesShape)
}
