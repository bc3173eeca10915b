import type { Context, MiddlewareHandler } from 'hono'
import { visitorOf } from '../../community/visitor.ts'
import type { PageRoom } from '../deps.ts'

const NAME = 'openReports'

/** Counts what a curator has to look at before any page is drawn, for its foot. Nobody else costs a query. */
export function countReports({ community }: Pick<PageRoom, 'community'>): MiddlewareHandler {
  return async (c, next) => {
    // A page does not fail for its foot.
    if (!c.req.path.startsWith('/assets/')) c.set(NAME, await community.comments.openReports(visitorOf(c)).catch(() => 0))
    await next()
  }
}

export function openReports(c: Context | undefined): number {
  return (c?.get(NAME) as number | undefined) ?? 0
}
