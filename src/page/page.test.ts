import { describe, expect, test } from 'vitest'
import { gzipSync } from 'node:zlib'
import { BroadsheetError } from '../paper/errors.ts'
import { NOBODY, type Visitor } from '../paper/people.ts'
import { asVisitor, READER } from '../../test/page/as-visitor.ts'
import { fakeEditions } from '../../test/page/fake-editions.ts'
import { EMPTY_PAPER, madeUpPaper } from '../../test/page/made-up-papers.ts'
import { pageApp } from '../../test/page/page-app.ts'
import { all, parseHtml, textOf } from '../../test/page/parse-html.ts'
import { errorPage } from './page.ts'

const { app } = pageApp()

async function get(path: string, on = app): Promise<{ status: number; html: string; headers: Headers }> {
  const answer = await on.request(path)
  return { status: answer.status, html: await answer.text(), headers: answer.headers }
}

const long = 'x'.repeat(100_000)

describe('each address', () => {
  test.each<[path: string, status: number, has: readonly string[], hasNot: readonly string[]]>([
    ['/papers', 200, ['Friday, 18 October 2024', 'id="ledger"', 'href="/papers/date/2024-10-17"', 'href="/papers/week/2024-W42"', 'href="/papers/month/2024-10"', 'rel="next"'], ['shelf-banner', 'class="reasons"']],
    ['/papers/', 200, ['Friday, 18 October 2024'], []],
    ['/papers/date/2024-10-18?category=cs.LG&after=nonsense&p=1', 200, ['href="/api/daily_papers?date=2024-10-18&amp;category=cs.LG&amp;p=1"'], []],
    ['/papers?q=graphs&before=2024-10&mode=words', 200, ['href="/api/papers/search?q=graphs&amp;before=2024-10&amp;mode=words&amp;fold=1&amp;limit=25"'], []],
    [`/papers?q=${'a'.repeat(251)}`, 200, [], ['/api/papers/search']],
    ['/papers/date/2024-10-18', 200, ['<title>Friday, 18 October 2024 · Broadsheet</title>', '/api/daily_papers?date=2024-10-18'], ['aria-current="page"']],
    ['/papers/date/2024-10-19', 200, ['id="empty"', 'were a weekend', 'Next day with papers: Monday, 21 October 2024'], ['class="paper"']],
    ['/papers/date/2025-01-02', 200, ['</span>Mon 21 Oct 2024</a>'], []],
    ['/papers/week/2024-W42', 200, ['Week 42 of 2024', 'href="/papers/date/2024-10-18"', 'href="/papers/month/2024-10"', 'listed Wed 16 Oct'], []],
    ['/papers/date/2024-10-18', 200, ['<summary>By category</summary>', '<th scope="row">cs.LG</th><td>40 of 40</td><td>complete</td>', '<th scope="row">cs.CL</th><td>28 of 30</td><td>incomplete</td>', 'href="https://arxiv.org/abs/2410.00058"', 'href="/api/days/2024-10-18"', '<time datetime="2024-10-19T06:00:00.000Z">02:00 on 19 October</time>'], []],
    ['/papers/date/2025-01-02', 200, [], ['id="ledger-table"']],
    ['/papers/week/2024-W42', 200, ['<summary>Day by day</summary>', '<a href="/papers/date/2024-10-18">Fri 18 Oct</a></th><td>58 of 60</td><td>3 of 3</td><td>incomplete</td>', '<td>weekend, not fetched yet</td>'], ['By category']],
    ['/papers/trending', 200, [], ['id="ledger-table"']],
    ['/about', 200, ['id="ledger"', 'Days are New York’s'], ['universal time']],
    ['/papers/month/2024-10', 200, ['October 2024', 'href="/papers/week/2024-W40"', 'href="/papers/week/2024-W44"'], ['2024-W45']],
    ['/papers/trending', 200, ['Trending', 'aria-current="page"'], []],
    ['/papers/shelf', 200, ['id="shelf-banner"', 'id="clear-shelf"'], []],
    ['/papers?q=', 200, ['id="search-form"', 'How to ask'], ['id="count"']],
    ['/papers?q=retrieval+heads', 200, ['<mark>', 'id="count"', 'in 4 ms', 'close in meaning'], ['How to search papers']],
    ['/papers?search=retrieval', 200, ['id="count"', 'value="retrieval"'], []],
    ['/papers?q=nothingatall', 200, ['No paper has all of these words.', '0 papers'], ['class="paper"']],
    ['/papers?q=retrieval+heads', 200, ['Words of the title; close in meaning', 'id="explain" href="/papers?q=retrieval+heads&amp;explain=1"'], ['class="numbers"']],
    ['/papers?q=retrieval&day=2024-10-18', 200, ['id="within"', 'href="/papers/date/2024-10-18"', 'name="day" value="2024-10-18"', 'href="/papers?q=retrieval">Search all papers', 'date=2024-10-18&amp;fold=1'], []],
    ['/papers?q=retrieval&day=2024-W42&p=0', 200, ['Week 42', 'week=2024-W42'], []],
    ['/papers?q=retrieval&day=2024-02-30', 200, ['“2024-02-30” is no day, week or month, so all papers were searched.'], ['id="within"']],
    ['/papers?q=retrieval&day=%3Cscript%3E', 200, ['&lt;script&gt;'], ['<script>']],
    ['/papers/date/2024-10-18?category=cs.LG', 200, ['id="q-within"', 'Search in this day', 'name="day" value="2024-10-18"'], []],
    ['/papers/week/2024-W42', 200, ['Search in this week', 'name="day" value="2024-W42"'], []],
    ['/papers/trending', 200, [], ['id="q-within"']],
    ['/papers/2410.10100?similar=newer', 200, ['<span aria-current="true">newer only</span>', 'similar=older#similar'], []],
    ['/papers/2410.10100?similar=sideways', 200, ['<span aria-current="true">all</span>'], []],
    [`/papers?q=${'long+words+'.repeat(30)}`, 200, ['<textarea'], ['type="search"']],
    ['/papers?q=%22half', 200, ['without its partner'], []],
    ['/papers?q=x&after=never', 200, ['was not understood', 'value="never"'], []],
    ['/papers?q=x&mode=sideways&view=upside', 200, ['id="count"'], ['sideways', 'upside']],
    ['/about', 200, ['Thank you to arXiv for use of its open access interoperability.', 'id="query"', 'id="keys"', '48 papers'], []],
    ['/papers/2410.10100', 200, ['citation_title', 'citation_author', 'name="citation_arxiv_id" content="2410.10100"', 'citation_publication_date', 'og:title', '/api/papers/2410.10100', 'https://arxiv.org/abs/2410.10100v1', 'id="similar"'], ['name="citation_doi"']],
    ['/papers/2410.10100?version=2', 200, ['You asked for version 2'], []],
    ['/papers/2410.10100?version=%3Cb%3E', 200, [], ['You asked for version']],
    ['/papers/no/such:paper', 404, ['No paper “no/such:paper” is held here.'], []],
    ['/papers/%00', 400, ['No paper has an id like this.'], []],
    ['/papers/%E0%A4%A', 400, ['cannot be read'], []],
    [`/papers/${'a'.repeat(5000)}`, 400, ['No paper has an id like this.'], ['a'.repeat(1000)]],
    ['/papers/date/2024-13-45', 400, ['“2024-13-45” is not a day that exists.'], ['id="papers"']],
    ['/papers/date/2024-02-30', 400, ['is not a day that exists'], []],
    ['/papers/date/today', 400, ['is not a day that exists'], []],
    ['/papers/date/%3Cscript%3Ealert(1)%3C%2Fscript%3E', 400, ['&lt;script&gt;'], ['<script>alert']],
    ['/papers/week/2024-W60', 400, ['is not a week that exists'], []],
    ['/papers/month/2024-00', 400, ['is not a month that exists'], []],
    ['/papers/date?day=soon', 400, ['That is not a date'], []],
    ['/papers?p=-1', 400, ['The page number p'], []],
    ['/papers?p=abc', 400, ['The page number p'], []],
    ['/papers?q=x&p=1e9', 400, ['The page number p'], []],
    ['/papers?p=99999', 400, ['The page number p'], []],
    ['/papers/month/2024-10?p=0', 200, ['id="papers"'], ['class="pager"']],
    ['/papers?p=7', 200, ['Past the last page, 1', 'There is nothing on this page'], ['class="paper"']],
    [`/papers?q=${long}`, 400, ['The query is too long: it may have 12,000 characters at most.'], ['xxxxxxxxxx']],
    [`/papers?q=a&category=${long}&venue=${long}`, 200, ['id="count"'], [long]],
    [`/papers?after=${long}`, 200, ['was not understood'], [long]],
    ['/nowhere', 404, ['There is no page at this address.'], []],
  ])('%s', async (path, status, has, hasNot) => {
    const answer = await get(path)
    expect(answer.status).toBe(status)
    for (const text of has) expect(answer.html).toContain(text)
    for (const text of hasNot) expect(answer.html).not.toContain(text)
    expect(answer.html).not.toMatch(/\bat \S+ \(.*:\d+:\d+\)|node_modules/)
    parseHtml(answer.html)
  })

  test.each<[path: string, status: number, to: string]>([
    ['/', 302, '/papers'],
    ['/papers/search', 302, '/papers?q='],
    ['/papers/date?day=2024-10-17', 302, '/papers/date/2024-10-17'],
    ['/papers/date?day=2024-W42&view=titles', 302, '/papers/week/2024-W42?view=titles'],
    ['/papers/date?day=2024-10-17&category=cs.LG&venue=&view=titles', 302, '/papers/date/2024-10-17?category=cs.LG&view=titles'],
    ['/papers/date?day=2024-10', 302, '/papers/month/2024-10'],
    ['/papers/2410.10100v2', 302, '/papers/2410.10100?version=2'],
    ['/papers/cs/9301111v1', 302, '/papers/cs/9301111?version=1'],
    ['/papers/10.1234/Old.Name%231', 301, '/papers/cs/9301111'],
  ])('%s leads to %s %s', async (path, status, to) => {
    const papers = [{ ...EMPTY_PAPER, id: 'cs/9301111', identifiers: [{ scheme: 'arxiv' as const, value: 'cs/9301111' }, { scheme: 'doi' as const, value: '10.1234/old.name#1' }] }]
    const answer = await pageApp({ papers }).app.request(path)
    expect([answer.status, answer.headers.get('location')]).toEqual([status, to])
  })
})

