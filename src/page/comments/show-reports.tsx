import type { Context } from 'hono'
import { visitorOf } from '../../community/visitor.ts'
import type { PageRoom } from '../deps.ts'
import { send } from '../send.ts'
import { ReportsPage } from '../view/comments/reports-page.tsx'

/** GET /admin/reports: what readers reported, for curators. */
export async function showReports(room: PageRoom, c: Context): Promise<Response> {
  const reported = await room.community.comments.reports(visitorOf(c))
  return send(c, <ReportsPage frame={room.frame(c)} reported={reported} />)
}
