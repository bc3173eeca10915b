import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { TasteText } from '../../rank/taste/read-paper.ts'
import { terms } from '../../search-index/terms.ts'
import { madeUpPaper } from '../../store/made-up-papers.ts'
import { openSqlite } from '../../store/sqlite/sqlite.ts'
import type { Store } from '../../store/store.ts'
import { addDays } from '../../tools/dates.ts'
import { createForYou } from './for-you.ts'

const TODAY = '2026-05-08'
const NOW = Date.parse(`${TODAY}T16:00:00Z`)
const folder = mkdtempSync(join(tmpdir(), 'for-you-'))
const TOPICS = ['moss', 'hedges', 'snails', 'rooks'] as const
let store: Store
let keys: readonly number[]
let people = 0
let reader: { id: string }

/** A direction for each topic, so that what is close to what is plain to see. */
const text = (): TasteText => ({
  terms,
  vector: (words) => {
    const vector = Float32Array.from({ length: 16 }, (_, at) => 0.05 * (at % 3))
    for (const [at, topic] of TOPICS.entries()) vector[at] = words.filter((word) => word === terms(topic)[0]).length
    const length = Math.hypot(...vector)
    return vector.map((one) => one / length)
  },
})
const NO_INDEX = {} as Parameters<typeof createForYou>[0]['index']
const forYou = (of: Store = store, now = NOW) => createForYou({ store: of, index: NO_INDEX, clock: { now: () => now }, text })

/** Forty papers, one topic after the other, four a day back from today, and as many of the weeks before. */
const paperOf = (number: number) => {
  const topic = TOPICS[number % 4]!
  return madeUpPaper(number, {
    title: `Paper ${number} on ${topic}`, abstract: `We look at ${topic} and ${topic} again. ${number === 4 ? 'It has a waterfall.' : ''}`,
    authors: [{ name: number === 9 ? 'Ada Rook' : `Author Number${'abcdefghij'[number % 10]}${'klmnop'[number % 6]}` }], categories: [number === 14 ? 'math.CO' : 'cs.LG'],
  }, { days: [{ source: 'huggingface', day: addDays(TODAY, -Math.floor(number / 4)), position: number % 4, upvotes: number === 7 ? 50 : 0, numComments: 0 }] })
}

beforeAll(async () => {
  store = await openSqlite(join(folder, 'store.sqlite'))
  keys = await store.write((writer) => writer.write(Array.from({ length: 40 }, (_, number) => paperOf(number))))
})
afterAll(async () => {
  await store.close()
  rmSync(folder, { recursive: true })
})
beforeEach(async () => {
  reader = { id: `reader-${++people}` }
  await store.people.savePerson({ id: reader.id, name: reader.id, email: `${reader.id}@example.org`, role: 'reader', since: '2026-01-01T00:00:00.000Z' })
})

const at = (day: string) => `${day}T10:00:00.000Z`
const save = (number: number) => store.people.mark(reader.id, keys[number]!, 'save', true, at('2026-05-01'))
const set = (settings: object) => store.people.setSetting(reader.id, 'taste', settings)
const titles = (list: { entries: readonly { paper: { title: string } }[] }) => list.entries.map(({ paper }) => paper.title)
const topicsOf = (list: Parameters<typeof titles>[0]) => titles(list).map((title) => title.split(' ').at(-1))
const plain = { variety: false, explore: 0, dial: 0 }

