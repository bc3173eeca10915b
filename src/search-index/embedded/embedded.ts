/**
 * The embedded engine: segments of typed arrays in shared memory, one thread that builds them, some that search
 * them, and a folder with their snapshot. One process at a time may write the folder; others read what it
 * commits (`refresh`).
 */
import { join } from 'node:path'
import { BroadsheetError } from '../../paper/errors.ts'
import { dayNumber } from '../../tools/dates.ts'
import { ProcessLock } from '../../tools/process-lock.ts'
import { dimensionsOf } from '../embedder/given-vectors.ts'
import { lastDayOf, parseQuery } from '../query/parse-query.ts'
import type { ParsedQuery } from '../query/parsed-query.ts'
import type { Correction, IndexDocument, IndexState, SearchIndex, SearchOptions, SearchResult, Suggestions } from '../search-index.ts'
import type { Segment } from './segment.ts'
import { SearchPool } from './search-pool.ts'
import { SegmentMaker } from './segment-maker.ts'
import { readManifest, readSegment, segmentFile, writeManifest, type Manifest } from './snapshot.ts'

/** Beyond this a segment is finished and the next begun: it bounds the memory of building, and threads can share. Papers. */
export const SEGMENT_PAPERS = 50_000
/** Segments of fewer papers than the first, or than the second, are united when there are MANY of them. */
const SMALL_SIZES = [4_000, 32_000]
const MANY = 8

export interface EmbeddedOptions {
  /** where the snapshot lies; without one the index lives in memory only */
  readonly folder?: string | undefined
  readonly model: string
  readonly threads: number
}

export async function openEmbeddedIndex(options: EmbeddedOptions): Promise<EmbeddedIndex> {
  const index = new EmbeddedIndex(options)
  await index.refresh()
  return index
}

export class EmbeddedIndex implements SearchIndex {
  readonly #folder: string | undefined
  readonly #model: string
  readonly #lock: ProcessLock | undefined
  readonly #pool: SearchPool
  readonly #maker: SegmentMaker
  #segments: Segment[] = []
  /** finished while adding, not yet committed */
  #fresh: Segment[] = []
  #added = new Set<number>()
  #toRemove = new Set<number>()
  #removed = new Set<number>()
  /** counted when segments change, not at every question */
  #size = { papers: 0, bytes: 0 }
  #nextId = 1
  #seq = 0
  #seen = ''
  #cleared = false

  constructor({ folder, model, threads }: EmbeddedOptions) {
    this.#folder = folder
    this.#model = model
    this.#lock = folder === undefined ? undefined : new ProcessLock(join(folder, 'lock'))
    this.#pool = new SearchPool(threads, model)
    this.#maker = new SegmentMaker(model, folder)
  }

  get writable(): boolean {
    return this.#lock?.held ?? true
  }

