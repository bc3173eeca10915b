import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, describe, expect, it } from 'vitest'
import { createReplay } from './replay.ts'
import { virtualTime } from './virtual-time.ts'
import { worldOfArxivFiles, worldOfDailyFiles } from './world-of-files.ts'

const folder = mkdtempSync(join(tmpdir(), 'broadsheet-replay-'))
afterAll(() => rmSync(folder, { recursive: true }))
const entry = (id: string, upvotes: number, submittedOnDailyAt?: string): object => ({ paper: { id, title: `Paper ${id}`, summary: 'Made up.', upvotes, authors: [], submittedOnDailyAt }, title: `Paper ${id}` })

describe('days of Daily Papers out of files', () => {
  const lines = [
    { date: '2026-03-17', entries: [entry('2603.00001', 3, '2026-03-17T02:00:00.000Z'), entry('2603.00002', 0)] },
    { date: '2026-03-18', entries: [entry('2603.00002', 9, '2026-03-18T23:00:00.000Z')] },
  ]
  writeFileSync(join(folder, '2026-03.jsonl.gz'), gzipSync(lines.map((line) => JSON.stringify(line)).join('\n')))
  const answerAt = async (world: ReturnType<typeof worldOfDailyFiles>, instant: string, date: string) =>
    (await (await createReplay({ world, time: virtualTime(Date.parse(instant)) }).fetch(`http://x.test/huggingface/api/daily_papers?date=${date}`)).json()) as { paper: { id: string; upvotes: number } }[]

  it('has each entry from the hour of its submission on, at the latest when it was recorded', async () => {
    const world = worldOfDailyFiles(folder)
    expect(world.truth.dailyDays).toEqual(['2026-03-17', '2026-03-18'])
    const seen = async (instant: string, date: string): Promise<string[]> => (await answerAt(world, instant, date)).map(({ paper }) => `${paper.id}:${paper.upvotes}`)
    expect(await seen('2026-03-17T01:00:00Z', '2026-03-17')).toEqual([])
    expect(await seen('2026-03-17T01:59:00Z', '2026-03-17')).toEqual(['2603.00002:0'])
    expect(await seen('2026-03-17T02:00:00Z', '2026-03-17')).toEqual(['2603.00001:3', '2603.00002:0'])
    expect(await seen('2026-03-18T07:59:00Z', '2026-03-18')).toEqual([])
    expect(await seen('2026-03-18T08:00:00Z', '2026-03-18')).toEqual(['2603.00002:9'])
  })

  it('can be moved to other days', async () => {
    const world = worldOfDailyFiles(folder, { shiftDays: 7 })
    expect(world.truth.daily('2026-03-24')).toEqual(['2603.00001', '2603.00002'])
    expect(await answerAt(world, '2026-03-24T08:00:00Z', '2026-03-24')).toEqual([expect.objectContaining({ paper: expect.objectContaining({ submittedOnDailyAt: '2026-03-24T02:00:00.000Z' }) as object }), expect.anything()])
  })
})

describe('arXiv papers out of files', () => {
  it('are announced on the day reckoned from their submission, and again when they changed', () => {
    const own = mkdtempSync(join(folder, 'arxiv-'))
    const paper = { id: '2603.00001', title: 'One', abstract: 'Made up.', authors: ['A. Example'], categories: ['cs.AI', 'cs.LG'], primary: 'cs.LG', created: '2026-03-12', updated: '2026-03-17' }
    writeFileSync(join(own, 'a.jsonl'), [paper, { ...paper, id: 'cs/9901001', created: '1999-01-05', updated: undefined }].map((one) => JSON.stringify(one)).join('\n'))
    const world = worldOfArxivFiles(own)
    expect(world.papers.map(({ id }) => id)).toEqual(['cs/9901001', '2603.00001'])
    // Thursday morning's submission is announced that evening and dated Friday.
    expect(world.truth.arxiv('2026-03-13', 'cs.LG')).toEqual({ new: ['2603.00001'], cross: [] })
    expect(world.truth.arxiv('2026-03-13', 'cs.AI')).toEqual({ new: [], cross: ['2603.00001'] })
    expect(world.announcement('2026-03-18')).toMatchObject([{ kind: 'replace', version: 2 }])
    expect(worldOfArxivFiles(own, { from: '2026-01-01' }).papers).toHaveLength(1)
  })
})
