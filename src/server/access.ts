/**
 * Who may ask for what: one row for every route as it is mounted. The server refuses by this table before a face is asked, and
 * refuses every route that has no row; a test walks the routes of the real application and fails where one is missing.
 * A face may ask for more (a comment's writer may edit it, another may not), never for less.
 */
import type { Role, Visitor } from '../paper/people.ts'
import { mayActAs } from '../paper/people.ts'

/**
 * - `always`: everybody, also where reading is for members only: what somebody needs in order to sign in.
 * - `anyone`: everybody, unless reading is for members only.
 * - a role: whoever has it or a higher one; the local person has them all.
 */
export type May = 'always' | 'anyone' | Role

export interface AccessRow {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** as mounted: '/papers/date/:day' */
  readonly path: string
  readonly may: May
  /** not with a personal token: a token that leaks is not to make others, or to change who may what */
  readonly inPerson?: true
}

const get = (path: string, may: May): AccessRow => ({ method: 'GET', path, may })
const post = (path: string, may: May): AccessRow => ({ method: 'POST', path, may })

const inPerson = (row: AccessRow): AccessRow => ({ ...row, inPerson: true })

export const ACCESS: readonly AccessRow[] = [
  // Feeds: before the pages, whose addresses they have with an ending
  get('/:list{(?:papers|picks)\\.(?:bib|ris|csl\\.json)}', 'anyone'),
  get('/:list{saved\\.(?:bib|ris|csl\\.json)}', 'reader'),
  get('/papers/:list{for-you\\.(?:bib|ris|csl\\.json)}', 'reader'),
  get('/papers/:list{.+\\.(?:bib|ris|csl\\.json)}', 'anyone'),
  get('/saved/:shelf{[a-z]+\\.(?:bib|ris|csl\\.json)}', 'reader'),
  get('/saved/tag/:tag{.+\\.(?:bib|ris|csl\\.json)}', 'reader'),
  get('/:list{(?:papers|picks)\\.(?:atom|rss|json)}', 'anyone'),
  get('/:list{saved\\.(?:atom|rss|json)}', 'reader'),
  get('/papers/:list{for-you\\.(?:atom|rss|json)}', 'reader'),
  get('/papers/:list{.+\\.(?:atom|rss|json)}', 'anyone'),
  get('/saved/:shelf{[a-z]+\\.(?:atom|rss|json)}', 'reader'),
  get('/saved/tag/:tag{.+\\.(?:atom|rss|json)}', 'reader'),

  // Pages
  get('/', 'anyone'),
  get('/papers', 'anyone'),
  get('/papers/date', 'anyone'),
  get('/papers/date/:day', 'anyone'),
  get('/papers/week/:week', 'anyone'),
  get('/papers/month/:month', 'anyone'),
  get('/papers/trending', 'anyone'),
  get('/papers/trending/:day', 'anyone'),
  get('/papers/for-you', 'reader'),
  get('/papers/shelf', 'anyone'),
  get('/papers/search', 'anyone'),
  post('/papers/search', 'anyone'),
  get('/papers/*', 'anyone'),
  ...['/vote', '/save', '/hide', '/read', '/tags', '/note'].map((path) => post(path, 'reader')),
  get('/saved', 'reader'),
  get('/saved/tag/:tag', 'reader'),
  get('/saved/:shelf', 'reader'),
  post('/saved/names', 'reader'),
  get('/picks', 'anyone'),
  get('/submit', 'reader'),
  post('/submit', 'reader'),
  post('/submit/withdraw', 'reader'),
  get('/comments', 'anyone'),
  get('/comments/:id', 'anyone'),
  ...['/comment', '/comment/edit', '/comment/report', '/comment/remove'].map((path) => post(path, 'reader')),
  ...['/comment/hide', '/comment/restore', '/admin/reports/dismiss'].map((path) => post(path, 'curator')),
  get('/admin/reports', 'curator'),
  get('/account/taste', 'reader'),
  get('/account/data', 'reader'),
  ...[post('/account/data/import', 'reader'), post('/account/data/delete', 'reader')].map(inPerson),
  get('/account/gone', 'always'),
  ...['settings', 'follow', 'seeds', 'seed', 'zotero', 'zotero/forget', 'reset'].map((what) => post(`/account/taste/${what}`, 'reader')),
  ...['/sign-in', '/sign-in/sent', '/sign-in/confirm', '/sign-in/with/:provider', '/api/auth/callback/:provider'].map((path) => get(path, 'always')),
  ...['/sign-in', '/sign-in/confirm', '/api/sign-in/passkey', '/api/sign-in/passkey/options'].map((path) => post(path, 'always')),
  ...[
    get('/sign-out', 'reader'),
    post('/sign-out', 'reader'),
    get('/account', 'reader'),
    ...['name', 'sessions/end', 'sessions/end-others', 'passkeys/remove', 'tokens', 'tokens/revoke'].map((what) => post(`/account/${what}`, 'reader')),
    get('/account/tokens', 'reader'),
    post('/api/me/passkeys', 'reader'),
    post('/api/me/passkeys/options', 'reader'),
    get('/admin/people', 'admin'),
    ...['invite', 'role', 'remove'].map((what) => post(`/admin/people/${what}`, 'admin')),
  ].map(inPerson),
  get('/letters', 'anyone'),
  post('/letters', 'anyone'),
  get('/letters/preview', 'reader'),
  get('/account/letters', 'reader'),
  post('/account/letters', 'reader'),
  post('/account/letters/change', 'reader'),
  get('/account/alerts', 'reader'),
  post('/account/alerts', 'reader'),
  post('/account/alerts/change', 'reader'),
  // What links in letters lead to: the link says who asks.
  ...['/letters/confirm', '/letters/unsubscribe/:token', '/letters/manage/:token'].flatMap((path) => [get(path, 'always'), post(path, 'always')]),
  get('/about', 'anyone'),
  get('/sources', 'anyone'),
  inPerson(post('/sources', 'admin')),
  post('/guess', 'reader'),
  inPerson(post('/shelf/clear', 'admin')),
  get('/assets/*', 'always'),
  get('/favicon.ico', 'always'),

  // API
  get('/api/daily_papers', 'anyone'),
  get('/api/papers/search', 'anyone'),
  post('/api/papers/search', 'anyone'),
  get('/api/papers', 'anyone'),
  ...['/api/papers/index', '/api/papers/submit', '/api/papers/:id/links', '/api/settings/papers/claim'].map((path) => post(path, 'reader')),
  get('/api/arxiv/:id{.+}/repos', 'anyone'),
  get('/api/papers/:id{.+}', 'anyone'),
  get('/api/me', 'reader'),
  get('/api/me/list', 'reader'),
  ...['votes', 'saved', 'hidden', 'read'].flatMap((what) => (['PUT', 'DELETE'] as const).map((method) => ({ method, path: `/api/me/${what}/:id{.+}`, may: 'reader' as const }))),
  ...['tags', 'notes'].map((what) => ({ method: 'PUT' as const, path: `/api/me/${what}/:id{.+}`, may: 'reader' as const })),
  get('/api/submissions', 'anyone'),
  post('/api/me/submissions', 'reader'),
  { method: 'DELETE', path: '/api/me/submissions/:day/:id{.+}', may: 'reader' },
  get('/api/comments', 'anyone'),
  post('/api/comments', 'reader'),
  ...(['PATCH', 'DELETE'] as const).map((method) => ({ method, path: '/api/comments/:id', may: 'reader' as const })),
  post('/api/comments/:id/report', 'reader'),
  get('/api/days', 'anyone'),
  get('/api/days/:day', 'anyone'),
  get('/api/suggest', 'anyone'),
  get('/api/sources', 'anyone'),
  get('/api/status', 'anyone'),
  get('/api/openapi.json', 'anyone'),
  get('/api', 'anyone'),
  get('/api/me/subscriptions', 'reader'),
  post('/api/me/subscriptions', 'reader'),
  ...(['PATCH', 'DELETE'] as const).map((method) => ({ method, path: '/api/me/subscriptions/:id', may: 'reader' as const })),
  get('/api/me/hooks', 'reader'),
  post('/api/me/hooks', 'reader'),
  post('/api/me/hooks/:id/test', 'reader'),
  ...(['PATCH', 'DELETE'] as const).map((method) => ({ method, path: '/api/me/hooks/:id', may: 'reader' as const })),
  post('/api/mail/events/:secret', 'always'),
  get('/api/me/for-you', 'reader'),
  get('/api/me/export', 'reader'),
  post('/api/me/import', 'reader'),
  inPerson({ method: 'DELETE', path: '/api/me', may: 'reader' }),
  get('/api/me/taste', 'reader'),
  { method: 'PUT', path: '/api/me/taste', may: 'reader' },
  // Tools that are somebody's own refuse others themselves.
  post('/mcp', 'anyone'),
]

/** Why a visitor may not, or undefined where they may. @param membersOnly reading is for members only */
export function refusal({ may, inPerson }: Pick<AccessRow, 'may' | 'inPerson'>, visitor: Visitor, membersOnly: boolean): 'not-signed-in' | 'not-allowed' | 'not-by-token' | undefined {
  if (may === 'always' || (may === 'anyone' && !membersOnly)) return undefined
  if (visitor.person === undefined) return 'not-signed-in'
  if (may !== 'anyone' && !mayActAs(visitor.person, may)) return 'not-allowed'
  return inPerson && visitor.by === 'token' ? 'not-by-token' : undefined
}
