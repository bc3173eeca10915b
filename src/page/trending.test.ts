import { describe, expect, test } from 'vitest'
import { fakeEditions } from '../../test/page/fake-editions.ts'
import { pageApp } from '../../test/page/page-app.ts'
import { all, parseHtml, textOf } from '../../test/page/parse-html.ts'
import type { Editions, ListEdition, VoteHistory } from '../edition/edition.ts'
import { pageRoutes } from './page.ts'

const { app, editions } = pageApp()
const read = async (path: string, on = app) => {
  const answer = await on.request(path)
  return { status: answer.status, html: await answer.text() }
}

/** The pages over editions of which some answers are others. */
function appWith(part: Partial<Editions>) {
  const { deps } = pageApp()
  return pageRoutes({ ...deps, editions: { ...fakeEditions(), ...part } })
}

describe('lists as they stood', () => {
  test.each<[path: string, status: number, has: readonly string[], hasNot: readonly string[]]>([
    ['/papers/trending/2024-10-17', 200, ['Trending on Thursday, 17 October 2024', 'rel="prev" href="/papers/trending/2024-10-16"', 'rel="next" href="/papers/trending">now →', '/api/daily_papers?date=2024-10-17&amp;sort=trending&amp;stood=1'], ['id="formula"']],
    ['/papers/trending/2024-10-16', 404, ['How papers trended on Wednesday, 16 October 2024 was not kept.'], []],
    ['/papers/trending/2024-10-20', 404, ['Sunday, 20 October 2024 is not over yet'], []],
    ['/papers/trending/2024-02-30', 400, ['is not a day that exists'], []],
    ['/papers/trending/%3Cscript%3E', 400, ['&lt;script&gt;'], ['<script>']],
    ['/papers/date/2024-10-17?stood=1&category=cs.LG', 200, ['id="now" href="/papers/date/2024-10-17?category=cs.LG"', 'name="stood" value="1"', 'href="/papers/date/2024-10-16?category=cs.LG&amp;stood=1"', '/api/daily_papers?date=2024-10-17&amp;category=cs.LG&amp;stood=1'], ['id="order"', 'id="stood"']],
    ['/papers/date/2024-10-18?stood=1', 404, ['The list of Friday, 18 October 2024 was not kept as it stood.'], []],
    ['/papers/week/2024-W42?stood=1', 200, ['Week 42 of 2024'], []],
    ['/papers/date/2024-10-18', 200, ['id="order" href="/papers/date/2024-10-18?order=newest"'], ['id="stood"', 'id="now"']],
    ['/papers/month/2024-10?order=newest&p=0', 200, ['id="order" href="/papers/month/2024-10"', 'name="order" value="newest"'], []],
    ['/papers/trending', 200, ['id="formula"', '3 × votes here', 'href="/about#trending"'], ['id="order"', 'id="evenings"']],
    ['/about', 200, ['id="trending"', 'younger than 7 days', 'after a week 10 %', 'worth three upvotes elsewhere'], []],
  ])('%s', async (path, status, has, hasNot) => {
    const page = await read(path)
    expect(page.status).toBe(status)
    for (const text of has) expect(page.html).toContain(text)
    for (const text of hasNot) expect(page.html).not.toContain(text)
  })

  test('are offered where they are kept', async () => {
    const kept = async (day: string): Promise<ListEdition> => ({ ...(await editions.day(day)), kept: true })
    expect((await read('/papers/date/2024-10-18', appWith({ day: kept }))).html).toContain('id="stood" href="/papers/date/2024-10-18?stood=1"')
    const trending = async (): Promise<ListEdition> => ({ ...(await editions.trending()), previous: '2024-10-19' })
    expect((await read('/papers/trending', appWith({ trending }))).html).toContain('href="/papers/trending/2024-10-19">← as it stood on Sat 19 Oct')
  })

  test('ask for the newest first where the address says so', async () => {
    await read('/papers/date/2024-10-18?order=newest')
    expect(editions.asked.at(-1)!.with).toMatchObject(['2024-10-18', { sort: 'published' }])
    await read('/papers/date/2024-10-18?order=sideways')
    expect(editions.asked.at(-1)!.with).toMatchObject(['2024-10-18', { sort: undefined }])
  })
})

