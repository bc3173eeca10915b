import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { terms } from '../terms.ts'
import { expand } from './expand.ts'
import { ACRONYMS, COMPOUNDS } from './short-forms.ts'

const added = (text: string): string[] => expand(text).flatMap((expansion) => expansion.terms)

describe('expand', () => {
  it.each([
    ['GAN', 'generative adversarial'],
    ['gans for faces', 'generative adversarial'],
    ['generative adversarial networks', 'gan'],
    ['training a generative adversarial network', 'gan'],
    ['LSTM', 'long short'],
    ['principal component analysis', 'pca'],
    ['pre-training', 'pretraining'],
    ['pre training', 'pretraining'],
    ['pretraining', 'pre'],
    ['dataset', 'data set'],
    ['data sets', 'dataset'],
    ['multi-modal', 'multimodal'],
    ['GPT-4', 'gpt4'],
    ['Schroedinger', 'Schrödinger'],
    ['Mueller', 'Müller'],
    ['co-operate', 'cooperate'],
    ['self‑supervised', 'selfsupervised'],
    ['EM', 'expectation maximization'],
  ])('of %s seeks %s too', (typed, sought) => {
    expect(added(typed)).toEqual(expect.arrayContaining(terms(sought)))
  })

  it.each(['graph', 'lp norm', 'ℓ_p', '$\\mathrm{GAN}$', 'em', 'queue', 'the of and', '', ' ', '-', 'a-', '--', 'natural'])('of %s seeks nothing else', (typed) => {
    expect(expand(typed)).toEqual([])
  })

  it('takes the longest form only, and adds no word that was typed', () => {
    expect(added('natural language processing')).not.toContain('nl')
    expect(added('GAN generative adversarial network')).toEqual([])
  })

  it('counts less than what was typed, is bounded, and never throws', () => {
    const word = fc.oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom('GAN', 'pre-training', 'data set', 'schroedinger', '—', '$\\ell_p$', 'a-b-c-d-e', 'constructor', '__proto__', 'toString'))
    fc.assert(
      fc.property(fc.array(word, { maxLength: 30 }), (words) => {
        const found = expand(words.join(' '))
        expect(found.length).toBeLessThanOrEqual(16)
        for (const { terms, weight } of found) {
          expect(terms.length).toBeGreaterThan(0)
          expect(terms.length).toBeLessThanOrEqual(10)
          expect(weight).toBeGreaterThan(0)
          expect(weight).toBeLessThan(1)
        }
      }),
      { numRuns: 500 },
    )
    expect(expand('word '.repeat(200_000))).toEqual([])
    expect(expand('GAN-'.repeat(250_000)).length).toBeLessThanOrEqual(16)
  })

  it('reads tables of facts: letters and the words that they stand for', () => {
    expect(ACRONYMS.length).toBeGreaterThan(300)
    for (const entry of [...ACRONYMS, ...COMPOUNDS]) expect(entry).toMatch(/^[A-Za-z0-9]+(?: [a-z0-9]+)+$/)
    expect(new Set(ACRONYMS.map((entry) => entry.split(' ')[0]!.toLowerCase())).size).toBe(ACRONYMS.length)
  })
})
