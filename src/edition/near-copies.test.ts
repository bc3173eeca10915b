import { describe, expect, it } from 'vitest'
import { EMPTY_PAPER } from '../../test/page/made-up-papers.ts'
import type { Paper } from '../paper/paper.ts'
import type { Entry } from './edition.ts'
import { copyOf, foldCopies } from './near-copies.ts'

/** `count` made-up words from `first` on. */
const text = (first: number, count: number): string => Array.from({ length: count }, (_, at) => `word${first + at}`).join(' ')
const paper = (key: number, part: Partial<Paper>): Paper => ({ ...EMPTY_PAPER, key, id: `p${key}`, title: `Quite another title, number ${key}`, ...part })
const entry = (key: number, part: Partial<Paper>): Entry => ({ paper: paper(key, part), listed: undefined, score: 1 / key, reasons: [] })
const folded = (entries: readonly Entry[], by: 'title' | 'text') => foldCopies(entries, by).map(({ paper: { key }, copies = [] }) => [key, ...copies.map((one) => one.key)])

describe('near-copies', () => {
  it('are folded into the first, and the order stays', () => {
    const list = [
      entry(1, { title: 'Sparse attention for long documents' }),
      entry(2, { title: 'Walking in circles, slowly' }),
      entry(3, { title: 'Sparse Attention\nfor Long Documents', authors: [{ name: 'Ada Example' }] }),
      entry(4, { title: 'Sparse attention for long documents.' }),
    ]
    expect(folded(list, 'title')).toEqual([[1, 3, 4], [2]])
  })

  it('are by the same people, and short titles prove nothing', () => {
    const by = (name: string) => ({ title: 'Sparse attention for long documents', authors: [{ name }] })
    expect(folded([entry(1, by('Ada Example')), entry(2, by('Bo Sample')), entry(3, by('A. Example'))], 'title')).toEqual([[1, 3], [2]])
    expect(folded([entry(1, { title: 'Erratum' }), entry(2, { title: 'Erratum' })], 'title')).toEqual([[1], [2]])
  })

  it('may have another title and half another abstract', () => {
    const list = [entry(1, { abstract: text(0, 120) }), entry(2, { abstract: `${text(0, 90)} ${text(500, 30)}` }), entry(3, { abstract: `${text(0, 50)} ${text(800, 70)}` })]
    expect(folded(list, 'text')).toEqual([[1, 2], [3]])
    expect(folded(list, 'title')).toEqual([[1], [2], [3]])
    const isCopy = copyOf(list[0]!.paper)
    expect(list.map((one) => isCopy(one.paper))).toEqual([true, true, false])
  })

  it('are not two short abstracts that agree, nor two without any', () => {
    expect(folded([entry(1, { abstract: text(0, 20) }), entry(2, { abstract: text(0, 20) }), entry(3, {}), entry(4, {})], 'text')).toEqual([[1], [2], [3], [4]])
  })
})
