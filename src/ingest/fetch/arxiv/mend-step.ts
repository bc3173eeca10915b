import { SERVICE_ZONE, serviceDay } from '../../../paper/announcements.ts'
import { addDays } from '../../../tools/dates.ts'
import { wallTime } from '../../../tools/time-zone.ts'
import type { Said } from '../ledger-keeper.ts'
import { takePage } from '../take-page.ts'
import { names, read, type MendState, type OaiState } from './arxiv-settings.ts'
import type { HarvestParts } from './harvest-step.ts'
import { readWanted } from './wanted.ts'

/** How far back papers that are missing are asked for. Days. */
const MEND_DAYS = 21
const IDS_AT_A_TIME = 100
const TRIES_MAX = 6
/** Minutes of a day in New York in which the query API is known to be overrun, right after the announcement. */
const RUSH = { from: 20 * 60, to: 21 * 60 }
const MINUTE = 60_000
const HOUR = 60 * MINUTE

/** Ids that the ledger expects, or whose records could not be read, and nobody has given; with the rows that expect them. */
export async function missingPapers({ store, keeper, time, categories }: HarvestParts): Promise<Map<string, { day: string; category: string }[]>> {
  const today = serviceDay(time.now())
  const unconfirmed = new Set<string>()
  for (const category of categories) for (const id of (await read<OaiState>(store, names.oai(category), {})).unconfirmed ?? []) unconfirmed.add(id)
  const found = new Map<string, { day: string; category: string }[]>((await readWanted(store)).map((id) => [id, []]))
  for (const { day, category, expected, missing, completeAt } of await keeper.rows(addDays(today, -MEND_DAYS), addDays(today, 1))) {
    if (!categories.includes(category)) continue
    const wanted = [...missing, ...(completeAt === undefined && unconfirmed.size > 0 ? expected.filter((id) => unconfirmed.has(id)) : [])]
    for (const id of new Set(wanted)) found.set(id, [...(found.get(id) ?? []), { day, category }])
  }
  return found
}

/** When papers that are missing are next asked for, seen from `now`; ms since 1970. */
export function mendAt({ at }: MendState, now: number): number {
  const due = Math.max(at, now)
  const { minute } = wallTime(due, SERVICE_ZONE)
  return minute >= RUSH.from && minute < RUSH.to ? (Math.floor(due / MINUTE) + RUSH.to - minute) * MINUTE : at
}

/** Asks the query API for papers by id. @throws SourceTrouble */
export async function mendStep(parts: HarvestParts, signal?: AbortSignal): Promise<void> {
  const { arxiv, store, time, keeper, categories } = parts
  const missing = await missingPapers(parts)
  const state = await read<MendState>(store, names.mend, { at: 0, tries: 0 })
  // Should nobody know the first of them, the others have their turn.
  const all = [...missing.keys()]
  const first = (state.tries * IDS_AT_A_TIME) % Math.max(1, all.length)
  const ids = [...all.slice(first), ...all.slice(0, first)].slice(0, IDS_AT_A_TIME)
  const { records, rejected } = await arxiv.byIds(ids, signal)
  await takePage(parts, records.map(({ raw }) => raw), rejected, (record, at) => {
    const days = [...new Set((missing.get(records[at]!.id) ?? []).map(({ day }) => day))]
    return days.length === 0 ? record : { ...record, days: days.map((day) => ({ day, position: 0, upvotes: 0, numComments: 0, estimated: true })) }
  })
  const got = new Set(records.map(({ id }) => id))
  const rows = new Map<string, Said>()
  for (const id of ids) for (const { day, category } of missing.get(id)!) rows.set(`${day} ${category}`, { day, category })
  const unconfirmed: Record<string, unknown> = {}
  for (const category of categories) {
    const oai = await read<OaiState>(store, names.oai(category), {})
    if (oai.unconfirmed?.some((id) => got.has(id))) unconfirmed[names.oai(category)] = { ...oai, unconfirmed: oai.unconfirmed.filter((id) => !got.has(id)) }
  }
  // Who is not known after several askings is forgotten; the ledger still has those that it expects.
  const wanted = (await readWanted(store)).filter((id) => !got.has(id) && !(state.tries >= TRIES_MAX && ids.includes(id)))
  const tries = got.size > 0 ? 0 : state.tries + 1
  const next: MendState = { tries, at: time.now() + Math.min(24, 2 ** tries) * HOUR }
  await keeper.say([...rows.values()], categories, { ...unconfirmed, [names.mend]: next, [names.wanted]: wanted })
}
