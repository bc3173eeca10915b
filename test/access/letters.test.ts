/** Papers by mail over HTTP, as mail programs, mail scanners and pages of other sites ask for them. */
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { letterLinks } from '../../src/community/letters/letter-links.ts'
import { EMAIL } from './people.ts'
import { openTown, type Town } from './town.ts'

vi.mock('../../src/server/serve.ts', () => import('./caught-app.ts'))

const FORM = { 'content-type': 'application/x-www-form-urlencoded' }
const FOREIGN = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }
const ONE_CLICK = 'List-Unsubscribe=One-Click'

let town: Town
let stop: string
let manage: string
let start: ReturnType<Town['dump']>
beforeAll(async () => {
  town = await openTown('accounts')
  const secret = readFileSync(join(dirname(town.mail), 'data', 'secret'), 'utf8').trim()
  const links = letterLinks({ secret, publicUrl: 'https://x.example', now: () => Date.now() })
  stop = new URL(links.unsubscribe(town.things.subscription)).pathname
  manage = new URL(links.manage(town.things.subscription)).pathname
  start = town.dump()
}, 120_000)
beforeEach(() => town.restore(start))
afterAll(() => town.close())

const state = (): string => (town.db.prepare('select state from subscriptions where id = ?').get(town.things.subscription) as { state: string }).state
const ask = (method: string, path: string, headers: Record<string, string> = {}, body?: string) => town.ask({ method, path, headers, ...(body === undefined ? {} : { body }) })

test('looking at a link changes nothing, and the page has a button', async () => {
  for (const path of [stop, manage]) {
    const answer = await ask('GET', path)
    expect([answer.status, answer.headers.get('cache-control'), answer.headers.get('referrer-policy')]).toEqual([200, 'no-store', 'same-origin'])
    expect(await answer.text()).toContain(`action="${path}"`)
    await ask('HEAD', path)
  }
  expect(town.changes(start)).toEqual({ gone: [], come: [] })
})

test.each([
  ['a mail program, which says nothing of itself', FORM, ONE_CLICK],
  ['one in a browser, at another site', { ...FORM, ...FOREIGN }, ONE_CLICK],
  ['a form with parts', { 'content-type': 'multipart/form-data; boundary=x' }, `--x\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--x--\r\n`],
])('one click stops the letters: %s', async (_, headers, body) => {
  for (const again of [false, true]) {
    expect((await ask('POST', stop, headers, body)).status, again ? 'again' : 'first').toBe(200)
    expect(state()).toBe('stopped')
  }
})

test('a cookie beside the click says nothing either way', async () => {
  expect((await ask('POST', stop, { ...FORM, ...FOREIGN, cookie: town.cookies.other }, ONE_CLICK)).status).toBe(200)
  expect(state()).toBe('stopped')
})

test('nothing else comes in by that door', async () => {
  const wrong = `${stop.slice(0, -2)}${stop.endsWith('AA') ? 'BB' : 'AA'}`
  expect((await ask('POST', wrong, FORM, ONE_CLICK)).status).toBe(404)
  expect((await ask('POST', stop, FORM, 'List-Unsubscribe=')).status).toBe(400)
  expect((await ask('POST', stop.replace('unsubscribe', 'manage'), FORM, 'deed=stop-all')).status).toBe(403)
  expect((await ask('POST', manage, { ...FORM, ...FOREIGN }, 'deed=stop-all')).status).toBe(403)
  expect((await ask('POST', '/account/letters/change', { ...FORM, ...FOREIGN, cookie: town.cookies.reader }, `id=${town.things.subscription}&deed=stop`)).status).toBe(403)
  expect(state()).toBe('active')
})

test('a page of letters shows them to their owner only', async () => {
  expect(await (await ask('GET', '/account/letters', { cookie: town.cookies.reader })).text()).toContain('xletterreader')
  expect(await (await ask('GET', '/account/letters', { cookie: town.cookies.other })).text()).not.toMatch(new RegExp(`xletterreader|${EMAIL.reader}`))
  expect(await (await ask('GET', '/papers/trending', { cookie: town.cookies.reader })).text()).toContain('href="/letters?view=%2Fpapers%2Ftrending"')
  expect(await (await ask('GET', '/papers/trending')).text()).not.toContain('id="by-mail"')
})
