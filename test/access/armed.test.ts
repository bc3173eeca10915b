/** Hostile words wherever anybody can put words, then every page and answer that shows them, read as a browser would: nothing is alive. */
import { SaxesParser } from 'saxes'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'

vi.mock('../../src/server/serve.ts', () => import('./caught-app.ts'))

import { all, parseHtml, textOf } from '../page/parse-html.ts'
import { activeIn } from './active.ts'
import { arm, ARMED_PAPERS, ARMED_ZOTERO, PLACES, showing } from './armed.ts'
import { ORIGIN, OWN } from './asking.ts'
import { type Who, WHO } from './people.ts'
import { openTown, type Town } from './town.ts'

let town: Town
let comments: readonly string[]
const seen = new Set<string>()
beforeAll(async () => {
  town = await openTown('accounts', ARMED_PAPERS, ARMED_ZOTERO)
  ;({ comments } = await arm(town))
})
afterAll(() => town?.close())

function noted(text: string): void {
  for (const [, place = ''] of text.matchAll(/armed\((?:'|\u2019|&#39;)([\w-]+)/g)) seen.add(place)
}

/** What is wrong with an answer. */
async function faultsOf(answer: Response): Promise<string[]> {
  const type = answer.headers.get('content-type') ?? ''
  if (answer.status >= 500) return [`${answer.status}`]
  if (answer.status >= 300 && answer.status < 400) return []
  const body = await answer.text()
  if (type.startsWith('text/html')) {
    const page = parseHtml(body)
    noted(textOf(page))
    // Where a value stands in a field, as what was searched for does.
    for (const field of [...all(page, 'input'), ...all(page, 'option')]) noted(field.attributes.get('value') ?? '')
    return activeIn(page, ORIGIN)
  }
  if (!/^application\/(feed\+)?json\b/.test(type)) return answer.status === 401 ? [] : [`told as ${type}`]
  if (answer.headers.get('x-content-type-options') !== 'nosniff') return ['a browser may guess what it is']
  return htmlIn(JSON.parse(body) as unknown).flatMap((html) => activeIn(parseHtml(`<!doctype html>\n${html}`), ORIGIN))
}

/** Fields that hold HTML. */
function htmlIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(htmlIn)
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, one]) => (typeof one === 'string' && /html/i.test(name) ? [one] : htmlIn(one)))
}

const look = async (path: string, who: Who | undefined): Promise<string[]> => {
  const answer = await town.ask({ method: 'GET', path, headers: who === undefined ? {} : { cookie: town.cookies[who] } })
  try {
    return (await faultsOf(answer)).map((fault) => `${path.slice(0, 80)} to ${who ?? 'nobody'}: ${fault}`)
  } catch (error) {
    return [`${path.slice(0, 80)} to ${who ?? 'nobody'} cannot be read: ${String(error).slice(0, 300)}`]
  }
}

test.each([
  '<p onclick="x"></p>', '<a href="javascript:x">x</a>', '<a href="&#x6a;avascript:x">x</a>', '<script>x</script>', '<script src="https://evil.example/x.js"></script>', '<img src="https://evil.example/x.png"/>', '<iframe></iframe>', '<base href="/x"/>', '<meta http-equiv="refresh" content="0"/>', '<form action="https://evil.example"></form>',
  '<button formaction="//evil.example"></button>', '<math><maction></maction></math>', '<math><mi href="javascript:x">x</mi></math>', '<svg><use href="#x"></use></svg>', '<p style="x"></p>', '<style>x</style>', '<a href="data:text/html,x">x</a>', '<link rel="stylesheet" href="https://evil.example/x.css"/>', '<object data="/x"></object>', '<link rel="import" href="/x"/>',
])('%s would be found', (html) => {
  expect(activeIn(parseHtml(`<!doctype html>\n${html}`), ORIGIN)).not.toEqual([])
})

