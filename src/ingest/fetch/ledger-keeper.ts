import { dayState } from '../../paper/day-state.ts'
import type { LedgerRow, Witness } from '../../paper/ledger.ts'
import type { SourceName } from '../../paper/paper.ts'
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
  readonly #scheme: 'arxiv'
  readonly #deferrals: () => Promise<ReadonlySet<string>>
  readonly #onComplete: (day: string) => void

  constructor(parts: FetchParts, source: SourceName, options: { deferrals?: () => Promise<ReadonlySet<string>>; onComplete?: (day: string) => void } = {}) {
    this.#parts = parts
    this.#source = source
    this.#scheme = 'arxiv'
    this.#deferrals = options.deferrals ?? (async () => new Set())
    this.#onComplete = options.onComplete ?? (() => {})
  }

  rows(from: string, to: string): Promise<readonly LedgerRow[]> {
    return this.#parts.store.ledger({ from, to, source: this.#source })
  }

  /**
   * Writes what was said, with settings beside it, all or nothing.
   * @param categories that together make a day; a day is announced when all of them are complete
   */
  async say(said: readonly Said[], categories: readonly string[], settings: Readonly<Record<string, unknown>> = {}): Promise<void> {
    const { store, time, log } = this.#parts
    if (said.length === 0) return store.saveLedger([], settings)
    const days = said.map(({ day }) => day).sort()
    const [first, last] = [days[0]!, days.at(-1)!]
    const held = new Map((await this.rows(first, last)).map((row) => [`${row.day} ${row.category}`, row]))
    const deferrals = await this.#deferrals()
    const now = time.now()
    const rows: LedgerRow[] = []
    for (const one of said) {
      const before = held.get(`${one.day} ${one.category}`)
      const expected = [...new Set([...(before?.expected ?? []), ...(one.ids ?? [])])].filter((id) => !one.not?.has(id)).sort()
      const row: LedgerRow = {
        source: this.#source,
        day: one.day,
        category: one.category,
        expected,
        missing: await this.#missing(expected),
        told: toldBy(before?.told ?? {}, one.whole, now),
        checkedAt: new Date(now).toISOString(),
        trouble: one.trouble === undefined ? before?.trouble : (one.trouble ?? undefined),
        completeAt: before?.completeAt,
      }
      const complete = dayState({ source: this.#source, day: row.day, category: row.category }, row, now, deferrals) === 'complete'
      const kept = complete && row.completeAt === undefined ? { ...row, completeAt: row.checkedAt } : row
      held.set(`${one.day} ${one.category}`, kept)
      rows.push(kept)
    }
    const announced: Record<string, string> = {}
    for (const day of new Set(days)) {
      const name = announcedSetting(this.#source, day)
      const all = categories.map((category) => held.get(`${day} ${category}`))
      if (all.some((row) => row?.completeAt === undefined) || (await store.setting(name)) !== undefined) continue
      announced[name] = new Date(now).toISOString()
    }
    await store.saveLedger(rows, { ...settings, ...announced })
    for (const name of Object.keys(announced)) {
      const day = name.slice(name.lastIndexOf('/') + 1)
      log.info({ source: this.#source, day }, 'the day is complete')
      this.#onComplete(day)
    }
  }

  async #missing(ids: readonly string[]): Promise<string[]> {
    const held = await this.#parts.store.held(this.#scheme, ids)
    return ids.filter((id) => !held.has(id))
  }
}

function toldBy(before: LedgerRow['told'], whole: Said['whole'], now: number): LedgerRow['told'] {
  if (whole === undefined) return before
  const { witness, same, at = now } = whole
  const agreed = same ? (before[witness]?.agreed ?? 0) + 1 : 1
  return { ...before, [witness]: { at: new Date(at).toISOString(), agreed } }
}
