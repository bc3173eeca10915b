import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { BroadsheetError } from '../paper/errors.ts'
import { madeUpPaper } from '../store/made-up-papers.ts'
import { openSqlite } from '../store/sqlite/sqlite.ts'
import type { Store } from '../store/store.ts'
import { examine, type ExaminedParts } from './examine.ts'

const NO_ACCOUNTS = { accounts: false, smtpUrl: undefined, mailFolder: undefined }
const NO_MODEL: ExaminedParts['models'] = { progress: () => undefined, probe: async () => {} }
let folder: string
let store: Store

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'broadsheet-examine-'))
  store = await openSqlite(join(folder, 'store.sqlite'))
})
afterEach(async () => {
  await store.close()
  rmSync(folder, { recursive: true })
})

const findings = async (parts: Partial<ExaminedParts> = {}, papers = 0) => {
  const index = { state: () => ({ papers, segments: 1, bytes: 2_400_000, model: 'words', seq: 0 }) }
  return (await examine({ config: NO_ACCOUNTS, store, index, models: NO_MODEL, source: undefined, ...parts })).checks.map(({ name, ok, detail }) => `${ok ? 'well' : 'ill'} ${name}: ${detail}`)
}

test('a sound instance is said to be so', async () => {
  await store.write((writer) => writer.write([madeUpPaper(1, {}, { days: [{ day: '2026-04-01', source: 'arxiv', position: 0, upvotes: 0, numComments: 0 }] })]))
  expect(await findings({}, 1)).toEqual(['well database: sound', 'well papers: 1, listed from 2026-04-01 to 2026-04-01', 'well index: 1 papers in 1 segment, 2 MB, model words'])
})

test('what is behind, and a model that does not answer, are said', async () => {
  await store.write((writer) => writer.write([madeUpPaper(1), madeUpPaper(2)]))
  const models: ExaminedParts['models'] = {
    progress: () => ({ papers: 2, done: 1, refused: 1, model: 'far', serving: 'words' }) as ReturnType<ExaminedParts['models']['progress']>,
    probe: () => Promise.reject(new BroadsheetError('unavailable', 'The endpoint is away.')),
  }
  expect((await findings({ models, source: { label: 'far' } }, 1)).slice(2)).toEqual([
    'ill index: 1 paper is not indexed; a running server does it, or `broadsheet reindex`',
    'well vectors: 1 of 2 papers have vectors by far; it refused 1; the vectors by words serve meanwhile',
    'ill embeddings: The endpoint is away. Words still search.',
  ])
})

test('accounts without an administrator are nothing to begin with', async () => {
  const config = { ...NO_ACCOUNTS, accounts: true }
  const person = (id: string, role: 'reader' | 'admin') => store.people.savePerson({ id, name: id, email: `${id}@example.org`, role, since: '2026-01-01T00:00:00.000Z' })
  await person('ada', 'reader')
  expect((await findings({ config })).at(-1)).toBe('ill accounts: 1 person, none of them an administrator: `broadsheet user add EMAIL --role admin`')
  await person('bo', 'admin')
  expect((await findings({ config: { ...config, mailFolder: 'letters' } })).at(-1)).toBe('well accounts: 2 people, 1 administrator; letters go into a folder')
})
