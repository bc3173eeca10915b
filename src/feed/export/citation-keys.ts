import type { Citation } from '../../paper/citation.ts'
import { texToText } from '../../paper/tex/tex-to-text.ts'

const DULL = new Set('a an the on in of for from to and or with without by at as is are be do does can how what when where why which towards toward via using into over under new some note notes study its it we our'.split(' '))

/** Letters and digits of ASCII, lower case: keys in other letters are not read by every program. */
function folded(text: string): string {
  return text.replace(/ß/g, 'ss').replace(/[øØ]/g, 'o').replace(/[łŁ]/g, 'l').replace(/[æÆ]/g, 'ae').replace(/[đĐðÐ]/g, 'd').replace(/ı/g, 'i').normalize('NFKD').toLowerCase().replace(/[^a-z0-9]/g, '')
}

/** First author, year, first telling word of the title: `vaswani2017attention`. Depends on the paper alone. */
export function plainKey({ authors, date, title }: Pick<Citation, 'authors' | 'date' | 'title'>): string {
  const first = authors[0]
  const name = folded(first === undefined ? '' : (first.family ?? first.literal)).slice(0, 40)
  const words = texToText(title.slice(0, 2000)).split(/[^\p{L}\p{M}\p{N}]+/u).map(folded).filter((word) => word !== '')
  const word = words.find((one) => one.length > 1 && !DULL.has(one) && !/^\d+$/.test(one)) ?? words[0] ?? ''
  const key = `${name === '' ? 'anon' : name}${date?.slice(0, 4) ?? ''}${word.slice(0, 40)}`
  // BibTeX takes keys that begin with a digit, biber and some editors do not.
  return /^\d/.test(key) ? `p${key}` : key
}

/**
 * A key for each, all different: of papers that would have the same, the one with the lowest id keeps it and the others have b, c … after
 * it, so that the order of the list changes no key.
 * @param papers ids and citations, in any order
 */
export function citationKeys(papers: readonly { readonly id: string; readonly citation: Pick<Citation, 'authors' | 'date' | 'title'> }[]): string[] {
  const plain = papers.map(({ citation }) => plainKey(citation))
  const keys = new Array<string>(papers.length)
  const taken = new Set<string>()
  const order = papers.map((_, i) => i).sort((a, b) => (papers[a]!.id < papers[b]!.id ? -1 : papers[a]!.id > papers[b]!.id ? 1 : a - b))
  const counts = new Map<string, number>()
  const own = new Set(plain)
  for (const i of order) {
    const key = plain[i]!
    let written = key
    for (let n = counts.get(key) ?? 0; ; n++) {
      written = n === 0 ? key : `${key}${letters(n)}`
      if (!taken.has(written) && (n === 0 || !own.has(written))) {
        counts.set(key, n + 1)
        break
      }
    }
    taken.add(written)
    keys[i] = written
  }
  return keys
}

/** 1: b, 2: c … 25: z, 26: ba … */
function letters(n: number): string {
  return n < 26 ? String.fromCharCode(97 + n) : letters(Math.floor(n / 26)) + String.fromCharCode(97 + (n % 26))
}
