/**
 * Who may what, as it is meant to be: one row for every route of the application, written apart from src/server/access.ts so that a
 * slip of a hand there is seen. Whoever adds a route adds a row here and, where it has parameters or changes something, what to send in
 * test/access/requests.ts. A second row of a route has a name after `#`.
 *
 * Columns are who asks: `reader` is whose things are asked about (their session, token, submission, comment), `other` another reader;
 * by session, and with a personal token as well: `=` the same, else what it answers whoever's it is. `members`: nobody, where reading
 * is for members only; `local`: the one reader of an instance without accounts; `public`: anybody, where an instance without accounts is open
 * for reading. Cells are statuses; `in` leads to the page to sign in.
 *
 * `changes` is what may be another afterwards for whoever it was done for: `-` nothing; `visit` when they were last here; `own` what is
 * theirs; `door` what lets people in; `others` what is more than theirs. A page that refuses a form may note the visit, and nothing else.
 */
const ROWS = `
                                              nobody reader other curator admin token members local public changes
GET    /                                      302    302    302   302     302   =     in      302   302    -
GET    /:list{(?:papers|picks)\\.(?:bib|ris|csl\\.json)} 200 200   200   200     200   =     401     200   200    -
GET    /:list{saved\\.(?:bib|ris|csl\\.json)} 401 200   200   200     200   =     401     200   401    -
GET    /papers/:list{for-you\\.(?:bib|ris|csl\\.json)} 401 200 200 200   200   =     401     200   401    -
GET    /papers/:list{.+\\.(?:bib|ris|csl\\.json)} 200 200   200   200     200   =     401     200   200    -
GET    /saved/:shelf{[a-z]+\\.(?:bib|ris|csl\\.json)} 401 200    200   200     200   =     401     200   401    -
GET    /saved/tag/:tag{.+\\.(?:bib|ris|csl\\.json)} 401 200 200   200     200   =     401     200   401    -
GET    /:list{(?:papers|picks)\\.(?:atom|rss|json)} 200    200    200   200     200   =     401     200   200    -
GET    /:list{saved\\.(?:atom|rss|json)}      401    200    200   200     200   =     401     200   401    -
GET    /papers/:list{for-you\\.(?:atom|rss|json)} 401    200    200   200     200   =     401     200   401    -
GET    /papers/:list{.+\\.(?:atom|rss|json)}  200    200    200   200     200   =     401     200   200    -
GET    /saved/:shelf{[a-z]+\\.(?:atom|rss|json)} 401 200    200   200     200   =     401     200   401    -
GET    /saved/tag/:tag{.+\\.(?:atom|rss|json)} 401    200    200   200     200   =     401     200   401    -
GET    /papers                                200    200    200   200     200   =     in      200   200    visit
GET    /papers/date                           302    302    302   302     302   =     in      302   302    -
GET    /papers/date/:day                      200    200    200   200     200   =     in      200   200    visit
GET    /papers/week/:week                     200    200    200   200     200   =     in      200   200    visit
GET    /papers/month/:month                   200    200    200   200     200   =     in      200   200    visit
GET    /papers/trending                       200    200    200   200     200   =     in      200   200    visit
GET    /papers/trending/:day                  404    404    404   404     404   =     in      404   404    visit
GET    /papers/for-you                        in     200    200   200     200   =     in      200   401    visit
GET    /papers/shelf                          200    200    200   200     200   =     in      200   200    visit
GET    /papers/search                         302    302    302   302     302   =     in      302   302    -
POST   /papers/search                         303    303    303   303     303   =     in      303   303    -
GET    /papers/*                              200    200    200   200     200   =     in      200   200    visit
POST   /vote                                  in     303    303   303     303   =     in      303   401    own
POST   /save                                  in     303    303   303     303   =     in      303   401    own
POST   /hide                                  in     303    303   303     303   =     in      303   401    own
POST   /read                                  in     303    303   303     303   =     in      303   401    own
POST   /tags                                  in     303    303   303     303   =     in      303   401    own
POST   /note                                  in     303    303   303     303   =     in      303   401    own
GET    /saved                                 in     200    200   200     200   =     in      200   401    visit
GET    /saved/tag/:tag                        in     200    200   200     200   =     in      200   401    visit
GET    /saved/:shelf                          in     200    200   200     200   =     in      200   401    visit
POST   /saved/names                           in     303    303   303     303   =     in      303   401    own
GET    /picks                                 200    200    200   200     200   =     in      200   200    visit
GET    /submit                                in     200    200   200     200   =     in      200   401    -
POST   /submit                                in     303    303   303     303   =     in      303   401    own
POST   /submit #look                          in     200    200   200     200   =     in      200   401    -
POST   /submit #pick                          in     403    403   303     303   =     in      303   401    own
POST   /submit/withdraw                       in     303    303   404     404   =     in      404   401    own
POST   /submit/withdraw #everybody            in     403    403   303     303   =     in      404   401    others
POST   /submit/withdraw #pick                 in     404    404   303     404   =     in      404   401    own
GET    /comments                              200    200    200   200     200   =     in      200   200    -
GET    /comments/:id                          302    302    302   302     302   =     in      404   404    -
POST   /comment                               in     303    303   303     303   =     in      303   401    own
POST   /comment #preview                      in     200    200   200     200   =     in      200   401    visit
POST   /comment/edit                          in     303    403   403     403   =     in      404   401    own
POST   /comment/report                        in     403    303   303     303   =     in      404   401    own
POST   /comment/remove                        in     303    403   403     303   =     in      404   401    others
POST   /comment/hide                          in     403    403   303     303   =     in      404   401    others
POST   /comment/restore                       in     403    403   303     303   =     in      404   401    others
GET    /admin/reports                         in     403    403   200     200   =     in      200   401    -
POST   /admin/reports/dismiss                 in     403    403   303     303   =     in      404   401    others
GET    /account/taste                         in     200    200   200     200   =     in      200   401    -
GET    /account/data                          in     200    200   200     200   =     in      200   401    -
POST   /account/data/import                   in     200    200   200     200   403   in      200   401    own
POST   /account/data/delete                   in     303    400   400     400   403   in      400   401    own
GET    /account/gone                          200    200    200   200     200   =     200     200   200    -
POST   /account/taste/settings                in     303    303   303     303   =     in      303   401    own
POST   /account/taste/follow                  in     303    303   303     303   =     in      303   401    own
POST   /account/taste/seeds                   in     200    200   200     200   =     in      200   401    own
POST   /account/taste/seed                    in     303    303   303     303   =     in      303   401    own
POST   /account/taste/zotero                  in     303    303   303     303   =     in      303   401    own
POST   /account/taste/zotero/forget           in     303    303   303     303   =     in      303   401    own
POST   /account/taste/reset                   in     303    303   303     303   =     in      303   401    own
GET    /sign-in                               200    303    303   303     303   =     200     404   404    -
GET    /sign-in/sent                          200    200    200   200     200   =     200     404   404    -
GET    /sign-in/confirm                       404    404    404   404     404   =     404     404   404    -
GET    /sign-in/with/:provider                404    404    404   404     404   =     404     404   404    -
GET    /api/auth/callback/:provider           404    404    404   404     404   =     404     404   404    -
POST   /sign-in                               303    303    303   303     303   =     303     404   404    -
POST   /sign-in/confirm                       404    404    404   404     404   =     404     404   404    -
POST   /api/sign-in/passkey                   403    403    403   403     403   =     403     404   404    -
POST   /api/sign-in/passkey/options           200    200    200   200     200   =     200     404   404    door
GET    /sign-out                              in     200    200   200     200   403   in      404   401    -
POST   /sign-out                              in     303    303   303     303   403   in      404   401    own
GET    /account                               in     200    200   200     200   403   in      200   401    -
POST   /account/name                          in     303    303   303     303   403   in      404   401    own
POST   /account/sessions/end                  in     303    404   404     404   403   in      404   401    own
POST   /account/sessions/end-others           in     303    303   303     303   403   in      404   401    own
POST   /account/passkeys/remove               in     303    404   404     404   403   in      404   401    own
GET    /account/tokens                        in     200    200   200     200   403   in      404   401    -
POST   /account/tokens                        in     200    200   200     200   403   in      404   401    own
POST   /account/tokens/revoke                 in     303    404   404     404   403   in      404   401    own
POST   /api/me/passkeys                       401    400    400   400     400   403   401     404   401    -
POST   /api/me/passkeys/options               401    200    200   200     200   403   401     404   401    door
GET    /admin/people                          in     403    403   403     200   403   in      404   401    -
POST   /admin/people/invite                   in     403    403   403     303   403   in      404   401    others
POST   /admin/people/role                     in     403    403   403     303   403   in      404   401    others
POST   /admin/people/role #oneself            in     403    403   403     303   403   in      404   401    others
POST   /admin/people/remove                   in     403    403   403     303   403   in      404   401    others
GET    /letters                               in     303    303   303     303   =     in      404   404    -
GET    /letters/preview                       in     200    200   200     200   =     in      200   401    -
POST   /letters                               in     303    303   303     303   =     in      404   404    own
GET    /account/letters                       in     200    200   200     200   =     in      404   401    -
POST   /account/letters                       in     303    303   303     303   =     in      403   401    own
POST   /account/letters/change                in     303    404   404     404   =     in      404   401    own
GET    /account/alerts                        in     200    200   200     200   =     in      200   401    -
POST   /account/alerts                        in     200    200   200     200   =     in      200   401    own
POST   /account/alerts/change                 in     303    404   404     404   =     in      404   401    own
GET    /letters/confirm                       404    404    404   404     404   =     404     404   404    -
POST   /letters/confirm                       404    404    404   404     404   =     404     404   404    -
GET    /letters/unsubscribe/:token            404    404    404   404     404   =     404     404   404    -
POST   /letters/unsubscribe/:token            404    404    404   404     404   =     404     404   404    -
GET    /letters/manage/:token                 404    404    404   404     404   =     404     404   404    -
POST   /letters/manage/:token                 404    404    404   404     404   =     404     404   404    -
GET    /about                                 200    200    200   200     200   =     in      200   200    -
GET    /sources                               200    200    200   200     200   =     in      200   200    -
POST   /sources                               in     403    403   403     303   403   in      303   401    others
POST   /guess                                 in     303    303   303     303   =     in      303   401    own
POST   /shelf/clear                           in     403    403   403     303   403   in      303   401    others
GET    /assets/*                              200    200    200   200     200   =     200     200   200    -
GET    /favicon.ico                           302    302    302   302     302   =     302     302   302    -
GET    /api/daily_papers                      200    200    200   200     200   =     401     200   200    -
GET    /api/papers/search                     200    200    200   200     200   =     401     200   200    -
POST   /api/papers/search                     200    200    200   200     200   =     401     200   200    -
GET    /api/papers                            200    200    200   200     200   =     401     200   200    -
POST   /api/papers/index                      401    200    200   200     200   =     401     200   401    -
POST   /api/papers/submit                     401    200    200   200     200   =     401     200   401    own
POST   /api/papers/:id/links                  401    501    501   501     501   =     401     501   401    -
POST   /api/settings/papers/claim             401    501    501   501     501   =     401     501   401    -
GET    /api/arxiv/:id{.+}/repos               200    200    200   200     200   =     401     200   200    -
GET    /api/papers/:id{.+}                    200    200    200   200     200   =     401     200   200    -
GET    /api/me                                401    200    200   200     200   =     401     200   401    visit
GET    /api/me/list                           401    200    200   200     200   =     401     200   401    -
PUT    /api/me/votes/:id{.+}                  401    200    200   200     200   =     401     200   401    own
DELETE /api/me/votes/:id{.+}                  401    200    200   200     200   =     401     200   401    own
PUT    /api/me/saved/:id{.+}                  401    200    200   200     200   =     401     200   401    own
DELETE /api/me/saved/:id{.+}                  401    200    200   200     200   =     401     200   401    own
PUT    /api/me/hidden/:id{.+}                 401    200    200   200     200   =     401     200   401    own
DELETE /api/me/hidden/:id{.+}                 401    200    200   200     200   =     401     200   401    own
PUT    /api/me/read/:id{.+}                   401    200    200   200     200   =     401     200   401    own
DELETE /api/me/read/:id{.+}                   401    200    200   200     200   =     401     200   401    own
PUT    /api/me/tags/:id{.+}                   401    200    200   200     200   =     401     200   401    own
PUT    /api/me/notes/:id{.+}                  401    200    200   200     200   =     401     200   401    own
GET    /api/submissions                       200    200    200   200     200   =     401     200   200    -
POST   /api/me/submissions                    401    201    201   201     201   =     401     201   401    own
POST   /api/me/submissions #pick              401    403    403   201     201   =     401     201   401    own
DELETE /api/me/submissions/:day/:id{.+}       401    200    200   404     404   =     401     404   401    own
DELETE /api/me/submissions/:day/:id{.+} #pick 401    404    404   200     404   =     401     404   401    own
GET    /api/comments                          200    200    200   200     200   =     401     200   200    -
POST   /api/comments                          401    201    201   201     201   =     401     201   401    own
PATCH  /api/comments/:id                      401    200    403   403     403   =     401     404   401    own
DELETE /api/comments/:id                      401    200    403   403     200   =     401     404   401    others
POST   /api/comments/:id/report               401    403    200   200     200   =     401     404   401    own
GET    /api/days                              200    200    200   200     200   =     401     200   200    -
GET    /api/days/:day                         200    200    200   200     200   =     401     200   200    -
GET    /api/suggest                           200    200    200   200     200   =     401     200   200    -
GET    /api                                   200    200    200   200     200   =     401     200   200    -
GET    /api/openapi.json                      200    200    200   200     200   =     401     200   200    -
POST   /mcp                                   200    200    200   200     200   =     401     200   200    own
GET    /api/sources                           200    200    200   200     200   =     401     200   200    -
GET    /api/status                            200    200    200   200     200   =     401     200   200    -
GET    /api/me/subscriptions                  401    200    200   200     200   =     401     200   401    -
POST   /api/me/subscriptions                  401    201    201   201     201   =     401     403   401    own
PATCH  /api/me/subscriptions/:id              401    200    404   404     404   =     401     404   401    own
DELETE /api/me/subscriptions/:id              401    204    404   404     404   =     401     404   401    own
GET    /api/me/hooks                          401    200    200   200     200   =     401     200   401    -
POST   /api/me/hooks                          401    201    201   201     201   =     401     201   401    own
POST   /api/me/hooks/:id/test                 401    200    404   404     404   =     401     404   401    -
PATCH  /api/me/hooks/:id                      401    200    404   404     404   =     401     404   401    own
DELETE /api/me/hooks/:id                      401    204    404   404     404   =     401     404   401    own
POST   /api/mail/events/:secret               404    404    404   404     404   =     404     404   404    -
GET    /api/me/for-you                        401    200    200   200     200   =     401     200   401    -
GET    /api/me/export                         401    200    200   200     200   =     401     200   401    -
POST   /api/me/import                         401    200    200   200     200   =     401     200   401    own
DELETE /api/me                                401    204    400   400     400   403   401     400   401    own
GET    /api/me/taste                          401    200    200   200     200   =     401     200   401    -
PUT    /api/me/taste                          401    200    200   200     200   =     401     200   401    own
`

