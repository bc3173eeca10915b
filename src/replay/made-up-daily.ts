import { SERVICE_ZONE } from '../paper/announcements.ts'
import { addDays } from '../tools/dates.ts'
import { instantOf } from '../tools/time-zone.ts'
import { pick, whole } from './random.ts'
import { dayOfPaper, type DailyEntry, type WorldPaper } from './world.ts'

/** Daily Papers goes on to the next date at 21:30 Eastern time. */
const TURN_MINUTE = 21 * 60 + 30
const HOUR_MS = 3_600_000
/** Votes come in so quickly: after this long nearly two thirds are there. */
const VOTES_MS = 36 * HOUR_MS

const CURATORS = ['akexample', 'tidewatcher', 'lanterna', 'orchardist', 'quillon']

/** Days of Daily Papers out of a world's papers: few at weekends, some without a vote, some papers listed again days later. */
export function madeUpDaily(options: { from: string; to: string; papers: readonly WorldPaper[]; perDay: number; next: () => number }): Map<string, DailyEntry[]> {
  const { from, to, papers, perDay, next } = options
  const days = new Map<string, DailyEntry[]>()
  if (perDay === 0 || papers.length === 0) return days
  const listed = new Map<string, string>()
  const recent: WorldPaper[] = []
  let begin = 0
  let end = 0
  for (let day = from; day <= to; day = addDays(day, 1)) {
    while (end < papers.length && dayOfPaper(papers[end]!) <= day) recent.push(papers[end++]!)
    while (begin < recent.length && dayOfPaper(recent[begin]!) < addDays(day, -5)) begin++
    const weekend = [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay())
    const count = weekend ? whole(0, 3, next) : Math.round(perDay * (0.6 + 0.8 * next()))
    const opens = instantOf(addDays(day, -1), TURN_MINUTE, SERVICE_ZONE)
    const entries: DailyEntry[] = []
    for (let tries = 0; entries.length < count && tries < count * 5 && begin < recent.length; tries++) {
      const paper = recent[begin + Math.floor(next() * (recent.length - begin))]!
      const before = listed.get(paper.id)
      if (before === day || (before !== undefined && next() > 0.1)) continue
      listed.set(paper.id, day)
      entries.push(entryOf(paper, day, opens + Math.floor(next() ** 2 * 16 * HOUR_MS), next))
    }
    if (entries.length > 0) days.set(day, entries)
  }
  return days
}

function entryOf(paper: WorldPaper, day: string, listedAt: number, next: () => number): DailyEntry {
  const final = next() < 0.07 ? 0 : 1 + Math.floor(Math.exp(next() * 5.5))
  const curator = pick(CURATORS, next)
  const keywords = next() < 0.7 ? ['made-up papers', 'careful counting'] : undefined
  const code = next() < 0.4 ? `https://github.com/example/${paper.id.replace('.', '-')}` : undefined
  const comments = whole(0, 6, next)
  const upvotes = (now: number): number => (now < listedAt ? 0 : Math.min(final, Math.ceil(final * (1 - Math.exp(-(now - listedAt + 1) / VOTES_MS)))))
  const user = { _id: `user-${curator}`, avatarUrl: `/avatars/${curator}.svg`, isPro: false, fullname: `The ${curator}`, name: curator, user: curator, type: 'user' }
  const published = new Date(paper.versions[0]!.submitted).toISOString()
  return {
    id: paper.id,
    listedAt,
    upvotes,
    json: (now) => ({
      paper: {
        id: paper.id,
        authors: paper.authors.map((name, place) => ({ _id: `${paper.id}-${place}`, name, hidden: false })),
        publishedAt: published,
        submittedOnDailyAt: new Date(Math.max(listedAt, Date.parse(`${day}T00:00:00Z`))).toISOString(),
        title: paper.title,
        submittedOnDailyBy: user,
        summary: paper.abstract,
        upvotes: upvotes(now),
        discussionId: `discussion-${paper.id}`,
        ...(keywords === undefined ? {} : { ai_summary: `In one sentence: ${paper.title}.`, ai_keywords: keywords }),
        ...(code === undefined ? {} : { githubRepo: code, githubStars: final * 2 }),
      },
      publishedAt: published,
      title: paper.title,
      summary: paper.abstract,
      thumbnail: `https://cdn-thumbnails.huggingface.co/social-thumbnails/papers/${paper.id}.png`,
      numComments: comments,
      submittedBy: user,
      isAuthorParticipating: comments > 4,
    }),
  }
}
