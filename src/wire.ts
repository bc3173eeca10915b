/**
 * Puts the rooms together into an instance: which database, which index, which faces. Beside main.ts the only
 * place that knows every room and names an engine.
 */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { apiRoutes } from './api/api.ts'
import type { Config } from './config/config.ts'
import type { DoctorReport, Instance, OpenIndex, OpenInstance } from './cli/instance.ts'
import { createEditions } from './edition/create-editions.ts'
import { IndexKeeper } from './ingest/index-keeper.ts'
import { createIngest } from './ingest/ingest.ts'
import { loadAssets } from './page/assets.ts'
import { errorPage, pageRoutes } from './page/page.ts'
import { BroadsheetError } from './paper/errors.ts'
import { paragraphs, texToHtml } from './paper/tex/tex-to-html.ts'
import { texToText } from './paper/tex/tex-to-text.ts'
import { openEmbeddedIndex } from './search-index/embedded/embedded.ts'
import { DEFAULT_EMBEDDER } from './search-index/embedder/embedder.ts'
import { terms } from './search-index/terms.ts'
import { createLog } from './server/log.ts'
import { serve } from './server/serve.ts'
import { createApp } from './server/server.ts'
import { openSqlite } from './store/sqlite/sqlite.ts'
import type { Store } from './store/store.ts'
import { systemClock } from './tools/clock.ts'

/** How often a server looks for papers that other processes brought, ms. */
const CATCH_UP_EVERY_MS = 1000

export const openInstance: OpenInstance = async (config, mode) => {
  makeFolder(config.dataDir)
  const store = await openStore(config)
  const index = await openEmbeddedIndex({ folder: join(config.dataDir, 'index'), model: DEFAULT_EMBEDDER, threads: config.searchThreads }).catch(async (error: unknown) => {
    await store.close()
    throw error
  })
  const clock = systemClock
  const keeper = new IndexKeeper(store, index)
  const ingest = createIngest({ store, keeper, clock })
  const editions = createEditions({ store, index, clock })
  const log = createLog({ level: config.logLevel, quiet: mode !== 'serve' || process.stderr.isTTY })
  let timer: NodeJS.Timeout | undefined

  const instance: Instance = {
    editions,
    ingest,
    doctor: examine,
    serve: async () => {
      const warm = index.warmUp()
      // When the port is taken the threads are ended while they warm up, and nobody waits for them any more.
      warm.catch(() => {})
      const deps = { editions, clock, tex: { texToHtml, texToText, paragraphs, termsOf: terms }, assets: loadAssets(), canClearShelf: true, clearShelf: () => ingest.clearShelf() }
      const app = createApp({
        pages: pageRoutes(deps),
        api: apiRoutes({ editions }),
        log,
        errorPage: errorPage(deps),
        hosts: config.allowPublicReading ? 'any' : 'loopback',
      })
      const running = await serve({ app, host: config.host, port: config.port })
      const catchUp = async (): Promise<void> => {
        await keeper.catchUp().catch((cause: unknown) => log.error({ cause }, 'the index could not catch up with the store'))
        if (timer !== undefined) timer = setTimeout(catchUp, CATCH_UP_EVERY_MS)
      }
      timer = setTimeout(catchUp, 0)
      await warm
      return running
    },
    close: async () => {
      clearTimeout(timer)
      timer = undefined
      await index.close()
      await store.close()
    },
  }
  // A reader of the command line sees what is in the store, also where no server has indexed it yet.
  if (mode === 'read') await keeper.catchUp()
  return instance

  async function examine(): Promise<DoctorReport> {
    const problems = await store.check()
    const [papers, state, span] = [await store.count(), index.state(), await store.daySpan()]
    const behind = papers - state.papers
    return {
      checks: [
        { name: 'database', ok: problems.length === 0, detail: problems.length === 0 ? 'sound' : problems.join(' ') },
        { name: 'papers', ok: true, detail: `${papers.toLocaleString('en')}${span.first === undefined ? '' : `, listed from ${span.first} to ${span.last}`}` },
        {
          name: 'index',
          ok: behind === 0,
          detail: behind === 0
            ? `${state.papers.toLocaleString('en')} papers in ${state.segments === 1 ? '1 segment' : `${state.segments} segments`}, ${Math.round(state.bytes / 1e6)} MB, model ${state.model}`
            : `${behind === 1 ? '1 paper is' : `${behind.toLocaleString('en')} papers are`} not indexed; a running server does it, or \`broadsheet reindex\``,
        },
      ],
    }
  }
}

/** One question is asked at a time, so more threads would only wait for each other. */
const MEASURING_THREADS = 2

export const openIndex: OpenIndex = async (config) => ({
  index: await openEmbeddedIndex({ model: DEFAULT_EMBEDDER, threads: Math.min(MEASURING_THREADS, config.searchThreads) }),
})

async function openStore(config: Config): Promise<Store> {
  if (config.databaseUrl === undefined) return openSqlite(join(config.dataDir, 'broadsheet.db'))
  // Loaded only where it is wanted: most instances never meet PostgreSQL, and every start would pay for its client.
  const { openPostgres } = await import('./store/postgres/postgres.ts')
  return openPostgres(config.databaseUrl)
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true })
  } catch (cause) {
    throw new BroadsheetError('unavailable', `The data folder ${folder} cannot be made; choose another with --data.`, { cause })
  }
}
