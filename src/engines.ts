/** The engines that an instance stands on, as configured: its database, and its index by words and by meaning. The only place that names one. */
import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { OpenIndex } from './cli/instance.ts'
import type { Config } from './config/config.ts'
import type { IndexPlaces } from './ingest/model-keeper.ts'
import { BroadsheetError } from './paper/errors.ts'
import { openEmbeddedIndex } from './search-index/embedded/embedded.ts'
import { folderFor, indexFolders, removeIndex } from './search-index/embedded/index-folders.ts'
import { DEFAULT_EMBEDDER, embedderNamed } from './search-index/embedder/embedder.ts'
import { openAiEndpoint } from './search-index/embedder/openai-endpoint.ts'
import type { TextModelSource } from './search-index/embedder/text-model.ts'
import { transformersModel } from './search-index/embedder/transformers.ts'
import { VectorCache } from './search-index/vector-cache.ts'
import { openSqlite } from './store/sqlite/sqlite.ts'
import type { Store } from './store/store.ts'

/** The database that is configured; the data folder is made where it is missing. @throws BroadsheetError unavailable */
export async function openStore(config: Config): Promise<Store> {
  makeFolder(config.dataDir)
  if (config.databaseUrl === undefined) return openSqlite(join(config.dataDir, 'broadsheet.db'))
  // Loaded only where it is wanted: most instances never meet PostgreSQL, and every start would pay for its client.
  const { openPostgres } = await import('./store/postgres/postgres.ts')
  return openPostgres(config.databaseUrl)
}

/** What an index needs: the model of texts, if one is configured, its kept vectors, and where indexes lie. */
export interface OpenedIndexes {
  readonly source: TextModelSource | undefined
  readonly places: ReturnType<typeof indexPlaces>
  readonly cache: VectorCache | undefined
  /** serves until the index that is wanted is whole: that one itself where there is no other */
  readonly first: Awaited<ReturnType<typeof openEmbeddedIndex>>
}

/** @throws BroadsheetError unavailable when none can be opened; nothing stays open then */
export async function openIndexes(config: Config): Promise<OpenedIndexes> {
  const source = textModel(config)
  const places = indexPlaces(config)
  const kept = join(config.dataDir, 'vectors.db')
  const cache = source !== undefined || existsSync(kept) ? new VectorCache(kept) : undefined
  try {
    const wanted = source === undefined ? DEFAULT_EMBEDDER : cache?.lastOf(source.family)?.name
    for (const { model, folder } of indexFolders(config.dataDir)) if (model !== wanted && !isKnown(model)) removeIndex(folder)
    const first = await places.open(places.held().find((model) => model !== wanted) ?? wanted ?? DEFAULT_EMBEDDER)
    return { source, places, cache, first }
  } catch (error) {
    cache?.close()
    throw error
  }
}

/** One question is asked at a time, so more threads would only wait for each other. */
const MEASURING_THREADS = 2

export const openIndex: OpenIndex = async (config) => {
  const model = await textModel(config)?.open(config.embeddingsDimensions)
  return { index: await openEmbeddedIndex({ model: model?.name ?? DEFAULT_EMBEDDER, threads: Math.min(MEASURING_THREADS, config.searchThreads) }), model }
}

/** The model of texts that is configured, if one is. */
function textModel(config: Config): TextModelSource | undefined {
  const { embedder, embeddingsUrl: url = '', embeddingsModel: model = '', embeddingsKey: key, embeddingsDimensions: dimensions } = config
  const prefixes = { query: config.embeddingsQueryPrefix, document: config.embeddingsDocumentPrefix }
  if (embedder === 'openai') return openAiEndpoint({ url, model, key, dimensions, prefixes })
  return embedder === 'transformers' ? transformersModel({ model, prefixes }) : undefined
}

function indexPlaces({ dataDir, searchThreads: threads }: Config) {
  return {
    held: () => indexFolders(dataDir).map(({ model }) => model),
    open: (model: string) => openEmbeddedIndex({ folder: folderFor(dataDir, model), model, threads }),
    keepOnly: (model: string) => {
      for (const other of indexFolders(dataDir)) if (other.model !== model) removeIndex(other.folder)
    },
  } satisfies IndexPlaces
}

/** False for embedders of earlier versions: nothing can search with their vectors any more. */
function isKnown(model: string): boolean {
  try {
    return embedderNamed(model) !== undefined
  } catch {
    return false
  }
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true })
  } catch (cause) {
    throw new BroadsheetError('unavailable', `The data folder ${folder} cannot be made; choose another with --data.`, { cause })
  }
}
