import { isDay } from '../tools/dates.ts'
import { bent, JSON_TYPE, type Answer } from './answer.ts'
import type { Fault } from './faults.ts'
import type { World } from './world.ts'

const LIMIT_MAX = 100

/** Hugging Face's `/api/daily_papers`: a day's list by votes, a page at a time; without a date the last day that has any. */
export function answerHuggingface(world: World, url: URL, now: number, fault: Fault | undefined): Answer {
  const bad = (sentence: string): Answer => ({ status: 400, contentType: JSON_TYPE, text: JSON.stringify({ error: sentence }) })
  const query = url.searchParams
  const page = wholeOf(query.get('p'), 0, 0, 1_000_000)
  const limit = wholeOf(query.get('limit'), 50, 1, LIMIT_MAX)
  if (page === undefined || limit === undefined) return bad('Invalid p or limit')
  const date = query.get('date') ?? world.truth.dailyDays.findLast((one) => world.daily.get(one)!.some(({ listedAt }) => listedAt <= now))
  if (date !== undefined && !isDay(date)) return bad('Invalid date')
  const entries = (world.daily.get(date ?? '') ?? [])
    .filter(({ listedAt }) => listedAt <= now)
    .map((entry) => ({ entry, votes: entry.upvotes(now) }))
    .sort((one, other) => other.votes - one.votes)
  const size = fault?.kind === 'page-size' ? Math.max(1, Math.floor(Math.min(limit, entries.length) * (0.2 + 0.6 * fault.next()))) : limit
  const shown = bent(entries.slice(page * size, (page + 1) * size), fault)
  const headers: Record<string, string> = {}
  if ((page + 1) * size < entries.length) {
    const next = new URL(url)
    next.searchParams.set('p', String(page + 1))
    headers['link'] = `<${next.href}>; rel="next"`
  }
  return { status: 200, contentType: JSON_TYPE, headers, text: JSON.stringify(shown.map(({ entry }) => entry.json(now))) }
}

function wholeOf(text: string | null, otherwise: number, least: number, most: number): number | undefined {
  if (text === null) return otherwise
  const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN
  return value >= least && value <= most ? value : undefined
}