test('ids with slashes, colons and signs lead back to their own page', async () => {
  for (const id of ['cs/9301111', '10.1002/(SICI)1097(19980815/30)17:15<1661::AID-SIM968>3.0.CO;2-2', '3dv2025/05T8abc_-', 'b-0123456789ab', 'a?b#c&d%20e "f"']) {
    const { app } = pageApp({ papers: [{ ...EMPTY_PAPER, id, title: 'The one' }] })
    const list = parseHtml((await get('/papers', app)).html)
    const href = all(list, '.title')[0]!.attributes.get('href')!
    const { status, html } = await get(href, app)
    expect([id, status]).toEqual([id, 200])
    expect(textOf(all(parseHtml(html), 'h1')[0]!)).toBe('The one')
  }
})

describe('what a list asks of the editions', () => {
  test('filters, page and size reach a day, and stay in its links', async () => {
    const { app, editions } = pageApp({ perDay: 130 })
    const { html } = await get('/papers/date/2024-10-18?category=cs.LG&venue=ICLR+2024&p=0&view=titles', app)
    expect(editions.asked).toEqual([{ what: 'day', with: ['2024-10-18', { category: 'cs.LG', venue: 'ICLR 2024', after: undefined, before: undefined, page: 0, pageSize: 50 }] }])
    expect(html).toContain('/papers/date/2024-10-17?category=cs.LG&amp;venue=ICLR+2024&amp;view=titles')
    expect(html).toContain('<html lang="en" data-view="titles">')
  })

  test('a search combines everything; the pages beside are named in the head and at the foot', async () => {
    const { app, editions } = pageApp({ perDay: 130 })
    const { html } = await get('/papers?q=the&category=cs.LG&after=2024&before=2024-10-31&mode=words&p=1', app)
    expect(editions.asked).toEqual([{ what: 'search', with: { query: 'the', category: 'cs.LG', venue: undefined, after: '2024', before: '2024-10-31', mode: 'words', span: undefined, verbatim: false, fold: true, page: 1, pageSize: 25 } }])
    const page = parseHtml(html)
    const query = 'q=the&category=cs.LG&after=2024&before=2024-10-31&mode=words'
    expect(all(page, '[rel=prev]').map((one) => [one.name, one.attributes.get('href')])).toEqual([['link', `/papers?${query}`], ['a', `/papers?${query}`]])
    expect(all(page, 'a[rel=next]').map((one) => one.attributes.get('href'))).toEqual([`/papers?${query}&p=2`])
  })

  test('nothing is searched before something was asked, nor for a query that is too long', async () => {
    const { app, editions } = pageApp()
    await get('/papers?q=', app)
    await get(`/papers?q=${long}`, app)
    expect(editions.asked).toEqual([])
  })

  test('a page that fails for no fault of the reader is left to the server, and drawn without the cause', async () => {
    const editions = { ...fakeEditions(), trending: () => Promise.reject(new Error('secret cause')), front: () => Promise.reject(new BroadsheetError('unavailable', 'The index is being built.')) }
    const { app, deps } = pageApp({ editions })
    await expect(Promise.resolve(app.request('/papers/trending'))).rejects.toThrow('secret cause')
    await expect(Promise.resolve(app.request('/papers'))).rejects.toThrow('The index is being built.')
    const drawn = await errorPage(deps)({ status: 503, message: 'The index is being built.' })
    expect(textOf(all(parseHtml(drawn), '#error-message')[0]!)).toBe('The index is being built.')
  })
})

