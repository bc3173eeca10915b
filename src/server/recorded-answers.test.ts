import { existsSync, readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { EntryShape, FlatPaperShape } from '../api/schemas.ts'
import { toEntry, toFlatPaper } from '../api/to-entry.ts'
import { mergeRecords } from '../normalise/merge.ts'
import { normalise } from '../normalise/normalise.ts'

type Fields = Record<string, unknown>
interface Recorded {
  date: string
  entries: (Fields & { paper: Fields })[]
}

/** The recorded days of a month, as the original answered them. */
function recorded(month: string): Recorded[] {
  const file = new URL(`../../../shared/data/hf-daily/${month}.jsonl.gz`, import.meta.url)
  return gunzipSync(readFileSync(file)).toString('utf8').trim().split('\n').map((line) => JSON.parse(line) as Recorded)
}

const present = existsSync(new URL('../../../shared/data/hf-daily/2026-04.jsonl.gz', import.meta.url))

/** Fields that must come out as they went in. Titles and abstracts do not: their white space and TeX are put in order. */
const SAME_INNER = ['id', 'upvotes', 'discussionId', 'publishedAt', 'projectPage', 'githubRepo', 'githubStars', 'githubRepoAddedBy', 'ai_keywords', 'organization', 'mediaUrls']
const SAME_OUTER = ['thumbnail', 'numComments', 'isAuthorParticipating', 'organization', 'submittedBy']

describe('an answer of the original, taken in and given out again', () => {
  it.skipIf(!present).each(['2024-05', '2024-10', '2025-06', '2026-04'])('%s says the same (skipped where the recordings are not present)', (month) => {
    const different = new Map<string, string>()
    let seen = 0
    for (const { date, entries } of recorded(month).slice(0, 3)) {
      entries.forEach((raw, position) => {
        const [record] = normalise({ shape: 'huggingface-entry', value: { date, position, entry: raw }, line: 1, file: 'recorded' })
        const day = record?.days[0]
        if (!record || !day) throw new Error(`not taken in: ${date} ${position}`)
        const paper = { ...mergeRecords([record]), key: 1 }
        const listed = { ...day, source: 'huggingface' as const }
        const ours = EntryShape.parse(toEntry({ paper, listed, score: undefined, reasons: [] }, { explain: false }))
        FlatPaperShape.parse(toFlatPaper(paper, listed))
        for (const name of SAME_INNER) if (raw.paper[name] !== undefined) compare(`paper.${name}`, raw.paper[name], ours.paper[name as keyof typeof ours.paper])
        for (const name of SAME_OUTER) if (raw[name] !== undefined) compare(name, raw[name], ours[name as keyof typeof ours])
        const names = (authors: unknown): unknown[] => (authors as Fields[]).map((author) => [author['_id'], author['hidden']])
        compare('authors', names(raw.paper['authors']), names(ours.paper.authors))
        expect(ours.paper.submittedOnDailyAt?.slice(0, 10)).toMatch(/^\d{4}-\d{2}-\d{2}$/)
        seen++
      })
    }
    function compare(name: string, theirs: unknown, ours: unknown): void {
      // Fields may be added to an object (a user's `isHfAdmin`), none lost or changed.
      try {
        if (typeof theirs === 'object' && theirs !== null && !Array.isArray(theirs)) expect(ours).toMatchObject(theirs)
        else expect(ours).toEqual(theirs)
      } catch {
        different.set(name, `${JSON.stringify(theirs)} became ${JSON.stringify(ours)}`)
      }
    }
    expect(seen).toBeGreaterThan(10)
    expect(Object.fromEntries(different)).toEqual({})
  })
})