describe('a page of one’s own', () => {
  it('says that nothing is known of somebody new, and stands in the community’s order', async () => {
    const list = await forYou()(reader)
    expect(list).toMatchObject({ new: true, total: 28, from: '2026-05-02', to: TODAY, leftOut: 0, known: { votes: 0, saves: 0, seeds: 0 } })
    expect(list.ledger).toBe('28 papers of the last week; nothing is known of your taste yet')
    expect(titles(list)[0]).toBe('Paper 7 on rooks')
    expect(list.entries[0]!.reasons).toEqual([{ kind: 'community', text: 'liked by the community' }])
  })

  it('goes by one saved paper, which it does not show again', async () => {
    await save(0)
    await set(plain)
    const list = await forYou()(reader)
    expect(list).toMatchObject({ new: false, leftOut: 1, total: 27, known: { saves: 1 } })
    expect(topicsOf(list).slice(0, 6)).toEqual(Array(6).fill('moss'))
    expect(list.entries[0]!.reasons[0]).toMatchObject({ kind: 'close', text: 'close to “Paper 0 on moss”, which you saved', paper: (await store.papers([keys[0]!]))[0]!.id })
    expect(titles(list)).not.toContain('Paper 0 on moss')
    await set({ ...plain, known: true })
    expect(titles(await forYou()(reader))).toContain('Paper 0 on moss')
  })

  it('adds up: the parts of a score are the score', async () => {
    await save(0)
    await set({ ...plain, dial: 0.5 })
    for (const { score, terms: parts = [] } of (await forYou()(reader)).entries) expect(parts.reduce((sum, { value }) => sum + value, 0)).toBeCloseTo(score!, 6)
  })

  it('knows authors, categories and words, wanted and not', async () => {
    await store.people.follow(reader.id, { kind: 'author', value: 'Rook, Ada' }, true)
    await store.people.follow(reader.id, { kind: 'category', value: 'math.CO' }, true)
    await store.people.follow(reader.id, { kind: 'word', value: 'waterfalls' }, true)
    await store.people.follow(reader.id, { kind: 'without', value: 'snails' }, true)
    await set(plain)
    const list = await forYou()(reader)
    const reasons = Object.fromEntries(list.entries.map(({ paper, reasons: why }) => [paper.title, why.map(({ text: one }) => one)]))
    expect(reasons['Paper 9 on hedges']).toContain('by Ada Rook, whom you follow')
    expect(reasons['Paper 4 on moss']).toContain('has your word “waterfalls”')
    expect(topicsOf(list)).not.toContain('snails')
    expect(titles(list).slice(0, 2).sort()).toEqual(['Paper 4 on moss', 'Paper 9 on hedges'])
    await set({ ...plain, switches: { words: false, follows: false } })
    expect(await forYou()(reader)).toMatchObject({ new: true, total: 28, off: ['follows', 'words'] })
  })

  it('goes by seeds, also by those that are texts alone', async () => {
    await store.people.setSetting(reader.id, 'seed-texts', [{ title: 'A book of hedges', abstract: 'hedges hedges', author: '', identifiers: [] }, { broken: true }])
    await set(plain)
    const list = await forYou()(reader)
    expect(topicsOf(list).slice(0, 5).filter((topic) => topic === 'hedges').length).toBeGreaterThanOrEqual(4)
    expect(list.entries.find(({ paper }) => paper.title.endsWith('hedges'))!.reasons[0]).toMatchObject({ text: 'close to “A book of hedges”, which you gave as a seed' })
    expect(list.known.seeds).toBe(1)
  })

  it('shows a paper that was given as a seed only to who wants to see again what they know', async () => {
    await store.people.seed(reader.id, [keys[9]!], true)
    await set({ ...plain, switches: { seeds: false } })
    expect(titles(await forYou()(reader))).not.toContain('Paper 9 on hedges')
    await set(plain)
    expect(await forYou()(reader)).toMatchObject({ total: 27, leftOut: 1, known: { seeds: 1 } })
    await set({ ...plain, known: true })
    expect(titles(await forYou()(reader))).toContain('Paper 9 on hedges')
  })

  it('shows fewer papers like those hidden, and a hidden one never, whatever is switched off', async () => {
    await store.people.mark(reader.id, keys[3]!, 'hide', true, at('2026-05-01'))
    await set(plain)
    expect(topicsOf(await forYou()(reader)).slice(0, 20)).not.toContain('rooks')
    await set({ ...plain, switches: { hides: false } })
    const list = await forYou()(reader)
    expect(list.new).toBe(true)
    expect(titles(list)).not.toContain('Paper 3 on rooks')
  })

  it('turns by the dial from mine to the community’s, for once or for good', async () => {
    await save(0)
    await set(plain)
    expect(titles(await forYou()(reader, { dial: 1 }))[0]).toBe('Paper 7 on rooks')
    expect((await forYou()(reader, { dial: 1 })).ledger).toBe('28 papers of the last week in the community’s order')
    await set({ ...plain, dial: 1, switches: { community: false } })
    const own = await forYou()(reader)
    expect(topicsOf(own)[0]).toBe('moss')
    expect(own.ledger).toContain('in the order of your own taste')
  })

  it('tries something outside the usual now and then, and says so', async () => {
    await save(0)
    await set({ ...plain, explore: 0.5 })
    const list = await forYou()(reader)
    const tried = list.entries.filter(({ reasons }) => reasons.some(({ kind }) => kind === 'explore'))
    expect(tried.length).toBeGreaterThan(3)
    expect(tried[0]!.reasons[0]!.text).toBe('outside your usual: exploration')
    await set({ ...plain, explore: 0.5, switches: { exploration: false } })
    expect((await forYou()(reader)).entries.some(({ reasons }) => reasons.some(({ kind }) => kind === 'explore'))).toBe(false)
  })

  it('forgets what was done before a reset, though it stays done', async () => {
    await save(0)
    await set({ ...plain, since: at('2026-05-02') })
    expect(await forYou()(reader)).toMatchObject({ new: true, known: { saves: 0 }, leftOut: 1 })
    await store.people.mark(reader.id, keys[1]!, 'save', true, at('2026-05-03'))
    expect(topicsOf(await forYou()(reader))[0]).toBe('hedges')
  })

  it('comes in pages, and reaches a day, a week or a month back', async () => {
    await save(0)
    const first = await forYou()(reader, { pageSize: 10, span: 'month' })
    const second = await forYou()(reader, { pageSize: 10, page: 1, span: 'month' })
    expect([first.total, first.entries.length, second.entries.length]).toEqual([39, 10, 10])
    expect(new Set([...titles(first), ...titles(second)]).size).toBe(20)
    expect((await forYou()(reader, { span: 'day' })).total).toBe(3)
    expect((await forYou()(reader, { page: 99 })).entries).toEqual([])
  })

  it('takes thousands of seeds', async () => {
    const big = await openSqlite(join(folder, 'big.sqlite'))
    try {
      const held = await big.write((writer) => writer.write(Array.from({ length: 5000 }, (_, number) => madeUpPaper(number, { title: `Old paper ${number} on ${TOPICS[number % 2]}`, abstract: '' }))))
      await big.write((writer) => writer.write(Array.from({ length: 8 }, (_, number) => ({ ...paperOf(number), content: { ...paperOf(number).content, id: `new-${number}`, identifiers: [] }, sources: [{ source: 'huggingface' as const, sourceKey: `new-${number}`, hash: 'h', record: undefined }] }))))
      await big.people.savePerson({ id: 'big', name: 'big', email: 'big@example.org', role: 'reader', since: at('2026-01-01') })
      await big.people.seed('big', held, true)
      await big.people.setSetting('big', 'taste', plain)
      const list = await forYou(big)({ id: 'big' })
      expect(list.known.seeds).toBe(5000)
      expect(topicsOf(list).slice(0, 4).sort()).toEqual(['hedges', 'hedges', 'moss', 'moss'])
    } finally {
      await big.close()
    }
  }, 60_000)

  it('sees a paper that comes and one that changes', async () => {
    const ask = forYou()
    await save(0)
    expect((await ask(reader, { span: 'day' })).total).toBe(3)
    const [added] = await store.write((writer) => writer.write([{ ...paperOf(41), days: [{ source: 'huggingface', day: TODAY, position: 9, upvotes: 0, numComments: 0 }] }]))
    const fresh = await forYou()(reader, { span: 'day' })
    expect(fresh.total).toBe(4)
    await store.write((writer) => writer.remove([added!]))
    expect((await forYou()(reader, { span: 'day' })).total).toBe(3)
  })
})
