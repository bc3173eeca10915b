/** Papers that several sources tell of, one of them bioRxiv, medRxiv or OpenReview: always one paper. Everything here is made up. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { normalise } from '../normalise/normalise.ts'
import type { Paper, PaperRecord } from '../paper/paper.ts'
import type { RawShape } from '../source/source.ts'
import { openSqlite } from '../store/sqlite/sqlite.ts'
import type { Store } from '../store/store.ts'
import { takeIn } from './take-in.ts'

let folder: string
let store: Store
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'broadsheet-further-'))
  store = await openSqlite(join(folder, 'broadsheet.db'))
})
afterEach(async () => {
  await store.close()
  rmSync(folder, { recursive: true, force: true })
})

const of = (shape: RawShape, value: unknown): PaperRecord => normalise({ shape, value, line: 1, file: 'x' })[0]!

const DOI = '10.1101/2026.01.02.999001'
const ARTICLE = '10.9999/journal.of.snails.12'
const entry = { server: 'bioRxiv', doi: DOI, title: 'Garden snails remember {beta}-carotene', authors: 'Example, A. Q.; Lee, M.', date: '2026-01-05', version: '1', license: 'cc_by', category: 'neuroscience', abstract: 'Snails eat carrots and remember them.', published: 'NA' }
const first = of('biorxiv', entry)
const second = of('biorxiv', { ...entry, title: 'Garden snails remember {beta}-carotene for weeks', date: '2026-02-20', version: '2', published: ARTICLE })
const inLibrary = of('csl', { type: 'article-journal', title: 'Garden snails remember β-carotene', author: [{ family: 'Example', given: 'Ada Q.' }], DOI: DOI.toUpperCase(), issued: { 'date-parts': [[2026]] } })
const article = of('csl', { type: 'article-journal', title: 'A long memory of carrots in garden snails', author: [{ family: 'Example', given: 'Ada Q.' }], DOI: ARTICLE, 'container-title': 'Journal of Snails', volume: 3, issued: { 'date-parts': [[2026, 5]] } })

const NOTE = 'AbCdEf1234'
const note = of('openreview', { id: NOTE, forum: NOTE, pdate: Date.UTC(2026, 0, 26), content: { title: { value: 'Weighing Lanterns with $\\ell_2$ Norms' }, authors: { value: ['Ada Example', 'Kurt Gödelmann'] }, abstract: { value: 'Lanterns are weighed.' }, venue: { value: 'ICLR 2026 Poster' }, venueid: { value: 'ICLR.cc/2026/Conference' } } })
const hidden = of('openreview', { id: NOTE, forum: NOTE, cdate: Date.UTC(2025, 8, 25), content: { title: { value: 'Weighing lanterns with $\\ell_2$ norms' }, authors: { value: ['Anonymous'] }, venue: { value: 'Submitted to ICLR 2026' } } })
const preprint = of('arxiv-listing', { id: '2510.99999', title: 'Weighing lanterns with $\\ell_2$ norms', abstract: 'Lanterns are weighed, at length.', authors: ['A. Example', 'K. Gödelmann'], categories: ['cs.LG'], created: '2025-10-20' })

const papersOf = async (held: Store): Promise<readonly Paper[]> => (await held.changes(0, 100)).papers.map(({ paper }) => paper)

/** Takes records in one by one, and all at once into a second store; both must come to the same one paper. */
async function onePaper(records: readonly PaperRecord[]): Promise<Paper> {
  const at = async (into: Store, batches: readonly (readonly PaperRecord[])[]): Promise<Paper> => {
    for (const batch of batches) await takeIn(batch, into)
    const papers = await papersOf(into)
    expect(papers.map(({ id, title }) => [id, title])).toHaveLength(1)
    return papers[0]!
  }
  const together = await openSqlite(join(folder, `together-${Math.random()}.db`))
  const alone = await openSqlite(join(folder, `alone-${Math.random()}.db`))
  try {
    const paper = await at(alone, records.map((one) => [one]))
    expect({ ...(await at(together, [records])), key: 0 }).toEqual({ ...paper, key: 0 })
    return paper
  } finally {
    await together.close()
    await alone.close()
  }
}

