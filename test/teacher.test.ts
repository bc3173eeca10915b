/** `npm run teacher` as far as it goes without Python, and what it left: the vectors that `npm run train` begins with. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'
import { afterAll, describe, expect, it } from 'vitest'
// @ts-expect-error a script, which has no types
import { makePlan } from '../scripts/teacher/plan.mjs'
import { unpackWordVectors } from '../src/search-index/embedder/house.ts'
import { dampened } from '../src/search-index/embedder/pool.ts'
import { stem, terms } from '../src/search-index/terms.ts'
import { readCorpus } from '../src/train/corpus.ts'
import { madeUpPapers, writePapers } from '../src/train/made-up-papers.test-helper.ts'
import { SHIPPED } from '../src/train/shipped.ts'

const path = (relative: string): string => fileURLToPath(new URL(`../${relative}`, import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'broadsheet-teacher-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const papers = writePapers(folder, [...madeUpPapers(200), ...Array.from({ length: 30 }, (_, at) => ({ title: `Network ${at}: networks network`, abstract: 'A network of networks. '.repeat(9), primary: 'x' }))])
const sizes = { words: 150, pieces: 40 }

interface Plan {
  readonly counts: { readonly papers: number; readonly stems: number }
  readonly lines: (name: string) => string[]
  readonly whole: (name: string) => Int32Array
  readonly real: (name: string) => Float32Array
}

async function planned(titles: number): Promise<Plan> {
  const work = join(folder, String(titles))
  mkdirSync(work)
  const module = (name: string): Promise<unknown> => import(/* @vite-ignore */ path(`src/${name.replace(/\.js$/, '.ts')}`)) as Promise<unknown>
  const counts = (await makePlan(work, [papers], { titles, sizes, dimensions: 16 }, module, () => {})) as Plan['counts']
  const bytes = (name: string): ArrayBuffer => new Uint8Array(readFileSync(join(work, `${name}.bin`))).buffer
  return {
    counts,
    lines: (name) => readFileSync(join(work, `${name}.jsonl`), 'utf8').trim().split('\n').map((line) => JSON.parse(line) as string),
    whole: (name) => new Int32Array(bytes(name)),
    real: (name) => new Float32Array(bytes(name)),
  }
}

describe("the teacher's plan", () => {
  const few = planned(50)
  const all = planned(10_000)

  it('takes titles in an order by chance, the same each time: fewer are the first of more', async () => {
    const [some, every] = [(await few).lines('titles'), (await all).lines('titles')]
    expect(every).toHaveLength((await all).counts.papers)
    expect(some).toEqual(every.slice(0, 50))
    const inOrder = readFileSync(papers, 'utf8').trim().split('\n').map((line) => (JSON.parse(line) as { title: string }).title)
    expect(every).not.toEqual(inOrder)
    expect(new Set(every)).toEqual(new Set(inOrder))
  })

  it('asks for each stem as it is written, the commonest forms', async () => {
    const { lines, whole, real, counts } = await all
    const forms = lines('words')
    const stems = whole('form-stem')
    expect(stems).toHaveLength(forms.length)
    expect(forms).toEqual(expect.arrayContaining(['network', 'networks']))
    expect(stems[forms.indexOf('networks')]).toBe(stems[forms.indexOf('network')])
    expect(Math.min(...real('form-papers'))).toBeGreaterThan(0)
    expect(whole('stem-row')).toHaveLength(counts.stems)
    const { vocabulary } = await readCorpus([papers], sizes, () => {})
    for (const [at, form] of forms.entries()) {
      const row = whole('stem-row')[stems[at]!]!
      expect(row < 0 ? !vocabulary.words.includes(stem(form)) : vocabulary.words[row] === stem(form), form).toBe(true)
    }
    // Each word of the vocabulary is asked for once.
    expect([...whole('stem-row')].filter((row) => row >= 0).sort((a, b) => a - b)).toEqual([...vocabulary.words.keys()])
  })

  it('says of which rows each title is the sum', async () => {
    const { lines, whole, real } = await few
    const { vocabulary } = await readCorpus([papers], sizes, () => {})
    for (const [at, title] of lines('titles').entries()) {
      const given = new Map<number, number>()
      for (const [i, of] of whole('bag-title').entries()) if (of === at) given.set(whole('bag-row')[i]!, (given.get(whole('bag-row')[i]!) ?? 0) + real('bag-times')[i]!)
      const expected = new Map<number, number>()
      const words = terms(title)
      for (const word of new Set(words)) {
        const handle = vocabulary.rows.handle(word)
        for (const row of [vocabulary.rows.first(handle), vocabulary.rows.second(handle)]) {
          if (row >= 0) expected.set(row, (expected.get(row) ?? 0) + dampened(words.filter((other) => other === word).length))
        }
      }
      expect([...given.keys()].sort()).toEqual([...expected.keys()].sort())
      for (const [row, times] of expected) expect(given.get(row)).toBeCloseTo(times, 5)
    }
  })
})

describe('npm run teacher', () => {
  it.each([
    [['--titles', '0', papers], 2, '--titles is a whole number'],
    [['--words', 'many', papers], 2, '--words is a whole number'],
    [['/nowhere.jsonl'], 2, 'There is no /nowhere.jsonl.'],
    [['--titel', '4', papers], 2, 'Unknown option'],
    [['--python', '/nowhere/python', papers], 1, '/nowhere/python cannot be run.'],
  ] as const)('refuses %j', (args, code, sentence) => {
    const { status, stderr, stdout } = spawnSync(process.execPath, [path('scripts/teacher/make-teacher-words.mjs'), '--work', join(folder, 'work'), ...args], { encoding: 'utf8' })
    expect({ status, stdout }).toEqual({ status: code, stdout: '' })
    expect(stderr).toContain(sentence)
  })

  it("left what training begins with: the model's words and pieces, each in coarse levels", () => {
    const { dimensions, words, pieces, values, scales } = unpackWordVectors(gunzipSync(readFileSync(path('models/teacher-words.bin.gz'))))
    expect(dimensions).toBe(SHIPPED.options.dimensions)
    expect([words.length, pieces.length]).toEqual([SHIPPED.sizes.words, SHIPPED.sizes.pieces])
    expect(values.reduce((most, value) => Math.max(most, Math.abs(value)), 0)).toBe(7)
    expect(scales.every((scale) => Number.isFinite(scale) && scale >= 0)).toBe(true)
    const model = unpackWordVectors(readFileSync(path('models/house-256-v1.bin')))
    const begun = new Set(words)
    expect(model.words.filter((hash) => begun.has(hash)).length / model.words.length).toBeGreaterThan(0.99)
  })
})
