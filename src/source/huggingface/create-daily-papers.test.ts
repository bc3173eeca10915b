/** The sample is made up, after the fields that public clients of the service read. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { SourceTrouble, type Http, type HttpAnswer } from '../http/http.ts'
import { createDailyPapers } from './create-daily-papers.ts'

const DAY = readFileSync(join(import.meta.dirname, 'samples/day.json'), 'utf8')

function listOf(body: string | Buffer, facts: Partial<HttpAnswer> = {}) {
  const asked: string[] = []
  const http: Http = {
    get: async ({ url }) => {
      asked.push(url)
      return { status: 200, body: Buffer.from(body as string), etag: undefined, lastModified: undefined, contentType: 'application/json; charset=utf-8', next: undefined, ...facts }
    },
  }
  return { ...createDailyPapers({ http }), asked }
}

async function troubleOf(promise: Promise<unknown>): Promise<SourceTrouble> {
  try {
    await promise
  } catch (error) {
    if (!(error instanceof SourceTrouble)) throw error
    expect(error.message).toMatch(/^[A-Z].*\.$/)
    return error
  }
  return expect.fail('there was no trouble')
}

describe('a day of Daily Papers', () => {
  it('is asked for a page at a time', async () => {
    const { day, asked } = listOf(DAY)
    await day('2026-03-03', 2, 200)
    expect(asked).toEqual(['https://huggingface.co/api/daily_papers?date=2026-03-03&limit=100&p=2'])
  })

  it('tells its entries, each with its day and its place in the whole list', async () => {
    const page = await listOf(DAY).day('2026-03-03', 1, 100)
    expect(page).toMatchObject({ entries: 2, rejected: [], unread: [], more: false })
    expect(page.records.map(({ id, raw }) => [id, raw.shape, (raw.value as { date: string; position: number }).date, (raw.value as { position: number }).position])).toEqual([
      ['2603.99901', 'huggingface-entry', '2026-03-03', 100],
      ['2602.99904', 'huggingface-entry', '2026-03-03', 101],
    ])
    expect((page.records[0]!.raw.value as { entry: unknown }).entry).toEqual((JSON.parse(DAY) as unknown[])[0])
  })

  it('says whether there is more, and may be empty', async () => {
    expect(await listOf(DAY, { next: 'https://huggingface.co/api/daily_papers?p=1' }).day('2026-03-03', 0, 0)).toMatchObject({ more: true })
    expect(await listOf('[]').day('2026-03-07', 0, 0)).toEqual({ records: [], entries: 0, rejected: [], unread: [], more: false })
  })

  it('keeps the place of entries that cannot be read, and their ids', async () => {
    const list = JSON.parse(DAY) as unknown[]
    const page = await listOf(JSON.stringify([null, { paper: { id: '2603.99902v2' } }, { title: 'No id' }, ...list])).day('2026-03-03', 0, 0)
    expect(page).toMatchObject({ entries: 5, unread: ['2603.99902'], rejected: [{ line: 1, reason: 'the entry has no id' }, { line: 2, reason: 'the entry of 2603.99902 has no title' }, { line: 3 }] })
    expect(page.records.map(({ raw }) => (raw.value as { position: number }).position)).toEqual([3, 4])
  })

  it.each([
    ['an error', '{"error":"Invalid date"}', 'broken'],
    ['a text', '"papers"', 'broken'],
    ['nothing', '', 'broken'],
    ['a web page', '<!doctype html><html></html>', 'broken'],
    ['a part', DAY.slice(0, 900), 'cut'],
    ['no JSON', '[{"paper":}]', 'broken'],
  ])('that is %s is no list', async (_, body, kind) => expect(await troubleOf(listOf(body).day('2026-03-03', 0, 0))).toMatchObject({ kind }))

  it('may nest as deep as it likes', async () => {
    expect(await listOf(`${'['.repeat(200_000)}${']'.repeat(200_000)}`).day('2026-03-03', 0, 0)).toMatchObject({ entries: 1, records: [], rejected: [{ reason: 'the entry has no id' }] })
  })

  it('is not believed where its bytes are no text', async () => {
    expect(await troubleOf(listOf(Buffer.from(DAY.replaceAll('Ada', 'Adá'), 'latin1')).day('2026-03-03', 0, 0))).toMatchObject({ kind: 'broken' })
  })

  it('of any kind gives what it promises, or trouble', async () => {
    const pieces = ['{', '}', '[', ']', '"', ',', ':', 'null', '"paper":', '\\u0000', '\ufeff', '1e999']
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.json(), fc.tuple(fc.array(fc.tuple(fc.nat(), fc.nat(9), fc.constantFrom(...pieces)), { minLength: 1, maxLength: 6 })).map(([changes]) => changes.reduce((text, [at, remove, put]) => {
        const start = at % (text.length + 1)
        return text.slice(0, start) + put + text.slice(start + remove)
      }, DAY))), async (body) => {
        try {
          const page = await listOf(body).day('2026-03-03', 0, 7)
          expect(page.records.length + page.rejected.length).toBe(page.entries)
          for (const { id } of page.records) expect(id).not.toBe('')
        } catch (error) {
          if (!(error instanceof SourceTrouble)) throw error
          expect(['cut', 'broken']).toContain(error.kind)
        }
      }),
      { numRuns: 500 },
    )
  })
})
