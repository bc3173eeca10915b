import { describe, expect, it } from 'vitest'
import { candidatesOf, fusePlain, weightsFromOthers } from './order.mjs'

const all = [
  { id: 'words', words: 10, cosine: 0.1 },
  { id: 'both', words: 9, cosine: 0.45 },
  { id: 'meaning', words: 0, cosine: 0.5 },
  { id: 'neither', words: 0, cosine: -0.2 },
]

describe('fusePlain', () => {
  it('orders by words, by meaning, or by both, each against its best', () => {
    expect(fusePlain(all, 0)).toEqual(['words', 'both', 'meaning', 'neither'])
    expect(fusePlain(all, 1)).toEqual(['meaning', 'both', 'words', 'neither'])
    expect(fusePlain(all, 0.5)[0]).toBe('both')
  })
  it('keeps the order given where nothing tells candidates apart', () => {
    expect(fusePlain([{ id: 'b', words: 0, cosine: -1 }, { id: 'a', words: 0, cosine: -0.5 }], 0.5)).toEqual(['b', 'a'])
  })
})

it('unites the best of each signal', () => {
  expect(candidatesOf(all, 1).map(({ id }) => id)).toEqual(['words', 'meaning'])
  expect(candidatesOf(all, 4).map(({ id }) => id).sort()).toEqual(['both', 'meaning', 'neither', 'words'])
  expect(candidatesOf([all[2]!, all[3]!], 1).map(({ id }) => id)).toEqual(['meaning'])
})

it('takes each weight from the other collections', () => {
  expect(weightsFromOthers([[1, 0, 0], [0, 0.5, 0.4], [0, 0.1, 0.3]])).toEqual([2, 0, 0])
  expect(weightsFromOthers([[1, 0]])).toEqual([undefined])
})