export type Asker = 'nobody' | 'reader' | 'other' | 'curator' | 'admin' | 'token' | 'members' | 'local' | 'public'
export type Changes = '-' | 'visit' | 'own' | 'door' | 'others'

/** Neither refused nor sent to sign in. */
export const isLetIn = (cell: string): boolean => cell !== 'in' && Number(cell) < 400

export interface TableRow {
  /** `POST /submit/withdraw #everybody` */
  readonly row: string
  /** `POST /submit/withdraw` */
  readonly route: string
  readonly expected: Readonly<Record<Asker, string>>
  readonly changes: Changes
}

const ASKERS = ['nobody', 'reader', 'other', 'curator', 'admin', 'token', 'members', 'local', 'public'] as const satisfies readonly Asker[]

export const TABLE: readonly TableRow[] = ROWS.trim().split('\n').slice(1).map((line) => {
  const words = line.trim().split(/\s+/)
  const cells = words.splice(-ASKERS.length - 1)
  const [method = '', path = '', name] = words
  const route = `${method} ${path}`
  return { row: name === undefined ? route : `${route} ${name}`, route, changes: cells.pop() as Changes, expected: Object.fromEntries(ASKERS.map((asker, place) => [asker, cells[place] ?? ''])) as TableRow['expected'] }
})
