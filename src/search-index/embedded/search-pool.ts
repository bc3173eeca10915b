import { Worker } from 'node:worker_threads'
import type { ParsedQuery } from '../query/parsed-query.ts'
import type { Correction, SearchOptions, SearchResult, Suggestions } from '../search-index.ts'
import { withCompany } from './company.ts'
import { unpackResult, type PlacedResult } from './packed-result.ts'
import type { Part, Question, SearchAnswer, SearchRequest, WordQuestion } from './search-thread.ts'
import type { Segment } from './segment.ts'
import { threadFile } from './thread-file.ts'
import { unite } from './unite.ts'

interface Waiting {
  resolve(answer: SearchAnswer): void
  reject(error: unknown): void
}

interface Thread {
  readonly worker: Worker
  readonly waiting: Map<number, Waiting>
}

/** Search threads over the same shared segments. */
export class SearchPool {
  readonly #size: number
  readonly #model: string
  #threads: Thread[] = []
  #segments: readonly Segment[] = []
  #ticket = 0
  #closed = false

  constructor(size: number, model: string) {
    this.#size = Math.max(1, Math.min(16, size))
    this.#model = model
  }

  use(segments: readonly Segment[]): void {
    this.#segments = segments
    for (const { worker } of this.#threads) worker.postMessage(this.#shared())
  }

  /** Starts the threads, so that the first search does not wait for them. */
  start(): void {
    for (let i = this.#threads.length; i < this.#size; i++) this.#threads.push(this.#thread(i))
  }

  /** Some searches on every thread. */
  async warmUp(query: ParsedQuery): Promise<void> {
    for (let i = 0; i < 3; i++) await this.search(query, { candidates: 10, mode: 'both' })
  }

  search(query: ParsedQuery, options: SearchOptions): Promise<SearchResult | undefined> {
    return this.#share(options, (part) => ({ kind: 'search', query, options, part }))
  }

  similar(key: number, options: SearchOptions, fromDay: number | undefined, toDay: number | undefined): Promise<SearchResult | undefined> {
    return this.#share(options, (part) => ({ kind: 'similar', key, options, fromDay, toDay, part }))
  }

  /** A search alone is shared by all threads, each its part of the segments; when several wait, each has one thread. */
  async #share(options: SearchOptions, request: (part: Part) => Question): Promise<SearchResult | undefined> {
    this.#open()
    const idle = this.#threads.every(({ waiting }) => waiting.size === 0)
    const of = idle ? Math.min(this.#threads.length, Math.max(1, this.#segments.length)) : 1
    const found = await this.#parts(of, request)
    if (found.length === 0) return undefined
    const { total, tookMs, candidates } = unite(found, options.candidates, options.evidenceOf)
    return { total, tookMs, candidates: withCompany(candidates, this.#segments) }
  }

  async #parts(of: number, request: (part: Part) => Question): Promise<PlacedResult[]> {
    if (of === 1) {
      const whole = await this.#search(this.#leastBusy(), request({ part: 0, of: 1 }))
      return whole === undefined ? [] : [whole]
    }
    const parts = await Promise.all(this.#threads.slice(0, of).map((thread, part) => this.#search(thread, request({ part, of }))))
    return parts.filter((part) => part !== undefined)
  }

  /** Too short a work to be shared. */
  suggest(typed: string, limit: number): Promise<Suggestions> {
    return this.#words({ kind: 'suggest', typed, limit }) as Promise<Suggestions>
  }

  correct(words: readonly string[]): Promise<readonly Correction[]> {
    return this.#words({ kind: 'correct', words }) as Promise<readonly Correction[]>
  }

  async #words(question: WordQuestion): Promise<unknown> {
    this.#open()
    const answer = await this.#ask(this.#leastBusy(), question)
    return 'words' in answer ? answer.words : undefined
  }

  async #search(thread: Thread, question: Question): Promise<PlacedResult | undefined> {
    const answer = await this.#ask(thread, question)
    return 'result' in answer && answer.result !== undefined ? unpackResult(answer.result) : undefined
  }

  #open(): void {
    if (this.#closed) throw new Error('the index is closed')
    this.start()
  }

  #leastBusy(): Thread {
    return this.#threads.reduce((least, thread) => (thread.waiting.size < least.waiting.size ? thread : least))
  }

  async close(): Promise<void> {
    this.#closed = true
    await Promise.all(this.#threads.map(({ worker }) => worker.terminate()))
    this.#threads = []
  }

  #shared(): SearchRequest {
    return { kind: 'use', segments: this.#segments.map(({ id, layout, memory }) => ({ id, layout, memory })) }
  }

  #thread(number: number): Thread {
    const worker = new Worker(threadFile('search-thread'), { workerData: { thread: number, model: this.#model } })
    const waiting = new Map<number, Waiting>()
    worker.on('message', (answer: SearchAnswer) => {
      const asked = waiting.get(answer.ticket)
      waiting.delete(answer.ticket)
      if (waiting.size === 0) worker.unref()
      if ('error' in answer) asked?.reject(answer.error)
      else asked?.resolve(answer)
    })
    // A thread that dies takes its searches with it, never the process: they fail, and a new thread stands in.
    const gone = (error: unknown): void => {
      for (const { reject } of waiting.values()) reject(error)
      waiting.clear()
      const at = this.#threads.findIndex((thread) => thread.worker === worker)
      if (at >= 0 && !this.#closed) this.#threads[at] = this.#thread(number)
    }
    worker.on('error', gone)
    worker.on('exit', (code) => gone(new Error(`search thread ended with code ${code}`)))
    worker.postMessage(this.#shared())
    worker.unref()
    return { worker, waiting }
  }

  #ask(thread: Thread, question: Question | WordQuestion): Promise<SearchAnswer> {
    const ticket = ++this.#ticket
    return new Promise((resolve, reject) => {
      thread.waiting.set(ticket, { resolve, reject })
      thread.worker.ref()
      thread.worker.postMessage({ ...question, ticket } satisfies SearchRequest)
    })
  }
}