describe('why a paper trends', () => {
  test('is a table that unfolds, with parts that add up', async () => {
    const trending = async (): Promise<ListEdition> => {
      const list = await editions.trending()
      const [first, ...rest] = list.entries
      const terms = [
        { name: 'votes', text: '2 votes here, each fading by its own age', value: 6, share: 0.75 },
        { name: 'upvotes', text: '<b>2</b> upvotes elsewhere, newly listed', value: 2, share: 0.25 },
        { name: 'own', text: '1 vote by its own authors, which counts nothing', value: 0, share: 0 },
      ]
      return { ...list, entries: [{ ...first!, score: 8, terms }, { ...rest[0]!, score: 0, terms: [] }, ...rest.slice(1)] }
    }
    const { html } = await read('/papers/trending', appWith({ trending }))
    const page = parseHtml(html)
    const whys = all(page, '.why-here')
    expect(whys).toHaveLength(1)
    expect(all(whys[0]!, 'tr').map(textOf)).toEqual([
      '2 votes here, each fading by its own age6.075 %', '<b>2</b> upvotes elsewhere, newly listed2.025 %', '1 vote by its own authors, which counts nothing0.0', 'Score8.0',
    ])
    expect(textOf(all(whys[0]!, 'summary')[0]!)).toMatch(/^Why hereWhy “.+” stands here$/)
  })
})

describe('votes over time', () => {
  const withHistory = (history: VoteHistory | undefined) =>
    appWith({ paper: async (id) => ({ ...(await editions.paper(id))!, history }) })
  const paper = '/papers/2410.10100'

  test('are a picture with a title, and a table', async () => {
    const history: VoteHistory = { here: [{ day: '2024-10-17', votes: 2, own: 0 }, { day: '2024-10-19', votes: 12, own: 1 }], elsewhere: [{ day: '2024-10-16', source: 'huggingface', upvotes: 30 }] }
    const { html } = await read(paper, withHistory(history))
    const page = parseHtml(html)
    expect(textOf(all(page, '#votes-chart-title')[0]!)).toBe('From 16 Oct 2024 to 20 Oct 2024: 12 votes here, 30 upvotes elsewhere. The numbers are in the table below.')
    expect(all(all(page, '#votes-over-time')[0]!, 'tr').slice(1).map(textOf)).toEqual(['17 Oct 2024votes here2', '19 Oct 2024votes here, and 1 by its authors12', '16 Oct 2024upvotes elsewhere30'])
    expect(html).not.toMatch(/NaN|Infinity/)
  })

  test('are left out where there are none', async () => {
    expect((await read(paper, withHistory(undefined))).html).not.toContain('votes-over-time')
    expect((await read(paper)).html).not.toContain('votes-over-time')
  })

  test('of years fit on the page', async () => {
    const here = Array.from({ length: 3000 }, (_, index) => ({ day: new Date(Date.UTC(2014, 0, 1) + index * 86_400_000).toISOString().slice(0, 10), votes: index, own: 0 }))
    const { html } = await read(paper, withHistory({ here, elsewhere: [] }))
    expect(html).toContain('2,940 earlier days left out')
    const path = /class="here" d="([^"]*)"/.exec(html)![1]!
    expect(path.match(/V/g)!.length).toBeLessThanOrEqual(241)
    // The last point is the last count, the most of all.
    expect(path).toMatch(/V8H\d+(\.\d+)?$/)
  })

  test.each([[{ here: [{ day: '2024-10-20', votes: 0, own: 1 }], elsewhere: [] }], [{ here: [], elsewhere: [{ day: '2030-01-01', source: 'huggingface' as const, upvotes: 1 }] }]])('of one day are drawn too: %j', async (history) => {
    const { html } = await read(paper, withHistory(history))
    expect(html).toContain('id="votes-over-time"')
    expect(html).not.toMatch(/NaN|Infinity/)
  })
})
