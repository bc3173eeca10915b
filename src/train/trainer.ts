import type { Corpus } from './corpus.ts'
import { trainingKernels, type Floats, type Kernels } from './kernels.ts'
import { emptyBag, PairMaker, type Bag, type PairKind } from './pairs.ts'
import { Random } from './random.ts'

export interface TrainingOptions {
  /** a multiple of 8 */
  readonly dimensions: number
  /** pairs a step; each is the others' wrong answer. A multiple of 8, at most 8,192 */
  readonly batch: number
  readonly temperature: number
  readonly rate: number
  /** steps in all: the rate rises over the first fiftieth and falls to nothing at the end */
  readonly steps: number
  readonly seed: number
  /** papers of one field that stand together in a batch: wrong answers that are hard to tell apart */
  readonly block: number
  /** how often each kind of pair is made */
  readonly kinds: Readonly<Record<PairKind, number>>
}

const BETA1 = 0.9
const BETA2 = 0.99
const EPSILON = 1e-8
const AVERAGE_EVERY = 10

/**
 * Trains the table of word vectors: a batch of questions and answers, each question nearer to its own answer than to
 * all others and the other way about (InfoNCE; van den Oord, Li and Vinyals 2018, with the symmetric form of CLIP,
 * Radford et al. 2021). Rows that a batch did not touch stay as they are ("lazy" Adam).
 */
export class Trainer {
  readonly #corpus: Corpus
  readonly #options: TrainingOptions
  readonly #random: Random
  readonly #pairs: PairMaker
  readonly #kernels: Kernels
  readonly #table: Floats
  readonly #gradient: Floats
  readonly #mean: Floats
  readonly #square: Floats
  /** of the tables as they stood every AVERAGE_EVERY steps */
  readonly #sum: Floats
  readonly #questions: Floats
  readonly #answers: Floats
  readonly #transposed: Floats
  readonly #logits: Floats
  readonly #logitsTransposed: Floats
  readonly #questionGradient: Floats
  readonly #answerGradient: Floats
  readonly #questionBags: Bag[]
  readonly #answerBags: Bag[]
  readonly #touched: Int32Array
  readonly #isTouched: Uint8Array
  readonly #norms: Float64Array
  /** papers in the order in which batches take them, and how many are taken */
  #order: Uint32Array = new Uint32Array(0)
  #taken = 0
  /** steps done */
  step = 0

  constructor(corpus: Corpus, options: TrainingOptions) {
    this.#corpus = corpus
    this.#options = options
    this.#random = new Random(options.seed)
    this.#pairs = new PairMaker(corpus, this.#random)
    const { batch, dimensions } = options
    const rows = corpus.vocabulary.words.length + corpus.vocabulary.pieces.length
    this.#kernels = trainingKernels(4 * (5 * rows * dimensions + 5 * batch * dimensions + 2 * batch * batch) + 65_536)
    const floats = (count: number): Floats => this.#kernels.floats(count)
    this.#table = floats(rows * dimensions)
    this.#gradient = floats(rows * dimensions)
    this.#mean = floats(rows * dimensions)
    this.#square = floats(rows * dimensions)
    this.#sum = floats(rows * dimensions)
    this.#questions = floats(batch * dimensions)
    this.#answers = floats(batch * dimensions)
    this.#transposed = floats(batch * dimensions)
    this.#questionGradient = floats(batch * dimensions)
    this.#answerGradient = floats(batch * dimensions)
    this.#logits = floats(batch * batch)
    this.#logitsTransposed = floats(batch * batch)
    this.#questionBags = Array.from({ length: batch }, emptyBag)
    this.#answerBags = Array.from({ length: batch }, emptyBag)
    this.#touched = new Int32Array(rows)
    this.#isTouched = new Uint8Array(rows)
    this.#norms = new Float64Array(2 * batch)
  }

  /** The vectors, row after row: read them, or write the ones to begin with. */
  get table(): Float32Array {
    return this.#table.view
  }

  /**
   * The mean of the tables on the way (Polyak and Juditsky 1992): nearer to the vectors that training began with than the
   * last table, and better for it on what training does not teach.
   */
  average(): Float32Array {
    const tables = Math.floor(this.step / AVERAGE_EVERY)
    return tables === 0 ? this.table.slice() : this.#sum.view.map((value) => value / tables)
  }

