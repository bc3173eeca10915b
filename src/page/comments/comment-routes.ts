import type { Hono } from 'hono'
import type { PageRoom } from '../deps.ts'
import { changeComment } from './change-comment.ts'
import { showComment, showNewestComments } from './show-newest-comments.tsx'
import { showReports } from './show-reports.tsx'
import { writeComment } from './write-comment.ts'

/** What people say of papers: to write it, to change it, and for curators to look after it. It is read on the papers' own pages. */
export function addCommentRoutes(app: Hono, room: PageRoom): void {
  app.get('/comments', (c) => showNewestComments(room, c))
  app.get('/comments/:id', (c) => showComment(room, c, c.req.param('id')))
  app.post('/comment', (c) => writeComment(room, c, 'add'))
  app.post('/comment/edit', (c) => writeComment(room, c, 'edit'))
  app.post('/comment/report', (c) => writeComment(room, c, 'report'))
  for (const what of ['remove', 'hide', 'restore'] as const) app.post(`/comment/${what}`, (c) => changeComment(room, c, what))
  app.get('/admin/reports', (c) => showReports(room, c))
  app.post('/admin/reports/dismiss', (c) => changeComment(room, c, 'dismiss'))
}
