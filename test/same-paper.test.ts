/** One paper, however many sources tell of it, in whatever order they come. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { estimatedArxivDay } from '../src/paper/announcements.ts'
import { broadsheet, importFiles, newInstance, root, serve, temporaryFolder, until } from './support/broadsheet.ts'
import { lookInside, type KeptPaper } from './support/look-inside.ts'
import { conferenceLine, dailyEntry, madeUpWork, snapshotLine } from './support/made-up-library.ts'

const work = { ...madeUpWork(4242), title: 'Weighing $\\ell_2$ lanterns: a study of brass and of glass' }
const DOI = '10.5555/lantern.2023.17'
const LISTED = ['2024-01-15', '2024-01-17'] as const

const places = temporaryFolder()
const at = (name: string): string => join(places, name)

/** The same paper as six kinds of file have it; the page knows nothing but its title, and has lost its backslashes. */
const TOLD: Readonly<Record<string, string>> = {
  'v1.jsonl': snapshotLine(work),
  'v2.jsonl': snapshotLine(work, 2),
  'monday.json': JSON.stringify([dailyEntry(work, LISTED[0], 5)]),
  'wednesday.json': JSON.stringify([dailyEntry(work, LISTED[1], 9)]),
  'library.bib': `@article{lantern,\n  title = {Weighing {$\\ell_2$} Lanterns: A Study of Brass and of Glass},\n  author = {${work.authors.map((name) => `${name.slice(3)}, ${name.slice(0, 2)}`).join(' and ')}},\n  journal = {Journal of Lamps},\n  year = {2024},\n  doi = {${DOI.toUpperCase()}}\n}\n`,
  'page.txt': `Daily Papers\n\nSubscribe\n\nWeighing ell_2 lanterns: a study of brass and of glass\n\n${work.abstract}\n`,
  'conference.jsonl': conferenceLine(work),
}
const FILES = Object.keys(TOLD)

/** What is known in the end, whichever came first. */
const WHOLE = {
  id: work.arxiv,
  title: work.title,
  sources: ['pages', 'bibliography', 'conference', 'huggingface', 'arxiv'],
  categories: ['cs.LG', 'stat.ML'],
  published: work.day,
}

beforeAll(() => {
  for (const [name, text] of Object.entries(TOLD)) writeFileSync(at(name), text)
})

/** The one paper of an instance. */
async function onlyPaper(data: string): Promise<KeptPaper> {
  const { papers, problems } = await lookInside(data)
  expect(problems).toEqual([])
  expect(papers.map(({ id, title }) => [id, title])).toHaveLength(1)
  return papers[0]!
}

const orders: readonly (readonly string[])[] = [
  FILES,
  FILES.toReversed(),
  ['page.txt', 'library.bib', 'conference.jsonl', 'wednesday.json', 'v2.jsonl', 'monday.json', 'v1.jsonl'],
]

test.each(orders.map((order) => [order]))('is one paper in the order %j', async (order) => {
  const data = newInstance()
  const report = await importFiles(data, order.map(at))
  expect(report).toMatchObject({ read: 7, added: 1, rejected: [], broken: [], code: 0 })
  const paper = await onlyPaper(data)
  expect(paper).toMatchObject(WHOLE)
  expect(paper.identifiers).toEqual(expect.arrayContaining([{ scheme: 'arxiv', value: work.arxiv }, { scheme: 'doi', value: DOI }]))
  expect(paper.versions).toHaveLength(2)
  expect(paper.days.map(({ day, source, upvotes }) => [day, source, upvotes])).toEqual([
    // A Saturday's submission is announced on Monday evening.
    ['2023-07-18', 'arxiv', 0],
    [LISTED[0], 'huggingface', 5],
    [LISTED[1], 'huggingface', 9],
  ])
})

test('says unchanged of a file that it has read before', async () => {
  const data = newInstance()
  const files = ['v2.jsonl', 'wednesday.json', 'library.bib', 'page.txt', 'conference.jsonl'].map(at)
  expect(await importFiles(data, files)).toMatchObject({ read: 5, added: 1, updated: 4, unchanged: 0 })
  const before = await onlyPaper(data)
  expect(await importFiles(data, files)).toMatchObject({ read: 5, added: 0, updated: 0, unchanged: 5, code: 0 })
  expect(await onlyPaper(data)).toEqual(before)
})

