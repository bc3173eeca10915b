/** Addresses of other sites and broken lines, wherever an address or a field leads on: readers stay here, and no header is theirs to write. */
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'

vi.mock('../../src/server/serve.ts', () => import('./caught-app.ts'))

import { all, elements, parseHtml } from '../page/parse-html.ts'
import type { Dump } from './dump.ts'
import { requestOf } from './requests.ts'
import { isLetIn, TABLE, type TableRow } from './table.ts'
import { ORIGIN, OWN, type Sent } from './asking.ts'
import { EMAIL, inOrder, WHO } from './people.ts'
import { openTown, type Town } from './town.ts'

let town: Town
let start: Dump
beforeAll(async () => {
  town = await openTown('accounts')
  start = town.dump()
})
afterAll(() => town?.close())

/** What browsers and careless programs read as another site, or as no address at all. */
const EVIL = [
  'https://evil.example', 'http://evil.example/papers', '//evil.example', '///evil.example', '////evil.example/..', '/\\evil.example', '\\/evil.example', '\\\\evil.example', '/\\/evil.example', '/\t/evil.example', '/\n/evil.example', '\t//evil.example', ' //evil.example', '/ /evil.example',
  '/.//evil.example', '/..//evil.example', '/papers/..//evil.example', '/papers/../..//evil.example', '/%2e%2e//evil.example', '/./\\evil.example', 'https:evil.example', 'https:/evil.example', 'https:///evil.example', 'HTTPS://evil.example', 'javascript:armed()', 'JaVaScRiPt:armed()', 'java\nscript:armed()', '\u0001javascript:armed()',
  'data:text/html,<script>armed()</script>', 'vbscript:armed()', 'evil.example', '@evil.example', ':@evil.example', '/@evil.example/..//evil.example', `${ORIGIN}@evil.example`, `${ORIGIN}.evil.example`, `${ORIGIN}:pw@evil.example/`, '/\u2028/evil.example', '/\u00a0/evil.example', '/\ufeff/evil.example',
  '/papers\r\nLocation: https://evil.example', '/papers\r\nSet-Cookie: x-injected=1', '//evil%2eexample', '/%5cevil.example', '/%2f%2fevil.example', '/\ud800/evil.example', `/${'/'.repeat(3000)}evil.example`, '/\u0000/evil.example', '?//evil.example', '#//evil.example', '',
]
const NAMES = ['back', 'next', 'url', 'redirect', 'redirect_uri', 'return', 'returnTo', 'continue', 'callbackURL', 'errorCallbackURL', 'newUserCallbackURL', 'to']

/** The same request with further fields, in its address and in its form. */
function withFields(sent: Sent, fields: Readonly<Record<string, string>>): Sent {
  const more = new URLSearchParams(fields).toString()
  const form = sent.headers?.['content-type'] === 'application/x-www-form-urlencoded'
  return { ...sent, path: `${sent.path}${sent.path.includes('?') ? '&' : '?'}${more}`, ...(form && { body: `${more}&${sent.body as string}` }) }
}

const cookieFor = ({ expected }: TableRow): Record<string, string> => {
  const who = WHO.find((one) => isLetIn(expected[one]))
  return who === undefined ? {} : { cookie: town.cookies[who] }
}

/** Where an answer leads outside: by a header, or by an element that is followed, sent or loaded. */
async function leadsOut(answer: Response): Promise<string[]> {
  const out: string[] = []
  const outside = (address: string): boolean => {
    const resolved = URL.canParse(address, ORIGIN) ? new URL(address, ORIGIN) : undefined
    return resolved === undefined || resolved.origin !== ORIGIN || /[\t\r\n\\]/.test(address) || resolved.pathname.startsWith('//')
  }
  for (const name of ['location', 'refresh', 'content-location', 'link']) {
    const value = answer.headers.get(name)
    if (value !== null && outside(value)) out.push(`${name}: ${value}`)
  }
  if ([...answer.headers].some(([name, value]) => /x-injected/i.test(name === 'set-cookie' ? value : name))) out.push('a header of theirs')
  if (answer.headers.get('content-type')?.startsWith('text/html') !== true) return out
  const page = parseHtml(await answer.text())
  for (const { name, attributes } of elements(page)) {
    for (const attribute of ['action', 'formaction', 'src', 'srcset', 'poster', 'data']) {
      const value = attributes.get(attribute)
      if (value !== undefined && outside(value)) out.push(`<${name} ${attribute}=${value}>`)
    }
    // Papers link to where they are published; what was sent is linked nowhere.
    const href = attributes.get('href')
    if (href !== undefined && (/^\s*[a-z]*script:|^data:/i.test(href) || (/evil/.test(href) && outside(href)))) out.push(`<${name} href=${href}>`)
    if (name === 'meta' && attributes.get('http-equiv') !== undefined) out.push('<meta http-equiv>')
    if (name === 'base') out.push('<base>')
  }
  for (const input of all(page, 'input[name=back]')) if (outside(input.attributes.get('value') ?? '')) out.push(`back=${input.attributes.get('value')}`)
  return out
}

