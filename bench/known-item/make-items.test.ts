import { expect, it } from 'vitest'
import { makeItems } from './make-items.mjs'

const paper = (key: number, title: string, author = '') => ({ key, title, titleKey: title.toLowerCase(), author })
const judge = {
  tells: (word: string) => !['on', 'the', 'of', 'a', 'in', 'to'].includes(word.toLowerCase()),
  authorsAgree: (left: string | undefined, right: string | undefined) => left === undefined || right === undefined || left === right,
}
const many = Array.from({ length: 40 }, (_, at) => paper(at, `On the Growth of Shy Mosses in Nine Small Valleys of Region ${at}`))

it('draws 3 to 5 telling words in the order of the title, each paper once, the same for the same seed', () => {
  const { items } = makeItems(many, 30, 1, judge)
  expect(new Set(items.map(({ key }) => key)).size).toBe(30)
  expect(new Set(items.map(({ words }) => words.length))).toEqual(new Set([3, 4, 5]))
  for (const { title, words, of } of items) {
    const places = words.map((word) => title.split(' ').indexOf(word))
    expect(places).toEqual([...places].sort((a, b) => a - b))
    expect(words.every(judge.tells)).toBe(true)
    expect(of).toBe(8)
  }
  expect(makeItems(many, 30, 1, judge).items).toEqual(items)
  expect(makeItems(many, 30, 2, judge).items).not.toEqual(items)
})

it('leaves out titles that say too little and titles of several papers, but not both entries of one paper', () => {
  const papers = [paper(1, 'The Kettle'), paper(2, 'Kettles Whistle Loudly', 'ann'), paper(3, 'Kettles Whistle Loudly', 'bob'), paper(4, 'Whistles Kettle Softly', 'ann'), paper(5, 'Whistles Kettle Softly', 'ann')]
  const { items, tooShort, shared } = makeItems(papers, 10, 1, judge)
  expect(items.map(({ key, words }) => ({ key, words }))).toEqual([{ key: 4, words: ['Whistles', 'Kettle', 'Softly'] }])
  expect([tooShort, shared]).toEqual([1, 1])
})
