import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { stemBytes } from './stem-bytes.ts'
import { stem } from './terms.ts'

describe('stemBytes', () => {
  it.each([
    'network networks', 'study studies studying studied', 'class classes', 'generate generates generated generating generation generator',
    'optimize optimizes optimized optimizing optimization optimizer optimise optimised optimising optimisation optimal',
    'regularize regularized regularization regularisation', 'supervise supervised supervises', 'analysis analyses analyze analyzing analyse analysed',
    'behavior behaviour behaviors behavioural behavioral', 'color colour coloured colors', 'neighbor neighbour neighbouring neighbors', 'center centre centers centered',
    'model models modeling modelling modeled modelled', 'label labelled labeled labelling', 'embed embedding embeddings embedded',
    'matrix matrices', 'vertex vertices', 'index indices indexes', 'criterion criteria', 'phenomenon phenomena', 'hypothesis hypotheses', 'bias biases biased',
    'dependence dependent dependency dependencies', 'relevance relevant', 'sparse sparsity', 'sensitive sensitivity', 'probable probability', 'convolution convolutions convolutional',
    'adversary adversarial', 'statistic statistics statistical', 'efficient efficiency efficiently', 'robust robustness robustly', 'align alignment aligned', 'measure measurement measuring',
    'normal normalize normalized normalization', 'learn learning learned learns', 'image images imaging', 'bayes bayesian', 'topic topics topical', 'planning plan planned', 'mapping map maps mapped',
  ])('%s meet', (row) => {
    const words = row.split(' ')
    expect(new Set(words.map(stem)), words.map((word) => `${word}: ${stem(word)}`).join(', ')).toHaveProperty('size', 1)
  })

  it.each([
    'universe university universal', 'organ organize organic', 'general generic generate', 'policy police', 'community communicate communism', 'transformer transform', 'computer compute',
    'object objective', 'position positive', 'experiment experience', 'variance variant variation various', 'latent latency', 'agent agency', 'current currency', 'prior priority', 'major majority',
    'author authority', 'relative relativity', 'person personal', 'digit digital', 'several severe', 'important import', 'news new', 'lens len', 'only on', 'early ear', 'bayes bay', 'number numerical numerous',
    'attention attentive', 'regression regressive', 'intern internal international', 'moment momentum', 'logic log', 'neural neuron', 'department depart', 'apartment apart', 'informed informal', 'static statistic',
    'ring string spring', 'speed spe', 'thing th', 'species special', 'dying dye',
  ])('%s stay apart', (row) => {
    const words = row.split(' ')
    expect(new Set(words.map(stem)), words.map((word) => `${word}: ${stem(word)}`).join(', ')).toHaveProperty('size', words.length)
  })

  it.each([
    ['gpt4s', 'gpt4s'], ['bert2s', 'bert2s'], ['3ds', '3ds'], ['il2', 'il2'], ['x86s', 'x86s'], ['resnet50', 'resnet50'], ['2dcnns', '2dcnn'], ['naïves', 'naïve'], ['нейроны', 'нейроны'], ['s', 's'], ['is', 'is'], ['', ''],
  ])('leaves words with figures or of other scripts nearly as they are: %s', (word, expected) => {
    expect(stem(word)).toBe(expected)
  })

  it('writes only in its word and never makes it longer, whatever comes', () => {
    const word = fc.oneof(fc.stringMatching(/^[a-z]{1,60}$/), fc.string({ unit: 'grapheme' }), fc.array(fc.constantFrom('ing', 'ed', 's', 'y', 'e', 'i', 'al', 'ational', 'iz', 'll', 'a', 'b', 'ence', 'our', 'ly', 'sis'), { maxLength: 8 }).map((parts) => parts.join('')))
    fc.assert(
      fc.property(word, (text) => {
        const bytes = new TextEncoder().encode(`##${text}##`)
        const before = bytes.slice()
        const end = stemBytes(bytes, 2, bytes.length - 2)
        const again = before.slice()
        expect(stemBytes(again, 2, again.length - 2)).toBe(end)
        expect(again.subarray(2, end)).toEqual(bytes.subarray(2, end))
        expect(end).toBeGreaterThanOrEqual(2)
        expect(end).toBeLessThanOrEqual(bytes.length - 2)
        expect(bytes.subarray(0, 2)).toEqual(before.subarray(0, 2))
        expect(bytes.subarray(-2)).toEqual(before.subarray(-2))
        if (text !== '') expect(end).toBeGreaterThan(2)
        expect(() => new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(2, end))).not.toThrow()
      }),
      { numRuns: 1000 },
    )
  })

  it('cuts runs of letters that no word is as long as', () => {
    expect(stem('a'.repeat(1_000_000)).length).toBeLessThanOrEqual(48)
    expect(stem('é'.repeat(100))).toBe('é'.repeat(24))
  })
})
