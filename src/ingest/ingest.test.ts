import fc from 'fast-check'
import { LOCAL_PERSON_ID } from '../paper/people.ts'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createEditions } from '../edition/create-editions.ts'
import { PaperRecord, type Paper, type SourceName } from '../paper/paper.ts'
import { openEmbeddedIndex } from '../search-index/embedded/embedded.ts'
import { DEFAULT_EMBEDDER } from '../search-index/embedder/embedder.ts'
import type { SearchIndex } from '../search-index/search-index.ts'
import { openSqlite } from '../store/sqlite/sqlite.ts'
import type { Store } from '../store/store.ts'
import { IndexKeeper } from './index-keeper.ts'
import { createIngest } from './ingest.ts'
import { DEFAULT_SOURCES, SOURCES_SETTING } from '../paper/chosen-sources.ts'
import { takeIn } from './take-in.ts'

const clock = { now: () => Date.parse('2026-11-21T09:00:00Z') }
const folders: string[] = []
let store: Store
let index: SearchIndex

async function open(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'broadsheet-ingest-'))
  folders.push(folder)
  store = await openSqlite(join(folder, 'broadsheet.db'))
  index = await openEmbeddedIndex({ model: DEFAULT_EMBEDDER, threads: 1 })
}
async function close(): Promise<void> {
  await index.close()
  await store.close()
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
}

const record = (parts: Partial<PaperRecord> & { source: SourceName; sourceKey: string; title: string }): PaperRecord => PaperRecord.parse(parts)
const TITLE = 'Learning to walk on quiet graphs'
const arxiv = record({
  source: 'arxiv', sourceKey: '2405.00001', title: TITLE, abstract: 'From the archive.', authors: [{ name: 'Ada Lovelace' }], categories: ['cs.LG'], published: '2024-05-01',
  identifiers: [{ scheme: 'arxiv', value: '2405.00001' }], versions: [{ number: 1, submittedAt: '2024-05-01' }], days: [{ day: '2024-05-01', position: 0, upvotes: 0, numComments: 0 }],
})
const daily = record({
  source: 'huggingface', sourceKey: '2405.00001@2024-05-03', title: TITLE, abstract: 'From the daily list.', authors: [{ name: 'Ada Lovelace' }],
  identifiers: [{ scheme: 'arxiv', value: '2405.00001' }], days: [{ day: '2024-05-03', position: 2, upvotes: 12, numComments: 1 }],
})
const conference = record({ source: 'conference', sourceKey: 'iclr2025/x', title: 'Learning to Walk on Quiet Graphs', abstract: 'As published.', authors: [{ name: 'A. Lovelace' }], venue: 'ICLR 2025', published: '2025', identifiers: [{ scheme: 'conference', value: 'iclr2025/x' }] })
const page = record({ source: 'pages', sourceKey: 'p1', title: 'Learning to walk on quiet graphs', abstract: 'From a page.' })
const other = record({ source: 'arxiv', sourceKey: '2405.00002', title: TITLE, abstract: 'Another paper of the same title.', authors: [{ name: 'Ada Lovelace' }], identifiers: [{ scheme: 'arxiv', value: '2405.00002' }] })

