import { describe, expect, test } from 'vitest'
import { RenderedText } from './rendered-text.ts'

function counting(maxCharacters?: number) {
  const calls: string[] = []
  const texts = new RenderedText(
    {
      texToHtml: (source, options) => {
        calls.push(source)
        return source.split(' ').map((word) => (options?.marks?.(word) ? `<mark>${word}</mark>` : word)).join(' ')
      },
      texToText: (source) => source,
      paragraphs: (source) => source.split('\n\n'),
      termsOf: (text) => [text.toLowerCase().replace(/s$/, '')],
    },
    maxCharacters,
  )
  return { calls, texts }
}

const paper = (key: number, title: string, updated = '2024') => ({ key, title, updated, abstract: `${title} one\n\n${title} two` })

describe('RenderedText', () => {
  test('sets a text once while it stays the same', () => {
    const { calls, texts } = counting()
    texts.title(paper(1, 'A'))
    texts.title(paper(1, 'A'))
    expect(calls).toEqual(['A'])
    texts.title(paper(1, 'B'))
    texts.title(paper(1, 'B', '2025'))
    expect(calls).toEqual(['A', 'B', 'B'])
    expect(texts.title(paper(1, 'B')).toString()).toBe('B')
  })

  test('marks by the terms of the index, and keeps marked and unmarked apart', () => {
    const { texts } = counting()
    expect(texts.title(paper(1, 'Networks of trees'), ['network']).toString()).toBe('<mark>Networks</mark> of trees')
    expect(texts.title(paper(1, 'Networks of trees')).toString()).toBe('Networks of trees')
    expect(texts.abstract(paper(1, 'Tree'), ['one']).map(String)).toEqual(['Tree <mark>one</mark>', 'Tree two'])
  })

  test('never holds more than its bound, and lets the longest unused go', () => {
    const { calls, texts } = counting(4000)
    for (let key = 0; key < 500; key++) {
      texts.title(paper(0, 'kept'))
      texts.abstract(paper(key, 'x'.repeat(key)))
      expect(texts.size).toBeLessThanOrEqual(4000)
    }
    expect(calls.filter((one) => one === 'kept')).toHaveLength(1)
    texts.title(paper(9, 'y'.repeat(100_000)))
    expect(texts.size).toBeLessThanOrEqual(4000)
  })

  test('takes styles out of the typesetter’s HTML, holds a comma to its formula, tells long ones', () => {
    const html = '<math style="color:red" alttext="x"><mi>x</mi></math>, then <math><mi>y</mi></math> and <math alttext="' + 'z'.repeat(40) + '"><mi>z</mi></math>.'
    const texts = new RenderedText({ texToHtml: () => html, texToText: String, paragraphs: (s) => [s], termsOf: () => [] })
    expect(texts.title(paper(1, 'A')).toString()).toBe(
      '<span class="held"><math alttext="x"><mi>x</mi></math>,</span> then <math><mi>y</mi></math> and <math data-long="" alttext="' + 'z'.repeat(40) + '"><mi>z</mi></math>.',
    )
  })

  test('does not lose itself in a megabyte', () => {
    const hostile = '<math '.repeat(170_000)
    const texts = new RenderedText({ texToHtml: () => hostile, texToText: String, paragraphs: (s) => [s], termsOf: () => [] })
    expect(texts.title(paper(1, 'A')).toString()).toHaveLength(hostile.length)
  })
})
