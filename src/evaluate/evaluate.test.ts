import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import type { TextModel } from '../search-index/embedder/text-model.ts'
import { parseQuery } from '../search-index/query/parse-query.ts'
import { terms } from '../search-index/terms.ts'
import { evaluateCollection, type EvaluateOptions, type EvaluateProgress } from './evaluate.ts'
import { countingIndex, damageList, folderOf, jsonLines } from './made-up-collection.test-helper.ts'

/** By words, the paper with the most words of a query comes first; by meaning the last. */
const PAPERS = [
  { id: 'one', title: 'Kettles', abstract: 'harbour' },
  { id: 'two', title: 'Kettles and lanterns', abstract: '' },
  { id: 'three', title: 'Kettles, lanterns and orchards', abstract: null },
  { id: 4, title: 'Beehives' },
]
const FILES = {
  'corpus-1.jsonl.gz': gzipSync(jsonLines(PAPERS.slice(0, 2))),
  'corpus-2.jsonl': jsonLines(PAPERS.slice(2)),
  'queries.jsonl': jsonLines([{ id: 'q1', text: 'kettles lanterns orchards' }, { id: 'q2', text: 'Beehives kettles', self: '4' }, { id: 'q3', text: 'nobody judged this' }]),
  'qrels.tsv': 'q1\tthree\t1\nq2\t4\t1\nq2\ttwo\t1\nq9\tone\t1\n',
}

async function evaluate(folder: string, options: Partial<EvaluateOptions> = {}) {
  const index = countingIndex()
  const damage = damageList()
  const evaluation = await evaluateCollection(folder, { openIndex: async () => ({ index }), damage, ...options })
  return { evaluation, index, damage }
}

