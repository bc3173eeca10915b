import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { dampened } from '../search-index/embedder/pool.ts'
import { terms } from '../search-index/terms.ts'
import { readCorpus, type Corpus } from './corpus.ts'
import { madeUpWord, writePapers } from './made-up-papers.test-helper.ts'
import { emptyBag, PairMaker, type Bag, type PairKind } from './pairs.ts'
import { Random } from './random.ts'

/** One paper with five words in its title and eight in each of four sentences, no word twice; one with a single sentence; one of a thousand words. */
const words = (from: number, count: number): string => Array.from({ length: count }, (_, i) => madeUpWord(from + i)).join(' ')
const TITLE = words(100, 5)
const SENTENCES = [200, 300, 400, 500].map((from) => words(from, 8))
const papers = [
  { title: TITLE, abstract: `${SENTENCES.map((sentence) => `T${sentence}`).join('. ')}.` },
  { title: words(600, 3), abstract: words(700, 30) },
  { title: words(0, 900), abstract: words(1000, 900) },
]

const folder = mkdtempSync(join(tmpdir(), 'broadsheet-pairs-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
let corpus: Corpus
beforeAll(async () => void (corpus = await readCorpus([writePapers(folder, papers)], { words: 5000, pieces: 10 }, () => {})))

/** A bag as words and how much each counts. */
const inWords = (bag: Bag): Map<string, number> => new Map(Array.from({ length: bag.length }, (_, i) => [corpus.vocabulary.words[bag.rows[i]!]!, bag.times[i]!]))

function* pairs(kind: PairKind, paper: number, count: number): Generator<[question: Map<string, number>, answer: Map<string, number>]> {
  const maker = new PairMaker(corpus, new Random(1))
  const [question, answer] = [emptyBag(), emptyBag()]
  for (let i = 0; i < count; i++) {
    maker.make(paper, kind, question, answer)
    yield [inWords(question), inWords(answer)]
  }
}

const once = (text: readonly string[]): Map<string, number> => new Map(text.map((word) => [word, 1]))
const sentences = papers[0]!.abstract.split('. ').map((sentence) => terms(sentence))
const title = terms(TITLE)
const titleTwice = title.map((word): [string, number] => [word, Math.fround(dampened(2))])

describe('PairMaker', () => {
  it('asks with the title for the abstract', () => {
    for (const [question, answer] of pairs('title', 0, 3)) {
      expect(question).toEqual(once(title))
      expect(answer).toEqual(once(sentences.flat()))
    }
  })

  it('asks with each sentence for all the rest, in which the sentence is not', () => {
    const asked = new Set<number>()
    for (const [question, answer] of pairs('sentence', 0, 60)) {
      const which = sentences.findIndex(([word]) => question.has(word!))
      asked.add(which)
      expect(question).toEqual(once(sentences[which]!))
      expect(answer).toEqual(new Map([...titleTwice, ...once(sentences.filter((_, i) => i !== which).flat())]))
    }
    expect([...asked].sort()).toEqual([0, 1, 2, 3])
  })

  it('asks with a few words side by side, and takes most of them out of the paper half of the time', () => {
    const whole = new Map([...titleTwice, ...once(sentences.flat())])
    let without = 0
    let missing = 0
    let of = 0
    for (const [question, answer] of pairs('words', 0, 1000)) {
      const run = [title, ...sentences].find(([...run]) => run.some((word) => question.has(word)))!
      const from = run.findIndex((word) => question.has(word))
      expect([...question.keys()]).toEqual(run.slice(from, from + question.size))
      expect(question.size).toBeGreaterThanOrEqual(2)
      expect(question.size).toBeLessThanOrEqual(9)
      const gone = [...whole.keys()].filter((word) => !answer.has(word))
      expect(gone.filter((word) => !question.has(word))).toEqual([])
      expect([...answer].filter(([word, times]) => times !== whole.get(word))).toEqual([])
      if (gone.length === 0) continue
      without++
      missing += gone.length
      of += question.size
    }
    expect(without).toBeGreaterThan(400)
    expect(without).toBeLessThan(550)
    expect(missing / of).toBeGreaterThan(0.65)
    expect(missing / of).toBeLessThan(0.78)
  })

  it('asks with the title where there is one sentence only', () => {
    for (const kind of ['sentence', 'words'] as const) {
      for (const [question, answer] of pairs(kind, 1, 5)) {
        expect(question).toEqual(once(terms(papers[1]!.title)))
        expect(answer).toEqual(once(terms(papers[1]!.abstract)))
      }
    }
  })

  it('leaves out what a bag has no room for', () => {
    const [[question, answer]] = [...pairs('title', 2, 1)] as [[Map<string, number>, Map<string, number>]]
    expect(question.size).toBe(900)
    expect(answer.size).toBe(900)
    const small = { ...corpus, handles: Uint32Array.from({ length: 4000 }, (_, i) => i % 1500), runStart: Uint32Array.of(0, 2000, 4000), paperStart: Uint32Array.of(0, 2) }
    const [q, a] = [emptyBag(), emptyBag()]
    new PairMaker(small, new Random(1)).make(0, 'title', q, a)
    expect(q.length).toBe(1022)
    expect(a.length).toBe(1022)
  })
})
