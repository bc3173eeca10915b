import { gzipSync } from 'node:zlib'
import { Hono } from 'hono'
import { describe, expect, test } from 'vitest'
import type { FakeOptions } from '../../test/page/fake-editions.ts'
import { pageApp } from '../../test/page/page-app.ts'
import { all, type Element, hasAncestor, parseHtml, textOf } from '../../test/page/parse-html.ts'
import { type ChosenSources, DEFAULT_SOURCES } from '../paper/chosen-sources.ts'
import type { SourceStatus } from '../paper/source-status.ts'
import type { PageDeps } from './page.ts'

// pageApp's clock: 05:30 in New York
const NOW = Date.UTC(2024, 9, 20, 9, 30)
const at = (minutes: number): string => new Date(NOW + minutes * 60_000).toISOString()

const CHOSEN: ChosenSources = {
  ...DEFAULT_SOURCES, arxiv: ['cs.LG', 'hep-th', 'math'], biorxiv: ['cell biology', 'alchemy'], openreview: ['ICLR.cc/2026/Conference'],
  feeds: ['https://feeds.example/private.xml?token=abc'], contact: 'me@example.org',
}
const TROUBLE: SourceStatus = {
  key: 'arxiv', label: 'arXiv', triedAt: at(-2), okAt: at(-90), trouble: { since: at(-20), sentence: 'No connection: the name was not found' },
  nextAt: at(12), work: { what: 'Backfill of cs.LG', progress: 0.437 },
}
const chosenApp = (statuses: readonly SourceStatus[] = [], more: FakeOptions & Partial<PageDeps> = {}, fetching = true) =>
  pageApp({ sources: { chosen: CHOSEN, statuses, fetching }, ...more })

const OWN = { 'sec-fetch-site': 'same-origin', 'content-type': 'application/x-www-form-urlencoded' }
async function post(app: Hono, values: readonly (readonly [string, string])[], headers: Record<string, string> = OWN) {
  const body = new URLSearchParams(values.map(([name, value]) => [name, value])).toString()
  const answer = await app.request('/sources', { method: 'POST', body, headers })
  return { status: answer.status, location: answer.headers.get('location'), html: await answer.text() }
}
const read = async (app: Hono, path: string): Promise<Element> => parseHtml(await (await app.request(path)).text())
const ticked = (page: Element, name: string): string[] =>
  all(page, `input[name=${name}]`).filter((one) => one.attributes.has('checked')).map((one) => one.attributes.get('value')!)
const one = (page: Element, selector: string): Element => {
  const found = all(page, selector)
  expect([selector, found.length]).toEqual([selector, 1])
  return found[0]!
}
const words = (element: Element): string => textOf(element).replace(/\s+/g, ' ').trim()

describe('the first visit', () => {
  test('the front page invites above the shelf, and what it offers can be sent as it is', async () => {
    const { app, kept } = pageApp({ shelf: true })
    const page = await read(app, '/papers')
    const ids = all(page, 'aside').map((aside) => aside.attributes.get('id'))
    expect(ids).toEqual(['begin', 'shelf-banner'])
    const form = all(one(page, '#begin'), 'form')[0]!
    const sent = all(form, 'input').filter((input) => input.attributes.get('type') === 'hidden' || input.attributes.has('checked')).map((input) => [input.attributes.get('name')!, input.attributes.get('value')!] as const)
    expect([form.attributes.get('method'), form.attributes.get('action')]).toEqual(['post', '/sources'])
    expect(await post(app, sent)).toMatchObject({ status: 303, location: '/sources?kept=now' })
    expect(kept).toEqual([{ ...DEFAULT_SOURCES, contact: undefined }])
  })

  test('only the front page invites, only its first page, and only whoever may choose', async () => {
    const { app } = pageApp({ perDay: 80 })
    for (const path of ['/papers?p=1', '/papers/date/2024-10-18', '/papers/trending', '/about']) expect([path, all(await read(app, path), '#begin').length]).toEqual([path, 0])
    expect(all(await read(pageApp({ chooseSources: undefined }).app, '/papers'), '#begin')).toEqual([])
    expect(all(await read(chosenApp().app, '/papers'), '#begin')).toEqual([])
  })

  test('the short form sent again from an old page takes nothing away', async () => {
    const { app, kept } = chosenApp()
    expect(await post(app, [['begin', '1'], ['arxiv', 'cs.LG']])).toMatchObject({ status: 303, location: '/sources?kept=already' })
    expect(kept).toEqual([])
    expect(words(one(await read(app, '/sources?kept=already'), '.notes'))).toMatch(/nothing was changed/)
  })

  test('the form has the defaults ticked, and every category of arXiv', async () => {
    const page = await read(pageApp().app, '/sources')
    expect(ticked(page, 'arxiv').sort()).toEqual([...DEFAULT_SOURCES.arxiv].sort())
    expect(ticked(page, 'huggingface')).toEqual(['on'])
    expect(ticked(page, 'openalex')).toEqual([])
    expect(all(page, 'input[name=arxiv]').length).toBeGreaterThan(150)
    expect(words(all(page, 'label').find((label) => label.attributes.get('for') === 'arxiv-cs.LG')!)).toBe('cs.LG Machine Learning')
    expect(all(page, '.source-list')).toEqual([])
  })
})

