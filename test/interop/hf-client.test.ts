/** The HTTP surface driven as huggingface_hub drives Hugging Face's, and its answers held against those recorded. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { EntriesShape, FlatPaperShape } from '../../src/api/schemas.ts'
import { weekDays, weekOf, addDays } from '../../src/tools/dates.ts'
import { root, type Server } from '../support/broadsheet.ts'
import { compare, type Differences } from './differences.ts'
import { paperInfo } from './paper-info.ts'
import { RECORDED, recordedDays, type Fields, type RecordedDay } from './recorded-days.ts'
import { serveDays } from './serve-days.ts'

const world = RECORDED ? '60 recorded days' : 'made-up days (../shared/data/hf-daily holds no recordings)'
if (!RECORDED) console.warn(`huggingface_hub over ${world}`)

/** As the client says who it is; a token of the other service goes along wherever somebody is signed in there. */
const HEADERS = { 'user-agent': 'unknown/None; hf_hub/2.4.0; python/3.11.2; httpx/0.28', accept: '*/*', authorization: 'Bearer hf_madeUpTokenOfTheOtherService' }

type Entry = RecordedDay['entries'][number]

describe(`huggingface_hub over ${world}`, () => {
  const days = recordedDays()
  let server: Server
  const ask = (path: string, init: RequestInit = {}) => server.get(path, { headers: HEADERS, ...init })
  const entries = async (path: string): Promise<Entry[]> => {
    const answer = await ask(path)
    expect([path, answer.status]).toEqual([path, 200])
    return EntriesShape.parse(await answer.json()) as unknown as Entry[]
  }
  const dailyPapers = (values: Record<string, string | number>) => entries(`/api/daily_papers?${new URLSearchParams(Object.entries(values).map(([name, value]) => [name, String(value)]))}`)

  beforeAll(async () => {
    server = await serveDays(days)
  }, 120_000)
  afterAll(async () => {
    await server?.stop()
  })

  test('each day says what was recorded, but for what docs/interop.md lists', async () => {
    const [raw, read]: [Differences, Differences] = [new Map(), new Map()]
    let papers = 0
    for (const { date, entries: recorded } of days) {
      const ours = [...(await dailyPapers({ date, limit: 100 })), ...(await dailyPapers({ date, limit: 100, p: 1 }))]
      expect(new Set(ours.map(({ paper }) => paper.id)), date).toEqual(new Set(recorded.map(({ paper }) => paper.id)))
      expect(ours.map(({ paper }) => paper.upvotes), date).toEqual(ours.map(({ paper }) => paper.upvotes).sort((a, b) => b - a))
      const byId = new Map(ours.map((one) => [one.paper.id, one]))
      for (const theirs of recorded) {
        const mine = byId.get(theirs.paper.id)!
        compare(theirs, mine, raw)
        compare(paperInfo(structuredClone(theirs)), paperInfo(mine), read)
        papers++
      }
    }
    const list = (title: string, found: Differences): string[] => [title, ...[...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, { count, example }]) => `  ${name}: ${count} times, as ${example}`)]
    console.log([...list(`${papers} entries of ${days.length} days; fields that differ from the recorded answers:`, raw), ...list('Attributes that differ for the client:', read)].join('\n'))
    const documented = [...readFileSync(join(root, 'docs', 'interop.md'), 'utf8').matchAll(/^\| `([^`]+)` \| (\w+) \|/gm)].map(([, path, kind]) => `${path} ${kind}`)
    expect([...raw.keys()].filter((name) => !documented.includes(name)), 'not in docs/interop.md').toEqual([])
    expect([...read.keys()].filter((name) => !documented.includes(name)), 'not in docs/interop.md').toEqual([])
    if (RECORDED) expect(documented.filter((name) => !raw.has(name) && !read.has(name)), 'in docs/interop.md, but no longer so').toEqual([])
  }, 120_000)

  test('list_daily_papers: limits, pages, weeks, months, submitters, sort', async () => {
    const { date, entries: recorded } = days.at(-2)!
    expect(await dailyPapers({ date, limit: 5 })).toHaveLength(5)
    expect(await dailyPapers({ p: 100 })).toEqual([])
    expect(await dailyPapers({ limit: 100, sort: 'publishedAt' })).toHaveLength(100)
    expect((await dailyPapers({ sort: 'trending', limit: 3 })).length).toBeLessThanOrEqual(3)
    const week = weekOf(date)
    const submitted = (await dailyPapers({ week, limit: 100 })).map((one) => String(paperInfo(one)['submitted_at']).slice(0, 10))
    const { from, to } = weekDays(week)
    for (const day of submitted) expect(day >= addDays(from, -3) && day <= to, `${day} in ${week}`).toBe(true)
    for (const one of await dailyPapers({ month: date.slice(0, 7), limit: 100 })) expect(String(paperInfo(one)['submitted_at'])).toMatch(new RegExp(`^${date.slice(0, 7)}`))
    const first = recorded[0]!['submittedBy'] as Fields
    const theirs = await dailyPapers({ submitter: String(first['name']), limit: 100 })
    expect(theirs.length).toBeGreaterThan(0)
    for (const one of theirs) expect(paperInfo(one)['submitted_by']).toMatchObject({ username: first['name'], fullname: first['fullname'] })
  })

  test('Link leads through a month, each paper once', async () => {
    const month = days.at(-2)!.date.slice(0, 7)
    const ids: string[] = []
    let next: string | undefined = `${server.url}/api/daily_papers?month=${month}&limit=50`
    while (next !== undefined) {
      const answer: Response = await fetch(next, { headers: HEADERS })
      ids.push(...((await answer.json()) as Entry[]).map(({ paper }) => paper.id))
      next = /^<([^>]+)>; rel="next"$/.exec(answer.headers.get('link') ?? '')?.[1]
    }
    const recorded = new Set(days.filter(({ date }) => date.startsWith(month)).flatMap((day) => day.entries.map(({ paper }) => paper.id)))
    expect(new Set(ids)).toEqual(recorded)
    expect(ids).toHaveLength(recorded.size)
  })

  test('/api/papers walks through all that is held', async () => {
    const seen: { id: string; publishedAt: string }[] = []
    let next: string | undefined = `${server.url}/api/papers?limit=100`
    while (next !== undefined) {
      const answer: Response = await fetch(next, { headers: HEADERS })
      seen.push(...((await answer.json()) as typeof seen))
      next = /^<([^>]+)>; rel="next"$/.exec(answer.headers.get('link') ?? '')?.[1]
    }
    expect(seen).toHaveLength(new Set(days.flatMap((day) => day.entries.map(({ paper }) => paper.id))).size)
    expect(new Set(seen.map(({ id }) => id)).size).toBe(seen.length)
    const dates = seen.map(({ publishedAt }) => publishedAt.slice(0, 10))
    expect(dates).toEqual(dates.toSorted().reverse())
  })

  test('list_papers, paper_info, read_paper and the repositories of a paper', async () => {
    const wanted = days.at(-1)!.entries[0]!
    const found = await entries(`/api/papers/search?${new URLSearchParams({ q: String(wanted['title']).slice(0, 240), limit: '7' })}`)
    expect(found.length).toBeLessThanOrEqual(7)
    expect(found.map(({ paper }) => paper.id)).toContain(wanted.paper.id)
    const flat = await ask(`/api/papers/${wanted.paper.id}`)
    const info = paperInfo(FlatPaperShape.parse(await flat.json()))
    expect(info).toMatchObject({ id: wanted.paper.id, linked_models: [], linked_datasets: [], linked_spaces: [], num_total_models: 0, submitted_by: { username: (wanted['submittedBy'] as Fields)['name'] } })
    expect(info['ai_summary'] === null).toBe(wanted.paper['ai_summary'] === undefined)
    const markdown = await ask(`/papers/${wanted.paper.id}.md`)
    expect([markdown.status, markdown.headers.get('content-type')]).toEqual([200, 'text/markdown; charset=utf-8'])
    expect((await markdown.text()).length).toBeGreaterThan(60)
    expect(await (await ask(`/api/arxiv/${wanted.paper.id}/repos`)).json()).toEqual({ models: [], datasets: [], spaces: [] })
  })

  test.each<[path: string, status: number]>([
    ['/api/daily_papers?date=2025-13-40', 400],
    ['/api/daily_papers?week=2025-W60', 400],
    ['/api/daily_papers?month=2025-13', 400],
    ['/api/daily_papers?limit=0', 400],
    ['/api/daily_papers?limit=101', 400],
    ['/api/daily_papers?p=-1', 400],
    ['/api/daily_papers?sort=votes', 400],
    ['/api/papers/search', 400],
    [`/api/papers/search?q=${'x'.repeat(251)}`, 400],
    ['/api/papers/search?q=x&limit=121', 400],
    ['/api/papers?limit=101', 400],
    ['/api/papers?cursor=nonsense', 400],
    ['/api/papers/1234.56789', 404],
    ['/papers/1234.56789.md', 404],
    ['/api/arxiv/1234.56789/repos', 404],
  ])('%s answers %i', async (path, status) => {
    const answer = await ask(path)
    expect(answer.status).toBe(status)
    if (path.startsWith('/api/')) expect(await answer.json()).toEqual({ error: expect.stringMatching(/\w/) })
    const head = await ask(path, { method: 'HEAD' })
    expect([head.status, await head.text()]).toEqual([status, ''])
  })

  test('HEAD says what GET says', async () => {
    const head = await ask('/api/daily_papers?limit=2', { method: 'HEAD' })
    expect([head.status, head.headers.get('content-type'), await head.text()]).toEqual([200, 'application/json', ''])
    expect(head.headers.get('link')).toContain('rel="next"')
  })
})
