/** Several processes on one file, and processes that die in the middle of a write. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { madeUpPaper } from '../made-up-papers.ts'
import { openSqlite } from './sqlite.ts'

const BATCH = 40
/** A process of its own runs what `npm test` has just built. */
const built = new URL('../../../dist/store/', import.meta.url)

/** Writes batch after batch of papers numbered from `first`, and says each batch only when it is in. */
const WRITER = `
  const { openSqlite } = await import(process.env.BUILT + 'sqlite/sqlite.js')
  const { madeUpPaper } = await import(process.env.BUILT + 'made-up-papers.js')
  const store = await openSqlite(process.env.FILE)
  const first = Number(process.env.FIRST), batches = Number(process.env.BATCHES), size = ${BATCH}
  for (let batch = 0; batch < batches; batch++) {
    await store.write(async (writer) => {
      for (let part = 0; part < 4; part++) {
        const papers = Array.from({ length: size / 4 }, (_, number) => madeUpPaper(first + batch * size + part * (size / 4) + number))
        await writer.candidates({ identifiers: papers.flatMap((paper) => paper.content.identifiers), titleKeys: papers.map((paper) => paper.titleKey), sourceKeys: [] })
        await writer.write(papers)
      }
    })
    process.stdout.write('in\\n')
  }
  await store.close()
`

let folder: string
let file: string
const children: ChildProcess[] = []
beforeEach(() => {
  if (!existsSync(new URL('sqlite/sqlite.js', built))) throw new Error('dist/ is missing: run `npm run build` first.')
  folder = mkdtempSync(join(tmpdir(), 'broadsheet-store-'))
  file = join(folder, 'store.sqlite')
})
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
  rmSync(folder, { recursive: true, force: true })
})

interface Writing {
  readonly child: ChildProcess
  readonly ended: Promise<{ code: number | null; said: number; errors: string }>
  /** ends when the process has said that many batches are in */
  until(batches: number): Promise<void>
}

function startWriter(first: number, batches: number): Writing {
  const env = { ...process.env, BUILT: built.href, FILE: file, FIRST: String(first), BATCHES: String(batches) }
  const child = spawn(process.execPath, ['--input-type=module', '-e', WRITER], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  children.push(child)
  let said = 0
  let errors = ''
  let waiting: { batches: number; resolve: () => void } | undefined
  child.stdout?.on('data', (data: Buffer) => {
    said += data.toString().split('\n').length - 1
    if (waiting !== undefined && said >= waiting.batches) waiting.resolve()
  })
  child.stderr?.on('data', (data: Buffer) => (errors += data.toString()))
  const ended = new Promise<{ code: number | null; said: number; errors: string }>((resolve) => child.on('close', (code) => resolve({ code, said, errors })))
  return {
    child,
    ended,
    until: (batches) => Promise.race([new Promise<void>((resolve) => (said >= batches ? resolve() : (waiting = { batches, resolve }))), ended.then(() => undefined)]),
  }
}

test('a process killed in the middle of its writes loses nothing that it had said was in', async () => {
  let held = 0
  for (let round = 0; round < 6; round++) {
    const writing = startWriter(held, 100_000)
    await writing.until(1 + round)
    // A different moment of the next batch each time.
    await new Promise((resolve) => setTimeout(resolve, round * 3))
    writing.child.kill('SIGKILL')
    const { said, errors } = await writing.ended
    expect(errors).toBe('')
    const store = await openSqlite(file)
    const count = await store.count()
    expect(count % BATCH).toBe(0)
    expect(count).toBeGreaterThanOrEqual(held + said * BATCH)
    expect(await store.check()).toEqual([])
    expect((await store.find(madeUpPaper(count - 1).content.id))?.title).toBe(madeUpPaper(count - 1).content.title)
    expect(await store.find(madeUpPaper(count).content.id)).toBeUndefined()
    await store.close()
    held = count
  }
})

test('two processes and this one write by turns, and a reader sees whole batches only', async () => {
  const store = await openSqlite(file)
  const writers = [startWriter(0, 12), startWriter(10_000, 12)]
  const all = Promise.all(writers.map((writing) => writing.ended))
  let running = true
  void all.then(() => (running = false))
  const counts = new Set<number>()
  let own = 0
  while (running) {
    counts.add(await store.count())
    if (own < 12) {
      const from = 20_000 + own * BATCH
      await store.write((writer) => writer.write(Array.from({ length: BATCH }, (_, number) => madeUpPaper(from + number))))
      own++
    }
    await new Promise((resolve) => setTimeout(resolve, 1))
  }
  expect((await all).map(({ code, said, errors }) => ({ code, said, errors }))).toEqual(writers.map(() => ({ code: 0, said: 12, errors: '' })))
  expect([...counts].filter((count) => count % BATCH !== 0)).toEqual([])
  expect(counts.size).toBeGreaterThan(3)
  expect(await store.count()).toBe((24 + own) * BATCH)
  expect(await store.seq()).toBe((24 + own) * BATCH)
  expect(await store.check()).toEqual([])
  await store.close()
})

test('a lock is one process\'s at a time, and dies with it', async () => {
  const HOLDER = `
    const { openSqlite } = await import(process.env.BUILT + 'sqlite/sqlite.js')
    const store = await openSqlite(process.env.FILE)
    const lock = await store.tryLock('fetch')
    process.stdout.write(lock === undefined ? 'no' : 'yes')
    if (lock !== undefined) setInterval(() => lock, 1e6)
    else await store.close()
  `
  const ask = async () => {
    const child = spawn(process.execPath, ['--input-type=module', '-e', HOLDER], { env: { ...process.env, BUILT: built.href, FILE: file }, stdio: ['ignore', 'pipe', 'inherit'] })
    children.push(child)
    const [said] = (await once(child.stdout, 'data')) as [Buffer]
    return { child, said: said.toString() }
  }
  const store = await openSqlite(file)
  const first = await ask()
  expect(first.said).toBe('yes')
  expect((await ask()).said).toBe('no')
  expect(await store.tryLock('fetch')).toBeUndefined()
  first.child.kill('SIGKILL')
  await once(first.child, 'exit')
  const lock = await store.tryLock('fetch')
  expect(lock).toBeDefined()
  expect((await ask()).said).toBe('no')
  await lock?.release()
  expect((await ask()).said).toBe('yes')
  await store.close()
})
