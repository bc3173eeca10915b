import { expect, test } from 'vitest'
import { asVisitor, READER } from '../../../test/page/as-visitor.ts'
import { pageApp } from '../../../test/page/page-app.ts'
import { all, parseHtml, textOf } from '../../../test/page/parse-html.ts'
import { fakeAlerts } from '../../community/fake-alerts.test-helper.ts'
import { fakeCommunity } from '../../community/fake-community.test-helper.ts'
import type { OwnHook } from '../../community/alerts/alerts.ts'
import { BroadsheetError } from '../../paper/errors.ts'
import { NOBODY } from '../../paper/people.ts'

const HOOK: OwnHook = { id: 'h1', kind: 'slack', view: '/papers?q=%3Cb%3Eowls', pausedWhy: 'gone', createdAt: '2026-04-01T00:00:00.000Z', sentAt: '2026-04-01T10:00:00.000Z', lastError: 'No <b>.', shownAddress: 'hooks.example.org/…cret' }
const done: unknown[][] = []
const alerts = fakeAlerts({
  list: async () => [HOOK],
  add: async (_, wanted) => {
    done.push(['add', wanted])
    if (wanted.address === 'no') throw new BroadsheetError('bad-input', 'Please give the whole address, from https:// on.')
    return { hook: { ...HOOK, kind: 'generic' }, secret: 'bsh_shownonce' }
  },
  test: async (_, id) => (done.push(['test', id]), { arrived: false, said: 'It answered with status 500.' }),
  change: async (_, id, state) => (done.push([state, id]), HOOK),
  remove: async (_, id) => void done.push(['remove', id]),
})
const app = asVisitor(pageApp({ community: fakeCommunity({ alerts }) }).app, READER)
const OWN_FORM = { host: 'localhost:8765', 'sec-fetch-site': 'same-origin', 'content-type': 'application/x-www-form-urlencoded' }
const post = (path: string, body: Record<string, string>, headers: Record<string, string> = OWN_FORM) => app.request(path, { method: 'POST', headers, body: new URLSearchParams(body).toString() })

test('the page lists what there is, and asks for the list that one came from', async () => {
  const html = await (await app.request('/account/alerts?view=/papers/trending%3Fcategory=cs.LG')).text()
  const root = parseHtml(html)
  expect(textOf(all(root, '#alerts')[0]!)).toContain('Paused: nothing is at the address any more. Last sent 2026-04-01 10:00 UTC. Last attempt: No <b>.')
  expect(html).not.toContain('No <b>')
  expect(all(all(root, '#add-alert')[0]!, 'input').find((one) => one.attributes.get('name') === 'view')?.attributes.get('value')).toBe('/papers/trending?category=cs.LG')
})

test('the secret is shown with the answer to the form, which nobody keeps', async () => {
  const answer = await post('/account/alerts', { kind: 'generic', view: '/papers', address: 'https://x.example/' })
  expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'no-store'])
  expect(await answer.text()).toContain('<code>bsh_shownonce</code>')
  const refused = await post('/account/alerts', { kind: 'slack', view: '/papers', address: 'no' })
  expect(refused.status).toBe(400)
  expect(await refused.text()).toContain('Please give the whole address')
})

test('each button does its deed, and none does another’s', async () => {
  done.length = 0
  expect(await (await post('/account/alerts/change', { id: 'h1', deed: 'test' })).text()).toContain('The test: It answered with status 500.')
  for (const [deed, said] of [['pause', 'paused'], ['resume', 'resumed'], ['remove', 'removed']] as const) expect((await post('/account/alerts/change', { id: 'h1', deed })).headers.get('location')).toBe(`/account/alerts?done=${said}`)
  expect((await post('/account/alerts/change', { id: 'h1', deed: 'constructor' })).status).toBe(400)
  // Refused by a word that the server makes a 403 of; nothing is done.
  expect((await post('/account/alerts/change', { id: 'h1', deed: 'remove' }, { ...OWN_FORM, 'sec-fetch-site': 'cross-site' })).ok).toBe(false)
  expect(done).toEqual([['test', 'h1'], ['paused', 'h1'], ['active', 'h1'], ['remove', 'h1']])
})

test('lists have a way there, for whoever may go it', async () => {
  const link = async (on: typeof app, path: string) => all(parseHtml(await (await on.request(path)).text()), '#alert-link').map((one) => one.attributes.get('href'))
  expect(await link(app, '/papers?category=cs.LG')).toEqual(['/account/alerts?view=%2Fpapers%3Fcategory%3Dcs.LG'])
  expect(await link(app, '/about')).toEqual([])
  expect(await link(asVisitor(pageApp().app, NOBODY), '/papers')).toEqual([])
})
