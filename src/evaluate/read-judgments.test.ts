import { gzipSync } from 'node:zlib'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { damageList, folderOf } from './made-up-collection.test-helper.ts'
import { readJudgments } from './read-judgments.ts'

const QUERIES = new Set(['q1', 'q2'])

async function read(content: string | Buffer) {
  const damage = damageList()
  const judgments = await readJudgments(join(folderOf({ 'qrels.tsv': content }), 'qrels.tsv'), QUERIES, { damage })
  return { grades: Object.fromEntries([...judgments].map(([query, grades]) => [query, Object.fromEntries(grades)])), places: damage.places(), reasons: damage.lines.map(({ reason }) => reason) }
}

describe('judgments', () => {
  const plain = { q1: { d1: 1, d2: 0 }, q2: { d1: 2 } }

  it.each([
    ['tabs', 'q1\td1\t1\nq1\td2\t0\nq2\td1\t2\n'],
    ['no line end at the end', 'q1\td1\t1\nq1\td2\t0\nq2\td1\t2'],
    ['CRLF', 'q1\td1\t1\r\nq1\td2\t0\r\nq2\td1\t2\r\n'],
    ['a byte order mark', '\ufeffq1\td1\t1\nq1\td2\t0\nq2\td1\t2\n'],
    ['blank lines', '\n\nq1\td1\t1\n  \n\t\nq1\td2\t0\nq2\td1\t2\n\n'],
    ['a line of names', 'query-id\tcorpus-id\tscore\nq1\td1\t1\nq1\td2\t0\nq2\td1\t2\n'],
    ['a line of names after a mark and a blank line', '\ufeff\r\nquery\tdoc\tgrade\r\nq1\td1\t1\nq1\td2\t0\nq2\td1\t2\n'],
    ["TREC's four columns", 'q1 0 d1 1\nq1 0 d2 0\nq2 0 d1 2\n'],
    ['four columns with tabs', 'q1\tQ0\td1\t1\nq1\tQ0\td2\t0\nq2\tQ0\td1\t2\n'],
    ['four columns under names', 'query iter doc grade\nq1 0 d1 1\nq1 0 d2 0\nq2 0 d1 2\n'],
    ['runs of blanks', '  q1   d1  1\nq1  d2\t0\nq2 d1 2 \n'.replace('\t', ' ')],
    ['a tab at the end', 'q1\td1\t1\t\nq1\td2\t0\nq2\td1\t2\n'],
    ['grades with a point or a sign', 'q1\td1\t1.0\nq1\td2\t0\nq2\td1\t+2\n'],
    ['the same judgment twice', 'q1\td1\t1\nq1\td2\t0\nq2\td1\t2\nq1\td1\t1\n'],
  ])('are read with %s', async (_, content) => {
    expect(await read(content)).toEqual({ grades: plain, places: [], reasons: [] })
    expect((await read(gzipSync(content))).grades).toEqual(plain)
  })

  it('keep blanks in ids where tabs stand between, and grades below zero', async () => {
    expect((await read('q1\ta b\t-1\n')).grades).toEqual({ q1: { 'a b': -1 } })
  })

  it.each([
    ['q1\td1\tgood\n', 'qrels.tsv:1', /“good” is no grade/], // speaks of a query that there is, so these are no names
    ['q2\td1\t1\nquery\tdoc\tgrade\n', 'qrels.tsv:2', /no grade/],
    ['q2\td1\t1\nq1\n', 'qrels.tsv:2', /1 column where 3/],
    ['q2\td1\t1\nq1\td1\n', 'qrels.tsv:2', /2 columns/],
    ['q2\td1\t1\nq1 0 d1 1 x\n', 'qrels.tsv:2', /5 columns/],
    ['q2\td1\t1\n\td1\t1\n', 'qrels.tsv:2', /query has no id/],
    ['q2\td1\t1\nq1\t\t1\n', 'qrels.tsv:2', /document has no id/],
    ['q2\td1\t1\nq1\td1\t1e400\n', 'qrels.tsv:2', /no grade/],
    ['q2\td1\t1\nq1\td1\t0x10\n', 'qrels.tsv:2', /no grade/],
    ['q2\td1\t1\nq1\td1\tInfinity\n', 'qrels.tsv:2', /no grade/],
    ['q2\td1\t1\n\n\nq2\td1\t3\n', 'qrels.tsv:4', /judged 1 for this query before/],
    [`q2\td1\t1\nq1\t${'d'.repeat(301)}\t1\n`, 'qrels.tsv:2', /document has no id/],
  ])('that say nothing are named by file and line: %j', async (content, place, reason) => {
    const { grades, places, reasons } = await read(`${content}q1\td9\t1\n`)
    expect(places).toEqual([place])
    expect(reasons[0]).toMatch(reason)
    expect(grades['q1']).toEqual({ d9: 1 })
  })

  it('are a map or damage, whatever the bytes', async () => {
    const wild = fc.oneof(fc.uint8Array({ maxLength: 300 }), fc.array(fc.constantFrom('q1', '\t', ' ', '\n', '\r', '1', '-', '.', '\ufeff', '\u2028', '__proto__', 'd1'), { maxLength: 60 }).map((parts) => Buffer.from(parts.join(''))))
    await fc.assert(
      fc.asyncProperty(wild, async (bytes) => {
        const { grades } = await read(Buffer.from(bytes))
        for (const of of Object.values(grades)) for (const grade of Object.values(of)) expect(grade).toSatisfy(Number.isFinite)
      }),
      { numRuns: 200 },
    )
  })
})
