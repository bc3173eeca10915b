/** The writing side inside one transaction: papers go in whole, and only what changed of them is written again. */
import type { Kysely } from 'kysely'
import type { Clock } from '../tools/clock.ts'
import { BroadsheetError } from '../paper/errors.ts'
import type { LedgerRow } from '../paper/ledger.ts'
import type { Identifier, IdentifierScheme, SourceName } from '../paper/paper.ts'
import { insertRows } from './bulk.ts'
import { readCandidates } from './candidates.ts'
import { readCounters, saveCounters } from './counters.ts'
import { CountChanges, type Counted } from './counts.ts'
import { type DayRow, dayRows, insertDays, placeOfRow, readDayRows } from './days.ts'
import type { Flavour } from './flavour.ts'
import { deleteNames, foldName, insertNames, type Name, namesOf, readHeld } from './identifiers.ts'
import { writeLedgerWith } from './ledger.ts'
import { PAPER_COLUMNS, PAPER_ON_CONFLICT, paperRow } from './paper-row.ts'
import { type HeldRow, readHeldRows, readPapers } from './papers.ts'
import { absorbPapers, forgetPapers, missedPapers } from './people/papers-of-people.ts'
import type { Tables } from './schema.ts'
import { readSetting } from './settings.ts'
import { insertSources, readSourceRows, type SourceRow, sourceOfRow, sourceRows } from './sources.ts'
import type { PaperWrite, StoreWriter } from './store.ts'
import { absorbToldPapers, forgetToldPapers } from './told-papers.ts'
import { insertVersions, readVersionRows, type VersionRow, versionRows } from './versions.ts'

type NameRow = Name & { key: number }

export class SqlWriter implements StoreWriter {
  readonly #db: Kysely<Tables>
  readonly #flavour: Flavour
  readonly #clock: Clock
  /** ends with the last deed asked for: deeds asked for at once must not number papers alike */
  #queue: Promise<unknown> = Promise.resolve()
  #ended = false

  constructor(db: Kysely<Tables>, flavour: Flavour, clock: Clock) {
    this.#db = db
    this.#flavour = flavour
    this.#clock = clock
  }

  candidates(asked: Parameters<StoreWriter['candidates']>[0]): ReturnType<StoreWriter['candidates']> {
    return this.#inTurn(() => readCandidates(this.#db, this.#flavour, asked))
  }

  load(keys: readonly number[]): ReturnType<StoreWriter['load']> {
    return this.#inTurn(() => this.#load(keys))
  }

  write(papers: readonly PaperWrite[]): Promise<readonly number[]> {
    return this.#inTurn(() => this.#write(papers))
  }

  absorb(survivor: number, absorbed: readonly number[]): Promise<void> {
    return this.#inTurn(async () => {
      await absorbPapers(this.#db, this.#flavour, survivor, absorbed)
      await absorbToldPapers(this.#db, this.#flavour, survivor, absorbed)
    })
  }

  remove(keys: readonly number[]): Promise<void> {
    return this.#inTurn(() => this.#remove(keys))
  }

  held(scheme: IdentifierScheme, values: readonly string[]): ReturnType<StoreWriter['held']> {
    return this.#inTurn(() => readHeld(this.#db, this.#flavour, scheme, values))
  }

  setting(name: string): Promise<unknown> {
    return this.#inTurn(() => readSetting(this.#db, name))
  }

  saveLedger(rows: readonly LedgerRow[], settings: Readonly<Record<string, unknown>> = {}): Promise<void> {
    return this.#inTurn(() => writeLedgerWith(this.#db, this.#flavour, rows, settings))
  }

  /** Waits for what was asked for; later deeds are refused, as they would stand outside the transaction. */
  async end(): Promise<void> {
    this.#ended = true
    await this.#queue
  }

