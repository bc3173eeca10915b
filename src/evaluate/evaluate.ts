/**
 * How good is what is found? Judged collections (papers, queries, which paper answers which query) are put into an
 * index of their own and searched the way that readers search. The room knows no store and no engine, which it is
 * handed; it knows the edition's order of hits, because that is what it measures.
 */
import { orderHits } from '../edition/order-hits.ts'
import { CANDIDATES } from '../edition/search.ts'
import { BroadsheetError } from '../paper/errors.ts'
import { embedOrRefuse } from '../search-index/embedder/embed-or-refuse.ts'
import { paperText, type TextModel } from '../search-index/embedder/text-model.ts'
import type { ParsedQuery } from '../search-index/query/parsed-query.ts'
import { plainQuery } from '../search-index/query/plain-query.ts'
import type { IndexDocument, SearchIndex, SearchMode, SearchResult } from '../search-index/search-index.ts'
import { collectionFiles } from './collection-files.ts'
import type { DamageReport } from './damage.ts'
import { indexCorpus, type IndexedCorpus, type ReadingProgress } from './index-corpus.ts'
import { readJudged, type Judged, type JudgedQuery } from './judged-queries.ts'
import { meanOf, measure, type Measures } from './metrics.ts'
import { openRunFile, runFileName } from './run-file.ts'

export const MODES = ['words', 'meaning', 'both'] as const satisfies readonly SearchMode[]

/** How the papers are asked for: by the query's text in a mode, or as papers similar to the one that the query was made of. */
export type Way = SearchMode | 'similar'

/** An empty index to fill, and the model of its vectors where that is one of whole texts. */
export interface IndexToFill {
  readonly index: SearchIndex
  readonly model?: TextModel | undefined
}

export interface EvaluateOptions {
  /** opens an empty index that lives in memory; it is closed here */
  openIndex(): Promise<IndexToFill>
  readonly damage: DamageReport
  /** files of further papers, in which nothing is relevant, to find the collection's own among */
  readonly among?: readonly string[] | undefined
  /** default: words, meaning and both */
  readonly ways?: readonly Way[] | undefined
  /** how many each signal brings; as many as for a page of results without it */
  readonly candidates?: number | undefined
  /** how a text becomes a query; as plain text without it */
  readonly understand?: ((text: string) => ParsedQuery) | undefined
  /** a name for run files (`runFileName`) */
  readonly out?: string | undefined
  readonly signal?: AbortSignal | undefined
  readonly onProgress?: ((progress: EvaluateProgress) => void) | undefined
}

export type EvaluateProgress =
  | ({ readonly stage: 'reading' } & ReadingProgress)
  | { readonly stage: 'asking'; readonly way: Way; readonly done: number; readonly total: number }

export interface Evaluation extends Omit<Judged, 'queries'> {
  readonly collection: string
  /** queries with a relevant document, over which the measures are averaged */
  readonly queries: number
  readonly papers: number
  readonly leftOut: number
  /** relevant documents that the corpus does not hold: nobody can find them */
  readonly missing: number
  readonly measures: Readonly<Partial<Record<Way, Measures>>>
}

/**
 * Measures one collection.
 * @throws BroadsheetError a sentence, where the folder cannot be measured
 * @throws the signal's reason, when it is aborted
 */
export async function evaluateCollection(folder: string, options: EvaluateOptions): Promise<Evaluation> {
  const files = collectionFiles(folder)
  const { queries, ...judged } = await readJudged(files, options)
  const { index, model } = await options.openIndex()
  try {
    const corpus = await indexCorpus(index, files.corpus, options.among ?? [], {
      damage: options.damage,
      signal: options.signal,
      prepare: model && ((documents) => withVectors(documents, model, options.signal)),
      onProgress: (progress) => options.onProgress?.({ stage: 'reading', ...progress }),
    })
    if (corpus.keyOf.size === 0) throw new BroadsheetError('bad-input', `No paper could be read from the corpus of ${folder}.`)
    const measures: Partial<Record<Way, Measures>> = {}
    for (const way of options.ways ?? MODES) measures[way] = await measureWay(way, { ...options, index, model, corpus, queries, name: files.name })
    return {
      ...judged,
      collection: files.name,
      queries: queries.length,
      papers: corpus.ids.length - 1,
      leftOut: corpus.leftOut,
      missing: new Set(queries.flatMap(({ grades }) => [...grades].flatMap(([id, grade]) => (grade > 0 && !corpus.keyOf.has(id) ? [id] : [])))).size,
      measures,
    }
  } finally {
    await index.close()
  }
}

interface Measuring extends EvaluateOptions, IndexToFill {
  readonly corpus: IndexedCorpus
  readonly queries: readonly JudgedQuery[]
  readonly name: string
}

async function measureWay(way: Way, { queries, corpus, name, out, signal, onProgress, ...rest }: Measuring): Promise<Measures> {
  const run = out === undefined ? undefined : openRunFile(runFileName(out, name, way), `broadsheet-${way}`)
  const measured: Measures[] = []
  try {
    for (const query of queries) {
      signal?.throwIfAborted()
      const own = query.self === undefined ? undefined : corpus.keyOf.get(query.self)
      const asked = (rest.understand ?? plainQuery)(query.text)
      const result = await ask(way, asked, own, { ...rest, signal })
      const ranked = orderHits(result.candidates, way === 'similar' ? { for: 'paper', mode: 'both' } : { for: 'query', mode: way, words: asked.words.length, textModel: rest.model !== undefined, recent: asked.recent }).map(({ candidate }) => corpus.ids[candidate.key]!)
      measured.push(measure(ranked, query.grades))
      run?.add(query.id, ranked)
      onProgress?.({ stage: 'asking', way, done: measured.length, total: queries.length })
    }
    run?.finish()
  } catch (error) {
    run?.abandon()
    throw error
  }
  return meanOf(measured)
}

const NOTHING: SearchResult = { total: 0, candidates: [], tookMs: 0 }

async function ask(way: Way, query: ParsedQuery, own: number | undefined, { index, model, candidates = CANDIDATES, signal }: Omit<Measuring, 'corpus' | 'queries' | 'name'>): Promise<SearchResult> {
  if (way === 'similar') return own === undefined ? NOTHING : ((await index.similar(own, { candidates, mode: 'both' })) ?? NOTHING)
  if (way === 'words' || model === undefined || query.words.length === 0) return index.search(query, { candidates, mode: way, without: own })
  const [vector] = await model.embed([query.text], 'query', signal)
  return index.search(query, { candidates, mode: way, without: own, vector, vectorModel: model.name })
}

/** Texts handed to a model at a time: where it refuses one, each of them is tried alone. */
const EMBED_AT_ONCE = 64

/** A paper without any text keeps none. */
async function withVectors(documents: readonly IndexDocument[], model: TextModel, signal: AbortSignal | undefined): Promise<IndexDocument[]> {
  const done: IndexDocument[] = []
  for (let from = 0; from < documents.length; from += EMBED_AT_ONCE) {
    const some = documents.slice(from, from + EMBED_AT_ONCE).map((document) => ({ document, text: paperText(document) }))
    const vectors = await embedOrRefuse(some.flatMap(({ text }) => (text === '' ? [] : [text])), model, signal)
    let next = 0
    for (const { document, text } of some) done.push(text === '' ? document : { ...document, vector: vectors[next++] })
  }
  return done
}
