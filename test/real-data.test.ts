/** Real papers, where somebody has laid them beside the checkout; nothing of them is kept in the project. */
import { createReadStream, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { createGunzip, gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { broadsheet, importFiles, newInstance, root, serve, temporaryFolder, type ImportAnswer, type Server } from './support/broadsheet.ts'
import { lookInside } from './support/look-inside.ts'
import { all, parseHtml, textOf } from './page/parse-html.ts'

const shared = join(root, '..', 'shared', 'data')
const missing = ['hf-pages', 'hf-daily', 'arxiv', 'conference'].filter((folder) => !existsSync(join(shared, folder)))
const reason = missing.length === 0 ? '' : ` (skipped: ../shared/data holds no ${missing.join(', no ')})`
if (reason !== '') console.warn(`Real papers${reason}`)

const PAGES_LISTED = 408
const PAGES_PAPERS = 333
const MONTH = '2024-06'
const LINES_EACH = 1_000

/** Every title of the saved pages that had TeX, and how it must read as text. */
const TITLES: readonly string[] = [
  'Sharper Bounds for ℓₚ Sensitivity Sampling',
  'A Nearly-Optimal Bound for Fast Regression with ℓ_∞ Guarantee',
  'Damped Newton Method with Near-Optimal Global O(k⁻³) Convergence Rate',
  'μLO: Compute-Efficient Meta-Generalization of Learned Optimizers',
]

interface Listed {
  readonly date: string
  readonly entries: readonly { readonly paper: { readonly id: string; readonly upvotes: number } }[]
}

describe.skipIf(missing.length > 0)(`real papers${reason}`, () => {
  const data = newInstance()
  const lists = newInstance()
  const places = temporaryFolder()
  const days: Listed[] = []
  let pages: ImportAnswer & { code: number | null }
  let rest: ImportAnswer & { code: number | null }
  let server: Server
  let listServer: Server

  beforeAll(async () => {
    const folder = join(shared, 'hf-pages')
    pages = await importFiles(data, readdirSync(folder).filter((name) => name.endsWith('.txt')).sort().map((name) => join(folder, name)))
    const month = join(shared, 'hf-daily', `${MONTH}.jsonl.gz`)
    days.push(...gunzipSync(readFileSync(month)).toString('utf8').trim().split('\n').map((line) => JSON.parse(line) as Listed))
    rest = await importFiles(lists, [month, await head('arxiv/arxiv-4.jsonl.gz'), await head('conference/conference.jsonl.gz')])
    server = await serve(data)
    listServer = await serve(lists)
  })
  afterAll(async () => {
    await Promise.all([server?.stop(), listServer?.stop()])
  })

  /** The first lines of a large file, as a file. */
  async function head(name: string): Promise<string> {
    const lines: string[] = []
    for await (const line of createInterface({ input: createReadStream(join(shared, name)).pipe(createGunzip()) })) {
      lines.push(line)
      if (lines.length === LINES_EACH) break
    }
    const file = join(places, name.replace(/.*\//, '').replace('.gz', ''))
    writeFileSync(file, lines.join('\n'))
    return file
  }

  test('the five saved pages are 333 papers, and repeats are recognised', () => {
    expect(pages).toMatchObject({ read: PAGES_LISTED, added: PAGES_PAPERS, updated: 0, unchanged: PAGES_LISTED - PAGES_PAPERS, rejected: [], broken: [], code: 0 })
  })

  test('a search for “lipschitz constant of a network” lists the local-Lipschitz paper first', async () => {
    const title = 'Efficiently Computing Local Lipschitz Constants of Neural Networks via Bound Propagation'
    const done = await broadsheet(['search', '--json', '--data', data, 'lipschitz', 'constant', 'of', 'a', 'network'])
    expect(done.json<{ hits: { title: string }[] }>().hits[0]!.title).toBe(title)
    const found = await server.json<{ title: string }[]>('/api/papers/search?q=lipschitz+constant+of+a+network')
    expect(found[0]!.title).toBe(title)
  })

  test('a few words of a title find its paper', async () => {
    const { papers } = await lookInside(data)
    const titles = [...new Set(papers.map(({ title }) => title))].filter((_, at) => at % 8 === 0)
    const first = { whole: 0, some: 0 }
    for (const title of titles) {
      const words = title.replace(/[^\p{L}\p{N}]+/gu, ' ').trim().split(' ')
      const some = words.filter((word) => word.length > 3).slice(0, 5)
      for (const [part, asked] of [['whole', words], ['some', some.length < 3 ? words : some]] as const) {
        const found = await server.json<{ title: string }[]>(`/api/papers/search?q=${encodeURIComponent(asked.join(' ').slice(0, 250))}`)
        if (found[0]?.title === title) first[part]++
      }
    }
    expect(titles.length).toBeGreaterThan(30)
    expect(first.whole / titles.length).toBeGreaterThanOrEqual(0.95)
    expect(first.some / titles.length).toBeGreaterThanOrEqual(0.8)
  })

  test.each(TITLES)('“%s” reads well as text and is typeset on its page', async (title) => {
    const words = title.replace(/[^\w\s-]|O\(/g, ' ').replace(/-/g, ' ').replace(/\b\w\b/g, ' ').replace(/\s+/g, ' ').trim()
    const done = await server.get(`/papers?q=${encodeURIComponent(words)}&mode=words`)
    const link = all(parseHtml(await done.text()), 'a.title')[0]!
    const page = parseHtml(await (await server.get(link.attributes.get('href')!)).text())
    expect(textOf(all(page, 'title')[0]!)).toBe(`${title} · Broadsheet`)
    expect(all(all(page, 'h1')[0]!, 'math')).toHaveLength(1)
  })

  test('no title of the saved pages shows the remains of TeX', async () => {
    const titles = (await lookInside(data)).papers.filter(({ sources }) => sources.includes('pages')).map(({ title }) => title)
    expect(titles).toHaveLength(PAGES_PAPERS)
    const outside = titles.map((title) => title.replace(/\$[^$]+\$/g, ''))
    expect(outside.filter((text) => /[\\{}^$_]|\bell\b|\bO?left\W|\bright\s?\)|scriptsize|math(?:cal|bb|bf|rm|tt)/.test(text))).toEqual([])
    expect(titles).toContain('Inference Scaling FLaws: The Limits of LLM Resampling with Imperfect Verifiers')
    expect(titles.filter((title) => title.includes('$'))).toHaveLength(TITLES.length)
  })

  test('a month of days comes in with every entry on its own day', async () => {
    expect(days.length).toBeGreaterThan(15)
    for (const { date, entries } of days) {
      const found = await listServer.json<{ paper: { id: string; upvotes: number } }[]>(`/api/daily_papers?date=${date}&limit=100`)
      const known = found.filter(({ paper }) => entries.some((one) => one.paper.id === paper.id))
      expect([date, known.map(({ paper }) => paper.id).toSorted()]).toEqual([date, [...new Set(entries.map(({ paper }) => paper.id))].toSorted()])
      for (const { paper } of entries) expect([date, paper.id, known.find((one) => one.paper.id === paper.id)?.paper.upvotes]).toEqual([date, paper.id, paper.upvotes])
    }
  })

  test('nothing of the month, of arXiv or of the conferences is rejected', () => {
    const entries = days.reduce((sum, day) => sum + day.entries.length, 0)
    expect(rest).toMatchObject({ read: entries + 2 * LINES_EACH, rejected: [], rejectedMore: 0, broken: [], code: 0 })
    expect(rest.added + rest.updated + rest.unchanged).toBe(rest.read)
  })
})