  /** All that is needed to go on from here, for a trainer of the same identity. */
  save(identity: string): Buffer {
    const header = Buffer.from(JSON.stringify({ identity, step: this.step, random: this.#random.save(), papers: this.#order.length, taken: this.#taken }))
    const length = Buffer.alloc(4)
    length.writeUInt32LE(header.length)
    const arrays = [this.#table.view, this.#mean.view, this.#square.view, this.#sum.view, this.#order]
    return Buffer.concat([length, header, ...arrays.map((array) => Buffer.from(array.buffer, array.byteOffset, array.byteLength))])
  }

  /** False, and nothing is changed, where the bytes are another training's or cut short. */
  restore(bytes: Buffer, identity: string): boolean {
    try {
      const start = 4 + bytes.readUInt32LE(0)
      const saved = JSON.parse(bytes.toString('utf8', 4, start)) as { identity: string; step: number; random: number[]; papers: number; taken: number }
      if (saved.identity !== identity) return false
      const order = new Uint32Array(saved.papers)
      const arrays = [this.#table.view, this.#mean.view, this.#square.view, this.#sum.view, order]
      if (bytes.length !== arrays.reduce((end, { byteLength }) => end + byteLength, start)) return false
      let at = start
      for (const { buffer, byteOffset, byteLength } of arrays) {
        new Uint8Array(buffer, byteOffset, byteLength).set(bytes.subarray(at, at + byteLength))
        at += byteLength
      }
      this.#order = order
      this.#taken = saved.taken
      this.#random.restore(saved.random)
      this.step = saved.step
      return true
    } catch {
      return false
    }
  }

  /** One batch. Answers its mean loss in nats. */
  next(): number {
    const { batch, dimensions } = this.#options
    const kind = this.#kind()
    const papers = this.#papers()
    for (let i = 0; i < batch; i++) this.#pairs.make(papers[i]!, kind, this.#questionBags[i]!, this.#answerBags[i]!)
    this.#pool(this.#questionBags, this.#questions, 0)
    this.#pool(this.#answerBags, this.#answers, batch)
    const { multiply } = this.#kernels
    transpose(this.#answers.view, this.#transposed.view, batch, dimensions)
    multiply(this.#questions.at, this.#transposed.at, this.#logits.at, batch, batch, dimensions)
    const loss = this.#contrast()
    transpose(this.#logits.view, this.#logitsTransposed.view, batch, batch)
    multiply(this.#logits.at, this.#answers.at, this.#questionGradient.at, batch, dimensions, batch)
    multiply(this.#logitsTransposed.at, this.#questions.at, this.#answerGradient.at, batch, dimensions, batch)
    let touched = this.#spread(this.#questionBags, this.#questions, this.#questionGradient, 0, 0)
    touched = this.#spread(this.#answerBags, this.#answers, this.#answerGradient, batch, touched)
    this.#adapt(touched)
    this.step++
    if (this.step % AVERAGE_EVERY === 0) this.#kernels.addScaled(this.#sum.at, this.#table.at, 1, this.#table.view.length)
    return loss
  }

  /** Papers for a batch: all in a new order each time round, in blocks of one field. */
  #papers(): Uint32Array {
    const { batch, block } = this.#options
    if (this.#taken + batch > this.#order.length) {
      this.#order = blocks(this.#corpus.field, block, this.#random)
      this.#taken = 0
    }
    this.#taken += batch
    return this.#order.subarray(this.#taken - batch, this.#taken)
  }

  #kind(): PairKind {
    const entries = Object.entries(this.#options.kinds) as [PairKind, number][]
    let at = this.#random.next() * entries.reduce((sum, [, share]) => sum + share, 0)
    for (const [kind, share] of entries) if ((at -= share) < 0) return kind
    return entries[0]![0]
  }

  /** Sums each bag's rows and makes them unit vectors; keeps their lengths, from `norms` on, for the way back. */
  #pool(bags: readonly Bag[], out: Floats, norms: number): void {
    const { dimensions } = this.#options
    out.view.fill(0)
    for (const [i, bag] of bags.entries()) {
      const at = out.at + 4 * i * dimensions
      for (let k = 0; k < bag.length; k++) this.#kernels.addScaled(at, this.#table.at + 4 * bag.rows[k]! * dimensions, bag.times[k]!, dimensions)
      let sum = 0
      for (let d = i * dimensions; d < (i + 1) * dimensions; d++) sum += out.view[d]! * out.view[d]!
      const norm = Math.sqrt(sum) || 1
      this.#norms[norms + i] = norm
      for (let d = i * dimensions; d < (i + 1) * dimensions; d++) out.view[d] = out.view[d]! / norm
    }
  }

  /** Cosines become the gradient of the loss by them, in place. */
  #contrast(): number {
    const { batch, temperature } = this.#options
    const logits = this.#logits.view
    const columns = new Float64Array(batch)
    const rows = new Float64Array(batch)
    let loss = 0
    for (let i = 0; i < batch; i++) {
      loss -= 2 * ((logits[i * batch + i]! - 1) / temperature)
      for (let j = 0; j < batch; j++) {
        // cosines are at most 1, so nothing overflows
        const value = Math.exp((logits[i * batch + j]! - 1) / temperature)
        logits[i * batch + j] = value
        rows[i]! += value
        columns[j]! += value
      }
    }
    for (let i = 0; i < batch; i++) loss += Math.log(rows[i]!) + Math.log(columns[i]!)
    const scale = 0.5 / (batch * temperature)
    for (let i = 0; i < batch; i++) {
      for (let j = 0; j < batch; j++) {
        const at = i * batch + j
        logits[at] = scale * (logits[at]! / rows[i]! + logits[at]! / columns[j]! - (i === j ? 2 : 0))
      }
    }
    return loss / (2 * batch)
  }

  /** Brings the gradient of the unit vectors back to the rows they were summed from; how many rows are touched by now. */
  #spread(bags: readonly Bag[], unit: Floats, gradient: Floats, norms: number, touched: number): number {
    const { dimensions } = this.#options
    for (const [i, bag] of bags.entries()) {
      let along = 0
      for (let d = i * dimensions; d < (i + 1) * dimensions; d++) along += gradient.view[d]! * unit.view[d]!
      const norm = this.#norms[norms + i]!
      for (let d = i * dimensions; d < (i + 1) * dimensions; d++) gradient.view[d] = (gradient.view[d]! - along * unit.view[d]!) / norm
      const at = gradient.at + 4 * i * dimensions
      for (let k = 0; k < bag.length; k++) {
        const row = bag.rows[k]!
        if (this.#isTouched[row] === 0) {
          this.#isTouched[row] = 1
          this.#touched[touched++] = row
        }
        this.#kernels.addScaled(this.#gradient.at + 4 * row * dimensions, at, bag.times[k]!, dimensions)
      }
    }
    return touched
  }

  #adapt(touched: number): void {
    const { dimensions, rate, steps } = this.#options
    const step = this.step + 1
    const warm = Math.max(1, Math.floor(steps / 50))
    const schedule = step <= warm ? step / warm : Math.max(0, (steps - step) / (steps - warm))
    const corrected = (rate * schedule * Math.sqrt(1 - BETA2 ** step)) / (1 - BETA1 ** step)
    const bytes = 4 * dimensions
    for (let i = 0; i < touched; i++) {
      const row = this.#touched[i]!
      this.#isTouched[row] = 0
      const at = row * bytes
      this.#kernels.adam(this.#table.at + at, this.#gradient.at + at, this.#mean.at + at, this.#square.at + at, dimensions, corrected, BETA1, BETA2, EPSILON)
    }
  }
}

/** All papers in a chance order, those of one field together in blocks. */
function blocks(field: Uint32Array, block: number, random: Random): Uint32Array {
  const shuffled = Uint32Array.from(field, (_, paper) => paper)
  random.shuffle(shuffled)
  const waiting = new Map<number, number[]>()
  const ready: number[][] = []
  for (const paper of shuffled) {
    const list = waiting.get(field[paper]!) ?? []
    if (list.length === 0) waiting.set(field[paper]!, list)
    list.push(paper)
    if (list.length === block) {
      ready.push(list)
      waiting.delete(field[paper]!)
    }
  }
  // What is left of each field makes mixed blocks.
  const rest = [...waiting.values()].flat()
  for (let at = 0; at < rest.length; at += block) ready.push(rest.slice(at, at + block))
  const order = Uint32Array.from(ready, (_, at) => at)
  random.shuffle(order)
  return Uint32Array.from([...order].flatMap((at) => ready[at]!))
}

function transpose(from: Float32Array, to: Float32Array, rows: number, columns: number): void {
  const TILE = 32
  for (let r0 = 0; r0 < rows; r0 += TILE) {
    for (let c0 = 0; c0 < columns; c0 += TILE) {
      const r1 = Math.min(rows, r0 + TILE)
      const c1 = Math.min(columns, c0 + TILE)
      for (let r = r0; r < r1; r++) for (let c = c0; c < c1; c++) to[c * rows + r] = from[r * columns + c]!
    }
  }
}
