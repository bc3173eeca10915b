/** What is asked of each route of the table, as its page or program would ask: about the first reader's things wherever a route is about things. */
import { randomUUID } from 'node:crypto'
import { OWN, type Sent } from './asking.ts'
import { EMAIL, PAPER, today, yesterday } from './people.ts'
import type { Town } from './town.ts'

export type Things = Pick<Town, 'things' | 'ids'>

const encoded = { 'content-type': 'application/x-www-form-urlencoded' }

/** As a link in a letter, but for the signature. */
const UNSIGNED = `AAAAAAAAAAAAAAAA.0.${'A'.repeat(43)}`

interface Asked {
  /** where the route has parameters, or takes a query */
  readonly path?: string
  readonly form?: Readonly<Record<string, string>>
  readonly json?: unknown
}

const NOTHING: Things = { things: { session: 'none', passkey: 'none', token: 'none', comment: 'none', answer: 'none', othersComment: 'none', hidden: 'none', subscription: 'none', hook: 'none' }, ids: { reader: 'none', other: 'none', curator: 'none', admin: 'none' } }

const portable = JSON.stringify({ format: 'broadsheet-person', version: 1, papers: [{ id: PAPER.fresh, title: 'x' }], votes: [{ paper: PAPER.fresh, at: '2026-01-01T00:00:00.000Z' }] })

