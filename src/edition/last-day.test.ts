import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { LOCAL_PERSON_ID } from '../paper/people.ts'
import type { SourceName } from '../paper/paper.ts'
import { madeUpPaper } from '../store/made-up-papers.ts'
import { openSqlite } from '../store/sqlite/sqlite.ts'
import type { Store } from '../store/store.ts'
import { lastDay } from './last-day.ts'

const TODAY = '2026-04-20'

let folder: string
let store: Store

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'broadsheet-'))
  store = await openSqlite(join(folder, 'broadsheet.db'))
})
afterEach(async () => {
  await store.close()
  rmSync(folder, { recursive: true })
})

async function list(number: number, source: SourceName, day: string): Promise<number> {
  const paper = madeUpPaper(number, {}, { days: [{ day, position: number, upvotes: 0, numComments: 0, source }] })
  const [key] = await store.write((writer) => writer.write([{ ...paper, sources: [{ source, sourceKey: `made-up-${number}`, hash: 'x', record: undefined }], content: { ...paper.content, sources: [source] } }]))
  return key!
}

const submit = (paperKey: number, day: string) => store.people.submit({ day, paperKey, personId: LOCAL_PERSON_ID, at: `${TODAY}T12:00:00.000Z`, picked: false, remark: '' })

it('is the last with a paper, until the day that is asked for', async () => {
  expect(await lastDay(store, TODAY)).toBeUndefined()
  const key = await list(1, 'arxiv', '2026-04-10')
  await submit(key, '2026-05-01')
  expect(await lastDay(store, TODAY)).toBe('2026-04-10')
  await submit(key, '2026-04-12')
  expect(await lastDay(store, TODAY)).toBe('2026-04-12')
})

it('keeps the starter shelf in front of a paper that somebody put into an earlier day', async () => {
  const key = await list(1, 'shelf', '2026-04-18')
  await submit(key, '2020-02-02')
  expect(await lastDay(store, TODAY)).toBe('2026-04-18')
  await submit(key, '2026-04-19')
  expect(await lastDay(store, TODAY)).toBe('2026-04-19')
})

it('leaves the shelf behind once a source lists papers, and then goes by what people put in too', async () => {
  const key = await list(1, 'shelf', '2026-04-18')
  await list(2, 'arxiv', '2026-04-10')
  expect(await lastDay(store, TODAY)).toBe('2026-04-10')
  await submit(key, '2026-04-12')
  expect(await lastDay(store, TODAY)).toBe('2026-04-12')
})