describe('who is led on', () => {
  test('by any route stays here, whatever any field or header says', { timeout: 120_000 }, async () => {
    const faults: string[] = []
    let leading = 0
    for (const row of TABLE) {
      // What takes an address at all says so by where it leads when asked well, or by what its page holds.
      const plain = withFields(requestOf(row.row, town), Object.fromEntries(NAMES.map((name) => [name, '/about?x-marks=1'])))
      const looked = await town.ask({ ...plain, headers: { ...plain.headers, ...cookieFor(row) } })
      const redirects = looked.headers.get('location')?.includes('x-marks=1') === true
      const shows = !redirects && (await looked.text()).includes('x-marks=1')
      await town.restore(start)
      if (redirects) leading++
      for (const [place, evil] of EVIL.entries()) {
        if (!redirects && place % (shows ? 24 : 48) !== 0) continue
        const sent = withFields(requestOf(row.row, town), Object.fromEntries(NAMES.map((name) => [name, evil])))
        // A header of a browser holds no line breaks and nothing beyond Latin-1.
        const referer: Record<string, string> = /^[\x20-\x7e]+$/.test(evil) ? { referer: evil } : {}
        for (const headers of place % 12 === 0 ? [cookieFor(row), {}] : [cookieFor(row)]) {
          const answer = await town.ask({ ...sent, headers: { ...sent.headers, ...referer, ...headers } })
          if (answer.status >= 500) faults.push(`${row.row}: ${answer.status} for ${JSON.stringify(evil)}`)
          for (const out of await leadsOut(answer)) faults.push(`${row.row} with ${JSON.stringify(evil)}: ${out}`)
          await town.restore(start)
        }
      }
    }
    expect(faults).toEqual([])
    // A list that no route is on would prove nothing.
    expect(leading).toBeGreaterThan(11)
  })

  test.each(EVIL.map((evil) => [JSON.stringify(evil).slice(0, 60), evil] as const))('in from %s comes to a page of this site', async (_, evil) => {
    const answer = await town.ask({ method: 'POST', path: '/sign-in/confirm', headers: { ...OWN, 'content-type': 'application/x-www-form-urlencoded' }, body: new URLSearchParams({ token: await town.linkToken(EMAIL.reader), back: evil }).toString() })
    expect([answer.status, await leadsOut(answer)]).toEqual([303, []])
    expect(answer.headers.get('location')).toMatch(/^\/(?![/\\])/)
  })

  test('to sign in comes back to a page of this site', async () => {
    for (const path of ['/saved', '/saved//evil.example', '/saved/%5cevil.example', '/saved?back=//evil.example', '/account/taste?x=%0d%0aSet-Cookie:x-injected=1', '//evil.example/../saved', '/\\evil.example/../saved']) {
      const answer = await town.ask({ method: 'GET', path })
      const location = answer.headers.get('location')
      expect([path, await leadsOut(answer)]).toEqual([path, []])
      if (location?.startsWith('/sign-in?') !== true) continue
      const signedIn = await town.ask({ method: 'GET', path: location, headers: { cookie: town.cookies.reader } })
      expect([path, signedIn.status, await leadsOut(signedIn)]).toEqual([path, 303, []])
    }
  })
})