/** By row of the table. A route without parameters that is only looked at needs no entry. */
const ASKED: Readonly<Record<string, (of: Things) => Asked>> = {
  'GET /:list{(?:papers|picks)\\.(?:bib|ris|csl\\.json)}': () => ({ path: '/papers.bib?q=owls' }),
  'GET /:list{saved\\.(?:bib|ris|csl\\.json)}': () => ({ path: '/saved.csl.json' }),
  'GET /papers/:list{for-you\\.(?:bib|ris|csl\\.json)}': () => ({ path: '/papers/for-you.ris' }),
  'GET /papers/:list{.+\\.(?:bib|ris|csl\\.json)}': () => ({ path: `/papers/${PAPER.talked}.bib` }),
  'GET /saved/:shelf{[a-z]+\\.(?:bib|ris|csl\\.json)}': () => ({ path: '/saved/voted.ris' }),
  'GET /saved/tag/:tag{.+\\.(?:bib|ris|csl\\.json)}': () => ({ path: '/saved/tag/xtagreader.bib' }),
  'GET /:list{(?:papers|picks)\\.(?:atom|rss|json)}': () => ({ path: '/papers.atom?q=owls' }),
  'GET /:list{saved\\.(?:atom|rss|json)}': () => ({ path: '/saved.json' }),
  'GET /papers/:list{for-you\\.(?:atom|rss|json)}': () => ({ path: '/papers/for-you.rss' }),
  'GET /papers/:list{.+\\.(?:atom|rss|json)}': () => ({ path: `/papers/date/${yesterday}.atom` }),
  'GET /saved/:shelf{[a-z]+\\.(?:atom|rss|json)}': () => ({ path: '/saved/voted.rss' }),
  'GET /saved/tag/:tag{.+\\.(?:atom|rss|json)}': () => ({ path: '/saved/tag/xtagreader.atom' }),
  'GET /papers/date': () => ({ path: `/papers/date?day=${yesterday}` }),
  'GET /papers/date/:day': () => ({ path: `/papers/date/${yesterday}` }),
  'GET /papers/week/:week': () => ({ path: '/papers/week/2026-W10' }),
  'GET /papers/month/:month': () => ({ path: '/papers/month/2026-03' }),
  'GET /papers/trending/:day': () => ({ path: `/papers/trending/${yesterday}` }),
  'POST /papers/search': () => ({ form: { q: 'owls' } }),
  'GET /papers/*': () => ({ path: `/papers/${PAPER.talked}` }),
  'POST /vote': () => ({ form: { paper: PAPER.fresh, back: '/papers' } }),
  'POST /save': () => ({ form: { paper: PAPER.fresh, back: '/papers' } }),
  'POST /hide': () => ({ form: { paper: PAPER.fresh, back: '/papers' } }),
  'POST /read': () => ({ form: { paper: PAPER.fresh, back: '/papers' } }),
  'POST /tags': () => ({ form: { paper: PAPER.a, tags: 'another', back: '/papers' } }),
  'POST /note': () => ({ form: { paper: PAPER.a, text: 'another', back: '/papers' } }),
  'GET /saved/tag/:tag': () => ({ path: '/saved/tag/xtagreader' }),
  'GET /saved/:shelf': () => ({ path: '/saved/noted' }),
  'POST /saved/names': () => ({ form: { names: 'Ada Example' } }),
  'POST /submit': () => ({ form: { step: 'put', what: PAPER.fresh, day: today } }),
  'POST /submit #pick': () => ({ form: { step: 'put', what: PAPER.fresh, day: today, picked: '1' } }),
  'POST /submit #look': () => ({ form: { step: 'look', what: PAPER.fresh, day: today } }),
  'POST /submit/withdraw': () => ({ form: { paper: PAPER.submitted, day: yesterday } }),
  'POST /submit/withdraw #everybody': () => ({ form: { paper: PAPER.submitted, day: yesterday, everybody: '1' } }),
  'POST /submit/withdraw #pick': () => ({ form: { paper: PAPER.picked, day: yesterday } }),
  'GET /comments/:id': ({ things }) => ({ path: `/comments/${things.comment}` }),
  'POST /comment': () => ({ form: { paper: PAPER.talked, text: 'Something new.' } }),
  'POST /comment #preview': () => ({ form: { paper: PAPER.talked, text: 'Something new.', step: 'preview' } }),
  'POST /comment/edit': ({ things }) => ({ form: { paper: PAPER.talked, comment: things.comment, text: 'Something else.' } }),
  'POST /comment/report': ({ things }) => ({ form: { paper: PAPER.talked, comment: things.comment, reason: 'Not about owls.' } }),
  'POST /comment/remove': ({ things }) => ({ form: { comment: things.comment } }),
  'POST /comment/hide': ({ things }) => ({ form: { comment: things.comment } }),
  'POST /comment/restore': ({ things }) => ({ form: { comment: things.hidden } }),
  'POST /admin/reports/dismiss': ({ things }) => ({ form: { comment: things.othersComment } }),
  'POST /account/data/import': () => ({ form: { file: portable } }),
  'POST /account/data/delete': () => ({ form: { typed: EMAIL.reader } }),
  'POST /account/taste/settings': () => ({ form: { dial: '77' } }),
  'POST /account/taste/follow': () => ({ form: { kind: 'author', value: 'Bo Sample' } }),
  'POST /account/taste/seeds': () => ({ form: { text: PAPER.fresh } }),
  'POST /account/taste/seed': () => ({ form: { paper: PAPER.fresh } }),
  'POST /account/taste/zotero': () => ({ form: { kind: 'user', id: '17', keep: 'on' } }),
  'POST /account/taste/zotero/forget': () => ({ form: {} }),
  'POST /account/taste/reset': () => ({ form: { part: 'all' } }),
  'GET /sign-in/confirm': () => ({ path: `/sign-in/confirm?token=${'x'.repeat(32)}` }),
  'GET /sign-in/with/:provider': () => ({ path: '/sign-in/with/github' }),
  'GET /api/auth/callback/:provider': () => ({ path: '/api/auth/callback/github?code=1&state=2' }),
  // Each address may ask a few times only.
  'POST /sign-in': () => ({ form: { email: `nobody-${randomUUID()}@unknown.example` } }),
  'POST /sign-in/confirm': () => ({ form: { token: 'x'.repeat(32) } }),
  'POST /api/sign-in/passkey': () => ({ json: { response: { id: 'x' } } }),
  'POST /api/sign-in/passkey/options': () => ({ json: {} }),
  'POST /sign-out': () => ({ form: {} }),
  'POST /account/name': () => ({ form: { name: 'Another Name' } }),
  'POST /account/sessions/end': ({ things }) => ({ form: { id: things.session } }),
  'POST /account/sessions/end-others': () => ({ form: {} }),
  'POST /account/passkeys/remove': ({ things }) => ({ form: { id: things.passkey } }),
  'POST /account/tokens': () => ({ form: { name: 'another' } }),
  'POST /account/tokens/revoke': ({ things }) => ({ form: { id: things.token } }),
  'POST /api/me/passkeys': () => ({ json: { response: { id: 'x' } } }),
  'POST /api/me/passkeys/options': () => ({ json: {} }),
  'POST /admin/people/invite': () => ({ form: { email: 'new@unknown.example', role: 'reader' } }),
  'POST /admin/people/role': ({ ids }) => ({ form: { id: ids.other, role: 'curator' } }),
  'POST /admin/people/role #oneself': ({ ids }) => ({ form: { id: ids.reader, role: 'admin' } }),
  'POST /admin/people/remove': ({ ids }) => ({ form: { id: ids.reader, sure: 'on' } }),
  'POST /letters': () => ({ form: { view: '/papers/trending', email: `nobody-${randomUUID()}@unknown.example` } }),
  'POST /account/letters': () => ({ form: { view: '/papers/trending', email: `nobody-${randomUUID()}@unknown.example` } }),
  'POST /account/letters/change': ({ things }) => ({ form: { id: things.subscription, deed: 'stop' } }),
  'POST /account/alerts': () => ({ form: { kind: 'slack', view: '/papers/trending', address: 'https://chat.invalid/services/x' } }),
  'POST /account/alerts/change': ({ things }) => ({ form: { id: things.hook, deed: 'pause' } }),
  'GET /letters/confirm': () => ({ path: `/letters/confirm?token=${UNSIGNED}` }),
  'POST /letters/confirm': () => ({ form: { token: UNSIGNED } }),
  'GET /letters/unsubscribe/:token': () => ({ path: `/letters/unsubscribe/${UNSIGNED}` }),
  'POST /letters/unsubscribe/:token': () => ({ path: `/letters/unsubscribe/${UNSIGNED}`, form: { 'List-Unsubscribe': 'One-Click' } }),
  'GET /letters/manage/:token': () => ({ path: `/letters/manage/${UNSIGNED}` }),
  'POST /letters/manage/:token': () => ({ path: `/letters/manage/${UNSIGNED}`, form: { deed: 'stop-all' } }),
  'POST /api/me/subscriptions': () => ({ json: { view: '/papers/trending' } }),
  'PATCH /api/me/subscriptions/:id': ({ things }) => ({ path: `/api/me/subscriptions/${things.subscription}`, json: { state: 'paused' } }),
  'DELETE /api/me/subscriptions/:id': ({ things }) => ({ path: `/api/me/subscriptions/${things.subscription}` }),
  'POST /api/me/hooks': () => ({ json: { kind: 'slack', view: '/papers/trending', address: 'https://chat.invalid/services/by-program' } }),
  'POST /api/me/hooks/:id/test': ({ things }) => ({ path: `/api/me/hooks/${things.hook}/test`, json: {} }),
  'PATCH /api/me/hooks/:id': ({ things }) => ({ path: `/api/me/hooks/${things.hook}`, json: { state: 'paused' } }),
  'DELETE /api/me/hooks/:id': ({ things }) => ({ path: `/api/me/hooks/${things.hook}` }),
  'POST /api/mail/events/:secret': () => ({ path: '/api/mail/events/0123456789abcdef', json: { event: 'bounce', email: EMAIL.reader } }),
  'POST /sources': () => ({ form: { huggingface: 'on' } }),
  'POST /guess': () => ({ form: { on: '1' } }),
  'POST /shelf/clear': () => ({ form: {} }),
  'GET /assets/*': () => ({ path: '/assets/none/broadsheet.css' }),
  'GET /api/papers/search': () => ({ path: '/api/papers/search?q=owls' }),
  'POST /api/papers/search': () => ({ json: { q: 'owls' } }),
  'POST /api/papers/index': () => ({ json: { arxivId: PAPER.fresh } }),
  'POST /api/papers/submit': () => ({ json: { paper_id: PAPER.fresh } }),
  'POST /api/papers/:id/links': () => ({ path: `/api/papers/${PAPER.a}/links`, json: { projectPage: 'https://owls.example/' } }),
  'POST /api/settings/papers/claim': () => ({ json: { paperId: PAPER.a } }),
  'GET /api/arxiv/:id{.+}/repos': () => ({ path: `/api/arxiv/${PAPER.talked}/repos` }),
  'GET /api/papers/:id{.+}': () => ({ path: `/api/papers/${PAPER.talked}` }),
  'GET /api/me/list': () => ({ path: '/api/me/list?shelf=noted' }),
  ...Object.fromEntries(['votes', 'saved', 'hidden', 'read'].flatMap((what) => [
    [`PUT /api/me/${what}/:id{.+}`, () => ({ path: `/api/me/${what}/${PAPER.slashed}` })],
    [`DELETE /api/me/${what}/:id{.+}`, () => ({ path: `/api/me/${what}/${what === 'hidden' ? PAPER.hidden : PAPER.a}` })],
  ])),
  'PUT /api/me/tags/:id{.+}': () => ({ path: `/api/me/tags/${PAPER.a}`, json: { tags: ['another'] } }),
  'PUT /api/me/notes/:id{.+}': () => ({ path: `/api/me/notes/${PAPER.a}`, json: { text: 'another' } }),
  'GET /api/submissions': () => ({ path: `/api/submissions?date=${yesterday}` }),
  'POST /api/me/submissions': () => ({ json: { what: PAPER.fresh } }),
  'POST /api/me/submissions #pick': () => ({ json: { what: PAPER.fresh, picked: true } }),
  'DELETE /api/me/submissions/:day/:id{.+}': () => ({ path: `/api/me/submissions/${yesterday}/${PAPER.submitted}` }),
  'DELETE /api/me/submissions/:day/:id{.+} #pick': () => ({ path: `/api/me/submissions/${yesterday}/${PAPER.picked}` }),
  'GET /api/comments': () => ({ path: `/api/comments?paper=${PAPER.talked}` }),
  'POST /api/comments': ({ things }) => ({ json: { paper: PAPER.talked, text: 'Something new.', ...(things.comment !== 'none' && { parent: things.comment }) } }),
  'PATCH /api/comments/:id': ({ things }) => ({ path: `/api/comments/${things.comment}`, json: { text: 'Something else.' } }),
  'DELETE /api/comments/:id': ({ things }) => ({ path: `/api/comments/${things.comment}` }),
  'POST /api/comments/:id/report': ({ things }) => ({ path: `/api/comments/${things.comment}/report`, json: { reason: 'Not about owls.' } }),
  'GET /api/days': () => ({ path: `/api/days?from=${yesterday}&to=${today}` }),
  'GET /api/days/:day': () => ({ path: `/api/days/${yesterday}` }),
  'POST /mcp': () => ({ json: { jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name: 'save', arguments: { id: PAPER.fresh } } } }),
  'GET /api/suggest': () => ({ path: '/api/suggest?q=ow' }),
  'POST /api/me/import': () => ({ json: JSON.parse(portable) as unknown }),
  'DELETE /api/me': () => ({ json: { confirm: EMAIL.reader } }),
  'PUT /api/me/taste': () => ({ json: { settings: { dial: 0.77 } } }),
}

/** As a browser or a program on this site sends it, less who they are. */
export function requestOf(row: string, of: Things = NOTHING): Sent {
  const [method = '', route = ''] = row.split(' ')
  const { path = route, form, json } = ASKED[row]?.(of) ?? {}
  if (/[:*]/.test(path)) throw new Error(`${row} has parameters: say in test/access/requests.ts what to ask.`)
  if (method === 'GET') return { method, path }
  if (form !== undefined) return { method, path, headers: { ...OWN, ...encoded }, body: new URLSearchParams(form).toString() }
  if (json !== undefined) return { method, path, headers: { ...OWN, 'content-type': 'application/json' }, body: JSON.stringify(json) }
  if (ASKED[row] === undefined) throw new Error(`${row} changes things: say in test/access/requests.ts what to send.`)
  return { method, path, headers: OWN }
}