describe('what anybody wrote', () => {
  test.each([...WHO.filter((who) => who !== 'curator'), undefined])('is words on every page that %s opens', async (who) => {
    const faults: string[] = []
    for (const path of showing(comments)) faults.push(...(await look(path, who)))
    expect(faults).toEqual([])
  })

  test('is words where it is given back before it is kept', async () => {
    const bad = `"><script>armed('again')</script></textarea><svg onload=armed('again')> $\\href{javascript:armed('again')}{x}$ [x](javascript:armed('again'))`
    const sent: readonly (readonly [path: string, form: Readonly<Record<string, string>>])[] = [
      ['/comment', { paper: ARMED_PAPERS[0]!.sourceKey, text: bad, step: 'preview' }], ['/comment', { paper: ARMED_PAPERS[0]!.sourceKey, text: bad.repeat(200) }], ['/comment/edit', { paper: ARMED_PAPERS[0]!.sourceKey, comment: `"><script>`, text: bad }], ['/comment/report', { paper: ARMED_PAPERS[0]!.sourceKey, comment: comments[1]!, reason: bad.repeat(20) }],
      ['/submit', { step: 'look', what: bad, remark: bad, day: bad }], ['/submit', { step: 'change', what: bad, remark: bad, day: bad }], ['/submit', { step: 'look', what: `@article{x, title={${'A paper '.repeat(3)}<script>armed('again')</script>}, author={<svg onload=armed('again')>}, year={2026}}`, remark: bad }],
      ['/sign-in', { email: bad, back: bad }], ['/sign-in/confirm', { token: bad, back: bad }], ['/account/name', { name: `${bad}@` }], ['/account/tokens', { name: bad }], ['/account/taste/follow', { kind: bad, value: bad }], ['/account/taste/seeds', { text: bad }], ['/account/taste/zotero', { kind: bad, id: bad, key: bad }],
      ['/account/data/import', { file: bad }], ['/account/data/delete', { typed: bad }], ['/tags', { paper: ARMED_PAPERS[0]!.sourceKey, tags: bad }], ['/vote', { paper: bad }], ['/saved/names', { names: bad }], ['/papers/search', { q: bad }],
    ]
    const faults: string[] = []
    for (const [path, form] of sent) {
      const answer = await town.ask({ method: 'POST', path, headers: { ...OWN, cookie: town.cookies.reader, 'content-type': 'application/x-www-form-urlencoded' }, body: new URLSearchParams(form).toString() })
      faults.push(...(await faultsOf(answer)).map((fault) => `${path}: ${fault}`))
    }
    const sources = await town.ask({ method: 'POST', path: '/sources', headers: { ...OWN, cookie: town.cookies.admin, 'content-type': 'application/x-www-form-urlencoded' }, body: new URLSearchParams({ arxiv: bad, further: bad, openreview: bad, acl: bad, feeds: bad, contact: bad }).toString() })
    faults.push(...(await faultsOf(sources)).map((fault) => `/sources: ${fault}`))
    const invite = await town.ask({ method: 'POST', path: '/admin/people/invite', headers: { ...OWN, cookie: town.cookies.admin, 'content-type': 'application/x-www-form-urlencoded' }, body: new URLSearchParams({ email: bad, role: bad }).toString() })
    faults.push(...(await faultsOf(invite)).map((fault) => `/admin/people/invite: ${fault}`))
    expect(faults).toEqual([])
  })

  test('is escaped in feeds of XML, and what they hold as HTML is as dead there', async () => {
    const faults: string[] = []
    let entries = 0
    for (const path of ['/papers.atom', '/papers.rss', '/picks.atom', '/picks.rss', '/saved.atom', '/saved.rss']) {
      const answer = await town.ask({ method: 'GET', path, headers: { authorization: `Bearer ${town.tokens.reader}` } })
      const xml = await answer.text()
      expect([path, answer.status]).toEqual([path, 200])
      // Read to its end by a strict parser: nobody's words opened or closed anything.
      const texts: { name: string; text: string }[] = []
      const parser = new SaxesParser()
      parser.on('opentag', ({ name, attributes }) => {
        texts.push({ name, text: '' })
        for (const [key, value] of Object.entries(attributes as unknown as Record<string, string>)) if (/^on|style/i.test(key) || (/href|src|url/.test(key) && !/^https?:\/\//.test(value))) faults.push(`${path}: <${name} ${key}=${value}>`)
      })
      parser.on('text', (text) => texts.length > 0 && (texts.at(-1)!.text += text))
      parser.on('cdata', (text) => texts.length > 0 && (texts.at(-1)!.text += text))
      parser.on('error', (error) => faults.push(`${path}: ${error.message}`))
      parser.write(xml).close()
      for (const { name, text } of texts) {
        if (/^(script|svg|img|iframe|object|html:.*)$/i.test(name)) faults.push(`${path}: <${name}>`)
        if (!/^(content|content:encoded|description)$/.test(name) || !text.includes('<')) continue
        entries++
        faults.push(...activeIn(parseHtml(`<!doctype html>\n${text}`), ORIGIN).map((fault) => `${path}: ${fault}`))
      }
    }
    expect(faults).toEqual([])
    expect(entries).toBeGreaterThan(20)
  })

  test('was shown, all of it', () => {
    expect(PLACES.filter((place) => !seen.has(place))).toEqual([])
  })
})
