/** The thread that builds segments: documents come in, whole segments in shared memory go out. */
import { parentPort } from 'node:worker_threads'
import { embedderNamed } from '../embedder/embedder.ts'
import type { IndexDocument } from '../search-index.ts'
import type { SegmentLayout } from './segment.ts'
import { SegmentBuilder } from './segment-builder.ts'
import { writeSegment } from './snapshot.ts'

export type BuildRequest =
  | { readonly kind: 'add'; readonly model: string; readonly documents: readonly IndexDocument[] }
  /** with a folder, the segment is also written there */
  | { readonly kind: 'finish'; readonly model: string; readonly id: number; readonly folder: string | undefined }
  | { readonly kind: 'forget' }

export type BuildAnswer =
  | { readonly kind: 'added'; readonly papers: number }
  | { readonly kind: 'finished'; readonly id: number; readonly layout: SegmentLayout; readonly memory: WebAssembly.Memory }
  | { readonly kind: 'failed'; readonly error: unknown }

let builder: SegmentBuilder | undefined

parentPort?.on('message', (request: BuildRequest) => {
  try {
    parentPort!.postMessage(handle(request))
  } catch (error) {
    parentPort!.postMessage({ kind: 'failed', error } satisfies BuildAnswer)
  }
})

function handle(request: BuildRequest): BuildAnswer {
  if (request.kind === 'forget') {
    builder = undefined
    return { kind: 'added', papers: 0 }
  }
  builder ??= new SegmentBuilder(embedderNamed(request.model))
  if (request.kind === 'add') {
    for (const document of request.documents) builder.add(document)
    return { kind: 'added', papers: builder.papers }
  }
  const segment = builder.finish(request.id)
  builder = undefined
  if (request.folder !== undefined) writeSegment(request.folder, segment)
  return { kind: 'finished', id: request.id, layout: segment.layout, memory: segment.memory }
}