describe('takeIn', () => {
  beforeEach(open)
  afterEach(close)

  it('makes one paper of what four sources tell, whatever the order, in one batch or in four', async () => {
    const orders = [[arxiv, daily, conference, page], [page, conference, daily, arxiv], [daily, page, arxiv, conference]]
    const papers: Omit<Paper, 'key'>[] = []
    for (const order of orders) {
      for (const batches of [[order], order.map((one) => [one])]) {
        await close()
        await open()
        const outcomes = []
        for (const batch of batches) outcomes.push(...(await takeIn(batch, store)).outcomes)
        expect(outcomes).toEqual(['added', 'updated', 'updated', 'updated'])
        expect(await store.count()).toBe(1)
        const paper = (await store.find('2405.00001'))!
        expect((await store.daysOf(paper.key)).map(({ day }) => day)).toEqual(['2024-05-03', '2024-05-01'])
        const { key: _, ...content } = paper
        papers.push(content)
      }
    }
    for (const one of papers) expect(one).toEqual(papers[0])
    expect(papers[0]).toMatchObject({ id: '2405.00001', abstract: 'From the archive.', venue: 'ICLR 2025', upvotes: 12, sources: ['pages', 'conference', 'huggingface', 'arxiv'] })
  })

  it('loses nothing to a thinner format or an older version of the same record, and says unchanged to it the next time', async () => {
    const second = { ...arxiv, abstract: 'Better.', comment: '9 pages', versions: [{ number: 1 }, { number: 2, submittedAt: '2024-06-01' }] }
    const thin = { ...arxiv, abstract: 'As listed.', versions: [] }
    await takeIn([second], store)
    expect((await takeIn([arxiv], store)).outcomes).toEqual(['updated'])
    expect(await store.find('2405.00001')).toMatchObject({ abstract: 'Better.', comment: '9 pages', versions: [{ number: 1, submittedAt: '2024-05-01' }, { number: 2 }] })
    const seq = await store.seq()
    expect((await takeIn([arxiv], store)).outcomes).toEqual(['unchanged'])
    expect(await store.seq()).toBe(seq)
    expect((await takeIn([thin, thin], store)).outcomes).toEqual(['unchanged', 'unchanged'])
    expect(await store.find('2405.00001')).toMatchObject({ abstract: 'Better.', comment: '9 pages', versions: [{ number: 1 }, { number: 2 }] })
    expect((await takeIn([{ ...thin, updated: '2024-07-01' }, { ...thin, updated: '2024-07-01' }], store)).outcomes).toEqual(['updated', 'unchanged'])
    expect(await store.find('2405.00001')).toMatchObject({ abstract: 'As listed.', comment: '9 pages', updated: '2024-07-01', versions: [{ number: 1 }, { number: 2 }] })
  })

  describe('of a paper that feed and harvest tell of in turns', () => {
    // As an announcement feed has it: a version without its date, a day that was seen, and its own way with the abstract.
    const feed = record({ ...arxiv, abstract: 'From the feed.', published: '2024-05-02', versions: [{ number: 1 }], days: [{ day: '2024-05-02', position: 3, upvotes: 0, numComments: 0 }] })
    const cross = record({ ...feed, published: undefined, days: [] })
    const nameless = record({ ...feed, versions: [] })
    const harvest = record({ ...arxiv, abstract: 'From the harvest.', comment: '9 pages', versions: [{ number: 1, submittedAt: '2024-04-30T10:00:00Z' }], published: '2024-04-30', days: [{ day: '2024-05-01', position: 0, upvotes: 0, numComments: 0, estimated: true }] })
    const replaced = record({ ...feed, title: 'Learning to walk on quieter graphs', published: undefined, updated: '2024-06-12', versions: [{ number: 2 }], days: [] })
    const second = record({ ...harvest, title: replaced.title, updated: '2024-06-11', versions: [...harvest.versions, { number: 2, submittedAt: '2024-06-11T10:00:00Z' }] })

    it.each([
      ['feed first', [feed, harvest]],
      ['harvest first', [harvest, feed]],
      ['another category\'s feed too', [cross, feed, harvest]],
      ['the other way round', [harvest, cross, feed]],
      ['without any version', [nameless, harvest]],
      ['without any version, harvest first', [harvest, nameless]],
    ])('%s: ends in the same, and writes nothing in the rounds that follow', async (_, told) => {
      for (const others of [[], [daily]]) {
        await close()
        await open()
        await takeIn(others, store)
        for (const one of told) await takeIn([one], store)
        const paper = (await store.find('2405.00001'))!
        expect(paper).toMatchObject({ abstract: 'From the harvest.', comment: '9 pages', published: '2024-04-30', versions: harvest.versions })
        const arxivDays = async () => (await store.daysOf(paper.key)).filter(({ source }) => source === 'arxiv')
        expect(await arxivDays()).toEqual([{ ...feed.days[0], source: 'arxiv' }])
        const seq = await store.seq()
        for (let round = 0; round < 2; round++) {
          for (const one of told) expect((await takeIn([one], store)).outcomes).toEqual(['unchanged'])
          expect((await takeIn(told, store)).outcomes).toEqual(told.map(() => 'unchanged'))
        }
        expect(await store.seq()).toBe(seq)
        expect(await store.check()).toEqual([])
      }
    })

    it('keeps to the last version, whichever of the two has it first, through rounds of both', async () => {
      for (const told of [[feed, harvest, replaced, second], [harvest, second, feed, replaced], [feed, replaced, harvest, second]]) {
        await close()
        await open()
        for (const one of told) await takeIn([one], store)
        const state = async () => ({ paper: await store.find('2405.00001'), days: await store.daysOf(1) })
        const first = await state()
        expect(first.paper).toMatchObject({ title: 'Learning to walk on quieter graphs', comment: '9 pages', versions: second.versions, abstract: 'From the harvest.' })
        expect(first.days).toEqual([{ ...feed.days[0], source: 'arxiv' }])
        const seq = await store.seq()
        for (let round = 0; round < 2; round++) {
          for (const one of [replaced, second]) expect((await takeIn([one], store)).outcomes).toEqual(['unchanged'])
        }
        expect(await store.seq()).toBe(seq)
        expect(await state()).toEqual(first)
      }
    })

    it('shows what the feed tells first before the harvest has it', async () => {
      for (const one of [feed, harvest, replaced]) await takeIn([one], store)
      expect(await store.find('2405.00001')).toMatchObject({ title: 'Learning to walk on quieter graphs', updated: '2024-06-12', comment: '9 pages' })
    })

    it('keeps a reckoned day as reckoned, alone and beside another source, until a list was seen', async () => {
      await takeIn([harvest], store)
      expect(await store.daysOf(1)).toEqual([{ ...harvest.days[0], source: 'arxiv' }])
      await takeIn([daily], store)
      expect((await store.daysOf(1))[1]).toEqual({ ...harvest.days[0], source: 'arxiv' })
      await takeIn([{ ...harvest, days: [{ ...harvest.days[0]!, day: '2024-05-06' }], comment: '10 pages' }], store)
      expect((await store.daysOf(1)).map(({ day, estimated }) => [day, estimated])).toEqual([['2024-05-06', true], ['2024-05-03', undefined]])
      expect((await takeIn([{ ...cross, days: feed.days }], store)).outcomes).toEqual(['updated'])
      expect((await store.daysOf(1)).map(({ day, estimated }) => [day, estimated])).toEqual([['2024-05-03', undefined], ['2024-05-02', undefined]])
      expect(await store.find('2405.00001')).toMatchObject({ abstract: 'From the harvest.', comment: '10 pages' })
    })
  })

  it('says unchanged to what it has heard before, alone or merged', async () => {
    await takeIn([arxiv, daily, conference, page], store)
    const seq = await store.seq()
    expect((await takeIn([arxiv, daily, conference, page], store)).outcomes).toEqual(['unchanged', 'unchanged', 'unchanged', 'unchanged'])
    expect(await store.seq()).toBe(seq)
  })

  it('keeps two arXiv papers of one title and author apart', async () => {
    expect((await takeIn([arxiv, other], store)).outcomes).toEqual(['added', 'added'])
    expect(await store.count()).toBe(2)
  })

  it('unites two held papers when a record shows them to be one', async () => {
    const doi = { scheme: 'doi' as const, value: '10.1234/walk.5' }
    await takeIn([
      record({ source: 'bibliography', sourceKey: 'b1', title: 'A title in one language', identifiers: [doi] }),
      arxiv,
    ], store)
    expect(await store.count()).toBe(2)
    await takeIn([record({ ...arxiv, sourceKey: '2405.00001', abstract: 'Now with its DOI.', identifiers: [...arxiv.identifiers, doi] })], store)
    expect(await store.count()).toBe(1)
    expect((await store.find('10.1234/walk.5'))!.id).toBe('2405.00001')
    expect(await store.check()).toEqual([])
  })

  it('finds a paper by the id that it had before', async () => {
    await takeIn([page], store)
    const old = (await store.papers([1]))[0]!.id
    expect(old).toMatch(/^b-[0-9a-f]{12}$/)
    await takeIn([arxiv], store)
    expect((await store.find(old))!.id).toBe('2405.00001')
  })

  it('ends in one state however the same records are cut into runs that were broken off', async () => {
    const stream = [page, arxiv, daily, other, conference, record({ ...daily, sourceKey: '2405.00001@2024-05-04', days: [{ ...daily.days[0]!, day: '2024-05-04', upvotes: 30 }] })]
    const state = async (): Promise<unknown> => {
      const papers = await store.papers([1, 2, 3, 4, 5, 6, 7, 8])
      return { papers, days: await Promise.all(papers.map(({ key }) => store.daysOf(key))) }
    }
    await takeIn(stream, store)
    const whole = await state()
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: stream.length }), fc.integer({ min: 1, max: 4 }), async (brokenAt, batch) => {
        await close()
        await open()
        for (const run of [stream.slice(0, brokenAt), stream]) {
          for (let at = 0; at < run.length; at += batch) await takeIn(run.slice(at, at + batch), store)
        }
        expect(await state()).toEqual(whole)
      }),
      { numRuns: 20 },
    )
  })
})

