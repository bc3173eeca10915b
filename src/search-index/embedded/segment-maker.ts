import { Worker } from 'node:worker_threads'
import type { IndexDocument } from '../search-index.ts'
import type { BuildAnswer, BuildRequest } from './build-thread.ts'
import { Segment } from './segment.ts'
import { threadFile } from './thread-file.ts'

/** How many batches may lie before the building thread; more make the sender wait. */
const MAX_AHEAD = 3

/** The near end of the building thread. */
export class SegmentMaker {
  readonly #model: string
  readonly #folder: string | undefined
  #worker: Worker | undefined
  #waiting: { resolve(answer: BuildAnswer): void; reject(error: unknown): void }[] = []
  #ahead: Promise<BuildAnswer>[] = []
  /** documents handed over since the last `finish` */
  papers = 0

  constructor(model: string, folder: string | undefined) {
    this.#model = model
    this.#folder = folder
  }

  async add(documents: readonly IndexDocument[]): Promise<void> {
    this.papers += documents.length
    const answer = this.#ask({ kind: 'add', model: this.#model, documents })
    answer.catch(() => {}) // seen when it is awaited below or in finish
    this.#ahead.push(answer)
    if (this.#ahead.length > MAX_AHEAD) await this.#ahead.shift()
  }

  async finish(id: number): Promise<Segment> {
    await Promise.all(this.#ahead.splice(0))
    const answer = await this.#ask({ kind: 'finish', model: this.#model, id, folder: this.#folder })
    this.papers = 0
    if (answer.kind !== 'finished') throw new Error('the building thread answered out of turn')
    return new Segment(id, answer.layout, answer.memory)
  }

  async forget(): Promise<void> {
    await Promise.allSettled(this.#ahead.splice(0))
    if (this.#worker !== undefined) await this.#ask({ kind: 'forget' })
    this.papers = 0
  }

  async close(): Promise<void> {
    await this.#worker?.terminate()
    this.#worker = undefined
  }

  #ask(request: BuildRequest): Promise<BuildAnswer> {
    const worker = (this.#worker ??= this.#start())
    return new Promise((resolve, reject) => {
      this.#waiting.push({ resolve, reject })
      worker.ref()
      worker.postMessage(request)
    })
  }

  #start(): Worker {
    const worker = new Worker(threadFile('build-thread'))
    worker.on('message', (answer: BuildAnswer) => {
      const asked = this.#waiting.shift()
      if (this.#waiting.length === 0) worker.unref()
      if (answer.kind === 'failed') asked?.reject(answer.error)
      else asked?.resolve(answer)
    })
    const gone = (error: unknown): void => {
      if (this.#worker === worker) this.#worker = undefined
      for (const { reject } of this.#waiting.splice(0)) reject(error)
    }
    worker.on('error', gone)
    worker.on('exit', (code) => gone(new Error(`the building thread ended with code ${code}`)))
    worker.unref()
    return worker
  }
}
