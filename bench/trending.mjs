// Can a burst of new accounts lift a paper in trending? Over real days of Daily Papers, with a made-up community that votes like its readers.
import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { median } from './metrics.mjs'
import './tools/built.mjs'
import { complain, readFlags } from './tools/flags.mjs'
import { conditions, progress, table, whole } from './tools/report.mjs'

const USAGE = `node bench/trending.mjs [--members 40] [--seed 1] FILE…
  FILE       days of Daily Papers, one JSON line a day (../shared/data/hf-daily/2026-04.jsonl.gz)
  --members  people of the made-up community; each votes for one paper a day in the mean`
const { flags, words: files } = readFlags(USAGE, { members: 40, seed: 1 })
if (files.length === 0) complain(USAGE, 'Name files of days.')
const { byTrend, trendOf, TRENDING_DAYS, VOTE_WEIGHT, fade } = await import('../dist/rank/trending.js')
const { dayNumber } = await import('../dist/tools/dates.js')

const DAY_MS = 86_400_000
let seed = flags.seed
const random = () => {
  seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0
  return seed / 2 ** 32
}

/** @typedef {{ key: number, day: string, position: number, upvotes: number, votes: import('../dist/rank/trending.js').Act[] }} Listed */
/** @type {Map<string, Listed[]>} */
const days = new Map()
for (const file of files) {
  for (const line of gunzipSync(readFileSync(file)).toString('utf8').trim().split('\n')) {
    const { date, entries } = JSON.parse(line)
    const listed = entries.map((/** @type {any} */ entry, /** @type {number} */ position) => ({ key: dayNumber(date) * 1000 + position, day: date, position, upvotes: Number(entry.paper?.upvotes ?? 0), votes: [] }))
    if (listed.length > 0) days.set(date, listed)
  }
}
const dates = [...days.keys()].sort()
const start = Date.parse(`${dates[0]}T00:00:00Z`)
const founded = start - 200 * DAY_MS

// Members like what the service's readers like: each of the day's papers by its share of the upvotes, plus one.
for (const date of dates) {
  const listed = days.get(date) ?? []
  const all = listed.reduce((sum, { upvotes }) => sum + upvotes + 1, 0)
  for (let member = 0; member < flags.members; member++) {
    let left = random() * all
    const liked = listed.find(({ upvotes }) => (left -= upvotes + 1) <= 0) ?? listed[0]
    const at = Date.parse(`${date}T12:00:00Z`) + Math.floor(random() * DAY_MS * 0.4)
    liked?.votes.push({ at: new Date(at).toISOString(), voterSince: new Date(founded + member * DAY_MS).toISOString(), voterRole: 'reader', own: false })
  }
}

const evenings = dates.filter((date) => dayNumber(date) - dayNumber(dates[0] ?? date) >= TRENDING_DAYS)
progress(`${whole(dates.length)} days, ${whole([...days.values()].flat().length)} papers; ${evenings.length} evenings`)

/**
 * Where a paper stands in the evening, from 1.
 * @param {Listed[]} papers @param {Listed} of @param {string} date @param {'bounded' | 'whole'} how
 */
function placeOf(papers, of, date, how) {
  const now = Date.parse(`${date}T23:59:00Z`)
  const scored = papers.map((paper) => {
    const listedDaysAgo = dayNumber(date) - dayNumber(paper.day)
    const score = how === 'bounded'
      ? trendOf({ votes: paper.votes, comments: [], upvotes: paper.upvotes, listedDaysAgo }, now, founded).score
      : paper.upvotes * fade(listedDaysAgo) + VOTE_WEIGHT * paper.votes.reduce((sum, { at }) => sum + fade((now - Date.parse(at)) / DAY_MS), 0)
    return { score, day: paper.day, position: paper.position, key: paper.key }
  })
  return scored.sort(byTrend).findIndex(({ key }) => key === of.key) + 1
}

const rows = []
for (const accomplices of [0, 1, 3]) {
  for (const burst of [0, 10, 100, 1000]) {
    if (accomplices > 0 && burst === 0) continue
    const places = { bounded: /** @type {number[]} */ ([]), whole: /** @type {number[]} */ ([]) }
    for (const date of evenings) {
      const papers = dates.filter((one) => one <= date && dayNumber(date) - dayNumber(one) < TRENDING_DAYS).flatMap((one) => days.get(one) ?? [])
      // The least liked of the day is to be lifted.
      const target = (days.get(date) ?? []).toSorted((a, b) => a.upvotes + a.votes.length - b.upvotes - b.votes.length)[0]
      if (target === undefined) continue
      const at = new Date(Date.parse(`${date}T20:00:00Z`)).toISOString()
      const act = (/** @type {number} */ age) => ({ at, voterSince: new Date(Date.parse(at) - age * DAY_MS).toISOString(), voterRole: /** @type {const} */ ('reader'), own: false })
      const lifted = { ...target, votes: [...target.votes, ...Array.from({ length: accomplices }, () => act(90)), ...Array.from({ length: burst }, () => act(0.01))] }
      const all = papers.map((paper) => (paper === target ? lifted : paper))
      places.bounded.push(placeOf(all, lifted, date, 'bounded'))
      places.whole.push(placeOf(all, lifted, date, 'whole'))
    }
    const first = (/** @type {number[]} */ list) => `${list.filter((place) => place === 1).length} of ${list.length}`
    rows.push([whole(burst), String(accomplices), String(median(places.whole)), String(Math.min(...places.whole)), first(places.whole), String(median(places.bounded)), String(Math.min(...places.bounded)), first(places.bounded)])
  }
}
console.log(conditions())
console.log(table(['new accounts', 'old ones beside them', 'counted whole: median place', 'best', 'first', 'as it is: median place', 'best', 'first'], rows))