describe('choosing', () => {
  test('everything that was chosen stands in the form again, and sent as it stands it is the same choice', async () => {
    const { app, kept } = chosenApp()
    const page = await read(app, '/sources')
    const form = one(page, '.choose')
    const sent: (readonly [string, string])[] = []
    for (const input of all(form, 'input')) {
      if (input.attributes.get('type') !== 'checkbox' || input.attributes.has('checked')) sent.push([input.attributes.get('name')!, input.attributes.get('value') ?? ''])
    }
    for (const area of all(form, 'textarea')) sent.push([area.attributes.get('name')!, textOf(area)])
    expect((await post(app, sent)).status).toBe(303)
    expect(kept).toEqual([CHOSEN])
  })

  test('faults are told at the top and at their fields, and what was typed is kept', async () => {
    const { app, kept } = pageApp()
    const feeds = '\njavascript:alert(1)\nhttps://ok.example/feed'
    const { status, html } = await post(app, [
      ['arxiv', 'cs.RO'], ['further', 'cs.XX math'], ['biorxiv', 'zoology'], ['openreview', 'ICLR 2026'], ['acl', 'x'], ['feeds', feeds], ['openalex', 'on'], ['contact', '<b>me</b>'],
    ])
    expect([status, kept]).toEqual([400, []])
    const page = parseHtml(html)
    expect(all(one(page, '#faults'), 'a').map((link) => link.attributes.get('href'))).toEqual(['#further', '#feeds', '#openreview', '#acl', '#contact'])
    for (const id of ['further', 'feeds', 'openreview', 'acl', 'contact']) {
      const field = one(page, `#${id}`)
      expect(field.attributes.get('aria-invalid')).toBe('true')
      for (const to of field.attributes.get('aria-describedby')!.split(' ')) expect(words(one(page, `#${to}`)).length).toBeGreaterThan(10)
    }
    expect(ticked(page, 'arxiv')).toEqual(['cs.RO'])
    expect(ticked(page, 'biorxiv')).toEqual(['zoology'])
    expect(ticked(page, 'huggingface')).toEqual([])
    expect(ticked(page, 'openalex')).toEqual(['on'])
    expect(one(page, '#further').attributes.get('value')).toBe('cs.XX math')
    expect(one(page, '#contact').attributes.get('value')).toBe('<b>me</b>')
    // A browser drops the first line break of a text area, so one more must stand there.
    expect(textOf(one(page, '#feeds'))).toBe(`\n${feeds}`)
  })

  test.each<[string, (readonly [string, string])[], RegExp]>([
    ['nothing at all', [], /Nothing would be left to read/],
    ['too many categories', Array.from({ length: 2000 }, (_, i) => ['arxiv', `x${i}`] as const), /no category “x0”/],
    ['more categories than may be chosen', [['further', 'math'], ...Array.from({ length: 90 }, (_, i) => ['arxiv', `math.${i}`] as const)], /no category/],
    ['too many feeds', [['feeds', Array.from({ length: 101 }, (_, i) => `https://feeds.example/${i}`).join('\n')]], /At most 100 can be chosen here/],
    ['an endless field', [['feeds', `https://${'a'.repeat(300_000)}`]], /“https:\/\/a+…” is (too long|no address)/],
    ['a script for an address', [['feeds', 'JavaScript:alert(1)']], /no address of a feed/],
    ['a script for a category', [['arxiv', '"><script>alert(1)</script>']], /no category “&quot;&gt;&lt;script&gt;|no category/],
    ['a header in the contact', [['huggingface', 'on'], ['contact', 'me@example.org\r\nX-Evil: 1']], /must be an e-mail address/],
    ['control and half characters', [['further', '\u0000\u001b[31m\ud800'], ['__proto__', 'x'], ['constructor', 'y']], /no category/],
  ])('%s is refused', async (_, values, said) => {
    const { app, kept } = pageApp()
    const { status, html } = await post(app, values)
    expect([status, kept]).toEqual([400, []])
    const page = parseHtml(html)
    expect(words(one(page, '#faults'))).toMatch(said)
    expect(html).not.toContain('<script>alert')
    expect(html).not.toContain('\u001b')
  })

  test('what is no form is refused', async () => {
    const { app, kept } = pageApp()
    for (const body of ['', '\u0000', '{"arxiv":["cs.LG"]}', '%%%=%%&&&==']) {
      expect((await app.request('/sources', { method: 'POST', body, headers: { ...OWN, 'content-type': 'application/json' } })).status).toBe(400)
    }
    expect(kept).toEqual([])
  })

  test.each<[Record<string, string>]>([
    [{}],
    [{ 'sec-fetch-site': 'cross-site' }],
    [{ 'sec-fetch-site': 'same-site' }],
    [{ 'sec-fetch-site': 'none' }],
    [{ origin: 'https://evil.example' }],
    [{ origin: 'null' }],
    [{ 'sec-fetch-site': 'cross-site', origin: 'http://localhost' }],
  ])('asked for by another site (%j) it is refused', async (headers) => {
    const { app, kept } = pageApp()
    const { status, html } = await post(app, [['huggingface', 'on']], { 'content-type': OWN['content-type'], ...headers })
    expect([status, kept]).toEqual([403, []])
    expect(html).toContain('nothing was done')
  })

  test('where readers only look, nothing is chosen and nothing private is shown', async () => {
    const status = { key: `feed:${CHOSEN.feeds[0]}`, label: CHOSEN.feeds[0]!, trouble: { since: at(-5), sentence: `${CHOSEN.feeds[0]} answered 404` } }
    const { app, kept } = chosenApp([status], { chooseSources: undefined })
    expect((await post(app, [['huggingface', 'on']])).status).toBe(404)
    expect(kept).toEqual([])
    for (const path of ['/sources', '/papers']) {
      const html = await (await app.request(path)).text()
      expect(html).not.toMatch(/token|private\.xml|me@example|class="choose"/)
      expect(html).toContain('feeds.example')
    }
  })
})

