/**
 * The faces for people: editions as HTML, with the style sheets and browser code that go with them. It knows
 * editions and nouns; nothing of the store, the index or where papers come from. Every page works without
 * scripts, loads nothing from elsewhere, and treats every text of a paper as hostile.
 * The route table below is the table of contents; each deed has a file.
 */
import { Hono } from 'hono'
import type { Context } from 'hono'
import { visitorOf } from '../community/visitor.ts'
import { serviceDay } from '../paper/announcements.ts'
import { BroadsheetError } from '../paper/errors.ts'
import { NOBODY, type Visitor } from '../paper/people.ts'
import { addAccountRoutes } from './account/account-routes.ts'
import { act, keepNames } from './act.ts'
import { safeBack } from './back.ts'
import { changeTaste, TASTE_CHANGES } from './change-taste.ts'
import { chooseSources } from './choose-sources.tsx'
import { clearShelf } from './clear-shelf.tsx'
import { addCommentRoutes } from './comments/comment-routes.ts'
import { countReports, openReports } from './comments/open-reports.ts'
import type { PageDeps, PageRoom } from './deps.ts'
import { addAlertRoutes } from './alerts/alert-routes.ts'
import { addLetterRoutes } from './letters/letter-routes.ts'
import type { Frame } from './frame.ts'
import { errorMarkup, showError } from './show-error.tsx'
import { goToDay } from './go-to-day.ts'
import type { ViewName } from './read-list-query.ts'
import { RenderedText } from './rendered-text.ts'
import { sendTo } from './send.ts'
import { serveAsset } from './serve-asset.ts'
import { showAbout } from './show-about.tsx'
import { showApi } from './show-api.tsx'
import { deleteData, importData, showData, showGone } from './show-data.tsx'
import { showDated } from './show-dated.tsx'
import { showForYou } from './show-for-you.tsx'
import { showPaper } from './show-paper.tsx'
import { showPapers } from './show-papers.tsx'
import { showPicks } from './show-picks.tsx'
import { showPostedSearch } from './show-search.tsx'
import { showSaved } from './show-saved.tsx'
import { showShelf } from './show-shelf.tsx'
import { showSources } from './show-sources.tsx'
import { showStoodTrending } from './show-stood.tsx'
import { shownView } from './shown-view.ts'
import { switchGuess } from './switch-guess.ts'
import { showTaste } from './show-taste.tsx'
import { showTrending } from './show-trending.tsx'
import { showSubmit, submitPaper, withdrawSubmission } from './submit-paper.tsx'

export type { PageDeps } from './deps.ts'

function roomOf(deps: PageDeps): PageRoom {
  const texts = new RenderedText(deps.tex)
  const frame = (c: Context | undefined, view?: ViewName): Frame => {
    const now = deps.clock.now()
    const here = addressOf(c)
    return { assets: deps.assets, texts, now, today: serviceDay(now), view, visitor: c === undefined ? NOBODY : visitorOf(c), back: here ?? '/papers', shown: here === undefined ? undefined : shownView(here), mine: new Map(), visit: undefined, openReports: openReports(c), letters: c !== undefined && deps.community.subscriptions.offered(visitorOf(c)) }
  }
  return { ...deps, texts, clearShelf: () => deps.clearShelf(), frame }
}

/** Where the page that is shown is; one that was posted has no address. */
function addressOf(c: Context | undefined): string | undefined {
  if (c === undefined || c.req.method === 'POST') return undefined
  const { pathname, search } = new URL(c.req.url)
  return safeBack(pathname + search)
}

/** The pages as routes, to be mounted at the root. Errors that are no reader's fault are left to whoever mounts them. */
export function pageRoutes(deps: PageDeps): Hono {
  const room = roomOf(deps)
  const app = new Hono({ strict: false })
  app.use(countReports(room))
  app.get('/', (c) => sendTo(c, '/papers', 302))
  app.get('/papers', (c) => showPapers(room, c))
  app.get('/papers/date', (c) => goToDay(c))
  app.get('/papers/date/:day', (c) => showDated(room, c, 'day', c.req.param('day')))
  app.get('/papers/week/:week', (c) => showDated(room, c, 'week', c.req.param('week')))
  app.get('/papers/month/:month', (c) => showDated(room, c, 'month', c.req.param('month')))
  app.post('/guess', (c) => switchGuess(room, c))
  app.get('/papers/trending', (c) => showTrending(room, c))
  app.get('/papers/trending/:day', (c) => showStoodTrending(room, c))
  app.get('/papers/for-you', (c) => showForYou(room, c))
  app.get('/papers/shelf', (c) => showShelf(room, c))
  app.get('/papers/search', (c) => sendTo(c, '/papers?q=', 302))
  app.post('/papers/search', (c) => showPostedSearch(room, c))
  app.get('/papers/*', (c) => showPaper(room, c))
  for (const what of ['vote', 'save', 'hide', 'read', 'tags', 'note'] as const) app.post(`/${what}`, (c) => act(room, c, what))
  app.get('/saved', (c) => showSaved(room, c, 'saved'))
  app.get('/saved/tag/:tag', (c) => showSaved(room, c, 'tagged', c.req.param('tag')))
  app.get('/saved/:shelf', (c) => showSaved(room, c, c.req.param('shelf')))
  app.post('/saved/names', (c) => keepNames(room, c))
  app.get('/picks', (c) => showPicks(room, c))
  app.get('/submit', (c) => showSubmit(room, c))
  app.post('/submit', (c) => submitPaper(room, c))
  app.post('/submit/withdraw', (c) => withdrawSubmission(room, c))
  app.get('/account/taste', (c) => showTaste(room, c))
  app.get('/account/data', (c) => showData(room, c))
  app.post('/account/data/import', (c) => importData(room, c))
  app.post('/account/data/delete', (c) => deleteData(room, c))
  app.get('/account/gone', (c) => showGone(room, c))
  for (const what of TASTE_CHANGES) app.post(`/account/taste/${what}`, (c) => changeTaste(room, c, what))
  addCommentRoutes(app, room)
  addAccountRoutes(app, room)
  addLetterRoutes(app, room)
  addAlertRoutes(app, room)
  app.get('/about', (c) => showAbout(room, c))
  app.get('/api', (c) => showApi(room, c))
  app.get('/sources', (c) => showSources(room, c))
  app.post('/sources', (c) => chooseSources(room, c))
  app.post('/shelf/clear', (c) => clearShelf(room, c))
  app.get('/assets/*', (c) => serveAsset(deps.assets, c))
  app.get('/favicon.ico', (c) => sendTo(c, deps.assets.href('favicon.svg') ?? '/', 302))
  app.notFound((c) => showError(room, c, 404, 'There is no page at this address.'))
  app.onError((error, c) => {
    if (!(error instanceof BroadsheetError)) throw error
    if (error.code === 'bad-input') return showError(room, c, 400, error.message)
    if (error.code === 'not-found') return showError(room, c, 404, error.message)
    throw error
  })
  return app
}

/** Draws any other error in the look of the pages, for whoever turns errors into responses. */
export function errorPage(deps: PageDeps): (error: { status: number; message: string; visitor?: Visitor }) => Promise<string> {
  const room = roomOf(deps)
  return ({ status, message, visitor }) => errorMarkup(room, status, message, visitor)
}