describe('a collection', () => {
  it('is measured by words, by meaning and by both', async () => {
    const { evaluation, index, damage } = await evaluate(folderOf(FILES, 'made-up'))
    expect(evaluation).toMatchObject({ collection: 'made-up', queries: 2, papers: 4, leftOut: 0, missing: 0, unjudged: 1, unasked: 1 })
    // q1: three, two, one by words and the other way about by meaning. q2, without its own paper: one, two, three with a word each.
    expect(evaluation.measures.words?.mrr).toBeCloseTo((1 + 1 / 2) / 2)
    expect(evaluation.measures.meaning?.mrr).toBeCloseTo((1 / 3 + 1 / 2) / 2)
    expect(evaluation.measures.both?.['recall@5']).toBe(1)
    expect(index.done.asked.map(({ options }) => options.mode)).toEqual(['words', 'words', 'meaning', 'meaning', 'both', 'both'])
    expect(index.done.closed).toBe(1)
    expect([damage.lines, damage.files]).toEqual([[], []])
  })

  it('does not ask for the own paper of a query', async () => {
    const { evaluation } = await evaluate(folderOf({ ...FILES, 'qrels.tsv': 'q2\t4\t1\n' + 'q1\tone\t1\n' }))
    expect(evaluation.queries).toBe(1) // q2 has no other relevant paper
  })

  it('is asked in plain text, unless told otherwise', async () => {
    const folder = folderOf({ ...FILES, 'queries.jsonl': jsonLines([{ id: 'q1', text: 'title:kettles -lanterns "orchards"' }]) })
    expect((await evaluate(folder)).index.done.asked[0]!.query).toMatchObject({ restrictions: [], excluded: [], words: terms('title kettles lanterns orchards') })
    expect((await evaluate(folder, { understand: parseQuery })).index.done.asked[0]!.query.excluded).toHaveLength(1)
  })

  it('is found newest first, as by readers, where a query that is understood asks for that', async () => {
    const files = {
      'corpus.jsonl': jsonLines([{ id: 'old', title: 'Kettles, lanterns, orchards and beehives', created: '1999' }, { id: 'new', title: 'Kettles, lanterns and orchards', created: '2024' }]),
      'queries.jsonl': jsonLines([{ id: 'q1', text: 'recent kettles lanterns orchards beehives' }]),
      'qrels.tsv': 'q1\tnew\t1\n',
    }
    const mrr = async (options: Partial<EvaluateOptions>) => (await evaluate(folderOf(files), { ways: ['words'], ...options })).evaluation.measures.words?.mrr
    expect([await mrr({}), await mrr({ understand: parseQuery })]).toEqual([1 / 2, 1])
  })

  it('is found among further papers, none of which is one of its own', async () => {
    const folder = folderOf(FILES)
    const among = join(folder, 'more.jsonl')
    writeFileSync(among, jsonLines([{ id: 'one', title: 'Another' }, { id: 'x', title: 'KETTLES: and   Lanterns!' }, { id: 'y', title: 'Kettles, lanterns, orchards, and kettles' }, { id: 'y', title: 'Kettles under the same id' }, { id: 'z', title: '' }]))
    const out = join(dirname(folder), 'run')
    const { evaluation, index } = await evaluate(folder, { among: [among], out })
    const run = readFileSync(`${out}-made-up-words`, 'utf8').split('\n').filter((line) => line.startsWith('q1 '))
    expect(new Set(run.map((line) => line.split(' ')[2])).size).toBe(5)
    expect(evaluation).toMatchObject({ papers: 7, leftOut: 2 })
    expect(index.done.added.map(({ identifiers }) => identifiers[0])).toEqual(['one', 'two', 'three', '4', 'y', 'y', 'z'])
    expect(evaluation.measures.words?.mrr).toBeLessThanOrEqual(0.75)
    await expect(evaluate(folder, { among: [join(folder, 'none.jsonl')] })).rejects.toThrow(/none\.jsonl does not exist/)
  })

  it('counts relevant papers that it does not hold as not found', async () => {
    const { evaluation } = await evaluate(folderOf({ ...FILES, 'qrels.tsv': 'q1\tthree\t1\nq1\tlost\t1\nq1\tgone\t0\n' }))
    expect(evaluation).toMatchObject({ missing: 1, measures: { words: { 'recall@100': 0.5, mrr: 1 } } })
  })

  it('goes on where lines are damaged, and names them', async () => {
    const { evaluation, damage } = await evaluate(
      folderOf({
        ...FILES,
        'corpus-1.jsonl.gz': gzipSync(`{"id":"one"\n\n${jsonLines([{ title: 'no id' }, { id: 'odd', title: {} }, { id: 'odd', title: 'Odd', abstract: 3.5, authors: 'A', keywords: [1, 'k'], venue: 7, created: 'soon' }, PAPERS[0]])}`),
        'corpus-2.jsonl': jsonLines([PAPERS[0], PAPERS[2]]),
      }),
    )
    expect(damage.places()).toEqual(['corpus-1.jsonl.gz:1', 'corpus-1.jsonl.gz:3', 'corpus-1.jsonl.gz:4', 'corpus-2.jsonl:1'])
    expect(evaluation).toMatchObject({ papers: 3, measures: { words: { 'recall@100': 0.5 } } })
  })

  it('is measured as far as a file goes that breaks off', async () => {
    const whole = gzipSync(jsonLines(PAPERS))
    const { damage, evaluation } = await evaluate(folderOf({ ...FILES, 'corpus-1.jsonl.gz': whole.subarray(0, -12), 'corpus-2.jsonl': jsonLines(PAPERS.slice(1)) }))
    expect(damage.files).toEqual([expect.stringMatching(/cut short/)])
    expect(evaluation.papers).toBeGreaterThanOrEqual(3)
  })

  it.each([
    [{ 'qrels.tsv': '' }, /none of its 3 queries has a relevant document/],
    [{ 'qrels.tsv': 'q1\tthree\t0\n' }, /none of its 3 queries/],
    [{ 'queries.jsonl': '' }, /none of its 0 queries/],
    [{ 'corpus-1.jsonl.gz': '', 'corpus-2.jsonl': 'x\n' }, /No paper could be read/],
  ])('that says nothing is refused with a sentence: %j', async (files, sentence) => {
    const index = countingIndex()
    let opened = 0
    await expect(evaluateCollection(folderOf({ ...FILES, ...files }), { openIndex: async () => (opened++, { index }), damage: damageList() })).rejects.toThrow(sentence)
    expect(index.done.closed).toBe(opened)
  })

  it('tells how far it is', async () => {
    const told: EvaluateProgress[] = []
    await evaluate(folderOf(FILES), { onProgress: (progress) => told.push(progress) })
    const reading = told.filter((one) => one.stage === 'reading').at(-1)!
    expect(reading.bytes).toBe(reading.totalBytes)
    expect(told.at(-1)).toEqual({ stage: 'asking', way: 'both', done: 2, total: 2 })
  })

  it.each(['reading', 'asking'])('can be stopped while %s, and leaves nothing open and no run', async (stage) => {
    const controller = new AbortController()
    const index = countingIndex()
    const folder = folderOf(FILES)
    const out = join(dirname(folder), 'run.txt')
    const options = { openIndex: async () => ({ index }), damage: damageList(), out, signal: controller.signal, onProgress: (now: EvaluateProgress) => void (now.stage === stage && controller.abort()) }
    const reason: unknown = await evaluateCollection(folder, options).catch((error: unknown) => error)
    expect(controller.signal.aborted).toBe(true)
    expect(reason).toBe(controller.signal.reason)
    expect([index.done.closed, options.damage.files, readdirSync(dirname(folder))]).toEqual([1, [], ['made-up']])
  })

  it('has vectors of papers and queries made by the model of texts that the index is of', async () => {
    const asked: string[] = []
    const model: TextModel = {
      name: 'fake/one@2',
      dimensions: 2,
      embed: async (texts, kind) => {
        asked.push(...texts.map((text) => `${kind} ${text}`))
        return texts.map(() => new Float32Array([1, 2]))
      },
    }
    const index = countingIndex()
    await evaluate(folderOf({ ...FILES, 'corpus-2.jsonl': jsonLines([{ id: 'blank' }, ...PAPERS.slice(2)]) }), { openIndex: async () => ({ index, model }) })
    expect(index.done.added.map(({ vector }) => vector?.length)).toEqual([2, 2, undefined, 2, 2])
    expect(index.done.asked.map(({ options }) => options.vectorModel)).toEqual([undefined, undefined, 'fake/one@2', 'fake/one@2', 'fake/one@2', 'fake/one@2'])
    expect(asked).toContain('document Kettles\nharbour')
    expect(asked).toContain('query kettles lanterns orchards')
  })
})

describe('run files', () => {
  it("are TREC's, a mode each, in an order that scores keep", async () => {
    const folder = folderOf({ ...FILES, 'corpus-2.jsonl': jsonLines([...PAPERS.slice(2), { id: 'a b', title: 'kettles' }]) }, 'named so')
    const out = join(dirname(folder), 'run.txt')
    await evaluate(folder, { out })
    expect(readdirSync(dirname(folder)).sort()).toEqual(['named so', ...['both', 'meaning', 'words'].map((mode) => `run-named so-${mode}.txt`)])
    expect(readFileSync(join(dirname(folder), 'run-named so-words.txt'), 'utf8').split('\n').slice(0, 5)).toEqual([
      'q1 Q0 three 1 4 broadsheet-words',
      'q1 Q0 two 2 3 broadsheet-words',
      'q1 Q0 one 3 2 broadsheet-words',
      'q1 Q0 a_b 4 1 broadsheet-words',
      'q2 Q0 one 1 4 broadsheet-words',
    ])
  })

  it('are refused with a sentence where they cannot be written', async () => {
    await expect(evaluate(folderOf(FILES), { out: join(folderOf({}), 'none', 'run.txt') })).rejects.toThrow(/cannot be written/)
  })
})
