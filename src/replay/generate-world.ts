import { arxivDay, nextArxivDay, SERVICE_ZONE } from '../paper/announcements.ts'
import { DEFAULT_CATEGORIES } from '../paper/chosen-sources.ts'
import { addDays } from '../tools/dates.ts'
import { instantOf } from '../tools/time-zone.ts'
import { madeUpDaily } from './made-up-daily.ts'
import { madeUpText } from './made-up-text.ts'
import { pick, seeded, whole } from './random.ts'
import { createWorld, type World, type WorldPaper, type WorldVersion } from './world.ts'

export interface WorldOptions {
  readonly seed?: number
  /** first and last day, ISO, inclusive */
  readonly from: string
  readonly to: string
  /** new papers of an announcement, about */
  readonly perDay?: number
  /** primary categories, and cross-lists among them; some papers are cross-listed elsewhere too */
  readonly categories?: readonly string[]
  /** entries of a weekday of Daily Papers, about; 0 for none */
  readonly dailyPerDay?: number
  /** arXiv days put off beside the yearly holidays */
  readonly deferrals?: ReadonlySet<string>
}

const ELSEWHERE = ['cs.RO', 'cs.IR', 'cs.SE', 'eess.IV', 'math.OC', 'hep-th', 'q-bio.NC'] as const
const DEADLINE_MINUTE = 14 * 60
const DAY_MS = 86_400_000
const HELD = 0.06
const LATE_CROSS = 0.04
const REPLACED = 0.2
const WITHDRAWN = 0.01
const DELETED = 0.005
const TOUCHED = 0.05

/**
 * A made-up world, the same for the same options. Ids follow the order of announcement, in the month of announcement;
 * papers come in before the 14:00 deadline, some are held for days; some are cross-listed, replaced, taken back or
 * deleted later.
 */
export function generateWorld(options: WorldOptions): World {
  const { seed = 1, from, to, perDay = 40, categories = DEFAULT_CATEGORIES, dailyPerDay = 12, deferrals = new Set<string>() } = options
  const next = seeded(seed)
  const days = announcementDays(from, to, deferrals)
  const papers: WorldPaper[] = []
  const numbers = new Map<string, number>()
  for (let place = 1; place <= days.last; place++) {
    const day = days.all[place]!
    const count = perDay === 0 ? 0 : Math.max(1, Math.round(perDay * (0.7 + 0.6 * next())))
    const window: [number, number] = [deadlineOf(days.all[place - 1]!), deadlineOf(day)]
    const submitted = Array.from({ length: count }, () => {
      const at = window[0] + Math.floor((window[1] - window[0]) * next())
      return next() < HELD ? at - whole(1, 6, next) * DAY_MS : at
    }).sort((one, other) => one - other)
    const month = addDays(day, -1).slice(2, 7).replace('-', '')
    for (const at of submitted) {
      const number = (numbers.get(month) ?? 0) + 1
      numbers.set(month, number)
      papers.push(madeUpPaper(`${month}.${String(number).padStart(5, '0')}`, at, place, papers.length + 1))
    }
  }
  return createWorld({ papers, daily: madeUpDaily({ from, to, papers, perDay: dailyPerDay, next: seeded(seed + 7919) }), deferrals })

  function madeUpPaper(id: string, submitted: number, place: number, number: number): WorldPaper {
    const dayAfter = (more: number): string => days.all[Math.min(place + more, days.all.length - 1)]!
    const all = new Set([pick(categories, next)])
    while (all.size < categories.length && next() < 0.4) all.add(pick(categories, next))
    if (next() < 0.2) all.add(pick(ELSEWHERE, next))
    const versions: WorldVersion[] = [{ number: 1, submitted, day: dayAfter(0) }]
    const withdrawn = next() < WITHDRAWN
    let last = 0
    while (versions.length < 7 && (next() < REPLACED || (withdrawn && versions.length === 1))) {
      last += whole(1, 6, next)
      const day = dayAfter(last)
      if (day === versions.at(-1)!.day) break
      versions.push({ number: versions.length + 1, submitted: deadlineOf(day) - whole(1, 300, next) * 60_000, day })
    }
    const crosses = next() < LATE_CROSS ? [...categories, ...ELSEWHERE].filter((one) => !all.has(one)).slice(0, 1).map((category) => ({ category, day: dayAfter(whole(1, 5, next)) })) : []
    const base = Date.parse(`${dayAfter(0)}T12:00:00Z`)
    const touches = next() < TOUCHED ? [{ at: base + whole(1, 20 * 24 * 60, next) * 60_000, journalRef: `Journal of Examples ${whole(1, 40, next)}` }] : []
    const deletedAt = next() < DELETED ? base + whole(1, 10 * 24 * 60, next) * 60_000 : undefined
    return { id, ...madeUpText(number, next), categories: [...all], crosses, versions, withdrawn: withdrawn && versions.length > 1, touches, deletedAt }
  }
}

/** The announcement days of a range, one before it, and some after it for what comes later. */
function announcementDays(from: string, to: string, deferrals: ReadonlySet<string>): { all: string[]; last: number } {
  const all = [nextArxivDay(from, -1, deferrals)]
  for (let day = from; day <= to; day = addDays(day, 1)) if (arxivDay(day, deferrals).announced) all.push(day)
  const last = all.length - 1
  while (all.length <= last + 40) all.push(nextArxivDay(all.at(-1)!, 1, deferrals))
  return { all, last }
}

/** The last instant at which a submission is in time for an arXiv day: 14:00 of its evening, but Friday's for Sunday evening. */
function deadlineOf(day: string): number {
  const evening = addDays(day, -1)
  const sunday = new Date(`${evening}T00:00:00Z`).getUTCDay() === 0
  return instantOf(sunday ? addDays(evening, -2) : evening, DEADLINE_MINUTE, SERVICE_ZONE) - 60_000
}
