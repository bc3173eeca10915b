import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readCorpus, type Corpus } from './corpus.ts'
import { madeUpPapers, writePapers } from './made-up-papers.test-helper.ts'
import type { PairKind } from './pairs.ts'
import { Random } from './random.ts'
import { Trainer } from './trainer.ts'

const folder = mkdtempSync(join(tmpdir(), 'broadsheet-trainer-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
let corpus: Corpus
beforeAll(async () => void (corpus = await readCorpus([writePapers(folder, madeUpPapers(24))], { words: 60, pieces: 30 }, () => {})))

const BETA1 = 0.9
const options = { dimensions: 8, batch: 8, temperature: 0.3, rate: 0.01, steps: 100, seed: 3, block: 4 }

function trainerOf(kind: PairKind): Trainer {
  const trainer = new Trainer(corpus, { ...options, kinds: { title: 0, sentence: 0, words: 0, [kind]: 1 } })
  const random = new Random(8)
  for (let i = 0; i < trainer.table.length; i++) trainer.table[i] = random.normal() / 3
  return trainer
}

/** The gradient of the first step, which leaves a tenth of itself in the running mean: the second table of a checkpoint. */
function firstGradient(trainer: Trainer): Float32Array {
  trainer.next()
  const bytes = trainer.save('')
  const start = 4 + bytes.readUInt32LE(0) + trainer.table.byteLength
  return new Float32Array(new Uint8Array(bytes.subarray(start, start + trainer.table.byteLength)).buffer).map((value) => value / (1 - BETA1))
}

describe('Trainer', () => {
  it.each(['title', 'sentence', 'words'] as const)('steps down the true gradient of the loss (%s)', (kind) => {
    const trainer = trainerOf(kind)
    const begin = trainer.save('')
    const gradient = firstGradient(trainer)
    const largest = Math.max(...gradient.map(Math.abs))
    expect(largest).toBeGreaterThan(0.001)
    const lossWith = (at: number, change: number): number => {
      expect(trainer.restore(begin, '')).toBe(true)
      trainer.table[at] = trainer.table[at]! + change
      return trainer.next()
    }
    const CHANGE = 0.004
    for (let at = 0; at < trainer.table.length; at += 3) {
      const slope = (lossWith(at, CHANGE) - lossWith(at, -CHANGE)) / (2 * CHANGE)
      expect(Math.abs(slope - gradient[at]!), `component ${at}`).toBeLessThan(0.01 * largest)
    }
  })

  it('leaves rows alone that no text of the batch has, and moves all others', () => {
    const trainer = trainerOf('title')
    const before = trainer.table.slice()
    const gradient = firstGradient(trainer)
    let still = 0
    for (let row = 0; row < before.length / 8; row++) {
      const range = [8 * row, 8 * (row + 1)] as const
      const touched = gradient.subarray(...range).some((value) => value !== 0)
      expect(trainer.table.subarray(...range).every((value, i) => value === before[range[0] + i])).toBe(!touched)
      if (!touched) still++
    }
    expect(still).toBeGreaterThan(0)
    expect(still).toBeLessThan(before.length / 8 / 2)
  })

  it('changes nothing when what it is to restore is not its own', () => {
    const trainer = trainerOf('title')
    trainer.next()
    const kept = trainer.save('mine')
    trainer.next()
    const now = trainer.save('mine')
    for (const [bytes, identity] of [[kept, 'yours'], [kept.subarray(0, -1), 'mine'], [Buffer.concat([kept, Buffer.alloc(4)]), 'mine'], [Buffer.alloc(0), 'mine'], [Buffer.alloc(50, 'x'), 'mine']] as const) {
      expect(trainer.restore(bytes, identity)).toBe(false)
      expect(trainer.save('mine').equals(now)).toBe(true)
    }
    expect(trainer.restore(kept, 'mine')).toBe(true)
    expect(trainer.save('mine').equals(kept)).toBe(true)
  })

  it('takes each paper once a round', () => {
    const trainer = trainerOf('title')
    const orders: string[] = []
    for (let step = 0; step < 6; step++) {
      trainer.next()
      const bytes = trainer.save('')
      const order = new Uint32Array(new Uint8Array(bytes.subarray(-4 * 24)).buffer)
      expect([...order].sort((a, b) => a - b)).toEqual([...order.keys()])
      orders.push(order.join())
    }
    expect(new Set(orders).size).toBe(2)
  })

  it('answers the mean of the tables of every tenth step, by hand', () => {
    const trainer = trainerOf('words')
    expect(trainer.average()).toEqual(trainer.table)
    const kept: Float32Array[] = []
    for (let step = 1; step <= 35; step++) {
      trainer.next()
      if (step === 9) expect(trainer.average()).toEqual(trainer.table)
      if (step % 10 === 0) kept.push(trainer.table.slice())
    }
    expect(kept).toHaveLength(3)
    const average = trainer.average()
    for (const [at, value] of average.entries()) expect(value).toBeCloseTo((kept[0]![at]! + kept[1]![at]! + kept[2]![at]!) / 3, 6)
    expect(Math.max(...average.map((value, at) => Math.abs(value - trainer.table[at]!)))).toBeGreaterThan(0.01)
  })

  it('goes on with the average that it was saved with', () => {
    const undisturbed = trainerOf('title')
    for (let step = 0; step < 15; step++) undisturbed.next()
    const kept = undisturbed.save('mine')
    for (let step = 0; step < 15; step++) undisturbed.next()
    const resumed = trainerOf('title')
    expect(resumed.restore(kept, 'mine')).toBe(true)
    for (let step = 0; step < 15; step++) resumed.next()
    expect(resumed.average()).toEqual(undisturbed.average())
  })
})
