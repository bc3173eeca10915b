/** Feeds of the wired application: real store, index and accounts, asked without a port. */
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'

vi.mock('../../src/server/serve.ts', () => import('../access/caught-app.ts'))

import { join } from 'node:path'
import { takeIn } from '../../src/ingest/take-in.ts'
import { PaperRecord } from '../../src/paper/paper.ts'
import { openSqlite } from '../../src/store/sqlite/sqlite.ts'
import { inFormat } from '../../src/paper/format-of-path.ts'
import { type View, viewPath } from '../../src/paper/view.ts'
import { faultsOfAtom, faultsOfJsonFeed, faultsOfRss, parseXml, textOf } from '../../src/feed/valid-feed.test-helper.ts'
import { OWN } from '../access/asking.ts'
import { openWholeApp, type WholeApp } from '../access/whole-app.ts'

const TITLES = ['Owls < larks & "others"', 'On $\\alpha_2 < \\beta^{n}$ and $O(n \\log n)$', '🦉 at night 👩🏽‍🔬', 'حول البوم ليلا', 'על ינשופים בלילה', 'A\u0008 control \u001f character', 'Half \ud83d a character', '</title><script>alert(1)</script>', ']]> &amp; <![CDATA[ owls', 'An ordinary paper about owls']
const CATEGORIES = ['cs.LG', 'cs.CL', 'stat.ML']
const day = (i: number): string => `2026-03-${String((i % 28) + 1).padStart(2, '0')}`
const PAPERS = Array.from({ length: 140 }, (_, i) => ({
  source: 'arxiv', sourceKey: `2603.${String(i).padStart(5, '0')}`, title: `${TITLES[i % TITLES.length]} ${i}`, abstract: `${TITLES[(i + 3) % TITLES.length]} made up.\n\nOwls, part ${i}.`,
  authors: [{ name: `Ada ${TITLES[i % TITLES.length]}` }], identifiers: [{ scheme: 'arxiv', value: `2603.${String(i).padStart(5, '0')}` }], categories: [CATEGORIES[i % 3], ...(i % 2 === 0 ? ['cs.CV'] : [])],
  published: day(i), updated: day(i), versions: [{ number: 1, submittedAt: `${day(i)}T10:00:00Z` }], days: [{ day: day(i), position: i }],
}))

const filters = [undefined, { category: 'cs.LG' }, { category: 'cs.CV', after: '2026-03-05' }, { before: '2026-03-20' }]
const emptying = [{ category: 'no.NE' }, { venue: '<venue> & more' }]
const bare: View[] = [
  { kind: 'latest' }, { kind: 'trending' }, { kind: 'picks' }, { kind: 'picks', by: 'Nobody & <co>' },
  ...Array.from({ length: 28 }, (_, i): View => ({ kind: 'day', subject: day(i) })), { kind: 'day', subject: '1999-12-31' }, { kind: 'day', subject: '2030-01-01' },
  ...['2026-W09', '2026-W10', '2026-W11', '2026-W12'].map((subject): View => ({ kind: 'week', subject })), ...['2026-02', '2026-03'].map((subject): View => ({ kind: 'month', subject })),
  ...['owls', 'owls & larks', '<script>', '"an ordinary paper"', 'على البوم', '🦉', 'ינשופים', '$\\alpha$', 'author:ada', '"an ordinary paper"', 'night', 'papers OR owls', 'larks -night', 'title:owls', 'part', 'control character', 'made up', 'cs.LG owls', 'others', 'half', 'ליל', 'حول', 'ordinary', 'script alert', 'on', 'nothing that is there', '((('].map((query): View => ({ kind: 'search', query })),
  { kind: 'search', query: 'owls', within: day(4) }, { kind: 'search', query: 'owls', within: '2026-W10', verbatim: true },
]
const VIEWS: View[] = [...bare.flatMap((view) => filters.map((some) => (some === undefined ? view : { ...view, filters: some }))), ...bare.slice(0, 8).flatMap((view) => emptying.map((some) => ({ ...view, filters: some })))]

const CHECKS = { atom: faultsOfAtom, rss: faultsOfRss, json: faultsOfJsonFeed } as const
const ATOM = '{http://www.w3.org/2005/Atom}'

