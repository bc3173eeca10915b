/**
 * Text to index terms, the same for papers and for queries: folded (`paper/tex/fold-tex.ts`: lower case, no
 * accents, TeX and Greek by name), split at blanks, stemmed (`stem-bytes.ts`).
 */
import { foldTex } from '../paper/tex/fold-tex.ts'
import { stemBytes } from './stem-bytes.ts'

const encoder = new TextEncoder()
const decoder = new TextDecoder()
const scratch = new Uint8Array(1024)

/** Terms of a text in order. */
export function terms(text: string): string[] {
  const folded = foldTex(text)
  if (folded === '') return []
  const words = folded.split(' ')
  for (let i = 0; i < words.length; i++) words[i] = stem(words[i]!)
  return words
}

/** The stem of one folded word: how it is counted, not how it is written. */
export function stem(word: string): string {
  const { written } = encoder.encodeInto(word, scratch)
  return decoder.decode(scratch.subarray(0, stemBytes(scratch, 0, written)))
}

/** Words so common that they say nothing of what a query is about; they still count inside phrases. */
export const STOP_WORDS: ReadonlySet<string> = new Set(
  'a an and are as at be been but by can do does for from had has have how i if in into is it its may no not of on or our over such than that the their them then there these they this those to under upon was we were what when where which while who whose why will with without you your'.split(' ').map(stem),
)
