import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bareArxivId, bareDoi, parseIdentifier } from './identifier.ts'
import { Identifier } from './paper.ts'

describe('parseIdentifier', () => {
  it.each([
    ['2403.07691', 'arxiv', '2403.07691'],
    [' 2403.07691v2 ', 'arxiv', '2403.07691'],
    ['arXiv:0704.0001', 'arxiv', '0704.0001'],
    ['arxiv: 2403.07691V3', 'arxiv', '2403.07691'],
    ['cs/9301111', 'arxiv', 'cs/9301111'],
    ['cs.CC/9301111v1', 'arxiv', 'cs/9301111'],
    ['hep-th/9901001', 'arxiv', 'hep-th/9901001'],
    ['cond-mat.stat-mech/0001001', undefined, ''],
    ['https://arxiv.org/abs/2403.07691v2', 'arxiv', '2403.07691'],
    ['http://www.arxiv.org/pdf/2403.07691v2.pdf', 'arxiv', '2403.07691'],
    ['arxiv.org/abs/cs/9301111', 'arxiv', 'cs/9301111'],
    ['https://arxiv.org/html/2403.07691v1#S1', 'arxiv', '2403.07691'],
    ['https://export.arxiv.org/abs/2403.07691?context=cs', 'arxiv', '2403.07691'],
    ['https://www.alphaxiv.org/abs/2403.07691', 'arxiv', '2403.07691'],
    ['https://huggingface.co/papers/2403.07691', 'arxiv', '2403.07691'],
    ['https://hf.co/papers/2403.07691.md', 'arxiv', '2403.07691'],
    ['https://ar5iv.labs.arxiv.org/html/2403.07691', 'arxiv', '2403.07691'],
    ['10.1145/3292500.3330701', 'doi', '10.1145/3292500.3330701'],
    ['DOI: 10.1145/AbC.1', 'doi', '10.1145/abc.1'],
    ['https://doi.org/10.1145/3292500.3330701', 'doi', '10.1145/3292500.3330701'],
    ['https://dx.doi.org/10.1002%2Fabc', 'doi', '10.1002/abc'],
    ['10.48550/arXiv.2403.07691', 'arxiv', '2403.07691'],
    ['https://doi.org/10.48550/arXiv.2403.07691', 'arxiv', '2403.07691'],
    ['https://dl.acm.org/doi/10.1145/3292500.3330701', 'doi', '10.1145/3292500.3330701'],
    ['https://openreview.net/forum?id=AbCdEfGhIj', 'openreview', 'AbCdEfGhIj'],
    ['https://openreview.net/pdf?id=AbCdEfGhIj&x=1', 'openreview', 'AbCdEfGhIj'],
    ['https://aclanthology.org/2021.acl-long.24/', 'acl', '2021.acl-long.24'],
    ['https://aclanthology.org/P19-1234.pdf', 'acl', 'P19-1234'],
    ['2021.acl-long.24', 'acl', '2021.acl-long.24'],
    ['https://scirate.com/arxiv/2403.07691', 'arxiv', '2403.07691'],
    ['https://www.semanticscholar.org/arxiv/2403.07691', 'arxiv', '2403.07691'],
    ['https://api.semanticscholar.org/arXiv:2403.07691v2', 'arxiv', '2403.07691'],
    ['https://ui.adsabs.harvard.edu/abs/2024arXiv240307691H/abstract', 'arxiv', '2403.07691'],
    ['https://ui.adsabs.harvard.edu/abs/2008arXiv0809.1234K', 'arxiv', '0809.1234'],
    ['https://ui.adsabs.harvard.edu/abs/1999hep.th....1001M', undefined, ''],
    ['https://www.biorxiv.org/content/10.1101/2024.01.15.575123v2.full.pdf+html', 'doi', '10.1101/2024.01.15.575123'],
    ['https://www.biorxiv.org/content/10.1101/2024.01.15.575123v1.full-text', 'doi', '10.1101/2024.01.15.575123'],
    ['https://www.medrxiv.org/content/10.1101/2024.01.15.24301234.full.pdf', 'doi', '10.1101/2024.01.15.24301234'],
    ['https://www.biorxiv.org/content/early/2024/01/15/2024.01.15.575123', undefined, ''],
    ['https://www.nature.com/articles/s41586-024-07487-w.pdf', 'doi', '10.1038/s41586-024-07487-w'],
    ['https://notdoi.org/10.1145/3292500', 'doi', '10.1145/3292500'],
    ['lipschitz constant of a network', undefined, ''],
    ['2413.07691', undefined, ''],
    ['2024-10-18', undefined, ''],
    ['10.1/x', undefined, ''],
    ['https://huggingface.co/models/2403.07691', undefined, ''],
    ['https://evil.example/?next=https://arxiv.org/abs/2403.07691', undefined, ''],
    ['https://notarxiv.org/abs/2403.07691', undefined, ''],
    ['', undefined, ''],
  ] as const)('%s', (text, scheme, value) => {
    expect(parseIdentifier(text)).toEqual(scheme === undefined ? undefined : { scheme, value })
  })

  it('answers valid identifiers or nothing, and reads its own answers again', () => {
    const wild = fc.oneof(fc.string({ unit: 'binary' }), fc.string().map((tail) => `https://arxiv.org/abs/${tail}`), fc.string().map((tail) => `10.1234/${tail}`), fc.string().map((tail) => `https://openreview.net/forum?id=${tail}`), fc.webUrl())
    fc.assert(
      fc.property(wild, (text) => {
        const found = parseIdentifier(text)
        if (found === undefined) return
        expect(Identifier.safeParse(found).success).toBe(true)
        if (found.scheme === 'arxiv' || found.scheme === 'doi' || found.scheme === 'acl') expect(parseIdentifier(found.value)).toEqual(found)
      }),
      { numRuns: 2000 },
    )
  })

  it('looks at no text longer than an address', () => {
    for (const piece of ['1', '/', '10.1234/', 'arxiv:', '%', 'a-', 'https://arxiv.org/abs/']) expect(parseIdentifier(piece.repeat(1_000_000 / piece.length))).toBeUndefined()
  })
})

it('bareArxivId and bareDoi take only their own', () => {
  expect(bareArxivId('math.GT/0309136v2')).toBe('math/0309136')
  expect(bareArxivId('0704.00001')).toBe('0704.00001')
  expect(bareArxivId('10.1145/1')).toBeUndefined()
  expect(bareDoi('https://doi.org/10.1234/ABC.')).toBe('10.1234/abc')
  expect(bareDoi('10.1234/a b')).toBeUndefined()
})