  /** Takes the writer's place if it is free, and loads what is on disk when that has changed. */
  async refresh(): Promise<void> {
    if (this.#folder === undefined || this.writable) return
    this.#lock!.acquire()
    const manifest = readManifest(this.#folder)
    const seen = JSON.stringify(manifest ?? null)
    if (seen === this.#seen) return
    this.#seen = seen
    this.#load(manifest)
  }

  #load(manifest: Manifest | undefined): void {
    const before = new Map(this.#segments.map((segment) => [segment.id, segment]))
    const segments: Segment[] = []
    let sound = manifest !== undefined && manifest.model === this.#model
    for (const { id } of sound ? manifest!.segments : []) {
      const segment = before.get(id) ?? readSegment(this.#folder!, id)
      if (segment === undefined) sound = false
      else segments.push(segment)
    }
    // Anything missing or damaged, or another model's vectors: start from nothing, the store has it all.
    this.#removed = new Set(sound ? manifest!.removed : [])
    this.#seq = sound ? manifest!.seq : 0
    this.#nextId = Math.max(0, ...(manifest?.segments ?? []).map(({ id }) => id)) + 1
    const later: Segment[] = []
    for (const segment of (sound ? segments : []).toReversed()) {
      bury(segment, later)
      later.push(segment)
      if (this.#removed.size > 0) for (let paper = 0; paper < segment.layout.papers; paper++) if (this.#removed.has(segment.keys[paper]!)) segment.dead[paper] = 1
    }
    this.#use(later.reverse())
  }

  /** Starts the search threads and lets each search once, so that the first reader does not wait for compilers. */
  async warmUp(): Promise<void> {
    await this.#pool.warmUp(parseQuery('of the'))
  }

  async search(query: ParsedQuery, options: SearchOptions): Promise<SearchResult> {
    return (await this.#pool.search(query, this.#ownVector(options)))!
  }

  /** Leaves aside a vector that another model made: it would be compared with what it has nothing in common with. */
  #ownVector({ vector, vectorModel, ...options }: SearchOptions): SearchOptions {
    const own = vector !== undefined && vectorModel === this.#model && vector.length === dimensionsOf(this.#model) && vector.every(Number.isFinite)
    return own ? { ...options, vector } : options
  }

  similar(key: number, options: SearchOptions & { from?: string | undefined; to?: string | undefined }): Promise<SearchResult | undefined> {
    const { from, to, ...rest } = options
    return this.#pool.similar(key, rest, from === undefined ? undefined : dayNumber(from), to === undefined ? undefined : lastDayOf(to))
  }

  suggest(typed: string, limit: number): Promise<Suggestions> {
    return this.#pool.suggest(typed, limit)
  }

  correct(words: readonly string[]): Promise<readonly Correction[]> {
    return this.#pool.correct(words)
  }

  async add(documents: readonly IndexDocument[]): Promise<void> {
    this.#mayWrite()
    if (documents.length === 0) return
    const dimensions = dimensionsOf(this.#model)
    if (dimensions !== undefined && documents.some(({ vector }) => vector !== undefined && vector.length !== dimensions)) {
      throw new Error(`an index of ${this.#model} takes no vectors of another length`)
    }
    for (const { key } of documents) {
      this.#added.add(key)
      this.#toRemove.delete(key)
    }
    await this.#maker.add(documents)
    if (this.#maker.papers >= SEGMENT_PAPERS) await this.#finish()
  }

  async remove(keys: readonly number[]): Promise<void> {
    this.#mayWrite()
    for (const key of keys) this.#toRemove.add(key)
  }

  async commit(seq: number): Promise<void> {
    this.#mayWrite()
    if (this.#maker.papers > 0) await this.#finish()
    if (this.#fresh.length === 0 && this.#toRemove.size === 0 && seq === this.#seq && !this.#cleared) return
    for (const segment of this.#fresh) {
      for (const older of this.#segments) bury(older, [segment])
      this.#segments.push(segment)
    }
    for (const key of this.#added) this.#removed.delete(key)
    for (const key of this.#toRemove) this.#removed.add(key)
    if (this.#toRemove.size > 0) {
      for (const segment of this.#segments) {
        for (let paper = 0; paper < segment.layout.papers; paper++) if (this.#toRemove.has(segment.keys[paper]!)) segment.dead[paper] = 1
      }
    }
    this.#use(this.#segments.filter((segment) => living(segment) > 0))
    const held = new Set<number>()
    if (this.#removed.size > 0) for (const { keys } of this.#segments) for (const key of keys) if (this.#removed.has(key)) held.add(key)
    this.#removed = held
    this.#fresh = []
    this.#added = new Set()
    this.#toRemove = new Set()
    this.#cleared = false
    this.#seq = seq
    if (this.#folder === undefined) return
    writeManifest(this.#folder, {
      format: 1,
      model: this.#model,
      seq,
      segments: this.#segments.map(({ id }) => ({ id, file: segmentFile(id) })),
      removed: [...this.#removed],
    })
  }

  compaction(): readonly number[] {
    for (const size of SMALL_SIZES) {
      const small = this.#segments.filter(({ layout }) => layout.papers < size)
      if (small.length >= MANY) return small.flatMap(livingKeys)
    }
    const hollow = this.#segments.filter((segment) => segment.layout.papers >= 1000 && living(segment) < segment.layout.papers / 2)
    return hollow.flatMap(livingKeys)
  }

  async clear(): Promise<void> {
    this.#mayWrite()
    await this.#maker.forget()
    this.#use([])
    this.#fresh = []
    this.#added = new Set()
    this.#toRemove = new Set()
    this.#removed = new Set()
    this.#seq = 0
    this.#cleared = true
  }

  state(): IndexState {
    return { ...this.#size, segments: this.#segments.length, model: this.#model, seq: this.#seq }
  }

  /** Puts these segments to use. */
  #use(segments: Segment[]): void {
    this.#segments = segments
    this.#size = { papers: 0, bytes: 0 }
    for (const segment of segments) {
      this.#size.papers += living(segment)
      this.#size.bytes += segment.memory.buffer.byteLength
    }
    this.#pool.use(segments)
  }

  async close(): Promise<void> {
    await Promise.all([this.#pool.close(), this.#maker.close()])
    this.#lock?.release()
  }

  async #finish(): Promise<void> {
    const segment = await this.#maker.finish(this.#nextId++)
    for (const older of this.#fresh) bury(older, [segment])
    this.#fresh.push(segment)
  }

  #mayWrite(): void {
    if (!this.writable) throw new BroadsheetError('busy', 'Another Broadsheet process is writing this index; stop it, or let it do the work.')
  }
}

/** Marks the papers of a segment dead that a later segment has anew, or that stand again later in itself. */
function bury(segment: Segment, later: readonly Segment[]): void {
  let highest = 0
  for (const { keys } of [segment, ...later]) for (const key of keys) if (key > highest) highest = key
  const renewed = new Uint8Array(highest + 1)
  for (const { keys } of later) for (const key of keys) renewed[key] = 1
  for (let paper = segment.layout.papers - 1; paper >= 0; paper--) {
    const key = segment.keys[paper]!
    if (renewed[key] === 1) segment.dead[paper] = 1
    renewed[key] = 1
  }
}

function living(segment: Segment): number {
  let count = 0
  for (const dead of segment.dead) count += 1 - dead
  return count
}

function livingKeys(segment: Segment): number[] {
  const keys: number[] = []
  for (let paper = 0; paper < segment.layout.papers; paper++) if (segment.dead[paper] === 0) keys.push(segment.keys[paper]!)
  return keys
}