describe('the starter shelf', () => {
  beforeEach(open)
  afterEach(close)
  const parts = () => {
    const keeper = new IndexKeeper(store, index)
    return { ingest: createIngest({ store, keeper, clock }), editions: createEditions({ store, index, clock }) }
  }

  it('fills an empty instance once, is said to be a shelf, and goes when it is cleared', async () => {
    const { ingest, editions } = parts()
    expect(await ingest.fillShelf()).toBe(true)
    expect(await ingest.fillShelf()).toBe(false)
    expect(await editions.status()).toMatchObject({ papers: 333, shelfOnly: true, hasShelf: true, indexed: 333 })
    const front = await editions.front()
    expect(front).toMatchObject({ kind: 'shelf', subject: '2026-11-21', total: 333 })
    expect((await editions.search({ query: 'lipschitz constant of a network' })).entries[0]!.paper.title).toMatch(/Local Lipschitz Constants/)
    expect(await ingest.clearShelf()).toBe(333)
    expect(await editions.status()).toMatchObject({ papers: 0, hasShelf: false, indexed: 0 })
    expect(await ingest.fillShelf()).toBe(false)
  })

  it('does not stand before real papers: not on the front page, not in trending', async () => {
    const { ingest, editions } = parts()
    await ingest.fillShelf()
    await takeIn([daily], store)
    expect(await editions.front()).toMatchObject({ kind: 'day', subject: '2024-05-03', total: 1 })
    expect((await editions.trending()).entries.map(({ paper }) => paper.id)).toEqual(['2405.00001'])
    expect(await editions.shelf()).toMatchObject({ kind: 'shelf', total: 333 })
    expect((await editions.shelf()).entries[0]!.paper.title).toMatch(/Local Lipschitz Constants/)
  })

  it('goes by itself when sources are chosen and have brought papers, not before', async () => {
    const { ingest } = parts()
    await ingest.fillShelf()
    expect(await ingest.giveShelfAway()).toBe(false)
    await store.setSetting(SOURCES_SETTING, DEFAULT_SOURCES)
    expect(await ingest.giveShelfAway()).toBe(false)
    await takeIn([daily], store)
    expect(await ingest.giveShelfAway()).toBe(true)
    expect(await store.count()).toBe(1)
    expect(await ingest.giveShelfAway()).toBe(false)
  })

  it('goes by itself when a list was imported, not when somebody put a paper into a day', async () => {
    const { ingest } = parts()
    await ingest.fillShelf()
    await takeIn([{ ...daily, days: [] }], store)
    const other = (await store.find('2405.00001'))?.key
    await store.people.submit({ day: '2026-11-20', paperKey: other!, personId: LOCAL_PERSON_ID, at: '2026-11-20T12:00:00.000Z', picked: false, remark: '' })
    expect(await ingest.giveShelfAway()).toBe(false)
    await takeIn([daily], store)
    expect(await ingest.giveShelfAway()).toBe(true)
    expect(await store.count()).toBe(1)
  })

  it('leaves what somebody here did something with', async () => {
    const { ingest, editions } = parts()
    await ingest.fillShelf()
    const [saved, voted, hidden] = (await editions.front()).entries.map(({ paper }) => paper.key) as [number, number, number]
    const { people } = store
    await people.mark(LOCAL_PERSON_ID, saved, 'save', true, '2026-11-21T10:00:00.000Z')
    await people.vote(voted, LOCAL_PERSON_ID, true, { own: false, at: '2026-11-21T10:00:00.000Z' })
    await people.mark(LOCAL_PERSON_ID, hidden, 'hide', true, '2026-11-21T10:00:00.000Z')
    expect(await ingest.clearShelf()).toBe(331)
    expect((await store.papers([saved, voted, hidden])).map(({ key }) => key)).toEqual([saved, voted])
    await store.setSetting(SOURCES_SETTING, DEFAULT_SOURCES)
    await takeIn([daily], store)
    expect(await ingest.giveShelfAway()).toBe(false)
    expect(await store.count()).toBe(3)
  })

  it('gives way to a real paper with a short title too', async () => {
    const { ingest } = parts()
    await ingest.fillShelf()
    expect((await takeIn([record({ source: 'pages', sourceKey: 'd', title: 'Deep Sets', abstract: 'The real abstract.' })], store)).outcomes).toEqual(['updated'])
    expect(await store.count()).toBe(333)
  })

  it('gives way to real papers', async () => {
    const { ingest, editions } = parts()
    await ingest.fillShelf()
    const shelved = (await editions.front()).entries[0]!.paper
    await takeIn([record({ source: 'pages', sourceKey: 'x', title: shelved.title, abstract: 'The real abstract.' })], store)
    const real = (await store.papers([shelved.key]))[0]!
    expect(real).toMatchObject({ abstract: 'The real abstract.', sources: ['pages'] })
    expect(await ingest.clearShelf()).toBe(332)
    expect(await store.count()).toBe(1)
  })
})

