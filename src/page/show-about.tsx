import type { Context } from 'hono'
import type { PageRoom } from './deps.ts'
import { send } from './send.ts'
import { AboutPage } from './view/about-page.tsx'

/** GET /about */
export async function showAbout(room: PageRoom, c: Context): Promise<Response> {
  return send(c, <AboutPage frame={room.frame(c)} status={await room.editions.status()} />)
}
