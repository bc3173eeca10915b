/**
 * What the replayed services would tell: every paper with all that will ever happen to it, and every day of Daily
 * Papers. What of it can be seen is a matter of the hour that is asked about.
 */
import { SERVICE_ZONE } from '../paper/announcements.ts'
import { addDays } from '../tools/dates.ts'
import { instantOf } from '../tools/time-zone.ts'

export interface WorldVersion {
  readonly number: number
  /** ms since 1970 */
  readonly submitted: number
  /** arXiv day on which it was announced */
  readonly day: string
}

export interface WorldPaper {
  /** without version */
  readonly id: string
  readonly title: string
  readonly abstract: string
  readonly authors: readonly string[]
  /** as announced, the primary first */
  readonly categories: readonly string[]
  /** cross-lists that came later, and the arXiv day on which */
  readonly crosses: readonly { readonly category: string; readonly day: string }[]
  /** ascending; the first is the announcement as a new paper */
  readonly versions: readonly WorldVersion[]
  /** the last version takes the paper back */
  readonly withdrawn?: boolean | undefined
  /** small changes of what is said of the paper, at any hour */
  readonly touches: readonly { readonly at: number; readonly journalRef: string }[]
  /** ms since 1970; its record is marked as deleted from then on */
  readonly deletedAt?: number | undefined
}

/** A paper as a day of Daily Papers has it. */
export interface DailyEntry {
  readonly id: string
  /** from when on it is on the list, ms since 1970 */
  readonly listedAt: number
  upvotes(now: number): number
  /** as `/api/daily_papers` writes it, with the votes of that hour */
  json(now: number): unknown
}

/** One line of an announcement: a new paper, a new category of an older one, or a new version. */
export interface Announcement {
  readonly paper: WorldPaper
  readonly kind: 'first' | 'cross' | 'replace'
  /** version as of that day */
  readonly version: number
  /** of a `cross`: the category that was added */
  readonly crossed?: string
}

export interface WorldParts {
  /** by order of announcement */
  readonly papers: readonly WorldPaper[]
  /** per ISO day, in the order of placement */
  readonly daily: ReadonlyMap<string, readonly DailyEntry[]>
  /** arXiv days put off beside the yearly holidays */
  readonly deferrals?: ReadonlySet<string>
}

export interface World extends WorldParts {
  readonly deferrals: ReadonlySet<string>
  readonly byId: ReadonlyMap<string, WorldPaper>
  /** the whole announcement of an arXiv day */
  announcement(day: string): readonly Announcement[]
  readonly truth: Truth
}

/** What a perfect reader would hold. Ids without version, ascending. */
export interface Truth {
  /** arXiv days with an announcement, ascending */
  readonly arxivDays: readonly string[]
  /** announced in a category on an arXiv day, as new papers of it or as cross-lists to it */
  arxiv(day: string, category: string): { readonly new: readonly string[]; readonly cross: readonly string[] }
  /** days of Daily Papers, ascending */
  readonly dailyDays: readonly string[]
  /** listed on a day of Daily Papers, in all or up to an instant */
  daily(day: string, now?: number): readonly string[]
  /** papers in any of these categories whose records could be had at an instant; those deleted since are left out */
  offered(now: number, categories?: readonly string[]): readonly string[]
}

const METADATA_MINUTE = 22 * 60 + 30
const metadataInstants = new Map<string, number>()

/** When OAI-PMH and the query API have an announcement: about 22:30 Eastern time of its evening. ms since 1970 */
export function metadataAt(day: string): number {
  let at = metadataInstants.get(day)
  if (at === undefined) metadataInstants.set(day, (at = instantOf(addDays(day, -1), METADATA_MINUTE, SERVICE_ZONE)))
  return at
}

/** The categories of a paper at an instant, the primary first. */
export function categoriesAt(paper: WorldPaper, now: number): readonly string[] {
  const later = paper.crosses.filter(({ day }) => metadataAt(day) <= now).map(({ category }) => category)
  return later.length === 0 ? paper.categories : [...paper.categories, ...later]
}

export const dayOfPaper = (paper: WorldPaper): string => paper.versions[0]!.day

export function createWorld({ papers, daily, deferrals = new Set() }: WorldParts): World {
  const byDay = new Map<string, Announcement[]>()
  const add = (day: string, announcement: Announcement): void => {
    const list = byDay.get(day)
    if (list === undefined) byDay.set(day, [announcement])
    else list.push(announcement)
  }
  const byId = new Map<string, WorldPaper>()
  for (const paper of papers) {
    byId.set(paper.id, paper)
    for (const { number, day } of paper.versions) add(day, { paper, kind: number === 1 ? 'first' : 'replace', version: number })
    for (const { category, day } of paper.crosses) {
      const version = paper.versions.findLast((one) => one.day <= day)?.number ?? 1
      add(day, { paper, kind: 'cross', version, crossed: category })
    }
  }
  const announcement = (day: string): readonly Announcement[] => byDay.get(day) ?? []
  return { papers, daily, deferrals, byId, announcement, truth: truthOf({ papers, daily, announcement, days: [...byDay.keys()].sort() }) }
}

function truthOf(world: Pick<World, 'papers' | 'daily' | 'announcement'> & { days: readonly string[] }): Truth {
  const ids = (announcements: readonly Announcement[]): string[] => [...new Set(announcements.map(({ paper }) => paper.id))].sort()
  return {
    arxivDays: world.days,
    arxiv: (day, category) => {
      const all = world.announcement(day)
      return {
        new: ids(all.filter(({ kind, paper }) => kind === 'first' && paper.categories[0] === category)),
        cross: ids(all.filter(({ kind, paper, crossed }) => (kind === 'cross' ? crossed === category : kind === 'first' && paper.categories.indexOf(category) > 0))),
      }
    },
    dailyDays: [...world.daily.keys()].sort(),
    daily: (day, now = Infinity) => (world.daily.get(day) ?? []).filter(({ listedAt }) => listedAt <= now).map(({ id }) => id).sort(),
    offered: (now, categories) =>
      world.papers
        .filter((paper) => metadataAt(dayOfPaper(paper)) <= now && !(paper.deletedAt !== undefined && paper.deletedAt <= now))
        .filter((paper) => categories === undefined || categoriesAt(paper, now).some((one) => categories.includes(one)))
        .map(({ id }) => id)
        .sort(),
  }
}
