import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseQuery } from '../search-index/query/parse-query.ts'
import type { Correction, SearchIndex } from '../search-index/search-index.ts'
import { respell } from './respell.ts'

const BETTER: Readonly<Record<string, string>> = { atention: 'attention', nueral: 'neural', lovelase: 'lovelace', longwalks: 'long walks', schrodinher: 'schrodinger' }

/** An index that knows a few slips, and that `data base` is one word. */
function index(asked: (readonly string[])[] = []): SearchIndex {
  return {
    correct: async (words: readonly string[]) => {
      asked.push(words)
      const found: Correction[] = []
      for (let at = 0; at < words.length; at++) {
        if (words[at] === 'data' && words[at + 1] === 'base') found.push({ from: at, to: ++at + 1, text: 'database' })
        else if (BETTER[words[at]!] !== undefined) found.push({ from: at, to: at + 1, text: BETTER[words[at]!]! })
      }
      return found
    },
  } as unknown as SearchIndex
}

const respelt = (text: string): Promise<string | undefined> => respell(index(), parseQuery(text))

describe('respelling a query', () => {
  it.each([
    ['atention', 'attention'],
    ['Atention, please', 'attention, please'],
    ['sparse  atention -atention', 'sparse  attention -atention'],
    ['"sparse atention" nueral', '"sparse attention" neural'],
    ['title:atention', 'title:attention'],
    ['author:"Ada Lovelase"', 'author:"Ada lovelace"'],
    ['cat:atention atention', 'cat:atention attention'],
    ['venue:nueral', undefined],
    ['before:atention', undefined],
    ['nueral-atention', 'neural-attention'],
    ['longwalks in town', 'long walks in town'],
    ['a data base of nothing', 'a database of nothing'],
    ['data cat:cs.DB base', undefined], // no neighbours
    ['Schrödinher', 'schrodinger'],
    ['2405.00001', undefined],
    ['$\\ell_p$ atention', undefined],
    ['attention', undefined],
    ['', undefined],
    [`atention ${'word '.repeat(60)}`, undefined],
  ])('%s', async (text, better) => {
    expect(await respelt(text)).toBe(better)
  })

  it('asks about folded words, and about nothing with a number in it', async () => {
    const asked: (readonly string[])[] = []
    await respell(index(asked), parseQuery('Gödel p53 author:x 3D cat:cs'))
    expect(asked).toEqual([['godel', '', '', 'x', '', '']])
  })

  it('changes nothing but what is corrected, whatever was typed', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('atention', '"', 'cat:', 'data', 'base', '-nueral')), { maxLength: 8 }), async (parts) => {
        const query = parseQuery(parts.join(' '))
        const better = await respell(index(), query)
        if (better === undefined) return
        const plain = (text: string): string => text.replace(/data\P{L}*base|database|atention|attention|lovelase|lovelace|nueral|neural|longwalks|long walks/giu, '·')
        expect(plain(better)).toBe(plain(query.text))
      }),
    )
  })
})
