/** A thread that searches the shared segments. */
import { parentPort, workerData } from 'node:worker_threads'
import { embedderNamed } from '../embedder/embedder.ts'
import type { ParsedQuery } from '../query/parsed-query.ts'
import type { Correction, SearchOptions, Suggestions } from '../search-index.ts'
import { packResult, type PackedResult } from './packed-result.ts'
import { Segment, type SegmentLayout } from './segment.ts'
import { Searcher } from './searcher.ts'
import { Suggester } from './suggester.ts'

export interface SharedSegment {
  readonly id: number
  readonly layout: SegmentLayout
  readonly memory: WebAssembly.Memory
}

/** Which of the segments to search: every `of`-th from number `part`. */
export interface Part {
  readonly part: number
  readonly of: number
}

export type Question =
  | { readonly kind: 'search'; readonly query: ParsedQuery; readonly options: SearchOptions; readonly part: Part }
  | { readonly kind: 'similar'; readonly key: number; readonly options: SearchOptions; readonly fromDay: number | undefined; readonly toDay: number | undefined; readonly part: Part }

/** About words, and not about papers. */
export type WordQuestion = { readonly kind: 'suggest'; readonly typed: string; readonly limit: number } | { readonly kind: 'correct'; readonly words: readonly string[] }

export type SearchRequest = { readonly kind: 'use'; readonly segments: readonly SharedSegment[] } | ((Question | WordQuestion) & { readonly ticket: number })

export type SearchAnswer =
  | { readonly ticket: number; readonly result: PackedResult | undefined }
  | { readonly ticket: number; readonly words: Suggestions | readonly Correction[] }
  | { readonly ticket: number; readonly error: unknown }

const { thread, model } = workerData as { thread: number; model: string }
const searcher = new Searcher(embedderNamed(model), thread)
const suggester = new Suggester()

parentPort?.on('message', (request: SearchRequest) => {
  if (request.kind === 'use') {
    const segments = request.segments.map(({ id, layout, memory }) => new Segment(id, layout, memory))
    searcher.use(segments)
    suggester.use(segments)
    return
  }
  const { ticket } = request
  try {
    if (request.kind === 'suggest' || request.kind === 'correct') {
      const words = request.kind === 'suggest' ? suggester.suggest(request.typed, request.limit) : suggester.correct(request.words)
      parentPort!.postMessage({ ticket, words } satisfies SearchAnswer)
      return
    }
    const { options, part } = request
    const result = request.kind === 'search' ? searcher.search(request.query, options, part) : searcher.similar(request.key, options, request, part)
    const packed = result && packResult(result)
    parentPort!.postMessage({ ticket, result: packed } satisfies SearchAnswer, packed === undefined ? [] : [packed.candidates.buffer as ArrayBuffer])
  } catch (error) {
    parentPort!.postMessage({ ticket, error } satisfies SearchAnswer)
  }
})