let whole: WholeApp
const get = (path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Response> => whole.ask({ method, path, headers })
beforeAll(async () => {
  whole = await openWholeApp('accounts', PAPERS)
  // A search that is empty only because nothing is indexed yet tries nothing.
  await vi.waitFor(async () => expect(await (await get('/api/status')).json()).toMatchObject({ indexed: PAPERS.length }), { timeout: 30_000, interval: 100 })
}, 40_000)
afterAll(() => whole?.close())

test('200 views with papers, and others with none, are valid in each format, and name a paper alike', async () => {
  const faults: string[] = []
  const names = new Map<string, Set<string>>()
  let empty = 0
  for (const view of VIEWS) {
    for (const format of ['atom', 'rss', 'json'] as const) {
      const path = inFormat(viewPath(view), format)
      const answer = await get(path)
      const text = await answer.text()
      if (answer.status !== 200) faults.push(`${path}: ${answer.status} ${text}`)
      else faults.push(...CHECKS[format](text).map((fault) => `${path}: ${fault}`))
      if (format !== 'json') continue
      const { items, description } = JSON.parse(text) as { items: { id: string; url: string; date_modified: string }[]; description: string }
      if (items.length === 0 && ++empty > 0 && description === '') faults.push(`${path} does not say why it is empty`)
      for (const { id, url, date_modified } of items) names.set(url, (names.get(url) ?? new Set()).add(`${id} ${date_modified}`))
    }
  }
  expect(faults).toEqual([])
  expect(empty).toBeGreaterThan(20)
  expect(VIEWS.length - empty).toBeGreaterThanOrEqual(200)
  expect(names.size).toBeGreaterThan(100)
  expect([...names].filter(([, told]) => told.size > 1)).toEqual([])
}, 120_000)

test('a search within a day has papers of that day only, in each form', async () => {
  const urls = async (path: string) => ((await (await get(path)).json()) as { items: { url: string }[] }).items.map(({ url }) => url)
  const own = new Set(await urls(`/papers/date/${day(4)}.json`))
  const found = await urls(`/papers.json?q=owls&day=${day(4)}`)
  expect(found.length).toBeGreaterThan(0)
  expect(found.filter((url) => !own.has(url))).toEqual([])
  expect((await urls('/papers.json?q=owls')).length).toBeGreaterThan(found.length)
  const cited = ((await (await get(`/papers.csl.json?q=owls&day=${day(4)}`)).json()) as unknown[]).length
  expect(cited).toBe(found.length)
  expect((await get('/papers.json?q=owls&day=yesterday')).status).toBe(400)
  // How nobody kept an evening, and a part of a list, are no feeds.
  expect([(await get('/papers/trending/2026-03-05.atom')).status, (await get(`/papers/date/${day(4)}.atom?picked=1`)).status]).toEqual([404, 400])
})

test('what is no list is no empty feed', async () => {
  for (const [path, status] of [['/papers/date/2026-02-30.atom', 400], ['/papers/week/2026-W60.rss', 400], ['/papers.json?after=soon', 400], ['/papers.atom?p=-1', 400], ['/papers/2603.00001.atom', 404], ['/papers/nothing/of/this.rss', 404], ['/nowhere.atom', 404]] as const) {
    const answer = await get(path)
    expect([path, answer.status, answer.headers.get('content-type')]).toEqual([path, status, expect.stringMatching(/^text\/plain/)])
  }
})

test('pages follow each other without a gap (RFC 5005)', async () => {
  const seen: string[] = []
  let at: string | undefined = '/papers/month/2026-03.atom'
  for (let pages = 0; at !== undefined && pages < 10; pages++) {
    const feed = parseXml(await (await get(at)).text())
    seen.push(...feed.children.filter(({ name }) => name === `${ATOM}entry`).map((entry) => textOf(entry, `${ATOM}id`)))
    const next: string | undefined = feed.children.find(({ name, attributes }) => name === `${ATOM}link` && attributes['rel'] === 'next')?.attributes['href']
    at = next === undefined ? undefined : next.slice(new URL(next).origin.length)
  }
  expect(seen.length).toBe(140)
  expect(new Set(seen).size).toBe(140)
})

test('a paper that comes in stands first in the feeds of searches that it matches, however old it is and however well others match', async () => {
  const items = async (path: string): Promise<{ title: string }[]> => ((await (await get(path)).json()) as { items: { title: string }[] }).items
  const atom = async (): Promise<string> => textOf(parseXml(await (await get('/papers.atom?q=owls')).text()), `${ATOM}updated`)
  const before = await atom()
  expect((await items('/papers.json?q=owls')).length).toBe(50)
  const store = await openSqlite(join(whole.data, 'broadsheet.db'))
  const late = PaperRecord.parse({ ...PAPERS[0], sourceKey: '1905.00001', title: 'Of birds', authors: [{ name: 'Ada Example' }], abstract: 'Among much else it tells of owls.', identifiers: [{ scheme: 'arxiv', value: '1905.00001' }], published: '2019-05-01', updated: undefined, versions: [], days: [{ day: '2019-05-01', position: 0 }] })
  await takeIn([late], store)
  await store.close()
  await vi.waitFor(async () => expect((await items('/papers.json?q=owls'))[0]!.title).toBe('Of birds'), { timeout: 20_000, interval: 300 })
  expect((await items('/papers.json?q=owls&category=cs.LG'))[0]!.title).toBe('Of birds')
  expect((await items('/papers.json?q=larks')).map(({ title }) => title)).not.toContain('Of birds')
  expect(Date.parse(await atom())).toBeGreaterThanOrEqual(Date.parse(before))
  expect((await items('/papers/month/2026-03.json')).map(({ title }) => title)).not.toContain('Of birds')
}, 40_000)

describe('somebody who has the newest', () => {
  test('is told so, by digest, also for HEAD, and by date', async () => {
    for (const format of ['atom', 'rss', 'json'] as const) {
      const path = `/papers.${format}?category=cs.CV`
      const first = await get(path)
      const etag = first.headers.get('etag')!
      expect(first.headers.get('link')).toContain('rel="self"')
      expect(first.headers.get('cache-control')).toBe('public, max-age=60')
      for (const known of [etag, etag.slice(2), `"other", ${etag}`, '*']) {
        const again = await get(path, { 'if-none-match': known })
        expect([known, again.status, again.headers.get('etag'), await again.text()]).toEqual([known, 304, etag, ''])
      }
      expect((await get(path, { 'if-none-match': 'W/"other"' })).status).toBe(200)
      expect((await get(path, { 'if-none-match': 'W/"other"', 'if-modified-since': new Date(Date.now() + 9e6).toUTCString() })).status).toBe(200)
      for (const page of [path, `${path}&p=1`]) {
        const links = (answer: Response): string => answer.headers.get('link')!.replaceAll('https://papers.example', '')
        const shown = await get(page)
        expect(links(shown)).toContain(page === path ? `</papers.${format}?category=cs.CV&p=1>; rel="next"` : `</papers.${format}?category=cs.CV>; rel="prev"`)
        expect(links(await get(page, { 'if-none-match': shown.headers.get('etag')! }))).toBe(links(shown))
      }
      const head = await get(path, {}, 'HEAD')
      expect([head.status, await head.text(), head.headers.get('etag')]).toEqual([200, '', etag])
      expect((await get(path, { 'if-none-match': etag }, 'HEAD')).status).toBe(304)
    }
    await vi.waitFor(async () => expect((await get('/papers.atom')).headers.get('last-modified')).not.toBeNull(), 5000)
    const modified = (await get('/papers.atom')).headers.get('last-modified')!
    expect((await get('/papers.atom', { 'if-modified-since': modified })).status).toBe(304)
    expect((await get('/papers.atom', { 'if-modified-since': new Date(Date.parse(modified) - 1000).toUTCString() })).status).toBe(200)
    expect((await get('/papers.atom', { 'if-modified-since': 'some day' })).status).toBe(200)
  }, 20_000)
})

describe('a token for feeds', () => {
  let cookie: string
  let token: string
  const form = (path: string, values: Record<string, string>, as = cookie): Promise<Response> =>
    whole.ask({ method: 'POST', path, headers: { ...OWN, cookie: as, 'content-type': 'application/x-www-form-urlencoded' }, body: new URLSearchParams(values).toString() })

  beforeAll(async () => {
    await whole.add('ada@example.org', 'reader', 'Ada')
    cookie = await whole.signIn('ada@example.org')
    token = /bsf_[\w-]{43}/.exec(await (await form('/account/tokens', { name: 'My feed reader', kind: 'feeds' })).text())![0]
    expect((await form('/save', { paper: '2603.00009', back: '/papers' })).status).toBe(303)
    expect((await form('/tags', { paper: '2603.00009', tags: 'night.atom', back: '/papers' })).status).toBe(303)
  })

  test('reads the reader’s own feeds, valid and for nobody between', async () => {
    for (const [path, papers] of [['/saved', 1], ['/saved/tag/night%2Eatom', 1], ['/saved/tag/none', 0], ['/saved/voted', undefined], ['/saved/read', undefined], ['/saved/noted', undefined], ['/saved/hidden', undefined], ['/papers/for-you', undefined]] as const) {
      for (const format of ['atom', 'rss', 'json'] as const) {
        const answer = await get(`${path}.${format}?token=${token}`)
        const text = await answer.text()
        expect([path, answer.status]).toEqual([path, 200])
        expect(CHECKS[format](text)).toEqual([])
        expect([answer.headers.get('cache-control'), answer.headers.get('referrer-policy')]).toEqual(['private, max-age=60', 'no-referrer'])
        if (format === 'json' && papers !== undefined) expect((JSON.parse(text) as { items: unknown[] }).items.length).toBe(papers)
        expect((await get(`${path}.${format}?token=${token}`, { 'if-none-match': answer.headers.get('etag')! })).status).toBe(304)
      }
    }
  })

  test('is offered for the list that somebody comes from, with addresses to copy', async () => {
    const link = /id="feed-link" href="([^"]*)"/.exec(await (await get('/saved/tag/night%2Eatom', { cookie })).text())![1]!
    expect(link).toBe('/account/tokens?list=%2Fsaved%2Ftag%2Fnight%252Eatom')
    const asked = await (await get(link, { cookie })).text()
    expect(asked).toMatch(/value="feeds" checked/)
    const made = await (await form('/account/tokens', { name: 'A list', kind: 'feeds', list: /name="list" value="([^"]*)"/.exec(asked)![1]! })).text()
    const feeds = [.../<ul[^>]*id="own-feeds">.*?<\/ul>/s.exec(made)![0].matchAll(/href="([^"]*)"/g)].map(([, href]) => href!)
    expect(feeds.map((href) => href.replace(/bsf_.*/, '')).slice(0, 4)).toEqual(['/saved/tag/night%2Eatom.atom?token=', '/saved/tag/night%2Eatom.rss?token=', '/saved/tag/night%2Eatom.json?token=', '/papers/for-you.atom?token='])
    for (const href of feeds) expect([href, (await get(href)).status]).toEqual([href, 200])
    for (const other of ['/papers', '//evil.example/saved', 'javascript:x', '"><b>']) expect(await (await get(`/account/tokens?list=${encodeURIComponent(other)}`, { cookie })).text()).not.toMatch(/name="list"/)
  })

  test('is still what is asked for, and for that list, after a name that will not do or a token too many', async () => {
    await whole.add('bob@example.org', 'reader', 'Bob')
    const bob = await whole.signIn('bob@example.org')
    const asked = { kind: 'feeds', list: '/saved/tag/night%2Eatom' }
    const refused = async (name: string): Promise<unknown[]> => {
      const answer = await form('/account/tokens', { ...asked, name }, bob)
      const text = await answer.text()
      return [answer.status, /value="feeds" checked/.test(text), /value="program" checked/.test(text), /name="list" value="([^"]*)"/.exec(text)?.[1]]
    }
    expect(await refused(' ')).toEqual([400, true, false, asked.list])
    for (let i = 0; i < 20; i++) expect((await form('/account/tokens', { name: `Of many ${i}` }, bob)).status).toBe(200)
    expect(await refused('One more')).toEqual([429, true, false, asked.list])
  })

  test('opens nothing else, in an address or as a header', async () => {
    for (const path of ['/saved', '/papers/for-you', '/account', '/account/tokens', '/api/me', '/api/me/list', '/api/me/list/x.json', '/api/me/export']) {
      expect([path, (await get(`${path}?token=${token}`)).status]).not.toEqual([path, 200])
      expect([path, (await get(path, { authorization: `Bearer ${token}` })).status]).toEqual([path, 401])
    }
    const save = await whole.ask({ method: 'PUT', path: `/api/me/saved/2603.00010?token=${token}`, headers: {} })
    expect(save.status).toBe(401)
    expect((await get('/saved.atom', { authorization: `Bearer ${token}` })).status).toBe(401)
  })

  test('opens a list as references too', async () => {
    expect((await get('/saved.bib')).status).toBe(401)
    for (const format of ['bib', 'ris', 'csl.json']) {
      const answer = await get(`/saved.${format}?token=${token}`)
      expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'private, max-age=60'])
      expect((await answer.text()).length).toBeGreaterThan(10)
      const second = await get(`/saved.${format}?token=${token}&p=1`)
      const before = /<https:\/\/papers\.example([^>]+)>; rel="prev"/.exec(second.headers.get('link')!)![1]!
      expect([before, (await get(before)).status]).toEqual([`/saved.${format}?token=${token}`, 200])
    }
  })

  test('is asked for, and refused once it is revoked or is none', async () => {
    expect((await get('/saved.atom')).status).toBe(401)
    expect((await get(`/saved.atom?token=bsf_${'A'.repeat(43)}`)).status).toBe(401)
    const personal = /bs_[\w-]{43}/.exec(await (await form('/account/tokens', { name: 'A script' })).text())![0]
    expect((await get(`/saved.atom?token=${personal}`)).status).toBe(401)
    expect((await get(`/saved.atom?token=${personal.replace('bs_', 'bsf_')}`)).status).toBe(401)
    expect((await get('/saved.atom', { authorization: `Bearer ${personal}` })).status).toBe(200)
    const page = await (await get('/account/tokens', { cookie })).text()
    expect(page).toContain('for feeds, ')
    const id = /value="(feeds-[\w-]+)"/.exec(page)![1]!
    expect((await form('/account/tokens/revoke', { id })).status).toBe(303)
    expect((await get(`/saved.atom?token=${token}`)).status).toBe(401)
  })
})