describe('a paper that is not held', () => {
  const page = async (path: string, visitor: Visitor): Promise<string> => (await asVisitor(pageApp().app, visitor).request(path)).text()

  test('can be brought in by who may submit one, or can sign in', async () => {
    for (const visitor of [READER, { ...NOBODY, canSignIn: true }]) expect(await page('/papers/2401.99999v2', visitor)).toContain('<a id="bring-in" href="/submit?what=2401.99999v2"')
    expect(await page('/papers/2401.99999', NOBODY)).not.toContain('bring-in')
    expect(await page('/papers/no/such:paper', READER)).not.toContain('bring-in')
  })
})

describe('a search that is posted', () => {
  const post = async (values: Record<string, string>, on = pageApp({ perDay: 130 })) => {
    const answer = await on.app.request('/papers/search', { method: 'POST', body: new URLSearchParams(values) })
    return { status: answer.status, location: answer.headers.get('location'), html: await answer.text(), editions: on.editions }
  }
  const cjk = '稀疏注意力'.repeat(1500)

  test('goes to its address where it has one', async () => {
    const { status, location, editions } = await post({ q: 'sparse\r\nattention', category: 'cs.LG', mode: 'both', venue: '', day: '2024-10-18', view: 'titles' })
    expect([status, location]).toEqual([303, '/papers?q=sparse+attention&category=cs.LG&day=2024-10-18&view=titles'])
    expect(editions.asked).toEqual([])
    expect(await post({})).toMatchObject({ status: 303, location: '/papers?q=' })
  })

  test('is answered where no address could carry it, and goes on by forms', async () => {
    const on = pageApp({ perDay: 130 })
    const { search } = on.editions
    const editions = { ...on.editions, search: (request: Parameters<typeof search>[0]) => search.call(on.editions, { ...request, query: 'the' }) }
    const { status, html } = await post({ q: cjk, mode: 'words', p: '1' }, { ...pageApp({ editions }), editions: on.editions })
    expect(status).toBe(200)
    expect(on.editions.asked).toMatchObject([{ what: 'search', with: { mode: 'words', page: 1, pageSize: 25 } }])
    const page = parseHtml(html)
    expect(all(page, 'article.paper')).toHaveLength(25)
    for (const { attributes } of all(page, 'a')) expect(attributes.get('href')!.length).toBeLessThan(2000)
    const buttons = all(page, 'button').filter((one) => one.attributes.get('name') === 'p').map((one) => [one.attributes.get('value'), textOf(one)])
    expect(buttons).toEqual([['0', 'Previous page'], ['2', 'Next page']])
    expect(all(page, 'input').filter((one) => one.attributes.get('type') === 'hidden' && one.attributes.get('value') === cjk).length).toBeGreaterThan(0)
  })

  test.each<[Record<string, string>, number]>([
    [{ q: 'x'.repeat(12_001) }, 400],
    [{ q: cjk, p: '-1' }, 400],
    [{ q: cjk, p: '99999' }, 400],
  ])('%.30j is refused', async (values, status) => {
    expect((await post(values)).status).toBe(status)
  })

  test('is hostile text like any other, and may lack every field', async () => {
    const { status, html } = await post({ q: `<script>alert(1)</script>${cjk}`, category: '"><img src=x>', day: '<b>' })
    expect(status).toBe(200)
    expect(html).not.toContain('<script>alert')
    expect(html).not.toContain('<img')
    const odd = await pageApp().app.request('/papers/search', { method: 'POST', body: 'q=%FF&__proto__=1', headers: { 'content-type': 'multipart/form-data' } })
    expect([303, 400]).toContain(odd.status)
  })
})

