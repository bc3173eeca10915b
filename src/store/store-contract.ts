/** What every store keeps to, whichever database is behind it. Called by each database's test. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Paper } from '../paper/paper.ts'
import { madeUpPaper, madeUpRecord } from './made-up-papers.ts'
import type { PaperWrite, Store } from './store.ts'

type Day = PaperWrite['days'][number]

/** @param open opens a new, empty store */
export function storeContract(name: string, open: () => Promise<Store>): void {
  describe(`a store in ${name}`, () => {
    let store: Store
    beforeEach(async () => {
      store = await open()
    })
    afterEach(() => store.close())

    const put = (...papers: PaperWrite[]) => store.write((writer) => writer.write(papers))
    const place = (day: string, change: Partial<Day> = {}): Day => ({ day, source: 'huggingface', position: 0, upvotes: 0, numComments: 0, ...change })
    const ids = (papers: readonly Paper[]) => papers.map((paper) => paper.id)

    describe('when empty', () => {
      test('answers every question', async () => {
        expect(await store.count()).toBe(0)
        expect(await store.countBySource()).toEqual({})
        expect(await store.seq()).toBe(0)
        expect(await store.lastKey()).toBe(0)
        expect(await store.papers([1, 2])).toEqual([])
        expect(await store.find('2403.00001')).toBeUndefined()
        for (const key of [1, 0, -1, 1.5, Number.NaN, 2 ** 40]) {
          expect(await store.papers([key])).toEqual([])
          expect(await store.daysOf(key)).toEqual([])
          expect(await store.versionsOf(key)).toEqual([])
          await store.write((writer) => writer.remove([key]))
        }
        expect(await store.versionsOf(1)).toEqual([])
        expect(await store.listed({ from: '2024-01-01', to: '2024-12-31' })).toEqual({ total: 0, papers: [] })
        expect(await store.keysListed('2024-01-01', '2024-12-31')).toEqual([])
        expect(await store.neighbours('2024-01-01')).toEqual({ previous: undefined, next: undefined })
        expect(await store.daySpan()).toEqual({ first: undefined, last: undefined })
        expect(await store.countsByDay('2024-01-01', '2024-12-31')).toEqual([])
        expect(await store.facets('category', 10)).toEqual([])
        expect(await store.changes(0, 10)).toEqual({ papers: [], removed: [], seq: 0 })
        expect(await store.settingsUnder('')).toEqual({})
        expect(await store.ledger({ from: '0000', to: '9999' })).toEqual([])
        expect(await store.held('arxiv', ['2403.00001'])).toEqual(new Set())
        expect(await store.check()).toEqual([])
        const asked = { identifiers: [], titleKeys: [], sourceKeys: [] }
        expect(await store.write((writer) => writer.candidates(asked))).toEqual([])
      })
    })

    describe('papers', () => {
      test('come back as they went in', async () => {
        const full = madeUpPaper(1, {
          abstract: 'Two\n\nparagraphs with $\\ell_p$, "quotes", 汉字 and 🦉.',
          identifiers: [{ scheme: 'arxiv', value: '2403.00001' }, { scheme: 'doi', value: '10.1/x' }],
          categories: ['cs.LG', 'a "quoted" name, with blanks'],
          venue: 'NeurIPS 2024',
          keywords: ['one', 'two three'],
          published: '2024',
          updated: '2024-05',
          versions: [{ number: 2 }, { number: 1, submittedAt: '2024-03-01T10:00:00Z' }],
          comment: '12 pages',
          journalRef: 'J. Made Up 1',
          licence: 'CC0',
          citations: 0,
          links: [{ kind: 'code', url: 'https://example.org/x' }],
          aiSummary: 'Short.',
          extras: { discussionId: 'abc', nested: [1, null, { a: true }] },
          withdrawn: true,
          sources: ['huggingface', 'arxiv'],
          upvotes: 7,
        })
        const bare = madeUpPaper(2, { abstract: '', authors: [], identifiers: [], categories: [], published: undefined, versions: [], id: 'b-0123456789ab' })
        const [first, second] = await put(full, bare)
        const papers = await store.papers([second ?? 0, 999, first ?? 0])
        expect(papers).toEqual([
          { ...bare.content, key: second },
          { ...full.content, key: first, versions: [...full.content.versions].reverse() },
        ])
        expect(await store.versionsOf(first ?? 0)).toEqual([{ number: 1, submittedAt: '2024-03-01T10:00:00Z' }, { number: 2 }])
        expect(await store.check()).toEqual([])
      })

      test('with text that no database keeps are kept without it', async () => {
        const [key] = await put(madeUpPaper(1, { title: 'a\0b\ud800c', abstract: '\0', authors: [{ name: 'x\0\udfff' }], extras: { a: ['\0'] }, venue: '\0' }))
        const [paper] = await store.papers([key ?? 0])
        expect(paper).toMatchObject({ title: 'a\ufffdb\ufffdc', abstract: '\ufffd', authors: [{ name: 'x\ufffd\ufffd' }], extras: { a: ['\ufffd'] }, venue: '\ufffd' })
        expect(await store.check()).toEqual([])
      })

      test('of the greatest size go in', async () => {
        const [key] = await put(
          madeUpPaper(1, { title: '汉'.repeat(2000), abstract: '汉'.repeat(200_000) }, { titleKey: '汉'.repeat(2000), sources: [{ source: 'arxiv', sourceKey: '汉'.repeat(400), hash: 'h', record: undefined }] }),
        )
        expect((await store.papers([key ?? 0]))[0]?.abstract).toHaveLength(200_000)
      })

      test('go in by thousands and stay apart', async () => {
        const keys = await put(...Array.from({ length: 1234 }, (_, number) => madeUpPaper(number, {}, { days: [place('2024-03-02', { position: number })] })))
        expect(new Set(keys).size).toBe(1234)
        expect(await store.count()).toBe(1234)
        const papers = await store.papers(keys)
        expect(ids(papers)).toEqual(Array.from({ length: 1234 }, (_, number) => madeUpPaper(number).content.id))
        expect(await store.check()).toEqual([])
      })

      test('are replaced whole', async () => {
        const [key] = await put(madeUpPaper(1, { venue: 'A' }, { days: [place('2024-03-02', { upvotes: 3 })] }))
        const again = madeUpPaper(2, { versions: [{ number: 4 }], categories: ['math.CO'] }, { key, sources: [{ source: 'huggingface', sourceKey: 'k', hash: 'h2', record: madeUpRecord(2) }], days: [place('2024-03-05')] })
        expect(await put(again)).toEqual([key])
        expect(await store.papers([key ?? 0])).toEqual([{ ...again.content, key }])
        expect(await store.daysOf(key ?? 0)).toEqual([place('2024-03-05')])
        expect(await store.count()).toBe(1)
        expect(await store.facets('venue', 5)).toEqual([])
        expect(await store.facets('category', 5)).toEqual([{ name: 'math.CO', papers: 1 }])
        const loaded = await store.write((writer) => writer.load([key ?? 0, 12345]))
        expect(loaded).toEqual([{ paper: { ...again.content, key }, sources: again.sources, days: again.days }])
        expect(await store.check()).toEqual([])
      })

      test('named twice in a batch are as the later says', async () => {
        const [key] = await put(madeUpPaper(1))
        expect(await put(madeUpPaper(1, { title: 'Earlier' }, { key }), madeUpPaper(1, { title: 'Later' }, { key }))).toEqual([key, key])
        expect((await store.papers([key ?? 0]))[0]?.title).toBe('Later')
        expect(await store.check()).toEqual([])
      })

      test('may exchange sources, identifiers and days in one batch', async () => {
        const [one, two] = await put(madeUpPaper(1, {}, { days: [place('2024-03-02')] }), madeUpPaper(2))
        const first = madeUpPaper(1)
        const second = madeUpPaper(2)
        await put({ ...first, key: two, days: [place('2024-03-02')] }, { ...second, key: one })
        expect((await store.find('2403.00001'))?.key).toBe(two)
        expect((await store.find('2403.00002'))?.key).toBe(one)
        expect(await store.daysOf(one ?? 0)).toEqual([])
        expect(await store.check()).toEqual([])
      })

      test('that are not there cannot be replaced', async () => {
        await expect(put(madeUpPaper(1, {}, { key: 77 }))).rejects.toMatchObject({ code: 'internal' })
        expect(await store.count()).toBe(0)
      })

      test('cannot share one source record', async () => {
        await put(madeUpPaper(1))
        await expect(put(madeUpPaper(2, {}, { sources: madeUpPaper(1).sources }))).rejects.toThrow()
        expect(await store.count()).toBe(1)
      })
    })

    describe('finding', () => {
      test('goes by public id and by any identifier, whatever the case', async () => {
        const [key] = await put(madeUpPaper(1, { id: 'P19-1001', identifiers: [{ scheme: 'acl', value: 'P19-1001' }, { scheme: 'arxiv', value: 'math.GT/0309136' }, { scheme: 'doi', value: '10.18653/v1/p19' }] }))
        for (const id of ['P19-1001', 'p19-1001', 'MATH.gt/0309136', '10.18653/V1/P19']) expect((await store.find(id))?.key, id).toBe(key)
        for (const id of ['', 'P19', 'P19-1001 ', '%', '_19-1001', 'x'.repeat(100_000), "' or 1=1 --"]) expect(await store.find(id), id.slice(0, 20)).toBeUndefined()
      })

      test('does not go by title', async () => {
        await put(madeUpPaper(1, {}, { titleKey: 'some title' }))
        expect(await store.find('some title')).toBeUndefined()
      })

      test('still goes by a public id that the paper once had', async () => {
        const [key] = await put(madeUpPaper(1, { id: 'b-aaaaaaaaaaaa', identifiers: [] }))
        await put(madeUpPaper(1, { id: '10.1/x', identifiers: [{ scheme: 'doi', value: '10.1/x' }] }, { key }))
        await put(madeUpPaper(1, {}, { key }))
        for (const id of ['B-aaaaaaaaaaaa', '10.1/x', '2403.00001']) expect((await store.find(id))?.id, id).toBe('2403.00001')
        await put(madeUpPaper(1, { id: 'b-aaaaaaaaaaaa' }, { key }))
        for (const id of ['b-aaaaaaaaaaaa', '10.1/x', '2403.00001']) expect((await store.find(id))?.id, id).toBe('b-aaaaaaaaaaaa')
        expect(await store.check()).toEqual([])
      })

      test('prefers the paper whose public id it is now', async () => {
        const [old] = await put(madeUpPaper(1, { id: 'same', identifiers: [] }))
        await put(madeUpPaper(1, { id: 'other', identifiers: [] }, { key: old }))
        const [now] = await put(madeUpPaper(2, { id: 'same', identifiers: [] }))
        expect((await store.find('same'))?.key).toBe(now)
        expect((await store.find('SAME'))?.key).toBe(now)
      })
    })

    describe('candidates', () => {
      test('share an identifier, a title key or a source record', async () => {
        const [one, two, three] = await put(
          madeUpPaper(1, { identifiers: [{ scheme: 'doi', value: '10.1/Abc' }] }),
          madeUpPaper(2, {}, { titleKey: 'sharedtitle' }),
          madeUpPaper(3, { authors: [] }, { sources: [{ source: 'conference', sourceKey: 'icml/1', hash: 'h3', record: madeUpRecord(3) }] }),
          madeUpPaper(4),
        )
        const found = await store.write((writer) =>
          writer.candidates({
            identifiers: [{ scheme: 'doi', value: '10.1/abc' }, { scheme: 'openreview', value: '2403.00004' }],
            titleKeys: ['sharedtitle', ''],
            sourceKeys: [{ source: 'conference', sourceKey: 'icml/1' }, { source: 'arxiv', sourceKey: 'icml/1' }],
          }),
        )
        expect(found.map((candidate) => candidate.key)).toEqual([one, two, three])
        expect(found[0]).toEqual({ key: one, titleKey: madeUpPaper(1).titleKey, firstAuthor: 'Ada Lovelace 1', identifiers: [{ scheme: 'doi', value: '10.1/Abc' }], sources: [{ source: 'arxiv', sourceKey: '2403.00001', hash: 'hash-1' }] })
        expect(found[2]?.firstAuthor).toBeUndefined()
        expect(found[2]?.sources).toEqual([{ source: 'conference', sourceKey: 'icml/1', hash: 'h3' }])
      })

      test('see what the same write has put in, and not what it has replaced', async () => {
        const asked = { identifiers: [], titleKeys: ['before', 'after'], sourceKeys: [] }
        await store.write(async (writer) => {
          const [key] = await writer.write([madeUpPaper(1, {}, { titleKey: 'before' })])
          expect((await writer.candidates(asked)).map((candidate) => candidate.titleKey)).toEqual(['before'])
          await writer.write([madeUpPaper(1, {}, { key, titleKey: 'after' })])
          expect((await writer.candidates(asked)).map((candidate) => candidate.titleKey)).toEqual(['after'])
          expect(await writer.candidates({ ...asked, titleKeys: ['before'] })).toEqual([])
        })
      })

      test('may be asked for by thousands', async () => {
        await put(madeUpPaper(5))
        const many = Array.from({ length: 40_000 }, (_, number) => ({ scheme: 'arxiv' as const, value: `2403.${String(number).padStart(5, '0')}` }))
        expect(await store.write((writer) => writer.candidates({ identifiers: many, titleKeys: [], sourceKeys: [] }))).toHaveLength(1)
      })
    })

    describe('removing', () => {
      test('takes everything of a paper and gives its key to no other', async () => {
        const keys = await put(madeUpPaper(1, { id: 'b-1', identifiers: [] }, { days: [place('2024-03-02')] }), madeUpPaper(2))
        await store.write((writer) => writer.remove([keys[0] ?? 0, 999]))
        expect(await store.count()).toBe(1)
        expect(await store.find('b-1')).toBeUndefined()
        expect(await store.daySpan()).toEqual({ first: undefined, last: undefined })
        expect(await store.check()).toEqual([])
        await store.write((writer) => writer.remove([keys[1] ?? 0]))
        expect(await store.lastKey()).toBe(Math.max(...keys))
        const [fresh, last] = await put(madeUpPaper(1), madeUpPaper(2))
        expect(fresh).toBeGreaterThan(Math.max(...keys))
        expect(await store.lastKey()).toBe(last)
        expect(await store.check()).toEqual([])
      })
    })

    describe('dated lists', () => {
      beforeEach(async () => {
        await put(
          madeUpPaper(1, { published: '2024-02-01', categories: ['cs.LG'] }, { days: [place('2024-03-01', { upvotes: 5, position: 2, numComments: 4, submittedAt: '2024-03-01T01:02:03Z', submittedBy: { name: 'Akhaliq', fullname: 'AK' } }), place('2024-03-02', { upvotes: 9 })] }),
          madeUpPaper(2, { published: '2024-02-03', categories: ['math.CO', 'cs.DM'], venue: 'ICML' }, { days: [place('2024-03-01', { upvotes: 5, position: 1 })] }),
          madeUpPaper(3, { published: undefined, categories: ['csx.AB'] }, { days: [place('2024-03-01', { upvotes: 8, position: 3 }), place('2024-03-01', { source: 'arxiv', upvotes: 8, position: 0 })] }),
          madeUpPaper(4, { published: '2024-02-02', categories: ['cs_LG'] }, { days: [place('2024-03-07', { upvotes: 1, position: 0 })] }),
          madeUpPaper(5),
        )
      })
      const list = async (query: Partial<Parameters<Store['listed']>[0]>) => {
        const { total, papers } = await store.listed({ from: '2024-03-01', to: '2024-03-31', ...query })
        // The places are the same without the papers.
        expect(await store.places({ from: '2024-03-01', to: '2024-03-31', ...query })).toEqual(papers.map(({ paper, entry }) => ({ paperKey: paper.key, entry })))
        return [total, ...papers.map((listed) => Number(listed.paper.id.slice(5)))]
      }

      test('show only what came in after a paper', async () => {
        const { papers } = await store.listed({ from: '2024-03-01', to: '2024-03-31' })
        const second = papers.find(({ paper }) => paper.id === '2403.00002')?.paper.key
        expect(await list({ afterKey: second })).toEqual([2, 3, 4])
        expect(await list({ afterKey: second, limit: 0 })).toEqual([2])
        expect(await list({ afterKey: 0 })).toEqual([4, 1, 3, 2, 4])
        expect(await list({ afterKey: await store.lastKey() })).toEqual([0])
        expect(await list({ afterKey: Number.NaN })).toEqual([4, 1, 3, 2, 4])
      })

      test('hold a paper once, where it has most upvotes', async () => {
        const { total, papers } = await store.listed({ from: '2024-03-01', to: '2024-03-02' })
        expect(total).toBe(3)
        expect(papers.map((listed) => [listed.paper.id, listed.entry.day, listed.entry.source, listed.entry.upvotes])).toEqual([
          ['2403.00001', '2024-03-02', 'huggingface', 9],
          ['2403.00003', '2024-03-01', 'arxiv', 8],
          ['2403.00002', '2024-03-01', 'huggingface', 5],
        ])
        const [one] = (await store.listed({ from: '2024-03-01', to: '2024-03-01', source: 'huggingface', limit: 10 })).papers.slice(-1)
        expect(one?.entry).toEqual(place('2024-03-01', { upvotes: 5, position: 2, numComments: 4, submittedAt: '2024-03-01T01:02:03Z', submittedBy: { name: 'Akhaliq', fullname: 'AK' } }))
        expect(one?.paper.abstract).toHaveLength(madeUpPaper(1).content.abstract.length)
      })

      test('give each key of a span once, ascending', async () => {
        const held = async (from: string, to: string) => ids(await store.papers(await store.keysListed(from, to))).map((id) => Number(id.slice(5)))
        expect(await held('2024-03-01', '2024-03-02')).toEqual([1, 2, 3])
        expect(await held('2024-03-02', '2024-03-02')).toEqual([1])
        expect(await held('2024-03-02', '2024-03-01')).toEqual([])
        const keys = await store.keysListed('0000', '9999')
        expect(keys).toEqual([...new Set(keys)].toSorted((a, b) => a - b))
        expect(keys).toHaveLength(4)
      })

      test('go by votes, then place; or by date of publication', async () => {
        expect(await list({ to: '2024-03-01' })).toEqual([3, 3, 2, 1])
        expect(await list({})).toEqual([4, 1, 3, 2, 4])
        expect(await list({ sort: 'published' })).toEqual([4, 2, 4, 1, 3])
      })

      test('are filtered by category, archive, venue, source and submitter', async () => {
        expect(await list({ category: 'cs.LG' })).toEqual([1, 1])
        expect(await list({ category: 'cs' })).toEqual([2, 1, 2])
        expect(await list({ category: 'cs.' })).toEqual([0])
        expect(await list({ category: 'CS.lg' })).toEqual([1, 1])
        expect(await list({ category: '%' })).toEqual([0])
        expect(await list({ category: 'cs_LG' })).toEqual([1, 4])
        expect(await list({ category: '"' })).toEqual([0])
        expect(await list({ venue: 'icml' })).toEqual([1, 2])
        expect(await list({ venue: 'ICM_' })).toEqual([0])
        expect(await list({ source: 'arxiv' })).toEqual([1, 3])
        for (const wild of ['x'.repeat(100_000), '\0', "'; drop table papers --"]) {
          expect(await list({ category: wild })).toEqual([0])
          expect(await list({ venue: wild, submitter: wild })).toEqual([0])
        }
        expect(await list({ submitter: 'akhaliq' })).toEqual([1, 1])
        expect(await list({ submitter: 'akhaliq', category: 'math' })).toEqual([0])
        expect(await list({ category: 'cs', sort: 'published' })).toEqual([2, 2, 1])
      })

      test('know a paper as it is now', async () => {
        const paper = await store.find('2403.00001')
        const days = paper === undefined ? [] : await store.daysOf(paper.key)
        await put(madeUpPaper(1, { categories: ['q-bio.NC'], venue: 'ACL', published: '2023' }, { key: paper?.key, days }))
        expect(await list({ category: 'cs.LG' })).toEqual([0])
        expect(await list({ category: 'q-bio', venue: 'acl' })).toEqual([1, 1])
        expect(await list({ sort: 'published' })).toEqual([4, 2, 4, 1, 3])
        expect(await store.check()).toEqual([])
      })

      test('leave out the lists of a source, and papers that are in other days’ lists too', async () => {
        const later = { from: '2024-03-02', to: '2024-03-05' }
        expect(await list({ except: 'huggingface' })).toEqual([1, 3])
        expect(await list({ except: 'arxiv' })).toEqual([4, 1, 3, 2, 4])
        expect(await list({ unlessIn: later })).toEqual([3, 3, 2, 4])
        expect(await list({ unlessIn: later, except: 'arxiv', to: '2024-03-01' })).toEqual([2, 3, 2])
        expect(await list({ unlessIn: { from: later.to, to: later.from } })).toEqual([4, 1, 3, 2, 4])
      })

      test('are paged', async () => {
        expect(await list({ limit: 2 })).toEqual([4, 1, 3])
        expect(await list({ limit: 2, offset: 2 })).toEqual([4, 2, 4])
        expect(await list({ limit: 2, offset: 4 })).toEqual([4])
        expect(await list({ limit: 0 })).toEqual([4])
        expect(await list({ limit: -3, offset: -1 })).toEqual([4])
        expect(await list({ limit: Number.POSITIVE_INFINITY, offset: Number.NaN })).toEqual([4, 1, 3, 2, 4])
      })

      test('know their neighbours, span and counts', async () => {
        expect(await store.neighbours('2024-03-02')).toEqual({ previous: '2024-03-01', next: '2024-03-07' })
        expect(await store.neighbours('2024-03-05')).toEqual({ previous: '2024-03-02', next: '2024-03-07' })
        expect(await store.neighbours('2024-03-07')).toEqual({ previous: '2024-03-02', next: undefined })
        expect(await store.neighbours('2024-03-07', ['huggingface'])).toEqual({ previous: '2024-03-01', next: undefined })
        expect(await store.neighbours('2024-03-02', ['arxiv', 'huggingface'])).toEqual({ previous: undefined, next: undefined })
        expect(await store.daySpan()).toEqual({ first: '2024-03-01', last: '2024-03-07' })
        expect(await store.countsByDay('2024-03-01', '2024-03-05')).toEqual([
          { day: '2024-03-01', source: 'arxiv', papers: 1 },
          { day: '2024-03-01', source: 'huggingface', papers: 3 },
          { day: '2024-03-02', source: 'huggingface', papers: 1 },
        ])
      })

      test('name the days of a paper, newest first', async () => {
        const key = (await store.find('2403.00001'))?.key ?? 0
        expect((await store.daysOf(key)).map((entry) => entry.day)).toEqual(['2024-03-02', '2024-03-01'])
      })

      test('tell a day that is only reckoned from one that was seen', async () => {
        const reckoned = place('2024-04-01', { source: 'arxiv', estimated: true })
        const seen = place('2024-04-02', { source: 'arxiv', position: 7 })
        const paper = madeUpPaper(9, {}, { days: [reckoned, { ...seen, estimated: false }] })
        const [key = 0] = await put(paper)
        expect(await store.daysOf(key)).toEqual([seen, reckoned])
        expect(Object.keys((await store.daysOf(key))[0] ?? {})).not.toContain('estimated')
        const [held] = await store.write((writer) => writer.load([key]))
        expect(held?.days).toEqual([reckoned, seen])
        expect((await store.listed({ from: '2024-04-01', to: '2024-04-01' })).papers[0]?.entry).toEqual(reckoned)
        expect((await store.listed({ from: '2024-04-01', to: '2024-04-02' })).papers[0]?.entry).toEqual(reckoned)
        await put({ ...paper, key, days: [{ ...reckoned, estimated: undefined }, { ...reckoned, upvotes: 5 }] })
        expect(await store.daysOf(key)).toEqual([place('2024-04-01', { source: 'arxiv' })])
        await put({ ...paper, key, days: [reckoned] })
        expect(await store.daysOf(key)).toEqual([reckoned])
      })

      test('keep the better of two places in one list', async () => {
        const [key] = await put(madeUpPaper(9, {}, { days: [place('2024-04-01', { upvotes: 1 }), place('2024-04-01', { upvotes: 4 }), place('2024-04-01', { upvotes: 2 })] }))
        expect(await store.daysOf(key ?? 0)).toEqual([place('2024-04-01', { upvotes: 4 })])
      })
    })

    describe('counts', () => {
      test('follow what is written, rewritten and removed', async () => {
        const [one, two] = await put(
          madeUpPaper(1, { categories: ['cs.LG', 'cs.LG', 'stat.ML'], venue: 'ICML', sources: ['shelf', 'arxiv'] }),
          madeUpPaper(2, { categories: ['cs.LG'], venue: 'ACL', sources: ['arxiv'] }),
          madeUpPaper(3, { categories: [], venue: 'ICML', sources: ['conference'] }),
        )
        expect(await store.facets('category', 10)).toEqual([{ name: 'cs.LG', papers: 2 }, { name: 'stat.ML', papers: 1 }])
        expect(await store.facets('category', Number.POSITIVE_INFINITY)).toHaveLength(2)
        expect(await store.facets('category', -1)).toEqual([])
        expect(await store.facets('venue', 1)).toEqual([{ name: 'ICML', papers: 2 }])
        expect(await store.countBySource()).toEqual({ shelf: 1, conference: 1, arxiv: 2 })
        await put(madeUpPaper(1, { categories: ['math.CO'], sources: ['arxiv'] }, { key: one }))
        await store.write((writer) => writer.remove([two ?? 0]))
        expect(await store.facets('category', 10)).toEqual([{ name: 'math.CO', papers: 1 }])
        expect(await store.facets('venue', 10)).toEqual([{ name: 'ICML', papers: 1 }])
        expect(await store.countBySource()).toEqual({ conference: 1, arxiv: 1 })
        expect(await store.count()).toBe(2)
        expect(await store.check()).toEqual([])
      })
    })

    describe('changes', () => {
      test('come in order, in pieces, each once', async () => {
        const keys = await put(...Array.from({ length: 25 }, (_, number) => madeUpPaper(number)))
        await put(madeUpPaper(3, { title: 'Changed' }, { key: keys[3] }))
        await store.write((writer) => writer.remove([keys[5] ?? 0]))
        const seen = new Map<number, string>()
        const removed: number[] = []
        let seq = 0
        let rounds = 0
        for (;;) {
          const changes = await store.changes(seq, 10)
          if (changes.papers.length === 0 && changes.removed.length === 0) break
          for (const { paper, seq: at } of changes.papers) {
            expect(at).toBeGreaterThan(seq)
            expect(seen.has(paper.key)).toBe(false)
            seen.set(paper.key, paper.title)
          }
          removed.push(...changes.removed.map((gone) => gone.key))
          seq = changes.seq
          rounds++
        }
        expect(rounds).toBe(3)
        expect(seen.size).toBe(24)
        expect(seen.get(keys[3] ?? 0)).toBe('Changed')
        expect(removed).toEqual([keys[5]])
        expect(seq).toBe(await store.seq())
        expect(seq).toBe(27)
        expect(await store.changes(seq, 10)).toEqual({ papers: [], removed: [], seq })
        expect((await store.changes(26, 10)).removed).toEqual([{ seq: 27, key: keys[5] }])
      })
    })

    describe('settings', () => {
      test('keep any JSON value', async () => {
        expect(await store.setting('a')).toBeUndefined()
        for (const value of [1, 'text', null, false, { deep: [1, { b: '汉\0' }] }]) {
          await store.setSetting('a', value)
          expect(await store.setting('a')).toEqual(JSON.parse(JSON.stringify(value).replace('\\u0000', '\ufffd')))
        }
        await store.setSetting('a', undefined)
        expect(await store.setting('a')).toBeUndefined()
      })
    })

    describe('a write', () => {
      test('that fails leaves nothing behind, and the next one goes on', async () => {
        const [key] = await put(madeUpPaper(1))
        const failed = store.write(async (writer) => {
          await writer.write([madeUpPaper(1, { title: 'Lost' }, { key }), madeUpPaper(2), madeUpPaper(3)])
          await writer.remove([key ?? 0])
          throw new Error('on purpose')
        })
        await expect(failed).rejects.toThrow('on purpose')
        expect(await store.count()).toBe(1)
        expect(await store.seq()).toBe(1)
        expect((await store.find('2403.00001'))?.title).toBe(madeUpPaper(1).content.title)
        expect(await store.find('2403.00002')).toBeUndefined()
        await put(madeUpPaper(2))
        expect(await store.count()).toBe(2)
        expect(await store.check()).toEqual([])
      })

      test('waits for the one before it', async () => {
        const order: string[] = []
        const write = (name: string) =>
          store.write(async (writer) => {
            order.push(`${name} begins`)
            await writer.write([madeUpPaper(order.length)])
            await new Promise((resolve) => setTimeout(resolve, 5))
            order.push(`${name} ends`)
          })
        await Promise.all([write('one'), write('two'), store.setSetting('x', 1), write('three')])
        expect(order).toEqual(['one begins', 'one ends', 'two begins', 'two ends', 'three begins', 'three ends'])
        expect(await store.count()).toBe(3)
      })

      test('shows readers all of it or nothing', async () => {
        const counts: number[] = []
        let writing = true
        const reading = (async () => {
          while (writing) {
            counts.push(await store.count())
            await new Promise((resolve) => setImmediate(resolve))
          }
        })()
        for (let batch = 0; batch < 8; batch++) {
          await store.write(async (writer) => {
            for (let part = 0; part < 4; part++) await writer.write(Array.from({ length: 5 }, (_, number) => madeUpPaper(batch * 20 + part * 5 + number)))
          })
        }
        writing = false
        await reading
        expect(counts.length).toBeGreaterThan(0)
        expect(counts.filter((count) => count % 20 !== 0)).toEqual([])
      })

      test('numbers papers apart that are asked for at once', async () => {
        const keys = await store.write((writer) => Promise.all([1, 2, 3].map((number) => writer.write([madeUpPaper(number)]))))
        expect(new Set(keys.flat()).size).toBe(3)
        expect(await store.count()).toBe(3)
        expect(await store.check()).toEqual([])
      })

      test('takes nothing more once it has ended', async () => {
        const kept = await store.write(async (writer) => writer)
        await expect(kept.write([madeUpPaper(1)])).rejects.toMatchObject({ code: 'internal' })
        let unawaited: Promise<unknown> = Promise.resolve()
        await store.write(async (writer) => {
          unawaited = writer.write([madeUpPaper(2)])
        })
        await unawaited
        expect(await store.count()).toBe(1)
      })

      test('does not keep what it started from writing later', async () => {
        let later: Promise<void> = Promise.resolve()
        let begin: () => void = () => undefined
        const ended = new Promise<void>((resolve) => (begin = resolve))
        await store.write(async () => {
          later = ended.then(() => store.setSetting('a', 1))
        })
        begin()
        await later
        expect(await store.setting('a')).toBe(1)
      })

      test('cannot hold another write, which would wait for ever', async () => {
        await expect(store.write(() => store.setSetting('a', 1))).rejects.toMatchObject({ code: 'internal' })
      })
    })

    test('once closed, says so', async () => {
      await store.close()
      await expect(store.write(async () => 1)).rejects.toMatchObject({ code: 'internal' })
      await expect((async () => store.count())()).rejects.toMatchObject({ code: 'internal' })
    })
  })
}
