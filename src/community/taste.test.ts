import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { normalise } from '../normalise/normalise.ts'
import { titleKey } from '../normalise/identity.ts'
import { mergeRecords } from '../normalise/merge.ts'
import type { Person } from '../paper/people.ts'
import { openSqlite } from '../store/sqlite/sqlite.ts'
import type { Store } from '../store/store.ts'
import { readReferences } from './read-references.ts'
import { createTaste, type TasteDeeds } from './taste.ts'

const folder = mkdtempSync(join(tmpdir(), 'taste-'))
let store: Store
let taste: TasteDeeds
const person = (id: string): Person => ({ id, name: id, email: `${id}@example.org`, role: 'reader', since: '2026-01-01T00:00:00.000Z' })

/** Papers that are held: by arXiv id, by DOI, and by neither. */
const PAPERS = [
  { title: 'Counting birds with very small networks', author: [{ family: 'Rook', given: 'Ada' }], note: 'arXiv:2401.01234', abstract: 'We count birds.' },
  { title: 'On the songs of hedges', author: [{ family: 'Finch', given: 'Ben' }], DOI: '10.5555/hedge.2019.17' },
  { title: 'A paper that nobody gave an identifier', author: [{ family: 'Wren', given: 'Cat' }] },
]

async function takeIn(papers: readonly object[]): Promise<readonly number[]> {
  return store.write((writer) =>
    writer.write(
      papers.flatMap((value) => normalise({ shape: 'csl', value, line: 1, file: 'x' })).map((record) => ({
        key: undefined, content: mergeRecords([record]), titleKey: titleKey(record.title), sources: [{ source: record.source, sourceKey: record.sourceKey, hash: record.title, record: undefined }], days: [],
      })),
    ),
  )
}

beforeAll(async () => {
  store = await openSqlite(join(folder, 'store.sqlite'))
  taste = createTaste({ store, clock: { now: () => Date.parse('2026-05-01T12:00:00Z') } })
  await takeIn(PAPERS)
  for (const id of ['ann', 'bob', 'cem', 'dee', 'eve', 'fay']) await store.people.savePerson(person(id))
})
afterAll(async () => {
  await store.close()
  rmSync(folder, { recursive: true })
})

describe('papers as people name them', () => {
  it.each([
    ['ids in any mix', 'arXiv:2401.01234v2, https://doi.org/10.5555/hedge.2019.17\n\n[3] Rook (2024), see http://localhost:8765/papers/2401.01234.', ['2401.01234', '10.5555/hedge.2019.17', '2401.01234']],
    ['a title on its line', '  On the songs\tof hedges ', ['On the songs of hedges']],
    ['BibTeX after ids', '2401.01234\n@article{x, title={On the songs of hedges}, author={Finch, Ben}}', ['2401.01234', 'On the songs of hedges']],
    ['RIS', 'TY  - JOUR\nTI  - On the songs of hedges\nAU  - Finch, Ben\nER  - \n', ['On the songs of hedges']],
    ['CSL JSON', JSON.stringify([{ title: 'On the songs of hedges', author: [{ family: 'Finch' }] }]), ['On the songs of hedges']],
  ])('are read: %s', async (_, text, written) => {
    expect((await readReferences(text)).references.map((one) => one.written)).toEqual(written)
  })

  it('are told from what is none', async () => {
    expect(await readReferences('hello\n{"a": 1')).toMatchObject({ references: [], rejected: [expect.stringContaining('hello'), expect.stringContaining('{')] })
    expect((await readReferences('{"broken')).references).toEqual([])
    expect(await readReferences('')).toMatchObject({ references: [], rejected: [] })
  })

  it('never fail, whatever is pasted', async () => {
    await fc.assert(fc.asyncProperty(fc.oneof(fc.string({ unit: 'binary' }), fc.json(), fc.string().map((text) => `@article{${text}`), fc.string().map((text) => `TY  - ${text}`)), async (text) => {
      const { references, rejected } = await readReferences(text)
      expect(references.every((one) => one.written.length > 0)).toBe(true)
      expect(rejected.length).toBeLessThanOrEqual(50)
    }), { numRuns: 200 })
  })
})

