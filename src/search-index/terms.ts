/**
 * Text to index terms, the same for papers and for queries: folded (`paper/tex/fold-tex.ts`: lower case, no
 * accents, TeX and Greek by name), split at blanks, plurals stemmed.
 */
import { foldTex } from '../paper/tex/fold-tex.ts'

const MAX_TERM_BYTES = 48
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

/**
 * Harman's S stemmer ("How effective is suffixing?", JASIS 42(1), 1991): plural endings only, so that no two
 * unrelated words meet. Also clips runs of letters that no word is as long as.
 */
export function stem(word: string): string {
  if (word.charCodeAt(word.length - 1) !== LETTER_S && word.length <= MAX_TERM_BYTES / 3) return word
  const { written } = encoder.encodeInto(word, scratch)
  const length = stemBytes(scratch, 0, Math.min(written, scratch.length))
  return decoder.decode(scratch.subarray(0, length))
}

const LETTER_A = 97
const LETTER_E = 101
const LETTER_I = 105
const LETTER_O = 111
const LETTER_S = 115
const LETTER_U = 117
const LETTER_Y = 121

/** `stem` on UTF-8 bytes, in place: answers where the stem that begins at `start` ends. */
export function stemBytes(bytes: Uint8Array, start: number, end: number): number {
  if (end - start > MAX_TERM_BYTES) {
    let cut = start + MAX_TERM_BYTES
    while ((bytes[cut]! & 0xc0) === 0x80) cut-- // not within a character
    return cut
  }
  if (end - start < 4 || bytes[end - 1] !== LETTER_S) return end
  const second = bytes[end - 2]
  if (second === LETTER_S || second === LETTER_U) return end // -ss, -us
  if (second === LETTER_E) {
    const third = bytes[end - 3]
    if (third === LETTER_I) {
      const fourth = bytes[end - 4]
      if (fourth === LETTER_E || fourth === LETTER_A) return end // -eies, -aies
      bytes[end - 3] = LETTER_Y
      return end - 2
    }
    if (third === LETTER_A || third === LETTER_E || third === LETTER_O) return end // -aes, -ees, -oes
  }
  return end - 1
}

/** Words so common that they say nothing of what a query is about; they still count inside phrases. */
export const STOP_WORDS: ReadonlySet<string> = new Set(
  'a an and are as at be been but by can do doe for from had ha have how i if in into is it its may no not of on or our over such than that the their them then there these they this thi those to under upon wa was we were what when where which while who whose why will with without you your'.split(' '),
)
