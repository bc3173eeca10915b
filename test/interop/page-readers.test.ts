/**
 * Programs that read pages, or the lists of the API without the official client, each doing with an answer what its public source does
 * (read in November 2026): RSSHub `lib/routes/huggingface/daily-papers.ts`, and the ways of finding the data that other bots have.
 */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Server } from '../support/broadsheet.ts'
import { all, parseHtml } from '../page/parse-html.ts'
import { madeUpDays, type Fields, type RecordedDay } from './recorded-days.ts'
import { serveDays } from './serve-days.ts'

type Entry = RecordedDay['entries'][number]
type Props = Fields & { readonly dailyPapers: readonly Entry[] }

const days = madeUpDays()
const { date, entries: recorded } = days.at(-1)!
const month = date.slice(0, 7)
const best = recorded[0]!
let server: Server

beforeAll(async () => {
  server = await serveDays(days)
}, 60_000)
afterAll(async () => {
  await server?.stop()
})

async function read(path: string, headers: Record<string, string> = {}): Promise<string> {
  const answer = await server.get(path, { headers: { accept: '*/*', ...headers }, redirect: 'follow' })
  expect([path, answer.status]).toEqual([path, 200])
  return answer.text()
}

/** What Python's `html.unescape` and JavaScript's many helpers do with the five characters that matter here. */
const unescaped = (text: string): string => text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&amp;', '&')

/** RSSHub's handler, with `got` and `cheerio` replaced by what they do: `$('div[data-target="DailyPapers"]').data('props')` parses JSON. */
async function rsshub(cycle: 'date' | 'week' | 'month', voteFliter = '0') {
  // It asks for its own year; the next one's last week is to come at any time, also between Christmas and New Year.
  const year = new Date().getFullYear() + 1
  const path = { date: '/papers', week: `/papers/week/${year}-W52`, month: `/papers/month/${new Date().toISOString().slice(0, 7)}` }[cycle]
  const page = parseHtml(await read(path, { 'user-agent': 'RSSHub/1.0 (+http://github.com/DIYgod/RSSHub; like FeedFetcher-Google)' }))
  const papers = JSON.parse(all(page, 'div').find(({ attributes }) => attributes.get('data-target') === 'DailyPapers')!.attributes.get('data-props')!) as Props
  return papers.dailyPapers
    .filter((item) => item.paper.upvotes >= Number(voteFliter))
    .map((item) => ({
      title: item['title'] as string,
      link: `https://arxiv.org/abs/${item.paper.id}`,
      description: (item.paper['summary'] as string).replaceAll('\n', ' '),
      pubDate: new Date(item['publishedAt'] as string),
      author: (item.paper['authors'] as { name: string }[]).map((author) => author.name).join(', '),
      upvotes: item.paper.upvotes,
    }))
    .toSorted((a, b) => b.upvotes - a.upvotes)
}

test('RSSHub: the last day', async () => {
  const items = await rsshub('date')
  expect(items[0]).toEqual({ title: best['title'], link: `https://arxiv.org/abs/${best.paper.id}`, description: best.paper['summary'], pubDate: new Date(`${date}T02:00:00.000Z`), author: 'Ada Example', upvotes: 100 })
  expect(items.length).toBeGreaterThan(40)
})

test('RSSHub: votes', async () => {
  const items = await rsshub('date', '98')
  expect(items.map(({ upvotes }) => upvotes)).toEqual([100, 99, 98])
})

test('RSSHub: the last week of the year leads to the last week with papers', async () => {
  expect((await rsshub('week')).length).toBeGreaterThan(40)
})

test('RSSHub: a month without papers is an empty list, not a failure', async () => {
  expect(await rsshub('month')).toEqual([])
})

test.each([
  ['RSSHub until 2024', /<main[^>]*>(?:(?!<\/main>).)*<div[^>]* data-target="DailyPapers" data-props="([^"]*)"/s],
  ['names of attributes side by side', /data-target="DailyPapers"\s+data-props="([^"]+)"/],
  ['anything between them', /data-target="DailyPapers"[^>]*data-props="([^"]+)"/s],
  ['the classes', /<div class="SVELTE_HYDRATER contents"[^>]*data-props="([^"]*)"/],
])('bots that look for the data by a pattern: %s', async (_who, pattern) => {
  for (const path of [`/papers/date/${date}`, `/papers?date=${date}`, `/papers/month/${month}`, '/papers/trending', `/papers?q=${encodeURIComponent(String(best['title']))}`]) {
    const found = pattern.exec(await read(path, { 'user-agent': 'Mozilla/5.0 (compatible; AI-News-Bot/1.0)', accept: 'text/html,application/xhtml+xml' }))
    const { dailyPapers } = JSON.parse(unescaped(found![1]!)) as Props
    expect([path, dailyPapers.map(({ paper }) => paper.id)]).toEqual([path, expect.arrayContaining([best.paper.id])])
  }
})

test('bots that walk back through the days', async () => {
  const found = /data-props="([^"]+)"/.exec(await read(`/papers/date/${date}`))
  expect(JSON.parse(unescaped(found![1]!))).toMatchObject({ dateString: date, periodType: 'day', prevDate: days.at(-2)!.date })
  expect(await read('/papers')).toContain(`href="/papers/date/${days.at(-2)!.date}"`)
})

test.each([
  /<div class="SVELTE_HYDRATER contents" data-target="PaperContent" data-props="([^"]*)"/,
  /data-target="PaperContent"\s*data-props="([^"]+)"/,
])('bots that read a paper’s page: %s', async (pattern) => {
  const html = await read(`/papers/${best.paper.id}`, { 'user-agent': 'Mozilla/5.0' })
  const props = JSON.parse(unescaped(pattern.exec(html)![1]!)) as Fields & { readonly markdownContentUrl: string }
  expect(props).toMatchObject({ paper: { id: best.paper.id, title: best['title'], upvotes: 100, githubRepo: 'https://github.com/example/owls' }, comments: [], upvoters: [], dailyPaperRank: 1 })
  expect(/dailyPaperRank&quot;:(\d+)/.exec(html)?.[1]).toBe('1')
  expect(await (await fetch(props.markdownContentUrl)).text()).toMatch(/^# /)
})

test('bots that read the API: id, title, summary, names, votes, dates, whatever they are nested in', async () => {
  const answer = JSON.parse(await read(`/api/daily_papers?date=${date}&limit=100`, { 'user-agent': 'agentgit-bot/1.0' })) as Entry[]
  for (const item of answer) {
    const { paper } = item
    expect([typeof paper.id, typeof (paper['title'] ?? item['title']), typeof (paper['summary'] ?? item['summary']), typeof paper.upvotes]).toEqual(['string', 'string', 'string', 'number'])
    expect((paper['authors'] as Fields[]).every(({ name }) => typeof name === 'string' && name !== '')).toBe(true)
    // Python before 3.11 reads three or six digits after the point and nothing else, and some read only with them.
    for (const at of [item['publishedAt'], paper['publishedAt'], paper['submittedOnDailyAt']]) expect(at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
  }
  expect(answer).toHaveLength(recorded.length)
})
