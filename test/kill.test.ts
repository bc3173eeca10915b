/** Power cuts: processes killed with -9 at any moment leave an instance that opens, is sound, and has what was reported in. */
import { cpSync, existsSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { broadsheet, importFiles, killedAt, newInstance, serve, start, temporaryFolder, until } from './support/broadsheet.ts'
import { lookInside, type Inside, type KeptPaper } from './support/look-inside.ts'
import { conferenceLine, dailyEntry, madeUpWork, snapshotLine } from './support/made-up-library.ts'
import { seeded } from '../src/replay/random.ts'

const KILLS = 20
/** Papers that an import has reported in before anything is killed. */
const BEFORE = 300
const PAPERS = 2_000
const SEED = 20_241_018
const QUERY = 'mending lanterns'

interface Line {
  readonly text: string
  /** what this line tells: paper and source */
  readonly tells: string
}

const line = (text: string, id: string, source: string): Line => ({ text, tells: `${id} ${source}` })

/** Papers of arXiv; now and then a second source tells of one that came before, so that merging is killed too. */
const lines: Line[] = Array.from({ length: PAPERS }, (_, place) => BEFORE + place).flatMap((number) => {
  const work = madeUpWork(number)
  const earlier = madeUpWork(number - 40)
  return [
    line(snapshotLine(work), work.arxiv, 'arxiv'),
    ...(number % 10 === 0 ? [line(JSON.stringify(dailyEntry(earlier, '2024-01-15', number % 50)), earlier.arxiv, 'huggingface')] : []),
    ...(number % 15 === 0 ? [line(conferenceLine(earlier), earlier.arxiv, 'conference')] : []),
  ]
})

const places = temporaryFolder()
const file = join(places, 'many.jsonl')
const beginning = join(places, 'beginning')
let undisturbed: Inside
let bytesWritten: number

const byId = (papers: readonly KeptPaper[]): KeptPaper[] => papers.toSorted((a, b) => (a.id < b.id ? -1 : 1))
const databaseBytes = (folder: string): number =>
  ['broadsheet.db', 'broadsheet.db-wal'].reduce((sum, name) => sum + (statSync(join(folder, name), { throwIfNoEntry: false })?.size ?? 0), 0)
const indexFiles = (folder: string): string => (existsSync(join(folder, 'index')) ? readdirSync(join(folder, 'index')).sort().join() : '')

beforeAll(async () => {
  writeFileSync(file, `${lines.map(({ text }) => text).join('\n')}\n`)
  const first = join(places, 'first.jsonl')
  writeFileSync(first, Array.from({ length: BEFORE }, (_, number) => snapshotLine(madeUpWork(number))).join('\n'))
  expect(await importFiles(beginning, [first])).toMatchObject({ read: BEFORE, added: BEFORE, code: 0 })
  const whole = join(places, 'undisturbed')
  cpSync(beginning, whole, { recursive: true })
  expect(await importFiles(whole, [file])).toMatchObject({ read: lines.length, added: PAPERS, rejected: [], code: 0 })
  bytesWritten = databaseBytes(whole) - databaseBytes(beginning)
  undisturbed = await lookInside(whole, QUERY)
  expect(undisturbed.papers).toHaveLength(BEFORE + PAPERS)
})

test(`${KILLS} kills of an import lose nothing that was in and double nothing`, { timeout: 180_000 }, async () => {
  const next = seeded(SEED)
  let kills = 0
  let midway = 0
  let told = 0
  let folder = renewed(0)
  while (kills < KILLS) {
    const killed = await importUntil(folder, momentOf(kills, next, folder))
    const before = told
    // The state that the kill left is looked at in a copy, so that looking repairs nothing.
    const copy = join(places, 'copy')
    cpSync(folder, copy, { recursive: true })
    told = check(await lookInside(copy, QUERY))
    rmSync(copy, { recursive: true })
    expect(told, 'what was in stays in').toBeGreaterThanOrEqual(before)
    if (killed) kills++
    if (killed && told > 0 && told < lines.length) midway++
    if (told < lines.length || kills === KILLS) continue
    rmSync(folder, { recursive: true })
    folder = renewed(kills)
    told = 0
  }
  // Kills before the first paper and after the last would prove little.
  expect(midway).toBeGreaterThanOrEqual(KILLS / 4)

  const report = await importFiles(folder, [file])
  expect(report).toMatchObject({ code: 0, read: lines.length, rejected: [], broken: [] })
  expect(check(await lookInside(folder, QUERY))).toBe(lines.length)
})

function renewed(number: number): string {
  const fresh = join(places, `instance-${number}`)
  cpSync(beginning, fresh, { recursive: true })
  return fresh
}

/** Looks at an instance after a kill. Answers how many lines of the file are in. */
function check(inside: Inside): number {
  expect(inside.problems).toEqual([])
  expect(inside.checks.filter(({ ok }) => !ok)).toEqual([])
  expect(inside.hits.length).toBeGreaterThan(0)
  const ids = inside.papers.map(({ id }) => id)
  expect(inside.count).toBe(ids.length)
  expect(new Set(ids).size, 'no paper is there twice').toBe(ids.length)
  expect(new Set(inside.papers.map(({ title }) => title)).size, 'no title is there twice').toBe(ids.length)
  const held = new Set(inside.papers.flatMap(({ id, sources }) => sources.map((source) => `${id} ${source}`)))
  for (let number = 0; number < BEFORE; number++) expect(held, 'what was reported in').toContain(`${madeUpWork(number).arxiv} arxiv`)
  // Batches are whole and in order: what is in is the beginning of the file, to the line.
  const told = held.size - BEFORE
  expect(lines.slice(0, told).filter(({ tells }) => !held.has(tells))).toEqual([])
  if (told === lines.length) {
    expect(byId(inside.papers), 'the same as after a run that nobody disturbed').toEqual(byId(undisturbed.papers))
    expect(inside.hits.toSorted()).toEqual(undisturbed.hits.toSorted())
  }
  return told
}

/** Moments told by what the process has done so far, not by the clock alone, so that they fall alike on any machine. */
function momentOf(kill: number, next: () => number, folder: string): () => boolean {
  const before = { bytes: databaseBytes(folder), index: indexFiles(folder), time: Date.now() }
  if (kill % 5 === 0) {
    const wait = next() * 1000
    return () => Date.now() - before.time >= wait
  }
  if (kill % 5 === 4) {
    let changes = 1 + Math.floor(next() * 3)
    let last = before.index
    return () => {
      const now = indexFiles(folder)
      if (now === last) return false
      last = now
      return --changes === 0
    }
  }
  const bytes = 1 + next() * bytesWritten * 0.8
  return () => databaseBytes(folder) - before.bytes >= bytes
}

/** True when the kill came before the end. */
async function importUntil(folder: string, moment: () => boolean): Promise<boolean> {
  const child = start(['import', '--json', '--data', folder, file])
  child.stdin?.end()
  return killedAt(child, moment)
}

test('a server killed while it indexes serves everything after the next start', { timeout: 90_000 }, async () => {
  const folder = newInstance()
  cpSync(join(places, 'undisturbed'), folder, { recursive: true })
  const next = seeded(SEED + 1)
  let whileIndexing = 0
  for (let attempt = 0; attempt < 8 && whileIndexing < 2; attempt++) {
    rmSync(join(folder, 'index'), { recursive: true, force: true })
    const server = await serve(folder)
    await new Promise((resolve) => setTimeout(resolve, next() * 200))
    const gone = new Promise((resolve) => server.process.once('exit', resolve))
    server.process.kill('SIGKILL')
    await gone
    if (!indexFiles(folder).includes('manifest.json')) whileIndexing++
  }
  expect(whileIndexing).toBe(2)

  const server = await serve(folder)
  const status = await until('the index to be whole', async () => {
    const now = await server.json<{ papers: number; indexed: number; indexing: boolean }>('/api/status')
    return now.indexing ? undefined : now
  })
  expect(status).toMatchObject({ papers: BEFORE + PAPERS, indexed: BEFORE + PAPERS })
  const found = await server.json<{ paper: { id: string } }[]>(`/api/papers/search?q=${encodeURIComponent(QUERY)}&limit=5`)
  expect(found.map(({ paper }) => paper.id).toSorted()).toEqual(undisturbed.hits.toSorted())
  for (const path of ['/papers', `/papers/${madeUpWork(7).arxiv}`, `/papers/date/${madeUpWork(7).day}`, '/papers/trending']) {
    expect([path, (await server.get(path)).status]).toEqual([path, 200])
  }
  expect(await server.stop()).toBe(0)
  const doctor = await broadsheet(['doctor', '--json', '--data', folder])
  expect(doctor.json<{ ok: boolean }>().ok).toBe(true)
  expect(doctor.code).toBe(0)
})
