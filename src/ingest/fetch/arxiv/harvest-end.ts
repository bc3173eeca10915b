import { DEFERRALS_SETTING } from '../../../paper/deferrals.ts'
import { arxivDay, lastAnnounced, SERVICE_ZONE } from '../../../paper/announcements.ts'
import { addDays } from '../../../tools/dates.ts'
import { instantOf } from '../../../tools/time-zone.ts'
import type { Said } from '../ledger-keeper.ts'
import { readDeferrals } from './arxiv-settings.ts'
import type { HarvestParts } from './harvest-step.ts'
import type { HarvestState } from './harvest-state.ts'
import { heldPapers } from './held-papers.ts'

/** Beyond so many days every paper of a row is not looked at any more: the harvest itself is evidence enough. */
const LOOKED_AT_DAYS = 45

/**
 * What a harvest that came to its end says of the days since its beginning: they are told wholly, unless the feed named
 * papers that the harvest did not have. A listing up to a day is no evidence: what was changed later
 * is not in it; nor is one with records that nobody could name.
 * @returns what is to be said, and the ids that the harvest should have had
 */
export async function endOfHarvest({ store, keeper, time }: HarvestParts, state: HarvestState): Promise<{ said: Said[]; unconfirmed: string[] }> {
  const { category, from, startedAt = time.now() } = state
  if (state.until !== undefined || (state.nameless ?? 0) > 0) return { said: [], unconfirmed: [] }
  const deferrals = await readDeferrals(store)
  const last = lastAnnounced(startedAt, deferrals)
  const rows = new Map((await keeper.rows(from, last)).filter((row) => row.category === category).map((row) => [row.day, row]))
  const said: Said[] = []
  const unconfirmed: string[] = []
  for (let day = from; day <= last; day = addDays(day, 1)) {
    const expected = rows.get(day)?.expected ?? []
    if (!arxivDay(day, deferrals).announced && expected.length === 0) continue
    const without = day < addDays(last, -LOOKED_AT_DAYS) ? [] : await withoutVersions(store, expected)
    unconfirmed.push(...without)
    const over = instantOf(addDays(day, 1), 0, SERVICE_ZONE) <= startedAt
    said.push({ day, category, ...(without.length === 0 ? { whole: { witness: 'oai', same: true, at: startedAt } } : {}), ...(over ? { trouble: null } : {}) })
  }
  return { said, unconfirmed }
}

/** Only a harvest or the query API tells when a version was submitted; who is known by a feed alone has none. */
async function withoutVersions(store: HarvestParts['store'], ids: readonly string[]): Promise<string[]> {
  const held = await heldPapers(store, ids)
  return ids.filter((id) => {
    const paper = held.get(id)?.paper
    return paper !== undefined && !paper.withdrawn && !paper.versions.some((version) => version.submittedAt !== undefined)
  })
}

/**
 * Days that are over and on which no category had a single paper, although a harvest told of them wholly and the
 * categories have many on other days: arXiv put its announcement off. They become part of the calendar.
 */
export async function findDeferrals({ store, keeper, time, categories, log }: HarvestParts): Promise<void> {
  const deferrals = await readDeferrals(store)
  const last = lastAnnounced(time.now(), deferrals)
  const rows = await keeper.rows(addDays(last, -21), last)
  const days = new Map<string, { papers: number; told: number }>()
  for (const { day, category, expected, told } of rows) {
    if (!categories.includes(category)) continue
    const one = days.get(day) ?? { papers: 0, told: 0 }
    days.set(day, { papers: one.papers + expected.length, told: one.told + (told.oai !== undefined && Date.parse(told.oai.at) >= instantOf(addDays(day, 1), 0, SERVICE_ZONE) ? 1 : 0) })
  }
  const full = [...days.values()].filter(({ papers }) => papers > 0)
  if (full.length < 3 || full.reduce((sum, { papers }) => sum + papers, 0) / full.length < USUAL) return
  const found = [...days].filter(([day, { papers, told }]) => papers === 0 && told >= categories.length && arxivDay(day, deferrals).announced).map(([day]) => day)
  if (found.length === 0) return
  await store.setSetting(DEFERRALS_SETTING, [...deferrals, ...found].sort().slice(-200))
  log.info({ days: found }, 'arXiv announced nothing on days on which the calendar expected it')
}

/** Papers a day below which a day without any is nothing unusual. */
const USUAL = 20