describe('editions', () => {
  beforeEach(open)
  afterEach(close)

  it('show everything on the front page while no paper is listed on a day', async () => {
    await takeIn([page, record({ source: 'pages', sourceKey: 'p2', title: 'A second page without a date' })], store)
    await new IndexKeeper(store, index).catchUp()
    const front = await createEditions({ store, index, clock }).front()
    expect(front).toMatchObject({ kind: 'held', total: 2, empty: undefined })
    expect(front.entries.map(({ paper }) => paper.title)).toEqual([page.title, 'A second page without a date'])
  })

  it('tell why a day is empty, each cause in its own words', async () => {
    const editions = createEditions({ store, index, clock })
    expect((await editions.day('2024-05-01')).empty).toMatch(/holds no papers yet/)
    await takeIn([page], store)
    expect((await editions.day('2024-05-01')).empty).toMatch(/^1 paper is held, but nothing says on which days .* search finds them/)
    await takeIn([arxiv, daily], store)
    const why = async (day: string, category?: string) => (await editions.day(day, { category })).empty
    expect(await why('2027-01-01')).toMatch(/still to come/)
    expect(await why('2020-01-01')).toMatch(/begin on 1 May 2024/)
    expect(await why('2024-06-03')).toMatch(/end on 3 May 2024/)
    expect(await why('2024-05-02')).toMatch(/No paper held is listed on this day/)
    expect(await why('2024-05-01', 'math.NA')).toMatch(/none passes these filters/)
    expect(await why('2024-05-01')).toBeUndefined()
    await takeIn([record({ ...other, days: [{ day: '2024-05-06', position: 0, upvotes: 0, numComments: 0 }] })], store)
    expect(await why('2024-05-04')).toMatch(/weekend/)
    expect(await editions.day('2024-05-03')).toMatchObject({ previous: '2024-05-01', next: '2024-05-06' })
    expect(await editions.week('2024-W18')).toMatchObject({ previous: undefined, next: '2024-W19', total: 1 })
    await expect(editions.day('2024-13-45')).rejects.toThrow(/not a day that exists/)
  })
})
