import type { Context } from 'hono'

const CHARACTERS = 300

/** The path of a request as the log may know it: without the query, and without a reader's own words or a link's signature in it. */
export function loggedPath(c: Context): string {
  return c.req.path.replace(/^(\/saved\/tag\/|\/letters\/(?:unsubscribe|manage)\/|\/api\/mail\/events\/).+/, '$1…').slice(0, CHARACTERS)
}