describe('what is said beside the hits', () => {
  const withEdition = (change: object, entry: object = {}) => {
    const { app, editions } = pageApp()
    const search: typeof editions.search = async (request) => {
      const found = await editions.search(request)
      return { ...found, ...change, entries: found.entries.map((one, at) => (at === 0 ? { ...one, ...entry } : one)) }
    }
    return pageApp({ editions: { ...editions, search } }).app ?? app
  }

  test('another spelling, offered or used', async () => {
    const offered = parseHtml((await get('/papers?q=the&category=cs.LG', withEdition({ didYouMean: { query: 'then <b>', used: false } }))).html)
    expect(textOf(all(offered, '#respelt')[0]!).trim()).toBe('Did you mean then <b>?')
    expect(all(all(offered, '#respelt')[0]!, 'a').map((one) => one.attributes.get('href'))).toEqual(['/papers?q=then+%3Cb%3E&category=cs.LG'])
    const used = parseHtml((await get('/papers?q=the', withEdition({ didYouMean: { query: 'then', used: true } }))).html)
    expect(textOf(all(used, '#respelt')[0]!).replace(/\s+/g, ' ').trim()).toBe('Showing results for then. Search instead for the')
    expect(all(all(used, '#respelt')[0]!, 'a').map((one) => one.attributes.get('href'))).toEqual(['/papers?q=then', '/papers?q=the&verbatim=1'])
  })

  test('near-copies lead to their own pages', async () => {
    const copies = [{ ...EMPTY_PAPER, id: 'cs/9301111', venue: '<ICML>' }, { ...EMPTY_PAPER, id: '2410.7' }]
    const page = parseHtml((await get('/papers?q=the', withEdition({}, { copies }))).html)
    expect(textOf(all(page, '.copies')[0]!).trim()).toBe('And 2 near-copies: <ICML>, 2410.7')
    expect(all(all(page, '.copies')[0]!, 'a').map((one) => one.attributes.get('href'))).toEqual(['/papers/cs/9301111', '/papers/2410.7'])
    expect(all(page, '.copies')).toHaveLength(1)
  })

  test('the numbers, when asked', async () => {
    const on = withEdition({}, { score: 0.8, explanation: { signals: { words: 12.34, meaning: 0.412, cover: 1, odd: 0.5 }, terms: { words: 0.6, meaning: 0.2 } } })
    const page = parseHtml((await get('/papers?q=the&explain=1', on)).html)
    expect(all(all(page, '.numbers')[0]!, 'tr').map((one) => textOf(one).replace(/\s+/g, ' ').trim())).toEqual([
      'Score 0.800words 0.600 + meaning 0.200',
      'Measuredwords (BM25) 12.3, meaning (cosine) 0.412, found anywhere 1.000, odd 0.500',
    ])
    expect(all(page, '#explain').map((one) => one.attributes.get('href'))).toEqual(['/papers?q=the'])
    expect(all(parseHtml((await get('/papers?q=the', on)).html), '.numbers')).toEqual([])
  })
})

