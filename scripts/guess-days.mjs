// Days of Daily Papers as the first guess is trained and judged on: text and facts of each paper, and its upvotes.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'

const HOUR_MS = 3_600_000
/** The answers were kept at about this hour of the day that they are of, UTC. */
const COUNTED_AT = 'T08:00:00Z'

/**
 * @param folder of `YYYY-MM.jsonl.gz`, a day a line: `{date, entries}` with the service's own entries
 * @param built imports a module of dist/ by its path there
 * @returns days ascending; each day's papers in an order that says nothing of their votes (the service's own is by votes)
 */
export async function readGuessDays(folder, built, { from = '0000-01-01', to = '9999-12-31' } = {}) {
  const { normaliseHuggingfaceEntry } = await built('normalise/huggingface-entry.js')
  const { guessPaper, guessReading } = await built('edition/guess-reading.js')
  const { guessFeatures } = await built('rank/guess/guess-features.js')
  const { hashTerm } = await built('search-index/hash-term.js')
  const reading = guessReading()
  const days = []
  for (const file of readdirSync(folder).filter((name) => /^\d{4}-\d{2}\.jsonl\.gz$/.test(name)).sort()) {
    if (file.slice(0, 7) < from.slice(0, 7) || file.slice(0, 7) > to.slice(0, 7)) continue
    for (const line of gunzipSync(readFileSync(join(folder, file))).toString().split('\n')) {
      if (line.trim() === '') continue
      const { date, entries } = JSON.parse(line)
      if (date < from || date > to) continue
      const papers = entries.map((entry, position) => {
        const record = normaliseHuggingfaceEntry({ date, position, entry })
        const [place] = record.days
        const asked = guessPaper(record, date)
        const hours = place?.submittedAt === undefined ? undefined : (Date.parse(date + COUNTED_AT) - Date.parse(place.submittedAt)) / HOUR_MS
        return { id: entry.paper.id, place: position, asked, published: record.published, upvotes: place?.upvotes ?? 0, hours, features: guessFeatures(asked, reading) }
      })
      papers.sort((a, b) => hashTerm(a.id) - hashTerm(b.id))
      days.push({ date, papers })
    }
  }
  return days.sort((a, b) => (a.date < b.date ? -1 : 1))
}
