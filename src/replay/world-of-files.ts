/** Worlds of real answers and records, from folders that are there at run time only. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { estimatedArxivDay, nextArxivDay, SERVICE_ZONE } from '../paper/announcements.ts'
import { addDays } from '../tools/dates.ts'
import { instantOf } from '../tools/time-zone.ts'
import { createWorld, type DailyEntry, type World, type WorldPaper, type WorldVersion } from './world.ts'

interface DailyLine {
  readonly date: string
  readonly entries: readonly { readonly paper: { readonly id: string; readonly upvotes: number; readonly submittedOnDailyAt?: string } }[]
}

/**
 * Days of Daily Papers as they were recorded about 08:00 UTC: `YYYY-MM.jsonl.gz`, a day a line, `{date, entries}`.
 * @param shiftDays puts every day so much later
 * @throws what reading files throws
 */
export function worldOfDailyFiles(folder: string, { shiftDays = 0 }: { shiftDays?: number } = {}): World {
  return createWorld({ papers: [], daily: dailyOfFiles(folder, () => shiftDays) })
}

/**
 * The days of a folder, without a world around them.
 * @param shift how many days later than they were, from the last day
 */
export function dailyOfFiles(folder: string, shift: (last: string) => number): Map<string, DailyEntry[]> {
  const daily = new Map<string, DailyEntry[]>()
  const lines = [...linesOf<DailyLine>(folder, /^\d{4}-\d{2}\.jsonl(\.gz)?$/)]
  const last = lines.map(({ date }) => date).sort().at(-1)
  if (last === undefined) return daily
  const shiftDays = shift(last)
  for (const line of lines) {
    const day = addDays(line.date, shiftDays)
    const opens = instantOf(addDays(day, -1), 21 * 60 + 30, SERVICE_ZONE)
    const recorded = Date.parse(`${day}T08:00:00Z`)
    daily.set(
      day,
      line.entries.map((entry) => {
        const { id, upvotes, submittedOnDailyAt } = entry.paper
        const submitted = submittedOnDailyAt === undefined ? Number.NaN : Date.parse(submittedOnDailyAt) + shiftDays * 86_400_000
        const listedAt = Math.min(recorded, Math.max(opens, Number.isFinite(submitted) ? submitted : opens))
        const moved = shiftDays === 0 || submittedOnDailyAt === undefined ? entry : { ...entry, paper: { ...entry.paper, submittedOnDailyAt: new Date(submitted).toISOString() } }
        return { id, listedAt, upvotes: () => upvotes, json: () => moved }
      }),
    )
  }
  return daily
}

interface ListingLine {
  readonly id: string
  readonly title: string
  readonly abstract: string
  readonly authors: readonly string[]
  readonly categories: readonly string[]
  readonly primary: string
  readonly created: string
  readonly updated?: string
}

/**
 * arXiv papers from `*.jsonl.gz`, one `{id, title, abstract, authors, categories, primary, created, updated?}` a line. The day
 * of announcement is reckoned from the day of submission; whoever has a day of change has a second version.
 * @param from first and last day of submission, ISO
 * @throws what reading files throws
 */
export function worldOfArxivFiles(folder: string, { from = '0000', to = '9999' }: { from?: string; to?: string } = {}): World {
  const days = new Map<string, string>()
  const dayOf = (submitted: string, id: string): string => {
    const key = `${submitted} ${id.slice(0, 4)}`
    let day = days.get(key)
    if (day === undefined) days.set(key, (day = estimatedArxivDay(submitted, id)))
    return day
  }
  const papers: WorldPaper[] = []
  for (const { id, title, abstract, authors, categories, primary, created, updated } of linesOf<ListingLine>(folder, /\.jsonl(\.gz)?$/)) {
    if (created < from || created > to) continue
    const versions: WorldVersion[] = [{ number: 1, submitted: Date.parse(`${created}T12:00:00Z`), day: dayOf(created, id) }]
    if (updated !== undefined && updated > created) {
      const day = dayOf(updated, '')
      versions.push({ number: 2, submitted: Date.parse(`${updated}T12:00:00Z`), day: day > versions[0]!.day ? day : nextArxivDay(versions[0]!.day) })
    }
    papers.push({ id, title, abstract, authors, categories: [primary, ...categories.filter((one) => one !== primary)], crosses: [], versions, touches: [] })
  }
  const key = (paper: WorldPaper): string => `${paper.versions[0]!.day} ${paper.id}`
  return createWorld({ papers: papers.sort((one, other) => (key(one) < key(other) ? -1 : 1)), daily: new Map() })
}

function* linesOf<Line>(folder: string, name: RegExp): Generator<Line> {
  for (const file of readdirSync(folder).filter((one) => name.test(one)).sort()) {
    const bytes = readFileSync(join(folder, file))
    const text = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8')
    for (const line of text.split('\n')) if (line.trim() !== '') yield JSON.parse(line) as Line
  }
}
