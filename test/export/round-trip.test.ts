import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { parse as citationBibtex } from '@citation-js/plugin-bibtex/lib/input/file.js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { writePapers } from '../../src/feed/export/write-papers.ts'
import { cleanLine, cleanParagraphs } from '../../src/normalise/clean-text.ts'
import { authorOfName } from '../../src/normalise/authors.ts'
import { mergeRecords } from '../../src/normalise/merge.ts'
import { normalise } from '../../src/normalise/normalise.ts'
import { EXPORT_FORMATS } from '../../src/paper/format-of-path.ts'
import type { Paper, PaperRecord } from '../../src/paper/paper.ts'
import { readFile } from '../../src/source/file/file.ts'
import { readShelf } from '../../src/source/shelf/shelf.ts'
import { freshPapers, lostOf, paperOf, readBack } from './round-trip.ts'

/** Losses that are no other paper: how mathematics, dashes and quotation marks are written, and what a format has no room for. */
const HARMLESS = new Set(['title’s writing', 'title’s signs', 'abstract’s writing', 'abstract', 'keywords', 'other ids'])

let folder: string
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), 'export-'))))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function expectSame(papers: readonly Paper[], name: string): Promise<void> {
  for (const format of EXPORT_FORMATS) {
    const records = await readBack(papers, format)
    expect(records).toHaveLength(papers.length)
    const lost = papers.flatMap((paper, i) => lostOf(paper, mergeRecords([records[i]!])).filter((one) => !HARMLESS.has(one)).map((one) => `${format} ${paper.id}: ${one}`))
    expect(lost).toEqual([])
    expect(await freshPapers(records, folder, `${name}-${format}`)).toHaveLength(papers.length)
  }
}

describe('papers that were exported and imported again', () => {
  it('are the same papers: the starter shelf', async () => {
    await expectSame(readShelf().map((raw, key) => paperOf(normalise(raw), key)), 'shelf')
  }, 60_000)

  it('are the same papers: a real month', async (context) => {
    const file = new URL('../../../shared/data/hf-daily/2026-04.jsonl.gz', import.meta.url).pathname
    context.skip(!existsSync(file), 'the recorded month is not here')
    const byId = new Map<string, Paper>()
    for await (const batch of readFile(file)) {
      for (const parsed of batch) {
        if (!('record' in parsed)) continue
        const paper = paperOf(normalise(parsed.record), byId.size)
        byId.set(paper.id, paper)
      }
    }
    expect(byId.size).toBeGreaterThan(100)
    await expectSame([...byId.values()], 'month')
  }, 120_000)

  const piece = fc.constantFrom('BERT', 'a', 'The', '$x_i^2$', '$\\{a\\}$', '{', '}', '\\', '%', '&', '#', '_', '^', '~', '@article{x,', 'ER  - ', 'TY  - JOUR', '\u202e', '\u0007', '"', '<', '>', '5$', '数学', 'عربي', '😀', 'é', '--', '``q\'\'', '\\alpha', '{GPT}', 'and', 'others', ',', '=')
  const wild = fc.array(fc.oneof({ weight: 4, arbitrary: piece }, fc.string({ unit: 'binary', maxLength: 6 })), { maxLength: 12 }).map((parts) => parts.join(' '))
  const hostile = fc.record({ title: wild, abstract: wild, names: fc.array(wild, { maxLength: 4 }), venue: fc.option(wild, { nil: undefined }), number: fc.integer({ min: 1, max: 99999 }), year: fc.integer({ min: 2000, max: 2026 }) }).map(({ title, abstract, names, venue, number, year }): PaperRecord => {
    const held: PaperRecord = {
      source: 'arxiv', sourceKey: String(number), title: cleanLine(`Made up ${title}`, 2000), abstract: cleanParagraphs(abstract, 5000), authors: names.flatMap((name) => authorOfName(name) ?? []),
      identifiers: [{ scheme: 'arxiv', value: `2001.${String(number).padStart(5, '0')}` }], categories: ['cs.LG'], keywords: [], versions: [], links: [], days: [], published: `${year}-02-03`,
    }
    const line = venue === undefined ? '' : cleanLine(venue, 300)
    return line === '' ? held : { ...held, venue: line }
  })

  it('keep their identity, number and date whatever their texts hold', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(hostile, { minLength: 1, maxLength: 5, selector: ({ sourceKey }) => sourceKey }), async (records) => {
        const papers = records.map((record, key) => paperOf([record], key))
        for (const format of EXPORT_FORMATS) {
          const back = await readBack(papers, format)
          expect(back).toHaveLength(papers.length)
          for (const [i, paper] of papers.entries()) {
            const lost = lostOf(paper, mergeRecords([back[i]!]))
            expect(lost).not.toContain('identity')
            expect(lost).not.toContain('ids')
            expect(lost).not.toContain('date')
          }
        }
      }),
      { numRuns: 150 },
    )
  }, 60_000)

  it('are read by another reader, under keys that are all different', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(hostile, { minLength: 1, maxLength: 5, selector: ({ sourceKey }) => sourceKey }), async (records) => {
        const papers = records.map((record, key) => paperOf([record], key))
        const entries = citationBibtex(await writePapers(papers, 'bib'))
        expect(entries.map(({ type }) => type).every((type) => ['misc', 'article', 'inproceedings'].includes(type))).toBe(true)
        expect(new Set(entries.map(({ label }) => label)).size).toBe(papers.length)
        expect(entries.map(({ properties }) => String(properties['eprint']))).toEqual(papers.map(({ id }) => id))
        for (const { label } of entries) expect(label).toMatch(/^[a-z][a-z0-9]*$/)
      }),
      { numRuns: 200 },
    )
  })

  it('have every variable of CSL-JSON in its own shape', async () => {
    await fc.assert(
      fc.asyncProperty(hostile, async (record) => {
        const items = JSON.parse(await writePapers([paperOf([record])], 'csl.json')) as Record<string, unknown>[]
        for (const item of items) {
          for (const [name, value] of Object.entries(item)) {
            if (name === 'author') for (const person of value as object[]) expect(Object.keys(person).every((one) => ['family', 'given', 'literal', 'suffix', 'non-dropping-particle'].includes(one))).toBe(true)
            else if (name === 'issued') expect(value).toEqual({ 'date-parts': [[expect.any(Number), 2, 3]] })
            else expect(typeof value).toBe('string')
          }
        }
      }),
    )
  })
})