describe('seeds', () => {
  it('are found by id, DOI and title; others stay as texts or are named as not found', async () => {
    const text = [
      '2401.01234', '10.5555/HEDGE.2019.17', 'A paper that nobody gave an identifier', '2401.99999',
      '@article{x, title={A paper of somebody else about moss}, author={Moss, Eve}, abstract={Moss is green.}}',
      '@article{y, title={On the songs of hedges}, author={Other, Person}}',
    ].join('\n')
    expect(await taste.addSeeds(person('ann'), text)).toMatchObject({ added: 3, already: 0, texts: 2, notFound: ['2401.99999'] })
    const view = await taste.of(person('ann'), { seeds: 10 })
    expect(view.papers.map(({ title }) => title)).toEqual(PAPERS.map(({ title }) => title))
    expect(view.texts).toMatchObject([{ title: 'A paper of somebody else about moss', abstract: 'Moss is green.', author: 'Eve Moss' }, { title: 'On the songs of hedges' }])
    expect(await taste.addSeeds(person('ann'), text)).toMatchObject({ added: 0, already: 3, texts: 0 })
    expect((await taste.of(person('bob'))).seeds).toBe(0)
  })

  it('that were texts become papers once these are held', async () => {
    await taste.addSeeds(person('bob'), '@article{x, title={A late paper about very slow snails}, author={Snail, Sam}}')
    expect((await taste.of(person('bob'))).texts).toHaveLength(1)
    await takeIn([{ title: 'A late paper about very slow snails', author: [{ family: 'Snail', given: 'Sam' }], DOI: '10.5555/snail.1' }])
    expect(await taste.of(person('bob'), { seeds: 5 })).toMatchObject({ texts: [], seeds: 1, papers: [{ title: 'A late paper about very slow snails' }] })
  })

  it('are taken away one by one', async () => {
    await taste.addSeeds(person('cem'), '2401.01234\nA title that is not held at all')
    await taste.seed(person('cem'), '2401.01234', false)
    await taste.removeText(person('cem'), 'A title that is not held at all')
    expect(await taste.of(person('cem'))).toMatchObject({ seeds: 0, texts: [] })
    await expect(taste.seed(person('cem'), 'nothing', true)).rejects.toMatchObject({ code: 'not-found' })
  })
})

describe('follows and words', () => {
  it('are kept folded, each once whatever its case, and taken away', async () => {
    const dee = person('dee')
    await taste.follow(dee, 'author', '  Ada\u0000  Rook ', true)
    await taste.follow(dee, 'author', 'ada rook', true)
    await taste.follow(dee, 'without', 'hedges', true)
    expect((await taste.of(dee)).follows).toEqual([{ kind: 'author', value: 'Ada Rook' }, { kind: 'without', value: 'hedges' }])
    await taste.follow(dee, 'author', 'ADA ROOK', false)
    expect((await taste.of(dee)).follows).toEqual([{ kind: 'without', value: 'hedges' }])
  })

  it.each([['author', '…'], ['author', ''], ['word', 'x'.repeat(101)], ['category', 'c'.repeat(61)], ['nobody', 'x']])('are refused: %s %s', async (kind, value) => {
    await expect(taste.follow(person('dee'), kind, value, true)).rejects.toMatchObject({ code: 'bad-input' })
  })
})

describe('settings of taste', () => {
  it('change one by one and refuse what cannot be', async () => {
    const eve = person('eve')
    expect(await taste.set(eve, { dial: 0.75, switches: { votes: false } })).toMatchObject({ dial: 0.75, explore: 0.1, switches: { votes: false, saves: true } })
    expect(await taste.set(eve, { span: 'day' })).toMatchObject({ dial: 0.75, span: 'day', switches: { votes: false } })
    for (const wrong of [{ dial: 2 }, { dial: '1' }, { span: 'year' }, { switches: { votes: 'no' } }, { switches: { nothing: true } }, { nothing: 1 }, { explore: 0.6 }, null, [], { dial: NaN }]) {
      await expect(taste.set(eve, wrong), JSON.stringify(wrong)).rejects.toMatchObject({ code: 'bad-input' })
    }
    expect((await taste.of(eve)).settings).toMatchObject({ dial: 0.75, span: 'day' })
  })

  it('begin anew, all or in part', async () => {
    const fay = person('fay')
    const fill = async (): Promise<void> => {
      await taste.follow(fay, 'author', 'Ada Rook', true)
      await taste.follow(fay, 'word', 'moss', true)
      await taste.addSeeds(fay, '2401.01234\nA title that is not held at all')
      await taste.set(fay, { dial: 1 })
    }
    await fill()
    await taste.reset(fay, 'words')
    expect((await taste.of(fay)).follows).toEqual([{ kind: 'author', value: 'Ada Rook' }])
    await taste.reset(fay, 'follows')
    await taste.reset(fay, 'seeds')
    expect(await taste.of(fay)).toMatchObject({ follows: [], seeds: 0, texts: [], settings: { dial: 1, since: '' } })
    await taste.reset(fay, 'past')
    expect((await taste.of(fay)).settings).toMatchObject({ dial: 1, since: '2026-05-01T12:00:00.000Z' })
    await taste.reset(fay, 'settings')
    expect((await taste.of(fay)).settings).toMatchObject({ dial: 0.25, since: '2026-05-01T12:00:00.000Z' })
    await fill()
    await taste.reset(fay, 'all')
    expect(await taste.of(fay)).toMatchObject({ follows: [], seeds: 0, texts: [], settings: { dial: 0.25 } })
  })
})
