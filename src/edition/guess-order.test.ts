import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { LOCAL_PERSON_ID } from '../paper/people.ts'
import type { GuessPaper } from '../rank/guess/guess-paper.ts'
import type { SearchIndex } from '../search-index/search-index.ts'
import { checksumOf } from '../search-index/embedder/house.ts'
import { madeUpPaper } from '../store/made-up-papers.ts'
import { openSqlite } from '../store/sqlite/sqlite.ts'
import type { Store } from '../store/store.ts'
import { createEditions } from './create-editions.ts'
import type { ListEdition, ListOptions } from './edition.ts'
import { FIRST_GUESS, firstGuess, firstGuessFile } from './first-guess.ts'
import { createGuessOrder } from './guess-order.ts'

const DAY = '2026-04-20'
const AT = `${DAY}T12:00:00Z`

let folder: string
let store: Store
/** every paper guessed, in turn */
let guessed: string[]

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'broadsheet-'))
  store = await openSqlite(join(folder, 'broadsheet.db'))
  guessed = []
})
afterEach(async () => {
  await store.close()
  rmSync(folder, { recursive: true })
})

/** Likes papers by the number that ends their titles. */
const guess = ({ title }: GuessPaper): number => {
  guessed.push(title)
  return Number(/\d+$/.exec(title)?.[0])
}

function open({ always = true } = {}) {
  return createEditions({
    store, index: { state: () => ({ papers: 0, segments: 0, bytes: 0, model: '', seq: 0 }) } as unknown as SearchIndex,
    clock: { now: () => Date.parse(AT) }, guess: createGuessOrder(store, guess, { always }),
  })
}

/** Papers on the day in the order of their places; a paper's liking is its number. */
async function add(likings: readonly number[], { day = DAY, upvotes = 0, category = 'cs.LG', from = 0 } = {}): Promise<number[]> {
  return store.write(async (writer) => [
    ...(await writer.write(likings.map((liking, at) => madeUpPaper(1000 + from + at + liking * 100, { title: `Paper ${liking}`, categories: [category], upvotes, published: `2026-04-${String(10 + (at % 9))}` }, { days: [{ day, position: from + at, upvotes, numComments: 0, source: 'arxiv' }] })))),
  ])
}

const likings = ({ entries }: ListEdition): number[] => entries.map(({ paper }) => Number(paper.title.split(' ')[1]))
const day = (options?: ListOptions, settings?: { always: boolean }): Promise<ListEdition> => open(settings).day(DAY, options)

describe('a day on which nobody has voted', () => {
  it('is ordered by the guess, says so, gives no reasons, and its number only to who asks for explanations', async () => {
    await add([2, 9, 5])
    const list = await day()
    expect([likings(list), list.guessed, list.total]).toEqual([[9, 5, 2], 'shown', 3])
    expect(list.entries.map(({ score, reasons, explanation }) => [score, reasons, explanation?.signals])).toEqual([9, 5, 2].map((number) => [undefined, [], { guess: number }]))
    expect(likings(await open().front())).toEqual([9, 5, 2])
  })

  it('is paged over the whole day, each paper once, and read only once', async () => {
    const all = Array.from({ length: 1203 }, (_, at) => (at * 7) % 1203)
    await add(all)
    const editions = open()
    const seen: number[] = []
    for (let page = 0; page < 13; page++) {
      const list = await editions.day(DAY, { page, pageSize: 100 })
      expect(list.total).toBe(1203)
      seen.push(...likings(list))
    }
    expect(seen).toEqual(all.toSorted((a, b) => b - a))
    expect(guessed).toHaveLength(1203)
    expect(likings(await editions.day(DAY, { page: 99 }))).toEqual([])
  })

  it('takes in what comes later without reading the rest anew', async () => {
    await add([2, 9])
    const editions = open()
    await editions.day(DAY)
    await add([5], { from: 2 })
    expect(likings(await editions.day(DAY))).toEqual([9, 5, 2])
    expect(guessed).toHaveLength(3)
  })

  it('takes in what people put into the day, and leaves out what they take back', async () => {
    await add([2, 9])
    const [elsewhere] = await add([5], { day: '2026-04-19', from: 2 })
    const editions = open()
    expect(likings(await editions.day(DAY))).toEqual([9, 2])
    const place = { day: DAY, paperKey: elsewhere!, personId: LOCAL_PERSON_ID }
    await store.people.submit({ ...place, at: AT, picked: false, remark: '' })
    expect(likings(await editions.day(DAY))).toEqual([9, 5, 2])
    await store.people.withdraw(place)
    expect(await editions.day(DAY)).toMatchObject({ total: 2 })
  })

  it('goes by its filters', async () => {
    await add([2, 9])
    await add([5, 7], { category: 'math.CO', from: 2 })
    const list = await day({ category: 'math.CO' })
    expect([likings(list), list.total]).toEqual([[7, 5], 2])
    expect(likings(await day({ after: '2026-04-21' }))).toEqual([])
  })
})

