/// <reference lib="dom" />
/** The built program with accounts, from the first letter on: it answers as the table says, its log knows nobody, and a browser on pages full of hostile words runs none of them. */
import { mkdirSync, readdirSync, readFileSync } from 'node:fs'
import type { Server as HttpServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { takeIn } from '../../src/ingest/take-in.ts'
import { PaperRecord } from '../../src/paper/paper.ts'
import { openSqlite } from '../../src/store/sqlite/sqlite.ts'
import { browserRequired, chromiumPath, startChromium, whyNoBrowser } from '../browser/chromium.ts'
import { broadsheet, newInstance, serve, type Server, temporaryFolder } from '../support/broadsheet.ts'
import { arm, ARMED_PAPERS, ARMED_ZOTERO, showing } from './armed.ts'
import { requestOf } from './requests.ts'
import { TABLE } from './table.ts'
import { cookieOf, OWN, type Sent, startServices } from './asking.ts'
import { EMAIL, inOrder, PAPER, PAPERS, type Who, WHO } from './people.ts'

if (chromiumPath === undefined && !browserRequired) console.warn(`The browser's part is skipped: ${whyNoBrowser}`)

let services: HttpServer
let server: Server
let mail: string
let cookies: Record<Who, string>
let tokens: Record<Who, string>
let comments: readonly string[]
/** Words that the log may not hold. */
const secrets: string[] = []

const ask = ({ method, path, headers = {}, body }: Sent): Promise<Response> => server.get(path, { method, headers, ...(body === undefined ? {} : { body }) })
const post = (path: string, form: Readonly<Record<string, string>>, headers: Readonly<Record<string, string>> = {}): Promise<Response> =>
  ask({ method: 'POST', path, headers: { ...OWN, 'content-type': 'application/x-www-form-urlencoded', ...headers }, body: new URLSearchParams(form).toString() })

async function letterTo(email: string): Promise<string> {
  for (let tries = 0; tries < 400; tries++) {
    const letters = readdirSync(mail).map((name) => readFileSync(join(mail, name), 'utf8').replace(/=\r?\n/g, '').replace(/=3D/g, '='))
    const token = letters.filter((letter) => letter.includes(email)).map((letter) => /confirm\?token=([A-Za-z]{32})/.exec(letter)?.[1]).find((one) => one !== undefined)
    if (token !== undefined) return token
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
  throw new Error(`No letter went to ${email}:\n${server.log()}`)
}

beforeAll(async () => {
  services = await startServices(ARMED_ZOTERO)
  const data = newInstance()
  mail = join(temporaryFolder(), 'mail')
  mkdirSync(mail)
  const store = await openSqlite(join(data, 'broadsheet.db'))
  await takeIn([...PAPERS, ...ARMED_PAPERS].map((paper) => PaperRecord.parse(paper)), store)
  for (const who of WHO.slice(0, 3)) await store.people.savePerson({ id: `id-of-${who}`, name: who, email: EMAIL[who], role: who === 'curator' ? 'curator' : 'reader', since: '2026-01-01T00:00:00.000Z' })
  await store.close()
  const env = {
    BROADSHEET_ACCOUNTS: '1', BROADSHEET_MAIL_FOLDER: mail, BROADSHEET_FETCH: '0', BROADSHEET_SHELF: '0', BROADSHEET_LOG: 'debug', BROADSHEET_SECRET: 'xsecretxsecretxsecretxsecretxsecret-0123456789',
    BROADSHEET_SERVICES_URL: `http://127.0.0.1:${(services.address() as AddressInfo).port}`, BROADSHEET_REQUEST_EVERY_MS: '0',
  }
  const added = await broadsheet(['user', 'add', EMAIL.admin, '--role', 'admin', '--data', data], { env })
  expect(added.code, added.err).toBe(0)
  server = await serve(data, env)
  const signedIn = await inOrder(WHO, async (who) => {
    const asked = await post('/sign-in', { email: EMAIL[who], back: '/saved' })
    expect([asked.status, asked.headers.get('location')]).toEqual([303, '/sign-in/sent'])
    const token = await letterTo(EMAIL[who])
    await ask({ method: 'GET', path: `/sign-in/confirm?token=${token}&back=%2Fsaved` })
    const confirmed = await post('/sign-in/confirm', { token, back: '/saved' })
    expect(confirmed.status, await confirmed.text()).toBe(303)
    const cookie = cookieOf(confirmed)
    const made = /bs_[\w-]{43}/.exec(await (await post('/account/tokens', { name: 'a token' }, { cookie })).text())![0]
    secrets.push(EMAIL[who], token, made, decodeURIComponent(cookie.slice(cookie.indexOf('=') + 1)).split('.')[0]!)
    return [who, { cookie, made }] as const
  })
  cookies = Object.fromEntries(signedIn.map(([who, { cookie }]) => [who, cookie])) as typeof cookies
  tokens = Object.fromEntries(signedIn.map(([who, { made }]) => [who, made])) as typeof tokens
  ;({ comments } = await arm({ ask, cookies, tokens }))
})
afterAll(async () => {
  await server?.stop()
  services?.close()
})

describe('the built program with accounts', () => {
  test('answers nobody, and a reader by token, as the table says', async () => {
    const faults: string[] = []
    for (const { row, expected } of TABLE) {
      const sent = requestOf(row)
      // Of things that are not there, as here, it is not said whose they are.
      const none = /sessions\/end$|passkeys\/remove|tokens\/revoke|comments\/:id|comment\/(edit|report|remove|hide|restore)|dismiss|withdraw|submissions\/:day|people\/|data\/delete|DELETE \/api\/me$|sign-out|end-others/.test(row)
      for (const [by, headers, cell] of [['nobody', {}, expected.nobody], ...(none ? [] : ([['token', { authorization: `Bearer ${tokens.other}` }, expected.token === '=' ? expected.other : expected.token]] as const))] as const) {
        if (cell !== 'in' && Number(cell) < 400 && none) continue
        const answer = await ask({ ...sent, headers: { ...sent.headers, ...headers } })
        const said = answer.status === 303 && answer.headers.get('location')?.startsWith('/sign-in?') === true ? 'in' : String(answer.status)
        await answer.arrayBuffer()
        // What was submitted or said a moment ago by another row is there already.
        if (said !== cell && !(['200', '409'].includes(said) && /POST .*(submi|comments)/.test(row))) faults.push(`${row} by ${by}: ${said}, not ${cell}`)
      }
    }
    expect(faults).toEqual([])
  })

  test('is to be reached by its name alone, and refuses what another site asks for', async () => {
    const { port } = new URL(server.url)
    const { request } = await import('node:http')
    const status = await new Promise((resolve) => request({ host: '127.0.0.1', port, path: '/papers', headers: { host: 'evil.example' } }, (answer) => resolve(answer.resume().statusCode)).end())
    expect(status).toBe(421)
    const forged = await post('/vote', { paper: PAPER.fresh }, { cookie: cookies.reader, 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' })
    expect(forged.status).toBe(403)
  })

  test.skipIf(chromiumPath === undefined)('shows a browser pages full of hostile words, of which none runs', { timeout: 60_000 }, async () => {
    const browser: Browser = await startChromium()
    const faults: string[] = []
    try {
      for (const who of ['reader', 'admin'] as const) {
        const context = await browser.newContext({ baseURL: server.url })
        const cookie = cookies[who]
        await context.addCookies([{ name: cookie.slice(0, cookie.indexOf('=')), value: cookie.slice(cookie.indexOf('=') + 1), url: server.url, httpOnly: true, sameSite: 'Lax' }])
        await context.exposeFunction('armed', (place: string) => void faults.push(`armed: ${place}`))
        await context.exposeFunction('violated', (what: string) => void faults.push(`against the policy: ${what}`))
        await context.addInitScript(() => document.addEventListener('securitypolicyviolation', (event) => (globalThis as unknown as { violated: (what: string) => void }).violated(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`)))
        const page = await context.newPage()
        page.on('dialog', (dialog) => {
          faults.push(`a dialog: ${dialog.message()}`)
          void dialog.dismiss()
        })
        page.on('pageerror', (error) => faults.push(`a script failed: ${String(error)} on ${page.url().slice(0, 120)}`))
        page.on('console', (message) => {
          if (message.type() === 'error' && !/status of 40[0-9]/.test(message.text())) faults.push(`the console says: ${message.text().slice(0, 200)} on ${page.url().slice(0, 120)}`)
        })
        page.on('request', (request) => {
          if (new URL(request.url()).origin !== server.url && !request.url().startsWith('data:')) faults.push(`asked elsewhere: ${request.url().slice(0, 200)}`)
        })
        const pages = showing(comments).filter((path, place) => !/^\/api\/|\.json$/.test(path) && (who === 'reader' ? !path.startsWith('/papers/2604.') || place % 3 === 0 : /^\/(admin|sources|account\/tokens)|^\/papers\/2604\.00001/.test(path)))
        for (const path of pages) {
          await page.goto(path, { waitUntil: 'load' })
          // A page that another text took over would have another title.
          if (!(await page.title()).endsWith('Broadsheet')) faults.push(`${path.slice(0, 80)} is called ${await page.title()}`)
        }
        if (who === 'admin') continue
        // What scripts of the page make of words: suggestions under the field, and tags beside a paper.
        await page.goto('/papers')
        for (const typed of ['img', 'script', 'Paper 1']) {
          const answered = page.waitForResponse((answer) => answer.url().includes('/api/suggest'), { timeout: 3000 }).catch(() => undefined)
          await page.locator('input[name=q]').first().fill('')
          await page.locator('input[name=q]').first().pressSequentially(typed)
          await answered
        }
        await page.goto(`/papers/${ARMED_PAPERS[1]!.sourceKey}`)
        await page.locator('button:has-text("Save"), button:has-text("Vote")').first().click().catch(() => {})
        await page.waitForTimeout(200)
        await context.close()
      }
    } finally {
      await browser.close()
    }
    expect(faults).toEqual([])
  })

  test('writes no address, link, cookie, token, search or word of anybody into its log, at its most talkative', async () => {
    const wrong = `bs_${'Q'.repeat(43)}`
    const link = 'Z'.repeat(32)
    await ask({ method: 'GET', path: '/api/me?token=xinquery', headers: { authorization: `Bearer ${wrong}` } })
    await ask({ method: 'GET', path: `/sign-in/confirm?token=${link}` })
    await post('/sign-in/confirm', { token: link })
    await post('/sign-in', { email: 'xwrongaddress@', back: '/papers' })
    await post('/sign-in', { email: 'xstranger@unknown.example' })
    await post('/sign-in', { email: `xnobody${'x'.repeat(80)}@unknown.example` })
    await ask({ method: 'GET', path: '/papers?q=xsearched+words', headers: { cookie: cookies.reader } })
    await ask({ method: 'POST', path: '/api/papers/search', headers: { 'content-type': 'application/json' }, body: '{"q":"xsearched words", bad' })
    await ask({ method: 'POST', path: '/api/sign-in/passkey', headers: { ...OWN, 'content-type': 'application/json' }, body: '{"response":{"id":"xpasskeyid","response":{"clientDataJSON":"eyJ4Ijoi","userHandle":"xhandle"}}}' })
    await ask({ method: 'GET', path: '/papers', headers: { cookie: `${cookies.reader.slice(0, -4)}AAAA` } })
    await ask({ method: 'PUT', path: `/api/me/notes/${PAPER.fresh}`, headers: { authorization: `Bearer ${tokens.reader}`, 'content-type': 'application/json' }, body: '{"text":"xmynote"' })
    await ask({ method: 'PUT', path: `/api/me/notes/${PAPER.fresh}`, headers: { authorization: `Bearer ${tokens.reader}`, 'content-type': 'application/json' }, body: '{"text":"xmynote"}' })
    await post('/tags', { paper: PAPER.fresh, tags: 'xmytag' }, { cookie: cookies.reader })
    for (const path of ['/saved/tag/xmytag', '/saved/tag/xmytag/%20', '/saved/tag/%78mytag']) await ask({ method: 'GET', path, headers: { cookie: cookies.reader } })
    await post('/account/taste/zotero', { kind: 'user', id: '17', key: 'xzoterokey' }, { cookie: cookies.reader })
    await post('/admin/people/invite', { email: 'xinvited@unknown.example', role: 'reader' }, { cookie: cookies.admin })
    await ask({ method: 'DELETE', path: '/api/me', headers: { ...OWN, cookie: cookies.reader, 'content-type': 'application/json' }, body: '{"confirm":"xtyped"}' })
    await post('/account/name', { name: 'xnewname' }, { cookie: cookies.reader })
    const log = server.log()
    expect(log.split('\n').filter((line) => line.includes('"msg":"request"')).length).toBeGreaterThan(100)
    const words = [...secrets, wrong, link, 'xinquery', 'xwrongaddress', 'xstranger', 'xnobody', 'xsearched', 'xpasskeyid', 'xhandle', 'xmynote', 'xzoterokey', 'xinvited', 'xtyped', 'xnewname', 'xsecret', 'xmytag']
    expect(words.filter((word) => log.toLowerCase().includes(word.toLowerCase()))).toEqual([])
    expect(log.split('\n').filter((line) => line.includes('"level":50'))).toEqual([])
  })
})
