/** `evaluate` as a process: made-up papers through the real index, measured; and Ctrl-C. */
import { writeFileSync, mkdirSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { broadsheet, ended, start, temporaryFolder } from './support/broadsheet.ts'
import { madeUpWork } from './support/made-up-library.ts'

const line = (value: unknown): string => `${JSON.stringify(value)}\n`

function collection(papers: number, queries: number): string {
  const folder = join(temporaryFolder(), 'made-up')
  mkdirSync(folder)
  const works = Array.from({ length: papers }, (_, number) => madeUpWork(number))
  const corpus = works.map(({ arxiv, title, abstract }, number) => line({ id: arxiv, title: `${title} unlike${number}x`, abstract }))
  writeFileSync(join(folder, 'corpus-1.jsonl.gz'), gzipSync(corpus.slice(0, papers / 2).join('')))
  writeFileSync(join(folder, 'corpus-2.jsonl'), corpus.slice(papers / 2).join(''))
  // Each query has a word that one paper has, and is made of the paper after it.
  writeFileSync(join(folder, 'queries.jsonl'), works.slice(0, queries).map((_, number) => line({ id: number, text: `"unlike${number}x" -kettles unlike${number + 1}x`, self: works[number + 1]!.arxiv })).join(''))
  writeFileSync(join(folder, 'qrels.tsv'), `query-id\tcorpus-id\tscore\r\n${works.slice(0, queries).map(({ arxiv }, number) => `${number}\t${arxiv}\t1\r\n`).join('')}`)
  return folder
}

test('measures what the index finds', async () => {
  const done = await broadsheet(['evaluate', '--json', collection(400, 50)])
  expect([done.code, done.err.includes('corpus')]).toEqual([0, false])
  const best = { 'ndcg@10': 1, 'recall@5': 1, 'recall@10': 1, 'recall@100': 1, mrr: 1 }
  const measured = done.json<Record<string, unknown>>()
  expect(measured).toMatchObject({ collection: 'made-up', queries: 50, words: best, both: { 'recall@100': 1 } })
  expect(Object.keys(measured)).toEqual(['collection', 'queries', 'words', 'meaning', 'both'])
})

test('ends with 130 on Ctrl-C, with nothing half printed', async () => {
  const child = start(['evaluate', '--json', collection(2000, 1500)])
  const end = ended(child)
  // The first sign of life while there is much to ask yet.
  child.stderr!.once('data', () => child.kill('SIGINT'))
  const done = await end
  expect([done.code, done.out]).toEqual([130, ''])
  expect(done.err).toMatch(/Stopped before the end/)
})
