import { describe, expect, it } from 'vitest'
import { makeQueries, randomFrom } from './queries.mjs'

const titles = ['On the Growth of Shy Mosses: a Field Study in Nine Small Valleys', 'Of', 'Teaching $k$ Kettles to Whistle']
const tells = (word: string) => !['on', 'the', 'of', 'a', 'in', 'to'].includes(word.toLowerCase())

describe('makeQueries', () => {
  const queries = makeQueries(titles, 80, 1, tells)

  it('makes queries of 1 to 8 words in turn, of words that stand side by side in a title', () => {
    expect(queries).toHaveLength(80)
    const plain = titles.map((title) => ` ${title.replace(/[^\p{L}\p{N}]+/gu, ' ')} `)
    queries.forEach((query, at) => {
      expect(query.split(' ')).toHaveLength((at % 8) + 1)
      expect(plain.some((title) => title.includes(` ${query} `))).toBe(true)
    })
  })

  it('makes no query that says nothing', () => {
    for (const query of queries) expect(query.split(' ').some(tells)).toBe(true)
  })

  it('makes the same ones for the same seed only', () => {
    expect(makeQueries(titles, 80, 1, tells)).toEqual(queries)
    expect(makeQueries(titles, 80, 2, tells)).not.toEqual(queries)
  })

  it('gives up where no query can be made', () => {
    expect(() => makeQueries(['of the'], 1, 1, tells)).toThrow()
    expect(() => makeQueries([], 1, 1, tells)).toThrow()
  })
})

describe('randomFrom', () => {
  it('spreads evenly over 0 to 1', () => {
    const random = randomFrom(7)
    const tenths = new Array<number>(10).fill(0)
    for (let i = 0; i < 10_000; i++) tenths[Math.floor(random() * 10)]!++
    for (const count of tenths) expect(Math.abs(count - 1000)).toBeLessThan(150)
  })
})
