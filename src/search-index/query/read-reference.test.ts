import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readReference } from './read-reference.ts'

const BIBTEX = `@inproceedings{kettle2017watched,
  author    = {Kettle, Ada and Pot, Bo},
  title     = {Watched {P}ots, and "others": a {B}ayesian view},
  booktitle = "Proceedings of Boiling",
  year      = 2017,
  eprint = {1706.03762},
  doi       = {10.1000/pot.1}
}`
const RIS = 'TY  - JOUR\nTI  - Watched pots and others\nAU  - Kettle, Ada\nAU  - Pot, Bo\nPY  - 2017\nDO  - 10.1000/pot.1\nER  - \nTY  - JOUR\nTI  - Another'

describe('readReference', () => {
  it('reads a BibTeX entry, in many lines or one', () => {
    for (const text of [BIBTEX, BIBTEX.replaceAll('\n', ' '), `  ${BIBTEX}`, BIBTEX.replace('@inproceedings{', '@InProceedings (').replace(/\}$/, ')')]) {
      expect(readReference(text)).toEqual({ kind: 'a BibTeX entry', title: 'Watched {P}ots, and "others": a {B}ayesian view', authors: 'Kettle, Ada and Pot, Bo', identifiers: ['10.1000/pot.1', '1706.03762'] })
    }
  })

  it('reads the first entry of several, one cut short, and values in quotation marks', () => {
    expect(readReference(`${BIBTEX}\n@misc{b, title={Another}}`)?.title).toMatch(/^Watched/)
    expect(readReference('@misc{a, title = {Cut {off')?.title).toBe('{Cut {off')
    expect(readReference('@misc{a, title = "A {"}quoted{"} pot", year=2017}')?.title).toBe('A {"}quoted{"} pot')
    expect(readReference('@misc{a, year = 2017}')).toBeUndefined()
  })

  it('reads a RIS record, in many lines or one', () => {
    for (const text of [RIS, RIS.replaceAll('\n', ' ')]) {
      expect(readReference(text)).toEqual({ kind: 'a RIS record', title: 'Watched pots and others', authors: 'Kettle, Ada and Pot, Bo', identifiers: ['10.1000/pot.1'] })
    }
  })

  it.each([
    'Kettle et al. (2017). Watched pots and others. Proceedings of Boiling.',
    'Kettle, A., Pot, B. (2017). Watched pots and others. In Boiling, pages 1–7.',
    '[12] Kettle, A., & Pot, B. (2017a). Watched pots and others. Boiling, 3(4).',
    'Ada Kettle and Bo Pot. 2017. Watched pots and others. In Boiling. ACM.',
    'A. Kettle and B. Pot, “Watched pots and others,” in Boiling, 2017.',
    'Kettle A, Pot B. et al. 2017. Watched pots and others',
  ])('reads the citation %s', (text) => {
    expect(readReference(text)).toMatchObject({ kind: 'a citation', title: 'Watched pots and others' })
  })

  it('finds identifiers in a citation', () => {
    expect(readReference('Kettle et al. (2017). Watched pots and others. arXiv:1706.03762. https://doi.org/10.1000/pot.1.')?.identifiers).toEqual(['1706.03762', '10.1000/pot.1'])
  })

  it.each(['', '@', '@kettle on pots', 'watched pots 2017', 'Watched pots (2017) and kettles that boil', 'boiling since 2017. kettles', 'Ada Lovelace 2017 engines', 'TY - no', 'cat:cs.LG "watched pots"', 'Attention in kettles (2017) for pots of tea'])('leaves %j alone', (text) => {
    expect(readReference(text)).toBeUndefined()
  })

  it('never throws and stays bounded, whatever is pasted', () => {
    const piece = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('@misc{', 'title', ' = ', '{', '}', '"', ',', 'TY  - ', 'TI  - ', 'et al. (2017). ', '\\', '\n', 'A. Kettle', '“'))
    fc.assert(fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      expect((readReference(pieces.join(''))?.title ?? '').length).toBeLessThanOrEqual(12_000)
    }), { numRuns: 500 })
  })

  it.each(['@misc{', '@misc{a=', '@misc{title={', 'TY  - ', 'A', 'A. ', 'A, ', '“', '@misc{a, b="', '(2017). ', 'et al '])('a megabyte of %j is no trouble', (unit) => {
    expect(() => readReference(unit.repeat(Math.ceil(1_000_000 / unit.length)))).not.toThrow()
    expect(() => readReference(`@misc{${unit.repeat(Math.ceil(1_000_000 / unit.length))}`)).not.toThrow()
  })
})
