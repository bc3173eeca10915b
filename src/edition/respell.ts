import { foldTex } from '../paper/tex/fold-tex.ts'
import type { ParsedQuery } from '../search-index/query/parsed-query.ts'
import type { SearchIndex } from '../search-index/search-index.ts'

/** A longer query is a text: it finds what it seeks in spite of a mistake or two. */
const MAX_LENGTH = 200
const MAX_WORDS = 16
/** Parts of a query whose values are not words. */
const NOT_WORDS = /^-|^(?:cat|category|categories|id|doi|arxiv|venue|before|after|since|until):/i
const FIELD = /^[A-Za-z]{2,12}:/

/** A word of the query: where it stands in the text, and folded. */
interface Word {
  readonly start: number
  readonly end: number
  readonly folded: string
}

/** The query as it may have been meant, in the papers' own spelling, all else as it was typed; undefined when nothing looks misspelt. */
export async function respell(index: SearchIndex, { text, identifier }: ParsedQuery): Promise<string | undefined> {
  if (identifier !== undefined || text.length > MAX_LENGTH || /[\\$]/.test(text)) return undefined
  const words = wordsOf(text)
  if (words.length === 0 || words.length > MAX_WORDS) return undefined
  const corrections = await index.correct(words.map(({ folded }) => folded))
  if (corrections.length === 0) return undefined
  let written = ''
  let at = 0
  for (const { from, to, text: better } of corrections) {
    const [first, last] = [words[from], words[to - 1]]
    if (first === undefined || last === undefined || first.start < at) continue
    written += text.slice(at, first.start) + better
    at = last.end
  }
  return written + text.slice(at)
}

/** Words of letters; '' stands for what is to be left alone, and keeps words apart that are not neighbours. */
function wordsOf(text: string): Word[] {
  const words: Word[] = []
  for (const part of text.matchAll(/\S+/g)) {
    const [whole] = part
    if (NOT_WORDS.test(whole)) {
      words.push({ start: part.index, end: part.index, folded: '' })
      continue
    }
    const field = FIELD.exec(whole)?.[0].length ?? 0
    if (field > 0) words.push({ start: part.index, end: part.index, folded: '' })
    for (const run of whole.slice(field).matchAll(/[\p{L}\p{M}\p{N}]+/gu)) {
      const start = part.index + field + run.index
      const folded = foldTex(run[0])
      words.push({ start, end: start + run[0].length, folded: /^\p{L}+$/u.test(folded) ? folded : '' })
    }
  }
  return words
}
