import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { BroadsheetError } from '../paper/errors.ts'
import { checksumOf, quantiseRows, unpackWordVectors } from '../search-index/embedder/house.ts'
import { readCorpus } from './corpus.ts'
import { madeUpPapers, writePapers } from './made-up-papers.test-helper.ts'
import { Random } from './random.ts'
import { startTable } from './start.ts'
import { train, type Trained, type TrainProgress, type TrainRequest } from './train.ts'
import { Trainer } from './trainer.ts'

const folder = mkdtempSync(join(tmpdir(), 'broadsheet-train-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const file = writePapers(folder, madeUpPapers(300))

const request = {
  files: [file],
  sizes: { words: 300, pieces: 60 },
  options: { dimensions: 16, batch: 32, temperature: 0.1, rate: 0.01, steps: 60, seed: 1, block: 8, kinds: { title: 1, sentence: 1, words: 1 } },
  saveEvery: 25,
}
let outs = 0

async function trained(changes: Partial<TrainRequest> & { readonly seed?: number } = {}): Promise<Trained & { out: string; progress: TrainProgress[] }> {
  const out = changes.out ?? join(folder, `${outs++}.bin`)
  const progress: TrainProgress[] = []
  const { seed = 1, ...rest } = changes
  const answer = await train({ ...request, out, options: { ...request.options, seed }, onProgress: (now) => progress.push(now), ...rest })
  return { ...answer, out, progress }
}

/** Trains until so many steps are done and is interrupted there; answers where it would have written. */
async function interrupted(steps: number, changes: Partial<TrainRequest> = {}): Promise<string> {
  const out = join(folder, `${outs++}.bin`)
  const controller = new AbortController()
  const onProgress = (now: TrainProgress): void => {
    if (now.stage === 'training' && now.step === steps) controller.abort(new Error('enough'))
  }
  await expect(train({ ...request, out, signal: controller.signal, onProgress, ...changes })).rejects.toThrow('enough')
  return out
}

/** The step of the checkpoint it went on from, 0 without one. */
const resumedAt = (progress: readonly TrainProgress[]): number => progress.reduce((step, now) => (now.stage === 'resuming' ? now.step : step), 0)

describe('train', () => {
  const undisturbed = trained()

  it('writes a model that can be read, and says what it wrote', async () => {
    const { out, checksum, bytes, papers } = await undisturbed
    const written = readFileSync(out)
    expect(papers).toBe(300)
    expect(written.length).toBe(bytes)
    expect(checksumOf(written)).toBe(checksum)
    const { dimensions, words, pieces, values } = unpackWordVectors(written)
    expect([dimensions, words.length, pieces.length]).toEqual([16, 300, 60])
    expect(values.some((value) => Math.abs(value) === 127)).toBe(true)
    expect(existsSync(`${out}.part`)).toBe(false)
  })

  it('gives the same bytes for the same seed, and others for another', async () => {
    const { checksum } = await undisturbed
    expect((await trained()).checksum).toBe(checksum)
    expect((await trained({ seed: 2 })).checksum).not.toBe(checksum)
  })

  it('gives these bytes: when it no longer does, the shipped weights cannot be had again and must be trained anew', async () => {
    expect((await undisturbed).checksum).toBe('77f1da0f55f4d845301b9b434231c114a4df2df096a69a3c8bf0669a68c1b5d0')
  })

  it('learns: the loss falls', async () => {
    const losses = (await undisturbed).progress.flatMap((now) => (now.stage === 'training' ? [now.loss] : []))
    expect(losses).toHaveLength(60)
    const mean = (part: number[]): number => part.reduce((sum, loss) => sum + loss, 0) / part.length
    // A batch of 32 where all answers look alike costs ln 32.
    expect(mean(losses.slice(0, 5))).toBeGreaterThan(0.5)
    expect(mean(losses.slice(-10))).toBeLessThan(0.7 * mean(losses.slice(0, 5)))
  })

  it('goes on where it was interrupted, to the same bytes', async () => {
    const { checksum } = await undisturbed
    for (const steps of [1, 33, 60]) {
      const out = await interrupted(steps)
      expect(existsSync(out)).toBe(false)
      const again = await trained({ out })
      expect(resumedAt(again.progress)).toBe(steps)
      expect(again.checksum).toBe(checksum)
    }
  })

  it('does not go on from a checkpoint of another training, or from one that is cut short', async () => {
    const { checksum } = await undisturbed
    const out = await interrupted(20)
    const whole = readFileSync(`${out}.part`)
    const otherSeed = await trained({ out, seed: 2 })
    expect(resumedAt(otherSeed.progress)).toBe(0)
    expect(otherSeed.progress).toContainEqual({ stage: 'other' })
    writeFileSync(`${out}.part`, whole)
    const otherWords = await trained({ out, sizes: { words: 299, pieces: 60 } })
    expect(resumedAt(otherWords.progress)).toBe(0)
    writeFileSync(`${out}.part`, whole)
    const otherOrder = await trained({ out, files: [writePapers(folder, madeUpPapers(300).reverse(), 'reversed.jsonl')] })
    expect(resumedAt(otherOrder.progress)).toBe(0)
    for (const length of [0, 3, 50, whole.length - 1]) {
      writeFileSync(`${out}.part`, whole.subarray(0, length))
      const again = await trained({ out })
      expect(resumedAt(again.progress)).toBe(0)
      expect(again.checksum).toBe(checksum)
    }
  })

  it('begins with the vectors it is given', async () => {
    const { out, checksum } = await undisturbed
    const start = unpackWordVectors(readFileSync(out))
    const { progress, checksum: other } = await trained({ start })
    const [first] = progress.flatMap((now) => (now.stage === 'training' ? [now.loss] : []))
    const [cold] = (await undisturbed).progress.flatMap((now) => (now.stage === 'training' ? [now.loss] : []))
    expect(first).toBeLessThan(0.8 * cold!)
    expect(other).not.toBe(checksum)
    // As fixed as the bytes of a training that began by chance.
    expect(other).toBe('2c16c650751d4a7b397522e3ef4bd39d5ba46d1b6dfcb79183ab626640e2e00d')
  })

  it('refuses to begin with vectors in another number of dimensions', async () => {
    const start = unpackWordVectors(readFileSync((await undisturbed).out))
    await expect(trained({ start, options: { ...request.options, dimensions: 8 } })).rejects.toThrow('16 dimensions')
  })

  it('writes the average of the tables on the way, not the last', async () => {
    const { out } = await undisturbed
    const { options, sizes } = request
    const corpus = await readCorpus([file], sizes, () => {})
    const trainer = new Trainer(corpus, options)
    startTable(trainer.table, options.dimensions, corpus.vocabulary, corpus.field.length, new Random(options.seed + 1))
    while (trainer.step < options.steps) trainer.next()
    const { values } = unpackWordVectors(readFileSync(out))
    expect(quantiseRows(trainer.average(), options.dimensions).values).toEqual(values)
    expect(quantiseRows(trainer.table, options.dimensions).values).not.toEqual(values)
  })

  it('says how far it is, and keeps a checkpoint every so many steps', async () => {
    const { progress } = await undisturbed
    expect(progress.filter(({ stage }) => stage !== 'training')).toEqual([
      { stage: 'saved', step: 25 },
      { stage: 'saved', step: 50 },
    ])
    expect(progress[0]).toMatchObject({ stage: 'training', step: 1, steps: 60 })
  })

  it('refuses to learn from fewer papers than a batch', async () => {
    await expect(trained({ files: [writePapers(folder, madeUpPapers(31), 'few.jsonl')] })).rejects.toThrow(BroadsheetError)
  })
})
