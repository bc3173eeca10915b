import { expect, it } from 'vitest'
import { shareTime } from './share-time.mjs'

it('gives the fast what they need and the slow equal shares of the rest', () => {
  expect(shareTime([1, 2, 3], 10)).toEqual([1, 2, 3])
  expect(shareTime([50, 1, 40], 11)).toEqual([5, 1, 5])
  expect(shareTime([50, 1, 6], 11)).toEqual([5, 1, 5])
  expect(shareTime([2, 2], 0)).toEqual([0, 0])
  expect(shareTime([2], -5)).toEqual([0])
  expect(shareTime([], 5)).toEqual([])
})
