/** Ten thousand queries that nobody sane writes, from what is typed to the order of hits. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fuzzedQueries } from '../bench/fuzz/fuzzed-queries.mjs'
import { orderHits } from '../src/edition/order-hits.ts'
import { openEmbeddedIndex, type EmbeddedIndex } from '../src/search-index/embedded/embedded.ts'
import { DEFAULT_EMBEDDER } from '../src/search-index/embedder/embedder.ts'
import { parseQuery } from '../src/search-index/query/parse-query.ts'
import { plainQuery } from '../src/search-index/query/plain-query.ts'
import type { IndexDocument, SearchMode } from '../src/search-index/search-index.ts'
import { madeUpWork } from './support/made-up-library.ts'
import { seeded } from '../src/replay/random.ts'

const QUERIES = 10_000
const SEED = 20_240_517
const PAPERS = 500
const CANDIDATES = 20
const MODES: readonly SearchMode[] = ['both', 'words', 'meaning']
const AT_ONCE = 20

let index: EmbeddedIndex

beforeAll(async () => {
  index = await openEmbeddedIndex({ model: DEFAULT_EMBEDDER, threads: 1 })
  const documents = Array.from({ length: PAPERS }, (_, number) => documentOf(number + 1))
  // Two segments, and papers that are gone or written anew.
  await index.add(documents.slice(0, PAPERS / 2))
  await index.commit(1)
  await index.add([...documents.slice(PAPERS / 2), documentOf(3)])
  await index.remove([5, 6])
  await index.commit(2)
})
afterAll(() => index?.close())

/** Some made of TeX, of marks, or of next to nothing. */
function documentOf(key: number): IndexDocument {
  const work = madeUpWork(key)
  const title = key % 50 === 0 ? '' : key % 37 === 0 ? `Bounds on $\\ell_{${key}}$ for Schr\\"odinger’s ${work.title}` : work.title
  return {
    key, title, abstract: key % 41 === 0 ? '\ud800 \u0301\u202e 😀' : work.abstract, authors: work.authors, keywords: key % 3 === 0 ? ['well made', 'ﬃ'] : [],
    categories: ['cs.LG', 'stat.ML'].slice(0, key % 3), venue: key % 4 === 0 ? 'ICLR 2024' : undefined, identifiers: [work.arxiv], published: key % 7 === 0 ? undefined : work.day,
  }
}

test(`${QUERIES.toLocaleString('en')} fuzzed queries each get an answer in good order`, async () => {
  const words = [...new Set(Array.from({ length: 60 }, (_, number) => madeUpWork(number + 1)).flatMap(({ title, abstract, authors }) => `${title} ${abstract} ${authors.join(' ')}`.split(' ')))]
  const query = fuzzedQueries(seeded(SEED), words)
  let answered = 0
  let found = 0
  for (let from = 0; from < QUERIES; from += AT_ONCE) {
    await Promise.all(Array.from({ length: AT_ONCE }, (_, place) => {
      const number = from + place
      const { kind, text: typed } = query(number)
      return ask(typed, number).then(
        (hits) => {
          answered++
          if (hits > 0) found++
        },
        (cause: unknown) => {
          throw new Error(`Query ${number} of seed ${SEED} (${kind}), ${JSON.stringify(typed.length > 300 ? `${typed.slice(0, 300)}…` : typed)}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause })
        },
      )
    }))
  }
  expect(answered).toBe(QUERIES)
  // Queries that find nothing would prove little.
  expect(found).toBeGreaterThan(QUERIES / 4)
}, 300_000)

/** Asks, judges the answer, and tells how many hits there are. */
async function ask(typed: string, number: number): Promise<number> {
  const mode = MODES[number % MODES.length]!
  const query = number % 10 === 9 ? plainQuery(typed) : parseQuery(typed)
  for (const note of query.notes) expect(note).toMatch(/\S.{10,}/s)
  const within = number % 13 === 0 ? [1, 2, 3, 250, 499, 10 ** 9] : undefined
  const { total, candidates, tookMs } = await index.search(query, { candidates: CANDIDATES, mode, within })
  expect(Number.isInteger(total) && total >= 0 && total <= PAPERS, `a total of ${total}`).toBe(true)
  expect(candidates.length).toBeLessThanOrEqual(Math.min(total, 2 * CANDIDATES))
  expect(tookMs).toBeGreaterThanOrEqual(0)
  expect(new Set(candidates.map(({ key }) => key)).size).toBe(candidates.length)
  for (const { key, words, meaning, day, evidence } of candidates) {
    const sound =
      Number.isInteger(key) && key >= 1 && key <= PAPERS && key !== 5 && key !== 6 &&
      Number.isFinite(words) && words >= 0 && Math.abs(meaning) <= 1.01 &&
      (day === undefined || Number.isInteger(day)) && (within === undefined || within.includes(key)) &&
      (mode !== 'words' || meaning === 0) &&
      Object.values(evidence ?? {}).every((share) => Number.isFinite(share) && share >= -1.01 && share <= 1.01)
    expect(sound, `the candidate ${JSON.stringify({ key, words, meaning, day, evidence })}`).toBe(true)
  }
  const ranked = orderHits(candidates, { for: 'query', mode: 'both' })
  expect(ranked.map(({ candidate }) => candidate.key).toSorted()).toEqual(candidates.map(({ key }) => key).toSorted())
  for (const [place, { score }] of ranked.entries()) {
    const next = ranked[place + 1]?.score ?? -Infinity
    expect(Number.isFinite(score) && score >= next, `a score of ${score} before ${next}`).toBe(true)
  }
  return ranked.length
}
