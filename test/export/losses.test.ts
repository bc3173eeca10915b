/** Figures for bench/RESULTS.md: how many papers of some files come back exactly from each format, and what the others lose. */
import { basename } from 'node:path'
import { expect, it } from 'vitest'
import { mergeRecords } from '../../src/normalise/merge.ts'
import { normalise } from '../../src/normalise/normalise.ts'
import { EXPORT_FORMATS } from '../../src/paper/format-of-path.ts'
import type { Paper } from '../../src/paper/paper.ts'
import { readFile } from '../../src/source/file/file.ts'
import { lostOf, paperOf, readBack } from './round-trip.ts'

const FILES = (process.env['EXPORT_FILES'] ?? '').split(',').filter((file) => file !== '')
const MOST = 2000

it('counts what each format loses', async (context) => {
  context.skip(FILES.length === 0, 'EXPORT_FILES names no files')
  for (const file of FILES) {
    const papers = new Map<string, Paper>()
    for await (const batch of readFile(file)) {
      for (const parsed of batch) {
        if (!('record' in parsed) || papers.size >= MOST) continue
        const paper = paperOf(normalise(parsed.record), papers.size)
        papers.set(paper.id, paper)
      }
      if (papers.size >= MOST) break
    }
    for (const format of EXPORT_FORMATS) {
      const back = await readBack([...papers.values()], format)
      expect(back).toHaveLength(papers.size)
      const counts: Record<string, number> = {}
      const add = (what: string): void => void (counts[what] = (counts[what] ?? 0) + 1)
      for (const [i, paper] of [...papers.values()].entries()) {
        const lost = lostOf(paper, mergeRecords([back[i]!]))
        if (lost.every((one) => /^(?:abstract|keywords|other ids)/.test(one))) add('title, authors, ids, date, venue exact')
        if (lost.length === 0) add('everything exact')
        lost.forEach(add)
      }
      console.log(basename(file), format, papers.size, JSON.stringify(counts))
    }
  }
}, 300_000)
