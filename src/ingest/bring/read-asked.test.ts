import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ASKED_CHARACTERS_MAX, readAsked } from './read-asked.ts'

const named = (text: string): string => {
  const asked = readAsked(text)
  return asked.kind === 'identifier' ? `${asked.identifier.scheme} ${asked.identifier.value}` : asked.kind === 'bibliography' ? asked.format : asked.sentence
}

describe('what people paste', () => {
  it.each([
    ['2403.07691', 'arxiv 2403.07691'],
    ['  2403.07691v3\n', 'arxiv 2403.07691'],
    ['arXiv:2403.07691v2 [cs.LG] 12 Mar 2024', 'arxiv 2403.07691'],
    ['[2403.07691] A title as a browser tab has it', 'arxiv 2403.07691'],
    ['arXiv 2403.07691', 'arxiv 2403.07691'],
    ['２４０３．０７６９１', 'arxiv 2403.07691'],
    ['\u200b2403.07691\ufeff', 'arxiv 2403.07691'],
    ['hep-th/9901001v2', 'arxiv hep-th/9901001'],
    ['https://arxiv.org/pdf/2403.07691v2.pdf', 'arxiv 2403.07691'],
    ['<https://arxiv.org/abs/2403.07691>', 'arxiv 2403.07691'],
    ['[A title](https://arxiv.org/abs/2403.07691).', 'arxiv 2403.07691'],
    ['See https://arxiv.org/abs/2403.07691, it is short', 'arxiv 2403.07691'],
    ['(https://huggingface.co/papers/2403.07691)', 'arxiv 2403.07691'],
    ['"https://alphaxiv.org/abs/2403.07691"', 'arxiv 2403.07691'],
    ['https://broadsheet.example.org/papers/2403.07691?submitted=added', 'arxiv 2403.07691'],
    ['http://localhost:8765/papers/10.1145/3292500.3330701', 'doi 10.1145/3292500.3330701'],
    ['10.1145/3292500.3330701', 'doi 10.1145/3292500.3330701'],
    ['doi: 10.1145/3292500.3330701.', 'doi 10.1145/3292500.3330701'],
    ['10.1016/S0140-6736(20)30183-5', 'doi 10.1016/s0140-6736(20)30183-5'],
    ['Lancet (10.1016/S0140-6736(20)30183-5).', 'doi 10.1016/s0140-6736(20)30183-5'],
    ['https://doi.org/10.48550/arXiv.2403.07691', 'arxiv 2403.07691'],
    ['A. Author. Title. arXiv:2403.07691, 2024. doi:10.1145/3292500.3330701', 'arxiv 2403.07691'],
    ['https://www.biorxiv.org/content/10.1101/2024.01.15.575123v2.full', 'doi 10.1101/2024.01.15.575123'],
    ['https://openreview.net/forum?id=AbCdEfGhIj&noteId=x', 'openreview AbCdEfGhIj'],
    ['https://aclanthology.org/2024.acl-long.5/', 'acl 2024.acl-long.5'],
    ['@article{x, title={T}}', 'BibTeX'],
    ['% from a reference manager\n\n  @InProceedings (x, title = "T")', 'BibTeX'],
    ['TY  - JOUR\nTI  - T\nER  - ', 'RIS'],
  ])('%s', (text, means) => expect(named(text)).toBe(means))

  it.each([
    ['', 'Write an arXiv id'],
    ['\u200b \n', 'Write an arXiv id'],
    ['attention is all you need', 'That names no paper. Write an arXiv id'],
    ['https://example.com/paper.pdf', 'Broadsheet opens no addresses'],
    ['file:///etc/passwd', 'That names no paper'],
    ['http://169.254.169.254/latest/meta-data', 'Broadsheet opens no addresses'],
    ['javascript:alert(1)', 'That names no paper'],
    ['2403.07691 and 2403.07692', 'That names 2 papers (2403.07691, 2403.07692); submit one at a time.'],
    ['10.1145/1.1 10.1145/1.2 10.1145/1.3 10.1145/1.4', 'That names 4 papers (10.1145/1.1, 10.1145/1.2, 10.1145/1.3 …)'],
  ])('%s names none', (text, sentence) => {
    const asked = readAsked(text)
    expect(asked).toMatchObject({ kind: 'unclear', sentence: expect.stringContaining(sentence) as string })
  })

  it('is too long beyond its bound', () => {
    expect(named('x'.repeat(ASKED_CHARACTERS_MAX + 1))).toBe('That is 50,001 characters; 50,000 are taken.')
  })

  it('takes the same paper named twice for one', () => {
    expect(named('2403.07691v1 https://arxiv.org/abs/2403.07691v2')).toBe('arxiv 2403.07691')
  })
})

describe('whatever is pasted', () => {
  const wild = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 3000 }),
    fc.array(fc.constantFrom('2403.07691', '10.1234/', '(', '[', '](', 'https://', 'arxiv.org/abs/', '@', '{', 'TY  - ', ' ', '\n', '"', '>', '%', '.')).map((all) => all.join('')),
  )

  it('is an answer with a bounded sentence', () => {
    fc.assert(fc.property(wild, (text) => {
      const asked = readAsked(text)
      if (asked.kind === 'unclear') expect(asked.sentence.length).toBeLessThan(500)
      else if (asked.kind === 'identifier') expect(asked.identifier.value.length).toBeLessThanOrEqual(300)
    }), { numRuns: 2000 })
  })

  it('is read in one pass, however it repeats', () => {
    for (const piece of ['(', '](', '[', '10.1234/(', 'https://', '@', ')', '.', '@a', 'TY ', '\u200b']) expect(readAsked(piece.repeat(Math.floor(ASKED_CHARACTERS_MAX / piece.length)))).toBeDefined()
  })
})
