import { describe, expect, it } from 'vitest'
import { isProse } from './is-prose.ts'

const LONG = 'We study how kettles boil when nobody looks at them and show that the time depends on the shape of the spout more than on the size of the flame'

describe('isProse', () => {
  it.each([
    LONG,
    `${LONG} - "quoted" title: words`,
    'Kettles boil slowly. We show that watched pots take longer on average than others.',
    'Why do kettles whistle?',
    'A study of kettles:\nwe boil water in seven kettles of different shapes',
  ])('takes for a text: %s', (text) => {
    expect(isProse(text)).toBe(true)
  })

  it.each([
    '', 'kettle', 'boiling water', '"watched pot" -kettle title:boil', 'title:boil why do kettles whistle?', 'kettles -electric that boil water in less than one minute or two of them.',
    'watched pot never boils', 'how kettles boil', 'author:"Ada Lovelace" after:2020', '-a '.repeat(3000), 'cat:cs.LG '.repeat(60),
  ])('takes for a query: %s', (text) => {
    expect(isProse(text)).toBe(false)
  })

  it.each([' ', 'a ', 'A. ', '"', '-a ', 'a\n', '?'])('a megabyte of %j is no trouble', (unit) => {
    expect(isProse(unit.repeat(1_000_000 / unit.length))).toBeTypeOf('boolean')
  })
})
