import type { MiddlewareHandler } from 'hono'
import { matchedRoutes } from 'hono/route'
import { visitorOf } from '../community/visitor.ts'
import { BroadsheetError } from '../paper/errors.ts'
import { refusal } from './access.ts'
import type { AccessRow } from './access.ts'

/** Refuses what the table does not allow whoever asks, and every route that has no row. Stands before the routes and after who asks is known. */
export function enforceAccess(rows: readonly AccessRow[], membersOnly: boolean): MiddlewareHandler {
  const byRoute = new Map(rows.map((row) => [`${row.method} ${row.path}`, row]))
  return async (c, next) => {
    // Hono answers HEAD as GET.
    const method = c.req.method === 'HEAD' ? 'GET' : c.req.method
    const route = matchedRoutes(c).find((one) => one.method === method)
    if (route !== undefined) {
      const row = byRoute.get(`${method} ${route.path}`)
      if (row === undefined) throw new Error(`${method} ${route.path} has no row in src/server/access.ts, so nobody may ask for it.`)
      const refused = refusal(row, visitorOf(c), membersOnly)
      if (refused === 'not-signed-in') throw new BroadsheetError(refused, visitorOf(c).canSignIn ? 'Please sign in first.' : 'Nobody can change anything here: this server has no accounts.')
      if (refused === 'not-by-token') throw new BroadsheetError('not-allowed', 'This is not done with a token; sign in with a browser.')
      if (refused === 'not-allowed') throw new BroadsheetError(refused, `This is for ${row.may === 'admin' ? 'administrators' : 'curators'} only.`)
    }
    await next()
  }
}
