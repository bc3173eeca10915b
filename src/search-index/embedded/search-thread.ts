/** A thread that searches the shared segments. */
import { parentPort, workerData } from 'node:worker_threads'
import { embedderNamed } from '../embedder/embedder.ts'
import type { ParsedQuery } from '../query/parsed-query.ts'
import type { SearchOptions } from '../search-index.ts'
import { packResult, type PackedResult } from './packed-result.ts'
import { Segment, type SegmentLayout } from './segment.ts'
import { Searcher } from './searcher.ts'

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

export type SearchRequest = { readonly kind: 'use'; readonly segments: readonly SharedSegment[] } | (Question & { readonly ticket: number })

export type SearchAnswer =
  | { readonly ticket: number; readonly result: PackedResult | undefined }
  | { readonly ticket: number; readonly error: unknown }

const { thread, model } = workerData as { thread: number; model: string }
const searcher = new Searcher(embedderNamed(model), thread)

parentPort?.on('message', (request: SearchRequest) => {
  if (request.kind === 'use') {
    searcher.use(request.segments.map(({ id, layout, memory }) => new Segment(id, layout, memory)))
    return
  }
  const { ticket, options, part } = request
  try {
    const result = request.kind === 'search' ? searcher.search(request.query, options, part) : searcher.similar(request.key, options, request, part)
    const packed = result && packResult(result)
    parentPort!.postMessage({ ticket, result: packed } satisfies SearchAnswer, packed === undefined ? [] : [packed.candidates.buffer as ArrayBuffer])
  } catch (error) {
    parentPort!.postMessage({ ticket, error } satisfies SearchAnswer)
  }
})
