import { dayState } from '../../paper/day-state.ts'
import type { LedgerRow, Witness } from '../../paper/ledger.ts'
import type { SourceName } from '../../paper/paper.ts'
import type { StoreWriter } from '../../store/store.ts'
import type { FetchParts } from './fetcher.ts'

/** What one answer says of one row. */
export interface Said {
  readonly day: string
  readonly category: string
  /** ids that belong there */
  readonly ids?: readonly string[]
  /** ids that were thought to, and do not */
  readonly not?: ReadonlySet<string>
  /** set when the answer was whole: who told, whether it named the very papers that were expected, and as of when (ms) */
  readonly whole?: { readonly witness: Witness; readonly same: boolean; readonly at?: number | undefined } | undefined
  /** a phrase; null when what was wrong is over; absent when this answer says nothing of it */
  readonly trouble?: string | null
}

/** Days whose papers all came are announced once, under this name in the store. */
export const announcedSetting = (source: SourceName, day: string): string => `announced/${source}/${day}`

/** Keeps the rows of one source: joins what is said to what was said, and counts what is held. */
export class LedgerKeeper {
  readonly #parts: FetchParts
  readonly #source: SourceName
  readonly #deferrals: () => Promise<ReadonlySet<string>>
  readonly #onComplete: (day: string) => void

  constructor(parts: FetchParts, source: SourceName, options: { deferrals?: () => Promise<ReadonlySet<string>>; onComplete?: (day: string) => void } = {}) {
    this.#parts = parts
    this.#source = source
    this.#deferrals = options.deferrals ?? (async () => new Set())
    this.#onComplete = options.onComplete ?? (() => {})
  }

  rows(from: string, to: string): Promise<readonly LedgerRow[]> {
    return this.#parts.store.ledger({ from, to, source: this.#source })
  }

  rowsOf(days: readonly string[]): Promise<readonly LedgerRow[]> {
    return this.#parts.store.ledger({ days, source: this.#source })
  }

  /**
   * Writes what was said, with settings beside it, all or nothing: a process may end at any moment.
   * @param categories that together make a day; a day is announced when all of them are complete
   * @param take puts papers in within the same write
   */
  async say(said: readonly Said[], categories: readonly string[], settings: Readonly<Record<string, unknown>> = {}, take?: (writer: StoreWriter) => Promise<void>): Promise<void> {
    const { store, time, log } = this.#parts
    if (said.length === 0 && take === undefined) return store.saveLedger([], settings)
    const held = new Map((await this.rowsOf([...new Set(said.map(({ day }) => day))])).map((row) => [placeOf(row), row]))
    const deferrals = await this.#deferrals()
    const announced = await store.write(async (writer) => {
      await take?.(writer)
      const now = time.now()
      const rows = await this.#rowsAfter(said, held, writer, now, deferrals)
      const found: Record<string, string> = {}
      for (const day of new Set(said.map((one) => one.day))) {
        const name = announcedSetting(this.#source, day)
        // Where arXiv told of nothing there is nothing to announce: it may have put its announcement off.
        if (this.#source === 'arxiv' && categories.every((category) => (held.get(placeOf({ day, category }))?.expected.length ?? 0) === 0)) continue
        if (categories.some((category) => held.get(placeOf({ day, category }))?.completeAt === undefined) || (await writer.setting(name)) !== undefined) continue
        found[name] = new Date(now).toISOString()
      }
      await writer.saveLedger(rows, { ...settings, ...found })
      return Object.keys(found)
    })
    for (const name of announced) {
      const day = name.slice(name.lastIndexOf('/') + 1)
      log.info({ source: this.#source, day }, 'the day is complete')
      try {
        this.#onComplete(day)
      } catch (cause) {
        // It is written already: the answer that made the day complete did not fail.
        log.warn({ cause, source: this.#source, day }, 'nobody could be told that the day is complete')
      }
    }
  }

  /** The rows that are to be written; `held` has them as well then. */
  async #rowsAfter(said: readonly Said[], held: Map<string, LedgerRow>, writer: StoreWriter, now: number, deferrals: ReadonlySet<string>): Promise<readonly LedgerRow[]> {
    const expected = new Map<Said, readonly string[]>()
    const last = new Map<string, readonly string[]>()
    for (const one of said) {
      const place = placeOf(one)
      const ids = [...new Set([...(last.get(place) ?? held.get(place)?.expected ?? []), ...(one.ids ?? [])])].filter((id) => !one.not?.has(id)).sort()
      last.set(place, ids)
      expected.set(one, ids)
    }
    const here = await writer.held('arxiv', [...new Set([...expected.values()].flat())])
    return said.map((one) => {
      const before = held.get(placeOf(one))
      const ids = expected.get(one)!
      const row: LedgerRow = {
        source: this.#source,
        day: one.day,
        category: one.category,
        expected: ids,
        missing: ids.filter((id) => !here.has(id)),
        told: toldBy(before?.told ?? {}, one.whole, now),
        checkedAt: new Date(now).toISOString(),
        trouble: one.trouble === undefined ? before?.trouble : (one.trouble ?? undefined),
        completeAt: before?.completeAt,
      }
      const complete = dayState({ source: this.#source, day: row.day, category: row.category }, row, now, deferrals) === 'complete'
      const kept = complete && row.completeAt === undefined ? { ...row, completeAt: row.checkedAt } : row
      held.set(placeOf(one), kept)
      return kept
    })
  }
}

const placeOf = ({ day, category }: { readonly day: string; readonly category: string }): string => `${day} ${category}`

function toldBy(before: LedgerRow['told'], whole: Said['whole'], now: number): LedgerRow['told'] {
  if (whole === undefined) return before
  const { witness, same, at = now } = whole
  const agreed = same ? (before[witness]?.agreed ?? 0) + 1 : 1
  return { ...before, [witness]: { at: new Date(at).toISOString(), agreed } }
}