describe('votes', () => {
  it('end the guess with the first of them, here or elsewhere, whatever filters leave of the day', async () => {
    const [two] = await add([2, 9, 5])
    await store.people.vote(two!, LOCAL_PERSON_ID, true, { own: false, at: AT })
    for (const options of [{}, { guess: true }, { category: 'cs.LG' }, { category: 'math' }]) expect((await day(options)).guessed).toBeUndefined()
    expect(likings(await day())).toEqual([2, 9, 5])
    await store.people.vote(two!, LOCAL_PERSON_ID, false, { own: false, at: AT })
    expect((await day()).guessed).toBe('shown')
    await add([7], { upvotes: 1, from: 3 })
    expect(likings(await day())).toEqual([7, 2, 9, 5])
    expect((await day()).guessed).toBeUndefined()
  })

  it('of authors alone end nothing: they are counted apart', async () => {
    const [two] = await add([2, 9])
    await store.people.vote(two!, LOCAL_PERSON_ID, true, { own: true, at: AT })
    expect(likings(await day())).toEqual([9, 2])
  })

  it('of other days do not count', async () => {
    await add([2, 9])
    await add([5], { day: '2026-04-19', upvotes: 3, from: 2 })
    expect((await day()).guessed).toBe('shown')
  })
})

describe('who wants no guess', () => {
  it('has none: for once, by their own setting, or on the whole instance; and who asks has it', async () => {
    await add([2, 9, 5])
    await store.people.setSetting(LOCAL_PERSON_ID, 'guess', false)
    for (const [options, always] of [[{ guess: false }, true], [{ reader: LOCAL_PERSON_ID }, true], [{}, false]] as const) {
      const list = await day(options, { always })
      expect([likings(list), list.guessed]).toEqual([[2, 9, 5], 'possible'])
      expect(list.entries.every(({ explanation }) => explanation === undefined)).toBe(true)
    }
    expect(guessed).toEqual([])
    const newest = await day({ sort: 'published' })
    expect([likings(newest), newest.guessed]).toEqual([[5, 9, 2], 'possible'])
    for (const options of [{ reader: LOCAL_PERSON_ID, guess: true }, { reader: 'somebody else' }]) expect(likings(await day(options))).toEqual([9, 5, 2])
    expect(likings(await day({ guess: true }, { always: false }))).toEqual([9, 5, 2])
  })

  it('meets none on weeks and months, nor on days without papers', async () => {
    await add([2, 9])
    expect((await open().week('2026-W17')).guessed).toBeUndefined()
    expect((await open().day('2026-04-21')).guessed).toBeUndefined()
  })
})

describe('the guess that ships', () => {
  it('is the file that its card names, below 500 kB', () => {
    const bytes = readFileSync(firstGuessFile())
    const card = readFileSync(firstGuessFile().replace(/\.bin$/, '.md'), 'utf8')
    expect(/^## Checksum\n+SHA-256 of `(.+)`:\n+`([0-9a-f]+)`$/m.exec(card)?.slice(1)).toEqual([`${FIRST_GUESS}.bin`, checksumOf(bytes)])
    expect(bytes.length).toBeLessThan(500_000)
  })

  it('scores a paper as it did when it was judged, and by what it says', () => {
    const paper = {
      title: 'Loom: Weaving Long Videos by Reinforcement Learning', daysOld: 2, authors: 14,
      abstract: 'We present Loom, an open model that reasons about long videos. It surpasses models ten times its size on four benchmarks.',
    }
    expect(firstGuess(paper)).toBeCloseTo(0.60804, 4)
    expect(firstGuess({ ...paper, authors: 2 })).toBeLessThan(firstGuess(paper))
    expect(firstGuess({ title: 'On the number of lattice points in convex bodies', abstract: 'We count lattice points.', authors: 1, daysOld: 2 })).toBeLessThan(firstGuess(paper))
  })
})

