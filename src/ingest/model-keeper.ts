/**
 * Sees to it that the index is of the model that is configured. While it is not, the one before goes on serving under
 * its own model; the new one is made beside it and takes its place when it is whole. Vectors of a model of texts are
 * made here, a few papers at a time and kept at once (`VectorCache`), so that being killed costs next to nothing.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { publicMessage } from '../paper/errors.ts'
import { dimensionsOf } from '../search-index/embedder/given-vectors.ts'
import { QueryVectors } from '../search-index/embedder/query-vectors.ts'
import { TextModelError, type TextModel, type TextModelSource } from '../search-index/embedder/text-model.ts'
import type { SearchIndex } from '../search-index/search-index.ts'
import type { SwitchingIndex } from '../search-index/switching-index.ts'
import type { ModelVectors, VectorCache, VectorProgress } from '../search-index/vector-cache.ts'
import type { Store } from '../store/store.ts'
import type { Clock } from '../tools/clock.ts'
import { embedSome, trackPapers } from './embed-papers.ts'
import { IndexKeeper } from './index-keeper.ts'
import { PaperVectors } from './paper-vectors.ts'

/** The indexes on disk, each of one model. */
export interface IndexPlaces {
  /** models that an index is held of */
  held(): readonly string[]
  open(model: string): Promise<SearchIndex & { warmUp(): Promise<void> }>
  /** takes the indexes of all other models away */
  keepOnly(model: string): void
}

export interface ModelKeeperParts {
  readonly store: Store
  readonly index: SwitchingIndex
  readonly keeper: IndexKeeper
  readonly places: IndexPlaces
  readonly cache: VectorCache | undefined
  /** the model of texts that is wanted; without one `house` is */
  readonly source: TextModelSource | undefined
  /** the name of the embedder of words that ships with Broadsheet */
  readonly house: string
  readonly clock: Clock
  readonly log: { info(facts: object, message: string): void; warn(facts: object, message: string): void }
}

interface Wanted {
  readonly name: string
  readonly model: TextModel | undefined
  readonly held: ModelVectors | undefined
}

/** How far the vectors of the wanted model have come. */
export interface ModelProgress extends VectorProgress {
  readonly model: string
  /** the model whose vectors serve now */
  readonly serving: string
}

const IDLE_MS = 1_000
/** Waits after a failure: twice as long each time, from the first to the second. */
const RETRY_MS = [5_000, 300_000] as const
const REPORT_EVERY_MS = 30_000
/** While its own index serves, new vectors are put in by so many papers, or after so long. */
const FEED_PAPERS = 4_000
const FEED_EVERY_MS = 60_000
const FEED_AT_ONCE = 20_000

export class ModelKeeper {
  readonly #parts: ModelKeeperParts
  #wants: (Wanted & { readonly model: TextModel }) | undefined
  /** ask the model for the length of its vectors, whatever was known */
  #askAnew = false
  #queries: QueryVectors | undefined

  constructor(parts: ModelKeeperParts) {
    this.#parts = parts
  }

  /** Works until the signal; never throws. What goes wrong is in the log, once, and is tried again. */
  async run(signal: AbortSignal): Promise<void> {
    let failures = 0
    let said = ''
    while (!signal.aborted) {
      let wait = IDLE_MS
      try {
        await this.bringAbout({ signal })
        if (said !== '') this.#parts.log.info({}, 'the embedding model answers again')
        failures = 0
        said = ''
      } catch (error) {
        if (signal.aborted) return
        wait = Math.max(Math.min(RETRY_MS[1], RETRY_MS[0] * 2 ** failures++), (error instanceof TextModelError ? error.retryAfterMs : undefined) ?? 0)
        const message = publicMessage(error)
        if (message !== said) this.#parts.log.warn(error instanceof TextModelError ? {} : { cause: error }, `vectors wait: ${message}`)
        said = message
      }
      await sleep(wait, undefined, { signal, ref: false }).catch(() => {})
    }
  }

  /**
   * Makes what vectors are missing, then an index of the wanted model if the serving one is of another.
   * @returns `changed` when it made a new index; `same` when the wanted model served before; `not yet` when it was
   *   stopped, or another process does it
   * @throws TextModelError when the model does not answer
   */
  async bringAbout(options: { signal?: AbortSignal; onVectors?: (progress: VectorProgress) => void; onPapers?: (papers: number) => void } = {}): Promise<'changed' | 'same' | 'not yet'> {
    const { index } = this.#parts
    if (!index.writable) return 'not yet'
    const wanted = await this.#wanted(options.signal)
    if (wanted.model !== undefined && wanted.held !== undefined) await this.#makeVectors(wanted.model, wanted.held, options)
    if (options.signal?.aborted) return 'not yet'
    return index.state().model === wanted.name ? 'same' : this.#changeTo(wanted, options)
  }

  /** Where another process has put a new index in place and taken away the one that serves here, takes the new one too. */
  async follow(): Promise<void> {
    const { index, places } = this.#parts
    const held = places.held()
    if (held.length === 0 || held.includes(index.state().model)) return
    const next = await places.open(held[0]!)
    await this.#serve(next)
  }

