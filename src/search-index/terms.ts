/**
 * Text to index terms, the same for papers and for queries: folded (`paper/tex/fold-tex.ts`: lower case, no
 * accents, TeX and Greek by name), split at blanks, plurals stemmed.
 */
import { foldTex } from '../paper/tex/fold-tex.ts'

const MAX_TERM_LENGTH = 48

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
  const length = word.length
  if (length > MAX_TERM_LENGTH) return word.slice(0, MAX_TERM_LENGTH)
  if (length < 4 || word.charCodeAt(length - 1) !== 115) return word
  const before = word.charCodeAt(length - 2)
  if (before === 115 || before === 117) return word // -ss, -us
  if (before === 101) {
    const third = word.charCodeAt(length - 3)
    if (third === 105) {
      const fourth = word.charCodeAt(length - 4)
      if (fourth !== 101 && fourth !== 97) return `${word.slice(0, length - 3)}y` // -ies but not -eies, -aies
      return word
    }
    if (third === 97 || third === 101 || third === 111) return word // -aes, -ees, -oes
  }
  return word.slice(0, length - 1)
}

/** Words so common that they say nothing of what a query is about; they still count inside phrases. */
export const STOP_WORDS: ReadonlySet<string> = new Set(
  'a an and are as at be been but by can do doe for from had ha have how i if in into is it its may no not of on or our over such than that the their them then there these they this thi those to under upon wa was we were what when where which while who whose why will with without you your'.split(' '),
)