describe('hostile papers', () => {
  const evil = '<script>alert(1)</script><img src=x onerror=alert(2)>"\'><svg/onload=alert(3)>'
  const paper = {
    ...madeUpPaper(5),
    id: '2410.66666',
    title: `${evil} $\\href{javascript:alert(4)}{x}$ \u0000 \ud800`,
    abstract: `${evil}\n\n$${'{'.repeat(5000)}$ $\\def\\a{\\a\\a}\\a$ ${'$x^'.repeat(3000)} [link](javascript:alert(5))`,
    authors: [{ name: evil, affiliation: evil }, { name: '\ud800"x"' }],
    venue: evil,
    categories: [evil.slice(0, 50)],
    keywords: [evil],
    comment: evil,
    journalRef: evil,
    licence: 'javascript:alert(6)',
    published: '2024-10-18',
    identifiers: [{ scheme: 'arxiv' as const, value: '"><script>alert(7)</script>' }, { scheme: 'doi' as const, value: '10.1234/"><script>' }, { scheme: 'openreview' as const, value: '&x=<b>' }],
    links: [
      { kind: 'code' as const, url: 'javascript:alert(8)' },
      { kind: 'project' as const, url: 'https://user:word@evil.example/' },
      { kind: 'other' as const, url: 'https://ok.example/"><script>alert(9)</script>' },
      { kind: 'other' as const, url: 'http://[broken' },
    ],
  }
  const { app } = pageApp({ papers: [paper] })

  test.each(['/papers', '/papers/2410.66666', `/papers?q=${encodeURIComponent('script alert')}`, `/papers?q=${encodeURIComponent(evil)}&venue=${encodeURIComponent(evil)}`])('%s shows them as text', async (path) => {
    const { status, html } = await get(path, app)
    expect(status).toBe(200)
    const page = parseHtml(html)
    for (const element of [...all(page, ''), ...all(page, 'script')]) {
      for (const [name, value] of element.attributes) {
        expect(name).not.toMatch(/^on|^style$|^srcdoc$/i)
        if (name === 'href' || name === 'src' || name === 'action') expect(value).toMatch(/^(?:\/(?!\/)|#|https?:\/\/)/)
      }
      if (element.name === 'script') expect(element.attributes.get('src')).toMatch(/^\/assets\/[0-9a-f]{16}\/client\//)
    }
    expect(all(page, 'svg')).toEqual([])
    expect(all(page, 'img')).toEqual([])
    expect(html).not.toMatch(/href="javascript/i)
    expect(html).not.toContain('user:word')
    expect(html).not.toContain('\u0000')
  })

  test('the words themselves are still there to read', async () => {
    const page = parseHtml((await get('/papers/2410.66666', app)).html)
    expect(textOf(all(page, 'h1')[0]!)).toContain('<script>alert(1)</script>')
  })
})

describe('what goes with a page', () => {
  test('a strict policy, no guessing, no keeping without asking', async () => {
    for (const path of ['/papers', '/papers/nothing', '/papers?p=x', '/']) {
      const { headers } = await get(path)
      expect(headers.get('content-security-policy')).toBe("default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'")
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('referrer-policy')).toBe('same-origin')
    }
    expect((await get('/papers')).headers.get('cache-control')).toBe('private, max-age=0, must-revalidate')
    expect((await get('/papers/nothing')).headers.get('cache-control')).toBe('no-store')
  })

  test('the same page is not sent twice', async () => {
    const etag = (await get('/papers')).headers.get('etag')!
    const again = await app.request('/papers', { headers: { 'if-none-match': `"other", ${etag}` } })
    expect([again.status, await again.text()]).toEqual([304, ''])
    const other = await app.request('/papers/trending', { headers: { 'if-none-match': etag } })
    expect(other.status).toBe(200)
  })

  test('assets are kept for ever under their own hash only', async () => {
    const page = parseHtml((await get('/papers')).html)
    const addresses = [...all(page, '[rel=stylesheet]').map((one) => one.attributes.get('href')), ...all(page, 'script').map((one) => one.attributes.get('src')), all(page, '[rel=icon]')[0]?.attributes.get('href')]
    // Two sheets, the script before the first paint, the module, the icon. Without the build there are no scripts: run `npm run build`.
    expect(addresses).toHaveLength(5)
    for (const address of addresses) {
      const { status, headers } = await get(address!)
      expect([address, status, headers.get('cache-control'), headers.get('x-content-type-options')]).toEqual([address, 200, 'public, max-age=31536000, immutable', 'nosniff'])
      expect(headers.get('content-type')).toMatch(/^(?:text\/css|text\/javascript|image\/svg\+xml)/)
      const stale = address!.replace(/[0-9a-f]{16}/, '0000000000000000')
      expect((await get(stale)).headers.get('cache-control')).toBe('no-cache')
    }
    for (const bad of ['/assets/', '/assets/x/../page.ts', '/assets/x/%2e%2e/page.ts', '/assets/x/page.ts']) expect((await get(bad)).status).toBe(404)
  })

  test('the script before the first paint is a classic script', async () => {
    const { html } = await get('/papers')
    const source = (await get(/src="([^"]+\.cjs)"/.exec(html)![1]!)).html
    expect(() => new Function(source)).not.toThrow()
    expect(source).not.toMatch(/^\s*(?:import|export)\b|\bexports\b/m)
  })

  test('fifty whole abstracts weigh less than 60 kB compressed', async () => {
    const { app } = pageApp({ perDay: 50 })
    const { html } = await get('/papers', app)
    expect(all(parseHtml(html), 'article.paper')).toHaveLength(50)
    expect(html.length).toBeGreaterThan(60_000)
    expect(gzipSync(html).length).toBeLessThan(60_000)
  })
})

describe('clearing the starter shelf', () => {
  const own = { host: 'localhost:8765' }
  test.each<[string, Record<string, string>, number]>([
    ['from a page of this site', { ...own, 'sec-fetch-site': 'same-origin', origin: 'http://localhost:8765' }, 303],
    ['from this site in an older browser', { ...own, origin: 'http://localhost:8765' }, 303],
    ['from another site', { ...own, 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }, 403],
    ['from another port of this machine', { ...own, 'sec-fetch-site': 'same-site', origin: 'http://localhost:9999' }, 403],
    ['from another port, older browser', { ...own, origin: 'http://localhost:9999' }, 403],
    ['from a sandboxed frame', { ...own, origin: 'null' }, 403],
    ['from nowhere', own, 403],
    ['typed by hand', { ...own, 'sec-fetch-site': 'none' }, 403],
  ])('%s', async (_, headers, status) => {
    const { app, cleared } = pageApp({ shelf: true })
    const answer = await app.request('/shelf/clear', { method: 'POST', headers })
    expect(answer.status).toBe(status)
    expect(cleared.times).toBe(status === 303 ? 1 : 0)
    if (status === 303) expect(answer.headers.get('location')).toBe('/papers?cleared=333')
  })

  test('not where it may not be cleared, and never by GET', async () => {
    const { app, cleared } = pageApp({ shelf: true, canClearShelf: false })
    const { html } = await get('/papers', app)
    expect(html).toContain('shelf-banner')
    expect(html).not.toContain('clear-shelf')
    expect((await app.request('/shelf/clear', { method: 'POST', headers: { 'sec-fetch-site': 'same-origin' } })).status).toBe(404)
    expect((await get('/shelf/clear', pageApp({ shelf: true }).app)).status).toBe(404)
    expect(cleared.times).toBe(0)
  })

  test('says what went', async () => {
    expect((await get('/papers?cleared=333')).html).toContain('333 of its records are gone')
    expect((await get('/papers?cleared=<b>')).html).not.toContain('records are gone')
  })
})

test('the about page leads to the starter shelf while one is held', async () => {
  expect((await get('/about', pageApp({ shelf: true }).app)).html).toContain('href="/papers/shelf"')
  expect((await get('/about')).html).not.toContain('href="/papers/shelf"')
})