  /** Asks once more for what the model has refused. */
  async retryRefused(signal?: AbortSignal): Promise<void> {
    if (this.#parts.index.writable) (await this.#wanted(signal)).held?.retryRefused()
  }

  /** Undefined where no model of texts is wanted, or none has answered yet. */
  progress(): ModelProgress | undefined {
    const { source, cache, index } = this.#parts
    const model = this.#wants?.name ?? (source && cache?.lastOf(source.family)?.name)
    const held = model === undefined ? undefined : cache?.held(model)
    return held && { ...held.progress(), model: model!, serving: index.state().model }
  }

  /** The one to ask for vectors of queries, by the model that serves now; undefined where that is one of words. */
  async queries(): Promise<QueryVectors | undefined> {
    const { index, source, clock } = this.#parts
    const { model: name } = index.state()
    if (dimensionsOf(name) === undefined) return undefined
    if (this.#queries?.name === name) return this.#queries
    const own = source && this.#parts.cache?.lastOf(source.family)?.name === name ? (await this.#wanted()).model : undefined
    const model = own?.name === name ? own : source?.sibling?.(name)
    if (model === undefined) throw new TextModelError('refused', `The vectors are still those of ${name}, which is no longer configured.`)
    return (this.#queries = new QueryVectors(model, clock))
  }

  /** Tries the model with a short text. @throws TextModelError */
  async probe(signal: AbortSignal): Promise<void> {
    if (this.#parts.source !== undefined) await (await this.#wanted(signal)).model?.embed(['A short text.'], 'query', signal)
  }

  async #wanted(signal?: AbortSignal): Promise<Wanted> {
    const { source, cache, house } = this.#parts
    if (source === undefined || cache === undefined) return { name: house, model: undefined, held: undefined }
    if (this.#wants === undefined) {
      const { family } = source
      const model = await source.open(this.#askAnew ? undefined : cache.lastOf(family)?.dimensions, signal)
      this.#askAnew = false
      this.#wants = { name: model.name, model, held: cache.model(model.name, family, model.dimensions) }
    }
    return this.#wants
  }

  async #makeVectors(model: TextModel, held: ModelVectors, { signal, onVectors }: { signal?: AbortSignal; onVectors?: (progress: VectorProgress) => void }): Promise<void> {
    const { store, index, log } = this.#parts
    let reported = Date.now()
    let fed = Date.now()
    let sinceFed = 0
    await trackPapers(store, held, signal)
    try {
      while (!signal?.aborted) {
        const done = await embedSome(store, held, model, signal)
        if (done === 0) break
        sinceFed += done
        onVectors?.(held.progress())
        if (Date.now() - reported > REPORT_EVERY_MS) {
          reported = Date.now()
          const { papers, done: have } = held.progress()
          log.info({ papers, vectors: have, model: model.name, serving: index.state().model }, `${have.toLocaleString('en')} of ${papers.toLocaleString('en')} papers have vectors by ${model.name}`)
        }
        if (sinceFed >= FEED_PAPERS || Date.now() - fed > FEED_EVERY_MS) {
          await this.#feed(held, model.name)
          sinceFed = 0
          fed = Date.now()
          await trackPapers(store, held, signal)
        }
      }
    } catch (error) {
      // The vectors may have another length than they had: it is asked for anew.
      if (error instanceof TextModelError && error.trouble === 'refused') {
        this.#wants = undefined
        this.#askAnew = true
      }
      throw error
    } finally {
      // What is not fed now is fed after the next start.
      if (!signal?.aborted) await this.#feed(held, model.name)
    }
  }

  /** Puts vectors that have come into the index, where it is of their model. */
  async #feed(held: ModelVectors, name: string): Promise<void> {
    const { index, keeper } = this.#parts
    if (index.state().model === name && index.writable) await keeper.feedAgain(held.waiting(FEED_AT_ONCE))
  }

  async #changeTo({ name, held }: Wanted, { signal, onPapers }: { signal?: AbortSignal; onPapers?: (papers: number) => void }): Promise<'changed' | 'not yet'> {
    const { store, index, places, log } = this.#parts
    const before = index.state().model
    const next = await places.open(name)
    // Another process makes it; this one takes it when that is done.
    if (!next.writable) return next.close().then(() => 'not yet')
    try {
      await new IndexKeeper(store, next, held && new PaperVectors(held)).catchUp(onPapers, signal)
    } catch (error) {
      await next.close()
      throw error
    }
    if (signal?.aborted) return next.close().then(() => 'not yet')
    await next.warmUp()
    await this.#serve(next)
    places.keepOnly(name)
    log.info({ model: name, before, papers: index.state().papers }, `the index is now of ${name}`)
    await this.#parts.keeper.catchUp()
    return 'changed'
  }

  async #serve(next: SearchIndex): Promise<void> {
    const { index, keeper, cache } = this.#parts
    const held = cache?.held(next.state().model)
    await keeper.moveTo(next, held && new PaperVectors(held))
    await index.change(next)
  }
}
