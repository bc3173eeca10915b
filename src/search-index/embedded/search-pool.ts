import { Worker } from 'node:worker_threads'
import type { ParsedQuery } from '../query/parsed-query.ts'
import type { SearchOptions, SearchResult } from '../search-index.ts'
import { unpackResult } from './packed-result.ts'
import type { SearchAnswer, SearchRequest } from './search-thread.ts'
import type { Segment } from './segment.ts'
import { threadFile } from './thread-file.ts'

interface Waiting {
  resolve(result: SearchResult | undefined): void
  reject(error: unknown): void
}

interface Thread {
  readonly worker: Worker
  readonly waiting: Map<number, Waiting>
}

/** Search threads over the same shared segments; each search goes to the thread with the least waiting. */
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

  /** One search on every thread. */
  async warmUp(query: ParsedQuery): Promise<void> {
    this.start()
    await Promise.all(this.#threads.map(() => this.search(query, { candidates: 10, mode: 'both' })))
  }

  search(query: ParsedQuery, options: SearchOptions): Promise<SearchResult | undefined> {
    return this.#ask((ticket) => ({ kind: 'search', ticket, query, options }))
  }

  similar(key: number, options: SearchOptions, fromDay: number | undefined, toDay: number | undefined): Promise<SearchResult | undefined> {
    return this.#ask((ticket) => ({ kind: 'similar', ticket, key, options, fromDay, toDay }))
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
      else asked?.resolve(answer.result && unpackResult(answer.result))
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

  #ask(request: (ticket: number) => SearchRequest): Promise<SearchResult | undefined> {
    if (this.#closed) return Promise.reject(new Error('the index is closed'))
    this.start()
    let least = this.#threads[0]!
    for (const thread of this.#threads) if (thread.waiting.size < least.waiting.size) least = thread
    const ticket = ++this.#ticket
    return new Promise((resolve, reject) => {
      least.waiting.set(ticket, { resolve, reject })
      least.worker.ref()
      least.worker.postMessage(request(ticket))
    })
  }
}
