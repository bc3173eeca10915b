import { describe, expect, it } from 'vitest'
import { terms } from '../terms.ts'
import { authorName } from './author-name.ts'

describe('authorName', () => {
  it.each([
    ['Noether', 'noether', ''],
    ['Emmy Noether', 'noether', 'emmy'],
    ['Noether, Emmy', 'noether', 'emmy'],
    ['E. Noether', 'noether', 'e'],
    ['Noether E', 'noether', 'e'],
    ['Noether EM', 'noether', 'e'],
    ['Noether, E.M.', 'noether', 'e'],
    ['Noether, Emmy A.', 'noether', 'emmy'],
    ['E.Noether', 'noether', 'e'],
    ['Erdős, Pál', 'erdos', 'pal'],
    ['P. Erd\\H{o}s', 'erdos', 'p'],
    ['Jean-Luc Picard', 'picard', 'jean luc'],
    ['Ludwig van Beethoven', 'van beethoven', 'ludwig'],
    ['van Beethoven, L.', 'van beethoven', 'l'],
    ['noether,', 'noether', ''],
    [', Emmy', 'emmy', ''],
  ])('%s', (typed, family, given) => {
    expect(authorName(typed)).toEqual({ terms: terms(family), given: terms(given) })
  })

  it.each(['', ' ', ',', '.', '...', '-'])('finds no name in %j', (typed) => {
    expect(authorName(typed)).toBeUndefined()
  })
})
