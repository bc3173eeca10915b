import { existsSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { countingIndex, folderOf, jsonLines } from '../../evaluate/made-up-collection.test-helper.ts'
import { runCli } from '../cli.ts'
import { fakeTerminal } from '../fake-terminal.test-helper.ts'

const FILES = {
  'corpus.jsonl': jsonLines([{ id: 'a', title: 'Kettles' }, { id: 'b', title: 'Kettles and lanterns' }]),
  'queries.jsonl': jsonLines([{ id: 'q', text: 'lanterns kettles' }]),
  'qrels.tsv': 'q\tb\t1\n',
}

async function run(words: readonly string[], terminal = fakeTerminal(), beforeSearch = (): void => {}) {
  const index = countingIndex()
  const code = await runCli(['node', 'broadsheet', 'evaluate', ...words], {
    open: () => Promise.reject(new Error('no instance is needed')),
    openIndex: async () => ({
      index: {
        ...index,
        search: (...asked: Parameters<typeof index.search>) => {
          beforeSearch()
          return index.search(...asked)
        },
      },
    }),
    env: { BROADSHEET_DATA: '/nowhere/of/this/test' },
    terminal,
  })
  return { code, ...terminal.printed }
}

describe('evaluate', () => {
  it('prints one JSON object a folder, one a line, on a terminal too', async () => {
    const folders = [folderOf(FILES, 'first'), folderOf(FILES, 'second')]
    for (const terminal of [fakeTerminal(), fakeTerminal({ columns: 80 })]) {
      const { code, out } = await run([...folders, '--json'], terminal)
      expect(code).toBe(0)
      const best = { 'ndcg@10': 1, 'recall@5': 1, 'recall@10': 1, 'recall@100': 1, mrr: 1 }
      const lines = out.split('\n')
      expect(lines).toHaveLength(3)
      expect(JSON.parse(lines[0]!)).toEqual({ collection: 'first', queries: 1, words: best, meaning: { ...best, 'ndcg@10': 0.63093, mrr: 0.5 }, both: expect.objectContaining({ 'recall@5': 1 }) })
      expect(Object.keys(JSON.parse(lines[1]!) as object)).toEqual(['collection', 'queries', 'words', 'meaning', 'both'])
      expect(JSON.parse(lines[1]!)).toMatchObject({ collection: 'second' })
    }
  })

  it('prints a table for a person, and what it leaves out beside it', async () => {
    const { code, out, err } = await run([folderOf({ ...FILES, 'qrels.tsv': 'q\tb\t1\nq\tlost\t1\nother\ta\t1\n' }, 'mine\u001b[31m')])
    expect(code).toBe(0)
    expect(out).toMatch(/^mine \[31m {2}2 papers, 1 query\n +nDCG@10 +R@5 +R@10 +R@100 +MRR\nwords +0\.6131 +0\.5000 +0\.5000 +0\.5000 +1\.0000\nmeaning .*\nboth .*\n\n$/)
    expect(err).toMatch(/1 relevant paper is not in the corpus/)
    expect(err).toMatch(/1 query of qrels\.tsv is not in queries\.jsonl/)
    expect(out + err).not.toContain('\u001b')
  })

  it('names what is damaged or missing, and measures the rest', async () => {
    const none = join(dirname(folderOf({})), 'none')
    const { code, out, err } = await run([none, folderOf({ 'qrels.tsv': '' }), folderOf({ ...FILES, 'qrels.tsv': 'q\tb\t1\nq\tb\n' }, 'good'), '--json'])
    expect(code).toBe(1)
    expect(out.trim().split('\n').map((line) => (JSON.parse(line) as { collection: string }).collection)).toEqual(['good'])
    expect(err).toMatch(/^broadsheet: .*none does not exist\.$/m)
    expect(err).toMatch(/^broadsheet: .*holds no corpus\*\.jsonl or corpus\*\.jsonl\.gz, no queries\.jsonl\.$/m)
    expect(err).toMatch(/qrels\.tsv:2: 2 columns where 3 are wanted/)
  })

  it('names no more damaged lines than anybody reads', async () => {
    const { code, err } = await run([folderOf({ ...FILES, 'queries.jsonl': `${FILES['queries.jsonl']}${'x\n'.repeat(1500)}` })])
    expect([code, err.match(/queries\.jsonl:\d+: /g)?.length]).toEqual([0, 1000])
    expect(err).toMatch(/… and 500 more damaged lines\./)
  })

  it('ends with 130 when it is stopped, after what is whole', async () => {
    const terminal = fakeTerminal()
    let searches = 0
    const { code, out, err } = await run([folderOf(FILES, 'first'), folderOf(FILES, 'second'), '--json'], terminal, () => void (++searches === 4 && terminal.interrupt()))
    expect([code, searches]).toEqual([130, 4])
    expect(out.trim().split('\n').map((line) => (JSON.parse(line) as { collection: string }).collection)).toEqual(['first'])
    expect(err).toMatch(/Stopped before the end/)
  })

  it('writes runs where it is told, and refuses two of one name', async () => {
    const folder = folderOf(FILES, 'first')
    const out = join(dirname(folder), 'run')
    expect((await run([folder, '--out', out])).code).toBe(0)
    for (const mode of ['words', 'meaning', 'both']) {
      expect(existsSync(`${out}-first-${mode}`)).toBe(true)
      rmSync(`${out}-first-${mode}`)
    }
    const twice = await run([folder, folderOf(FILES, 'first'), '--out', out])
    expect([twice.code, existsSync(`${out}-first-words`)]).toEqual([1, false])
    expect(twice.err).toMatch(/Two of the folders are named first/)
  })
})
