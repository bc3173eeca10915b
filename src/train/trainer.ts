import type { Corpus } from './corpus.ts'
import { trainingKernels, type Kernels } from './kernels.ts'
import { emptyBag, PairMaker, type Bag, type PairKind } from './pairs.ts'
import { Random } from './random.ts'

/** Vectors of titles by a stronger model. */
export interface Teacher {
  /** a multiple of 8 */
  readonly dimensions: number
  /** by paper of the corpus, its row in `vectors`; -1 where the teacher has not seen it */
  readonly rowOf: Int32Array
  /** unit vectors */
  readonly vectors: Float32Array
}

export interface TrainingOptions {
  readonly dimensions: number
  /** pairs a step; each is the others' wrong answer. A multiple of 8 */
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
  /** how far the teacher is believed, where there is one: 0 to 1 */
  readonly trust: number
}

const BETA1 = 0.9
const BETA2 = 0.99
const EPSILON = 1e-8

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
  readonly #table
  readonly #gradient
  readonly #mean
  readonly #square
  readonly #questions
  readonly #answers
  readonly #transposed
  readonly #logits
  readonly #logitsTransposed
  readonly #questionGradient
  readonly #answerGradient
  readonly #questionBags: Bag[]
  readonly #answerBags: Bag[]
  readonly #touched: Int32Array
  readonly #isTouched: Uint8Array
  readonly #norms: Float64Array
  readonly #teacher: Teacher | undefined
  readonly #teacherRows
  readonly #teacherTransposed
  readonly #wanted
  readonly #streams: { order: Uint32Array; at: number }[] = [{ order: new Uint32Array(0), at: 0 }, { order: new Uint32Array(0), at: 0 }]
  /** steps done */
  step = 0

  constructor(corpus: Corpus, options: TrainingOptions, teacher?: Teacher) {
    this.#corpus = corpus
    this.#teacher = teacher
    this.#options = options
    this.#random = new Random(options.seed)
    this.#pairs = new PairMaker(corpus, this.#random)
    const { batch, dimensions } = options
    const rows = corpus.vocabulary.words.length + corpus.vocabulary.pieces.length
    this.#kernels = trainingKernels(4 * (4 * rows * dimensions + 5 * batch * dimensions + 3 * batch * batch + 2 * batch * (teacher?.dimensions ?? 0)) + 65_536)
    const floats = (count: number): { at: number; view: Float32Array } => this.#kernels.floats(count)
    this.#table = floats(rows * dimensions)
    this.#gradient = floats(rows * dimensions)
    this.#mean = floats(rows * dimensions)
    this.#square = floats(rows * dimensions)
    this.#questions = floats(batch * dimensions)
    this.#answers = floats(batch * dimensions)
    this.#transposed = floats(batch * dimensions)
    this.#questionGradient = floats(batch * dimensions)
    this.#answerGradient = floats(batch * dimensions)
    this.#logits = floats(batch * batch)
    this.#logitsTransposed = floats(batch * batch)
    if (teacher !== undefined) {
      this.#teacherRows = floats(batch * teacher.dimensions)
      this.#teacherTransposed = floats(batch * teacher.dimensions)
      this.#wanted = floats(batch * batch)
    }
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

  /** All that is needed to go on from here, for a trainer of the same identity. */
  save(identity: string): Buffer {
    const streams = this.#streams.map(({ order, at }) => ({ length: order.length, at }))
    const header = Buffer.from(JSON.stringify({ identity, step: this.step, random: this.#random.save(), streams }))
    const length = Buffer.alloc(4)
    length.writeUInt32LE(header.length)
    const arrays = [this.#table.view, this.#mean.view, this.#square.view, ...this.#streams.map(({ order }) => order)]
    return Buffer.concat([length, header, ...arrays.map((array) => Buffer.from(array.buffer, array.byteOffset, array.byteLength))])
  }

  /** False, and nothing is changed, where the bytes are another training's or cut short. */
  restore(bytes: Buffer, identity: string): boolean {
    try {
      const start = 4 + bytes.readUInt32LE(0)
      const saved = JSON.parse(bytes.toString('utf8', 4, start)) as { identity: string; step: number; random: number[]; streams: { length: number; at: number }[] }
      const tables = [this.#table.view, this.#mean.view, this.#square.view]
      const size = tables.reduce((sum, view) => sum + view.byteLength, 0) + saved.streams.reduce((sum, { length }) => sum + 4 * length, 0)
      if (saved.identity !== identity || bytes.length !== start + size) return false
      let at = start
      for (const view of tables) {
        new Uint8Array(view.buffer, view.byteOffset, view.byteLength).set(bytes.subarray(at, at + view.byteLength))
        at += view.byteLength
      }
      for (const [number, { length, at: place }] of saved.streams.entries()) {
        const order = new Uint32Array(new Uint8Array(bytes.subarray(at, at + 4 * length)).buffer)
        this.#streams[number] = { order, at: place }
        at += 4 * length
      }
      this.#random.restore(saved.random)
      this.step = saved.step
      return true
    } catch {
      return false
    }
  }

  /** One batch. Answers its mean loss in nats. */
  next(): number {
    const { batch, dimensions, temperature } = this.#options
    const kind = this.#kind()
    const taught = kind === 'title' && this.#teacher !== undefined
    const papers = this.#papers(taught)
    for (let i = 0; i < batch; i++) this.#pairs.make(papers[i]!, kind, this.#questionBags[i]!, this.#answerBags[i]!)
    this.#pool(this.#questionBags, this.#questions, 0)
    this.#pool(this.#answerBags, this.#answers, batch)
    const { multiply } = this.#kernels
    transpose(this.#answers.view, this.#transposed.view, batch, dimensions)
    multiply(this.#questions.at, this.#transposed.at, this.#logits.at, batch, batch, dimensions)
    const loss = this.#contrast(temperature, taught ? this.#taught(papers, this.#teacher!) : undefined)
    transpose(this.#logits.view, this.#logitsTransposed.view, batch, batch)
    multiply(this.#logits.at, this.#answers.at, this.#questionGradient.at, batch, dimensions, batch)
    multiply(this.#logitsTransposed.at, this.#questions.at, this.#answerGradient.at, batch, dimensions, batch)
    let touched = this.#spread(this.#questionBags, this.#questions, this.#questionGradient, 0, 0)
    touched = this.#spread(this.#answerBags, this.#answers, this.#answerGradient, batch, touched)
    this.#adapt(touched)
    this.step++
    return loss
  }

  /** Papers for a batch: all (or all that the teacher knows) in a new order each time round, in blocks of one field. */
  #papers(taught: boolean): Uint32Array {
    const { batch, block } = this.#options
    const stream = this.#streams[taught ? 1 : 0]!
    if (stream.at + batch > stream.order.length) {
      const known = this.#teacher?.rowOf
      stream.order = blocks(this.#corpus.field, block, this.#random)
      if (taught && known !== undefined) stream.order = stream.order.filter((paper) => known[paper]! >= 0)
      stream.at = 0
    }
    stream.at += batch
    return stream.order.subarray(stream.at - batch, stream.at)
  }

  #kind(): PairKind {
    const entries = Object.entries(this.#options.kinds) as [PairKind, number][]
    let at = this.#random.next() * entries.reduce((sum, [, share]) => sum + share, 0)
    for (const [kind, share] of entries) if ((at -= share) < 0) return kind
    return entries[0]![0]
  }

  /** Sums each bag's rows and makes them unit vectors; keeps their lengths for the way back. */
  #pool(bags: readonly Bag[], out: { at: number; view: Float32Array }, norms: number): void {
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
  #contrast(temperature: number, wanted: Float32Array | undefined): number {
    const { batch } = this.#options
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
        const right = wanted === undefined ? (i === j ? 2 : 0) : wanted[at]! + wanted[j * batch + i]!
        logits[at] = scale * (logits[at]! / rows[i]! + logits[at]! / columns[j]! - right)
      }
    }
    return loss / (2 * batch)
  }

  /**
   * What a teacher says of the batch: for each paper, how near the others' titles are to its own, as shares that add up to
   * one, mixed with the plain truth that its own abstract is the answer (distillation of relations: Park et al., CVPR 2019;
   * Hinton, Vinyals and Dean 2015).
   */
  #taught(papers: Uint32Array, teacher: Teacher): Float32Array {
    const { batch, temperature, trust } = this.#options
    const { dimensions, rowOf, vectors } = teacher
    const { view: titles, at } = this.#teacherRows!
    for (let i = 0; i < batch; i++) titles.set(vectors.subarray(rowOf[papers[i]!]! * dimensions, (rowOf[papers[i]!]! + 1) * dimensions), i * dimensions)
    transpose(titles, this.#teacherTransposed!.view, batch, dimensions)
    this.#kernels.multiply(at, this.#teacherTransposed!.at, this.#wanted!.at, batch, batch, dimensions)
    const wanted = this.#wanted!.view
    for (let i = 0; i < batch; i++) {
      let sum = 0
      for (let j = i * batch; j < (i + 1) * batch; j++) sum += wanted[j] = Math.exp((wanted[j]! - 1) / temperature)
      for (let j = i * batch; j < (i + 1) * batch; j++) wanted[j] = (trust * wanted[j]!) / sum
      wanted[i * batch + i]! += 1 - trust
    }
    return wanted
  }

  /** Brings the gradient of the unit vectors back to the rows they were summed from. */
  #spread(bags: readonly Bag[], unit: { view: Float32Array }, gradient: { at: number; view: Float32Array }, norms: number, touched: number): number {
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
