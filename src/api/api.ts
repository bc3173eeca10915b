/**
 * The face for programs: the same editions as JSON, in the shapes that clients of Hugging Face's papers API
 * already read. It knows editions and HTTP parameters; not how a list comes about, and not how an error
 * becomes a response (routes throw, the server answers).
 */
import { Hono } from 'hono'
import type { Community } from '../community/community.ts'
import { seesOwners } from '../community/visitor.ts'
import type { Editions } from '../edition/edition.ts'
import { addComment, comments, editComment, removeComment, reportComment } from './comments.ts'
import { dailyPapers } from './daily-papers.ts'
import { days } from './days.ts'
import { mark, MARKABLE, putNote, putTags } from './me-marks.ts'
import { myList } from './me-list.ts'
import { addHook, changeHook, myHooks, removeHook, testHook } from './me-hooks.ts'
import { addSubscription, changeSubscription, mailEvents, mySubscriptions, removeSubscription as endSubscription } from './me-subscriptions.ts'
import { me } from './me.ts'
import { deleteMe, exportMe, importMe } from './me-data.ts'
import { changeMeTaste, meForYou, meTaste } from './me-for-you.ts'
import { oneDay } from './one-day.ts'
import { openApiDocument } from './openapi/document.ts'
import { openApi } from './openapi/open-api.ts'
import { onePaper } from './one-paper.ts'
import { readSearchBody } from './search-body.ts'
import { papersByDate } from './papers-by-date.ts'
import { indexPaper, notDoneHere, reposOfPaper, submitToToday } from './papers-of-service.ts'
import { passkeys } from './passkeys.ts'
import { searchPapers, searchPapersByBody } from './search-papers.ts'
import { sources } from './sources.ts'
import { addSubmission, removeSubmission, submissionsOfDay } from './submissions.ts'
import { status } from './status.ts'
import { suggest } from './suggest.ts'

/**
 * The routes of the API, with their full paths.
 * @param document the API as an OpenAPI document of this instance
 * @param publicUrl where readers reach this server, as configured: links to further pages name it; without it they name the host that was asked
 * @param owner whether whoever asks is the instance's owner: others are not told the contact and the feeds' addresses
 */
export function apiRoutes({ editions, community, publicUrl, owner = false, document }: { readonly editions: Editions; readonly community: Community; readonly publicUrl?: string | undefined; readonly owner?: boolean; readonly document?: object }): Hono {
  const api = new Hono()
  api.get('/api/daily_papers', (c) => dailyPapers(c, editions, publicUrl))
  api.get('/api/papers/search', (c) => searchPapers(c, editions, publicUrl))
  api.post('/api/papers/search', async (c) => searchPapersByBody(c, editions, await readSearchBody(c)))
  api.get('/api/papers', (c) => papersByDate(c, editions, publicUrl))
  api.post('/api/papers/index', (c) => indexPaper(c, community))
  api.post('/api/papers/submit', (c) => submitToToday(c, community))
  api.post('/api/papers/:id/links', (c) => notDoneHere(c, 'Links of a paper come from its sources here and are not changed.'))
  api.post('/api/settings/papers/claim', (c) => notDoneHere(c, 'Papers are not claimed here: authors say in their settings by which names they publish.'))
  api.get('/api/arxiv/:id{.+}/repos', (c) => reposOfPaper(c, editions, c.req.param('id')))
  api.get('/api/papers/:id{.+}', (c) => onePaper(c, editions, c.req.param('id')))
  api.get('/api/me', (c) => me(c, community))
  api.get('/api/me/list', (c) => myList(c, community, editions))
  for (const what of MARKABLE) {
    api.put(`/api/me/${what}/:id{.+}`, (c) => mark(c, community, what, c.req.param('id'), true))
    api.delete(`/api/me/${what}/:id{.+}`, (c) => mark(c, community, what, c.req.param('id'), false))
  }
  api.put('/api/me/tags/:id{.+}', (c) => putTags(c, community, c.req.param('id')))
  api.put('/api/me/notes/:id{.+}', (c) => putNote(c, community, c.req.param('id')))
  api.get('/api/submissions', (c) => submissionsOfDay(c, community))
  api.post('/api/me/submissions', (c) => addSubmission(c, community))
  api.delete('/api/me/submissions/:day/:id{.+}', (c) => removeSubmission(c, community, c.req.param('day'), c.req.param('id')))
  api.get('/api/comments', (c) => comments(c, community))
  api.post('/api/comments', (c) => addComment(c, community))
  api.patch('/api/comments/:id', (c) => editComment(c, community, c.req.param('id')))
  api.delete('/api/comments/:id', (c) => removeComment(c, community, c.req.param('id')))
  api.post('/api/comments/:id/report', (c) => reportComment(c, community, c.req.param('id')))
  api.post('/api/sign-in/passkey/options', (c) => passkeys(c, community, 'toSignIn'))
  api.post('/api/sign-in/passkey', (c) => passkeys(c, community, 'signIn'))
  api.post('/api/me/passkeys/options', (c) => passkeys(c, community, 'toAdd'))
  api.post('/api/me/passkeys', (c) => passkeys(c, community, 'add'))
  api.get('/api/days', (c) => days(c, editions))
  api.get('/api/days/:day', (c) => oneDay(c, editions, c.req.param('day')))
  api.get('/api/openapi.json', (c) => openApi(c, document ?? openApiDocument({ publicUrl: new URL(c.req.url).origin, version: '0' })))
  api.get('/api/suggest', (c) => suggest(c, editions))
  api.get('/api/sources', (c) => sources(c, editions, owner && seesOwners(c)))
  api.get('/api/status', (c) => status(c, editions))
  api.get('/api/me/subscriptions', (c) => mySubscriptions(c, community))
  api.post('/api/me/subscriptions', (c) => addSubscription(c, community))
  api.patch('/api/me/subscriptions/:id', (c) => changeSubscription(c, community, c.req.param('id')))
  api.delete('/api/me/subscriptions/:id', (c) => endSubscription(c, community, c.req.param('id')))
  api.get('/api/me/hooks', (c) => myHooks(c, community))
  api.post('/api/me/hooks', (c) => addHook(c, community))
  api.patch('/api/me/hooks/:id', (c) => changeHook(c, community, c.req.param('id')))
  api.delete('/api/me/hooks/:id', (c) => removeHook(c, community, c.req.param('id')))
  api.post('/api/me/hooks/:id/test', (c) => testHook(c, community, c.req.param('id')))
  api.post('/api/mail/events/:secret', (c) => mailEvents(c, community))
  api.get('/api/me/for-you', (c) => meForYou(c, editions))
  api.get('/api/me/export', (c) => exportMe(c, community))
  api.post('/api/me/import', (c) => importMe(c, community))
  api.delete('/api/me', (c) => deleteMe(c, community))
  api.get('/api/me/taste', (c) => meTaste(c, community))
  api.put('/api/me/taste', (c) => changeMeTaste(c, community))
  return api
}
