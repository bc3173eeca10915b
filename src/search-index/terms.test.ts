import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { SegmentBuilder } from './embedded/segment-builder.ts'
import { termText } from './embedded/dictionary.ts'
import { DEFAULT_EMBEDDER, embedderNamed } from './embedder/embedder.ts'
import { document } from './search-index-contract.ts'
import { terms } from './terms.ts'

describe('terms', () => {
  it('folds and splits', () => {
    expect(terms('The Schrödinger equations, on $\\ell_p$-spaces!')).toEqual(['the', 'schrodinger', 'equat', 'on', 'lp', 'space'])
    expect(terms('')).toEqual([])
  })

  it('are the terms that the index makes of the same text', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'grapheme', maxLength: 200 }), fc.lorem({ maxCount: 20 })), (text) => {
        const builder = new SegmentBuilder(embedderNamed(DEFAULT_EMBEDDER))
        builder.add(document(1, { title: text }))
        const segment = builder.finish(1)
        const indexed = Array.from({ length: segment.layout.terms }, (_, at) => termText(segment, at + 1)).toSorted()
        expect(indexed).toEqual([...new Set(terms(text))].toSorted())
      }),
      { numRuns: 300 },
    )
  })
})
