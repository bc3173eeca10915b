/** The law of rooms, held against every file of src/. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { brokenLaw, importRings, MAY_IMPORT, roomOf } from './support/room-law.ts'
import { parseSource, sourceFiles } from './support/source-imports.ts'

const root = fileURLToPath(new URL('../src', import.meta.url))
const files = sourceFiles(root)
const imports = files.flatMap((file) => file.imports)

describe('src/', () => {
  test('is read at all', () => {
    expect(files.map(({ path }) => path)).toEqual(expect.arrayContaining(['main.ts', 'wire.ts', 'paper/paper.ts', 'client/main.ts', 'page/view/layout.tsx']))
    expect(imports.length).toBeGreaterThan(files.length)
  })

  test('has rooms that import only lower rooms', () => {
    expect(imports.map(brokenLaw).filter((sentence) => sentence !== undefined)).toEqual([])
  })

  test('imports only files that are there', () => {
    const missing = imports.filter(({ to }) => to !== undefined && !existsSync(join(root, to)) && !existsSync(join(root, to.replace(/\.ts$/, '.d.ts'))))
    expect(missing.map(({ from, written }) => `src/${from} imports "${written}", which is not there.`)).toEqual([])
  })

  test('has no ring of imports', () => {
    expect(importRings(imports).map((ring) => `A ring of imports: ${ring.join(' -> ')}`)).toEqual([])
  })

  test('has no file that only hands on what others export', () => {
    expect(files.filter(({ barrel }) => barrel).map(({ path }) => `src/${path} is a barrel: import from the files themselves.`)).toEqual([])
  })

  test('reads the environment in config/ only', () => {
    const readers = files.filter(({ path, readsEnvironment }) => readsEnvironment && roomOf(path) !== 'config')
    expect(readers.map(({ path }) => `src/${path} reads process.env: let config/ read it and pass the value on.`)).toEqual([])
  })
})

/** The law itself, so that a law that forbids nothing is found out. */
describe('the law', () => {
  const judge = (from: string, code: string): (string | undefined)[] => parseSource(from, code).imports.map(brokenLaw)

  test.each([
    ['paper/paper.ts', "import { openStore } from '../store/store.ts'", 'paper/ may import only tools/'],
    ['tools/clock.ts', "import type { Paper } from '../paper/paper.ts'", 'tools/ may import only itself'],
    ['source/source.ts', "import { normalise } from '../normalise/normalise.ts'", 'source/ may import only tools/, paper/'],
    ['normalise/a.ts', "import { shapes } from '../source/source.ts'", 'types of source/'],
    ['page/page.tsx', "import { x } from '../api/api.ts'", 'faces never know each other'],
    ['page/page.tsx', "export type { Store } from '../store/store.ts'", 'page/ may import only'],
    ['edition/a.ts', "import { x } from '../ingest/ingest.ts'", 'edition/ may import only'],
    ['ingest/a.ts', "const x = await import('../search-index/embedded/embedded.ts')", 'only engines.ts may name the engine search-index/embedded/'],
    ['cli/a.ts', "type S = import('../store/sqlite/sqlite.ts').Sqlite", 'only engines.ts may name the engine store/sqlite/'],
    ['cli/a.ts', "import { x } from '../server/server.ts'", 'cli/ may import only'],
    ['server/a.ts', "import { openInstance } from '../wire.ts'", 'nobody imports wire.ts'],
    ['wire.ts', "import { openSqlite } from './store/sqlite/sqlite.ts'", 'only engines.ts may name the engine store/sqlite/'],
    ['client/a.ts', "import { x } from '../paper/paper.ts'", 'client/ may import only itself'],
    ['client/a.ts', "import x from 'hono'", 'browser code loads nothing but its own files'],
    ['other.ts', "import x from 'zod'", 'only wire.ts, engines.ts, main.ts lie outside the rooms'],
    ['helpers/a.ts', "import x from 'zod'", 'helpers/ is not a room'],
    ['paper/a.ts', "import { x } from '../../bench/bench.ts'", 'nothing outside src/'],
    ['paper/a.ts', "import { x } from './paper'", 'imports carry their ending'],
  ])('forbids %s: %s', (from, code, sentence) => {
    expect(judge(from, code)).toEqual([expect.stringContaining(sentence)])
    expect(judge(from, code)[0]).toContain(`src/${from} imports "`)
  })

  test.each([
    ['normalise/a.ts', "import type { RawRecord } from '../source/source.ts'"],
    ['normalise/a.ts', "import { type RawRecord } from '../source/source.ts'"],
    ['config/config.ts', "import { BroadsheetError } from '../paper/errors.ts'"],
    ['store/sqlite/sqlite.ts', "import { SqlStore } from '../sql-store.ts'"],
    ['engines.ts', "import { openSqlite } from './store/sqlite/sqlite.ts'"],
    ['wire.ts', "import { openStore } from './engines.ts'"],
    ['page/view/a.tsx', "import type { Entry } from '../../edition/edition.ts'"],
    ['paper/a.ts', "import { z } from 'zod'"],
  ])('allows %s: %s', (from, code) => {
    expect(judge(from, code)).toEqual([undefined])
  })

  test('finds rings of any length, and counts no types', () => {
    const parsed = (path: string, code: string) => parseSource(path, code).imports
    const ring = [...parsed('paper/a.ts', "import './b.ts'"), ...parsed('paper/b.ts', "export { c } from './c.ts'"), ...parsed('paper/c.ts', "await import('./a.ts')")]
    expect(importRings(ring)).toEqual([['paper/a.ts', 'paper/b.ts', 'paper/c.ts', 'paper/a.ts']])
    expect(importRings([...parsed('paper/a.ts', "import './b.ts'"), ...parsed('paper/b.ts', "import type { A } from './a.ts'")])).toEqual([])
  })

  test.each([
    ["export { a } from './a.ts'\nexport * from './b.ts'", true],
    ["import { a } from './a.ts'\nexport { a }", true],
    ["export type { A } from './a.ts'\nexport const b = 1", false],
    ["import './a.ts'", false],
  ])('tells a barrel: %j', (code, barrel) => {
    expect(parseSource('paper/a.ts', code).barrel).toBe(barrel)
  })

  test('has every room that is there', () => {
    expect([...new Set(files.map(({ path }) => roomOf(path)))].filter((room) => room !== undefined && MAY_IMPORT[room] === undefined)).toEqual([])
  })
})