describe('how the sources fare', () => {
  test('each chosen source has its times, its trouble and its work', async () => {
    const iclr = { key: 'openreview:ICLR.cc/2026/Conference', label: 'ICLR 2026 on OpenReview', okAt: at(-1500), nextAt: at(-1) }
    const page = await read(chosenApp([TROUBLE, iclr]).app, '/sources')
    const arxiv = one(page, '#source-arxiv')
    expect(words(arxiv)).toMatch(/^arXivcs\.LG, hep-th, mathIn troublesince 05:10, 20 minutes ago: No connection: the name was not found\.Last looked05:28, 2 minutes agoAnswered04:00, 2 hours agoNext try05:42, in 12 minutesAt workBackfill of cs\.LG 43 %$/)
    expect(all(arxiv, 'time').map((time) => time.attributes.get('datetime'))).toEqual([at(-20), at(-2), at(-90), at(12)])
    expect(one(arxiv, 'progress').attributes.get('value')).toBe('0.437')
    expect(words(one(page, '#source-openreview'))).toMatch(/Next look ?now$/)
    expect(words(one(page, '#source-huggingface'))).toMatch(/Not asked yet/)
    expect(all(page, '#source-medrxiv')).toEqual([])
    expect(all(page, 'time').filter((time) => !hasAncestor(time, 'header')).length).toBe(5)
  })

  test('it is said when nothing fetches, and no next look is promised', async () => {
    const page = await read(chosenApp([TROUBLE], {}, false).app, '/sources')
    expect(words(one(page, '.sources'))).toMatch(/Nothing is being fetched at the moment/)
    expect(words(one(page, '#source-arxiv'))).not.toMatch(/in 12 minutes/)
  })

  test('the front page has one quiet line, and none without trouble', async () => {
    expect(words(one(await read(chosenApp([TROUBLE]).app, '/papers'), '#trouble'))).toBe('arXiv has not answered since 05:10 (New York); next try at 05:42.')
    const { trouble: _, ...well } = TROUBLE
    expect(all(await read(chosenApp([well]).app, '/papers'), '#trouble')).toEqual([])
    expect(all(await read(pageApp().app, '/papers'), '#trouble')).toEqual([])
  })

  test('hostile labels, sentences and names of feeds are text', async () => {
    const evil = '"><script>alert(1)</script><img src=x onerror=alert(2)>'
    const sources = {
      chosen: { ...CHOSEN, arxiv: [evil], feeds: [`https://x.example/${evil}`], openreview: [evil], contact: evil, acl: [evil], medrxiv: [evil] },
      statuses: [{ ...TROUBLE, label: evil, trouble: { since: at(-1), sentence: evil }, work: { what: evil, progress: 0.5 } }, { ...TROUBLE, key: `arxiv:${evil}`, label: evil }],
      fetching: true,
    }
    for (const path of ['/sources', '/papers']) {
      const html = await (await pageApp({ sources }).app.request(path)).text()
      expect(html).not.toMatch(/<script>|<img/)
      const page = parseHtml(html)
      expect(words(all(page, 'main')[0]!)).toContain('<script>alert(1)</script>')
    }
  })

  test('the longest choice with every source in trouble stays a light page', async () => {
    const feeds = Array.from({ length: 100 }, (_, i) => `https://feeds.example/${i}/${'x'.repeat(60)}`)
    const statuses = feeds.map((feed, i) => ({ ...TROUBLE, key: `feed:${feed}`, label: feed, nextAt: at(i) }))
    const html = await (await pageApp({ sources: { chosen: { ...CHOSEN, feeds }, statuses, fetching: true } }).app.request('/sources')).text()
    expect(gzipSync(html).length).toBeLessThan(60_000)
    expect(gzipSync(await (await pageApp().app.request('/sources')).text()).length).toBeLessThan(20_000)
  })
})
