import type { Context } from 'hono'
import { HTTPException } from 'hono/http-exception'
import type { PageRoom } from './deps.ts'
import { send } from './send.ts'
import { ApiPage } from './view/api-page.tsx'

/** GET /api: the description of the API, for reading */
export function showApi(room: PageRoom, c: Context): Response | Promise<Response> {
  if (room.apiDocument === undefined) throw new HTTPException(404, { message: 'There is nothing at this address.' })
  return send(c, <ApiPage frame={room.frame(c)} document={room.apiDocument} />)
}