test('is found by every id that ever named it, and leads to its present address', async () => {
  const data = newInstance()
  await importFiles(data, [at('page.txt')])
  const first = (await onlyPaper(data)).id
  expect(first).toMatch(/^b-[0-9a-f]{12}$/)
  await importFiles(data, [at('library.bib')])
  expect((await onlyPaper(data)).id).toBe(DOI)
  await importFiles(data, [at('v1.jsonl'), at('conference.jsonl')])
  const server = await serve(data)
  for (const id of [first, DOI, DOI.toUpperCase(), `${work.arxiv}v1`, `arxiv:${work.arxiv}`]) {
    const answer = await server.get(`/papers/${id}`)
    expect([id, answer.status, answer.headers.get('location')?.replace(/\?.*/, '')]).toEqual([id, expect.toBeOneOf([301, 302]), `/papers/${work.arxiv}`])
    expect(await server.json<{ id: string }>(`/api/papers/${id}`)).toMatchObject({ id: work.arxiv })
  }
  for (const query of [work.arxiv, `${work.arxiv}v2`, `https://arxiv.org/abs/${work.arxiv}v1`, `https://arxiv.org/pdf/${work.arxiv}`, DOI, `https://doi.org/${DOI}`, `id:${DOI}`]) {
    const found = await server.json<{ paper: { id: string } }[]>(`/api/papers/search?q=${encodeURIComponent(query)}`)
    expect([query, found[0]?.paper.id]).toEqual([query, work.arxiv])
  }
  await server.stop()
  const shown = await broadsheet(['show', first, '--json', '--data', data])
  expect(shown.json<KeptPaper>()).toMatchObject({ id: work.arxiv, sources: ['pages', 'bibliography', 'conference', 'arxiv'] })
})

test('keeps apart what only looks alike', async () => {
  const data = newInstance()
  const other = { ...work, arxiv: '2311.00077' }
  const file = at('alike.jsonl')
  writeFileSync(file, [snapshotLine(work), snapshotLine(other), conferenceLine({ ...work, authors: ['Z. Somebody-Else'] })].join('\n'))
  expect(await importFiles(data, [file])).toMatchObject({ added: 3, code: 0 })
})

describe('the starter shelf', () => {
  const shelf = JSON.parse(readFileSync(join(root, 'src/source/shelf/shelf.json'), 'utf8')) as { title: string; summary: string }[]

  test('is there in a new server, and gives way to a real record within seconds', async () => {
    const data = newInstance()
    const server = await serve(data)
    const before = await server.json<Status>('/api/status')
    expect(before).toMatchObject({ papers: shelf.length, bySource: { shelf: shelf.length }, shelfOnly: true })
    const real = at('real.txt')
    const abstract = `${'Quince marmalade is stirred with a wooden spoon. '.repeat(8)}Nothing else is known of it.`
    writeFileSync(real, `Daily Papers\n\nSubscribe\n\n${shelf[0]!.title}\n\n${abstract}\n`)
    expect(await importFiles(data, [real])).toMatchObject({ read: 1, added: 0, updated: 1, code: 0 })
    expect(await server.json<Status>('/api/status')).toMatchObject({ papers: shelf.length, bySource: { shelf: shelf.length - 1, pages: 1 }, shelfOnly: false })
    // The store shows it at once, the index as soon as the server has caught up.
    const found = await until('the server to find the real record', async () => {
      const hits = await server.json<{ title: string; summary: string }[]>('/api/papers/search?q=quince+marmalade&mode=words')
      return hits.length > 0 ? hits : undefined
    })
    expect(found).toMatchObject([{ title: shelf[0]!.title, summary: abstract }])
    await server.stop()
    const cleared = await broadsheet(['clear-shelf', '--json', '--data', data])
    expect(cleared.json()).toEqual({ removed: shelf.length - 1 })
    expect((await onlyPaper(data)).sources).toEqual(['pages'])
    const again = await serve(data)
    expect(await again.json<Status>('/api/status'), 'a cleared shelf does not come back').toMatchObject({ papers: 1, hasShelf: false })
    await again.stop()
  })
})

test('a server shows what is imported while it runs, and no shelf where an import began', async () => {
  const data = newInstance()
  await importFiles(data, [at('v1.jsonl')])
  const server = await serve(data)
  expect(await server.json<Status>('/api/status')).toMatchObject({ papers: 1, hasShelf: false, bySource: { arxiv: 1 } })
  const file = at('late.jsonl')
  const works = Array.from({ length: 40 }, (_, number) => madeUpWork(number))
  writeFileSync(file, works.map((one) => snapshotLine(one)).join('\n'))
  expect(await importFiles(data, [file])).toMatchObject({ added: 40, code: 0 })
  const last = works.at(-1)!
  expect((await server.get(`/papers/${last.arxiv}`)).status).toBe(200)
  expect(await (await server.get(`/papers/date/${estimatedArxivDay(`${last.day}T10:00:00Z`, last.arxiv)}`)).text()).toContain(`data-id="${last.arxiv}"`)
  await until('the server to index it', async () => ((await server.json<Status>('/api/status')).indexed === 41 ? true : undefined))
  const hits = await server.json<{ paper: { id: string } }[]>(`/api/papers/search?q=${encodeURIComponent(`"${last.title.split(' ').slice(-4).join(' ')}"`)}`)
  expect(hits.map(({ paper }) => paper.id)).toContain(last.arxiv)
  expect(await server.stop()).toBe(0)
})

interface Status {
  readonly papers: number
  readonly indexed: number
  readonly bySource: Readonly<Record<string, number>>
  readonly shelfOnly: boolean
  readonly hasShelf: boolean
}