  #inTurn<T>(deed: () => Promise<T>): Promise<T> {
    if (this.#ended) return Promise.reject(new BroadsheetError('internal', 'This write has ended.'))
    const turn = this.#queue.then(deed)
    this.#queue = turn.catch(() => undefined)
    return turn
  }

  async #load(keys: readonly number[]): ReturnType<StoreWriter['load']> {
    const papers = await readPapers(this.#db, this.#flavour, keys)
    if (papers.length === 0) return []
    const held = papers.map((paper) => paper.key)
    const sources = await readSourceRows(this.#db, this.#flavour, held)
    const days = await readDayRows(this.#db, this.#flavour, held)
    return papers.map((paper) => ({
      paper,
      sources: (sources.get(paper.key) ?? []).map(sourceOfRow),
      days: (days.get(paper.key) ?? []).map(placeOfRow).filter((place) => place.source !== 'community'),
    }))
  }

  async #write(papers: readonly PaperWrite[]): Promise<readonly number[]> {
    if (papers.length === 0) return []
    const db = this.#db
    const flavour = this.#flavour
    const counters = await readCounters(db)
    const keys = papers.map((paper) => paper.key ?? ++counters.key)
    // A key given twice in one batch: the later says how the paper is.
    const last = new Map(keys.map((key, index) => [key, index]))
    const heldKeys = [...new Set(papers.flatMap((paper) => paper.key ?? []))]
    const held = await readHeldRows(db, flavour, heldKeys)
    const missing = heldKeys.find((key) => !held.has(key))
    if (missing !== undefined) throw new BroadsheetError('internal', `There is no paper number ${missing} to write over.`)
    const heldVersions = heldKeys.length > 0 ? await readVersionRows(db, flavour, heldKeys) : new Map<number, VersionRow[]>()
    const heldSources = heldKeys.length > 0 ? await readSourceRows(db, flavour, heldKeys) : new Map<number, SourceRow[]>()
    const heldDays = heldKeys.length > 0 ? await readDayRows(db, flavour, heldKeys) : new Map<number, DayRow[]>()

    const counts = new CountChanges()
    const now = new Date(this.#clock.now()).toISOString()
    const fresh: (readonly unknown[])[] = []
    const rewritten: (readonly unknown[])[] = []
    const newNames: NameRow[] = []
    const oldNames: NameRow[] = []
    const versions = new Children<VersionRow>()
    const sources = new Children<SourceRow>()
    const days = new Children<DayRow>()
    for (const [index, paper] of papers.entries()) {
      const key = keys[index] as number
      if (last.get(key) !== index) continue
      const { content, titleKey } = paper
      const before = held.get(key)
      const formerIds = before === undefined ? [] : formerIdsAfter(before, content.id)
      const row = paperRow(content, { key, seq: ++counters.seq, titleKey, formerIds, addedAt: before?.added_at ?? now })
      if (before === undefined) fresh.push(row)
      else rewritten.push(row)
      counts.add(content, 1)
      if (before !== undefined) counts.add(countedOf(before), -1)
      const names = namesOf({ id: content.id, identifiers: content.identifiers, titleKey, formerIds })
      const namesBefore = before === undefined ? new Map<string, Name>() : namesOfHeld(before)
      for (const [name, value] of names) if (!namesBefore.has(name)) newNames.push({ ...value, key })
      for (const [name, value] of namesBefore) if (!names.has(name)) oldNames.push({ ...value, key })
      versions.replace(key, heldVersions.get(key), versionRows(key, content.versions))
      sources.replace(key, heldSources.get(key), sourceRows(key, paper.sources))
      // The community's places are people's: a source that tells of the paper anew leaves them.
      const places = (heldDays.get(key) ?? []).map(placeOfRow).filter((place) => place.source === 'community')
      days.replace(key, heldDays.get(key), dayRows(key, content, [...paper.days.filter((place) => place.source !== 'community'), ...places]))
    }

    // All that goes, then all that comes: what moves from one paper to another in a batch never stands twice.
    await deleteNames(db, oldNames)
    await this.#deleteChildren(versions.outdated, sources.outdated, days.outdated)
    await insertRows(db, flavour, 'papers', PAPER_COLUMNS, fresh)
    await insertRows(db, flavour, 'papers', PAPER_COLUMNS, rewritten, PAPER_ON_CONFLICT)
    await insertNames(db, flavour, newNames)
    await insertVersions(db, flavour, versions.rows)
    await insertSources(db, flavour, sources.rows)
    await insertDays(db, flavour, days.rows)
    await counts.save(db, flavour)
    await saveCounters(db, counters)
    return keys
  }

  async keysOnlyFrom(source: SourceName): Promise<readonly number[]> {
    const rows = await this.#db.selectFrom('papers').select('key').where('sources', '=', JSON.stringify([source])).orderBy('key').execute()
    const keys = rows.map((row) => Number(row.key))
    const missed = await missedPapers(this.#db, this.#flavour, keys)
    return keys.filter((key) => !missed.has(key))
  }

  async #remove(keys: readonly number[]): Promise<void> {
    const db = this.#db
    const held = await readHeldRows(db, this.#flavour, [...new Set(keys)])
    if (held.size === 0) return
    const counters = await readCounters(db)
    const counts = new CountChanges()
    const names: NameRow[] = []
    const gone: number[][] = []
    for (const [key, row] of held) {
      counts.add(countedOf(row), -1)
      for (const name of namesOfHeld(row).values()) names.push({ ...name, key })
      gone.push([key, ++counters.seq])
    }
    const heldKeys = [...held.keys()]
    await deleteNames(db, names)
    await this.#deleteChildren(heldKeys, heldKeys, heldKeys)
    await forgetPapers(db, this.#flavour, heldKeys)
    await forgetToldPapers(db, this.#flavour, heldKeys)
    await db.deleteFrom('papers').where(this.#flavour.anyOf('papers.key', heldKeys)).execute()
    await insertRows(db, this.#flavour, 'removed', ['key', 'seq'], gone)
    await counts.save(db, this.#flavour)
    await saveCounters(db, counters)
  }

  async #deleteChildren(versions: readonly number[], sources: readonly number[], days: readonly number[]): Promise<void> {
    const of = (keys: readonly number[]) => this.#flavour.anyOf('paper_key', keys)
    if (versions.length > 0) await this.#db.deleteFrom('paper_versions').where(of(versions)).execute()
    if (sources.length > 0) await this.#db.deleteFrom('paper_sources').where(of(sources)).execute()
    if (days.length > 0) await this.#db.deleteFrom('day_entries').where(of(days)).execute()
  }
}

/** Rows of one child table to write, and the papers whose rows there go first. */
class Children<Row extends readonly unknown[]> {
  readonly rows: Row[] = []
  readonly outdated: number[] = []

  replace(key: number, before: readonly Row[] | undefined, after: readonly Row[]): void {
    if (before !== undefined) {
      if (JSON.stringify(before) === JSON.stringify(after)) return
      this.outdated.push(key)
    }
    for (const row of after) this.rows.push(row)
  }
}

function countedOf(row: HeldRow): Counted {
  return { categories: JSON.parse(row.categories) as string[], venue: row.venue ?? undefined, sources: JSON.parse(row.sources) as string[] }
}

function namesOfHeld(row: HeldRow): Map<string, Name> {
  return namesOf({
    id: row.id,
    identifiers: JSON.parse(row.identifiers) as Identifier[],
    titleKey: row.title_key,
    formerIds: JSON.parse(row.former_ids) as string[],
  })
}

function formerIdsAfter(before: HeldRow, id: string): string[] {
  const former = JSON.parse(before.former_ids) as string[]
  if (before.id !== id && !former.includes(before.id)) former.push(before.id)
  return former.filter((other) => foldName(other) !== foldName(id))
}