describe('what is written into headers', () => {
  test('is nobody’s to write: line breaks in addresses and fields are refused, or are no more than text', { timeout: 120_000 }, async () => {
    const faults: string[] = []
    const broken = ['x\r\nX-Injected: 1', 'x%0d%0a\u010d\u010aX-Injected: 1', 'x\u2028X-Injected: 1']
    const names = ['q', 'day', 'category', 'venue', 'view', 'p', 'sort', 'tag', 'similar', 'version', 'submitted', 'said', 'done', 'kept', 'cleared', 'error', 'span', 'dial', 'mode', 'limit', 'date', 'from', 'to', 'comments', 'new', 'unread', 'shelf', 'what', 'remark', 'token', 'code', 'state', 'paper']
    for (const row of TABLE.filter(({ route }) => route.startsWith('GET '))) {
      for (const value of broken) {
        const answer = await town.ask({ method: 'GET', path: `${requestOf(row.row, town).path.split('?')[0]}?${new URLSearchParams(names.map((name) => [name, value])).toString()}`, headers: cookieFor(row) })
        if (answer.status >= 500 || answer.headers.has('x-injected')) faults.push(`${row.row} with ${JSON.stringify(value)}: ${answer.status}`)
        for (const out of await leadsOut(answer)) faults.push(`${row.row} with ${JSON.stringify(value)}: ${out}`)
      }
    }
    for (const path of ['/papers/x%0d%0aX-Injected:1', '/papers/date/x%0d%0aX-Injected:1', '/saved/tag/x%0d%0aX-Injected:1', '/comments/x%0d%0aX-Injected:1', '/sign-in/with/x%0d%0aX-Injected:1', '/assets/x%0d%0aX-Injected:1', '/api/papers/x%0d%0aX-Injected:1', '/papers/%00', '/papers/%', '/papers/%ff', '/papers/%ed%a0%80']) {
      const answer = await town.ask({ method: 'GET', path, headers: { cookie: town.cookies.reader } })
      if (answer.status >= 500 || answer.headers.has('x-injected')) faults.push(`${path}: ${answer.status}`)
    }
    await town.restore(start)
    expect(faults).toEqual([])
  })

  test('no page that is somebody’s own is kept by what stands between, and none is framed, sniffed or leaked to other sites', async () => {
    const faults: string[] = []
    await inOrder(TABLE, async (row) => {
      const sent = requestOf(row.row, town)
      const answer = await town.ask({ ...sent, headers: { ...sent.headers, ...cookieFor(row) } })
      const has = (name: string, pattern: RegExp): void => {
        if (!pattern.test(answer.headers.get(name) ?? '')) faults.push(`${row.row}: ${name} is ${answer.headers.get(name)}`)
      }
      has('x-content-type-options', /^nosniff$/)
      has('referrer-policy', /^(same-origin|no-referrer)$/)
      has('content-security-policy', /default-src 'none'.*form-action 'self'.*base-uri 'none'.*frame-ancestors 'none'/)
      if (/script-src[^;]*(unsafe|https?:|\*|data:)/.test(answer.headers.get('content-security-policy') ?? '')) faults.push(`${row.row}: scripts from elsewhere`)
      if (!/^GET \/(assets|favicon)/.test(row.row) && /public|s-maxage|immutable/.test(answer.headers.get('cache-control') ?? '')) faults.push(`${row.row}: ${answer.headers.get('cache-control')}`)
      if (/^GET \/(account|admin|sign-in|sign-out|saved|api\/me)/.test(row.row) || answer.headers.getSetCookie().length > 0) has('cache-control', /no-store|private/)
      // What the API is, everybody may read from everywhere.
      if (row.row !== 'GET /api/openapi.json' && answer.headers.get('access-control-allow-origin') !== null) faults.push(`${row.row}: open to other sites`)
      await town.restore(start)
    })
    expect(faults).toEqual([])
  })

  test('the page of a link, which holds a token in its address, is kept nowhere, told nowhere and loads nothing from elsewhere', async () => {
    const token = await town.linkToken(EMAIL.reader)
    const answer = await town.ask({ method: 'GET', path: `/sign-in/confirm?token=${token}&back=%2Fsaved` })
    expect([answer.status, answer.headers.get('cache-control'), answer.headers.get('etag')]).toEqual([200, 'no-store', null])
    // `no-referrer` would hide from us that the form on it is ours.
    expect(answer.headers.get('referrer-policy')).toBe('same-origin')
    const page = parseHtml(await answer.text())
    const leading = [...elements(page)].flatMap(({ attributes }) => ['href', 'src', 'action'].flatMap((name) => attributes.get(name) ?? []))
    expect(leading.filter((address) => new URL(address, ORIGIN).origin !== ORIGIN || address.includes(token))).toEqual([])
    for (const gone of ['x'.repeat(32), token.toUpperCase()]) {
      const spent = await town.ask({ method: 'GET', path: `/sign-in/confirm?token=${gone}` })
      expect([spent.status, (await spent.text()).includes(gone), spent.headers.get('cache-control')]).toEqual([404, false, 'no-store'])
    }
  })
})