const orders = <T>(items: readonly T[]): T[][] => (items.length < 2 ? [[...items]] : items.flatMap((one, at) => orders([...items.slice(0, at), ...items.slice(at + 1)]).map((rest) => [one, ...rest])))

it('a preprint of bioRxiv and the same DOI in a bibliography', async () => {
  for (const order of orders([first, inLibrary])) expect(await onePaper(order)).toMatchObject({ id: DOI, sources: ['bibliography', 'biorxiv'], categories: ['biorxiv.neuroscience'] })
})

it('a preprint in two versions and the article that became of it, in every order', async () => {
  for (const order of orders([first, second, article])) {
    // Before the second version says so, nothing shows that the preprint became the article; then three are one.
    expect(await onePaper(order)).toMatchObject({
      id: DOI,
      title: 'Garden snails remember β-carotene for weeks',
      sources: ['bibliography', 'biorxiv'],
      published: '2026-01-05',
      updated: '2026-02-20',
      versions: [{ number: 1, submittedAt: '2026-01-05' }, { number: 2, submittedAt: '2026-02-20' }],
      venue: 'Journal of Snails',
    })
  }
})

it('a later version leaves the day in the paper where it was', async () => {
  await takeIn([first], store)
  await takeIn([second], store)
  expect((await takeIn([first, second], store)).outcomes).toEqual(['unchanged', 'unchanged'])
  expect(await store.listed({ from: '2026-01-01', to: '2026-12-31' })).toMatchObject({ total: 1, papers: [{ entry: { day: '2026-01-05', source: 'biorxiv' } }] })
  const within = async (category: string): Promise<number> => (await store.listed({ from: '2026-01-01', to: '2026-12-31', category })).total
  expect([await within('biorxiv'), await within('biorxiv.neuroscience'), await within('biorxiv.ecology'), await within('medrxiv')]).toEqual([1, 1, 0, 0])
})

it('a note of OpenReview and the preprint of arXiv with its title and first author, also while the authors are hidden', async () => {
  for (const order of orders([note, preprint])) expect(await onePaper(order)).toMatchObject({ id: '2510.99999', sources: ['openreview', 'arxiv'], venue: 'ICLR 2026 Poster' })
  for (const order of orders([hidden, preprint])) expect(await onePaper(order)).toMatchObject({ id: '2510.99999', authors: [{ name: 'A. Example' }, { name: 'K. Gödelmann' }] })
  const conference = of('conference', { id: `iclr2026/${NOTE}`, title: 'Weighing Lanterns', authors: ['Ada Example'], venue: 'iclr2026' })
  expect(await onePaper([conference, note, preprint])).toMatchObject({ id: '2510.99999', sources: ['conference', 'openreview', 'arxiv'] })
})

it('a note whose authors are told after the decision is the same note', async () => {
  await takeIn([hidden], store)
  expect((await takeIn([note], store)).outcomes).toEqual(['updated'])
  expect(await papersOf(store)).toMatchObject([{ id: NOTE, venue: 'ICLR 2026 Poster', authors: [{ name: 'Ada Example' }, { name: 'Kurt Gödelmann' }] }])
})

it('keeps apart what only looks alike', async () => {
  const other = of('biorxiv', { ...entry, doi: '10.1101/2026.01.09.999009', authors: 'Somebody, E.' })
  const elsewhere = of('openreview', { id: 'Another0000', content: { title: { value: 'Weighing Lanterns with $\\ell_2$ Norms' }, authors: { value: ['Zoe Nobody'] } } })
  expect((await takeIn([first, other, note, elsewhere], store)).outcomes).toEqual(['added', 'added', 'added', 'added'])
})
