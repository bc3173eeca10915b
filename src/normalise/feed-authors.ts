import type { Author } from '../paper/paper.ts'
import { authorOfName, authorsOfLine } from './authors.ts'
import { LIMITS } from './fields.ts'
import { htmlToText } from './html-to-text.ts'

const INITIALS = /^(?:\p{Lu}\p{Ll}?\.?[\s-]?){1,4}$/u

/**
 * Authors as feeds name them: one an element, or all in one text. `ada@example.org (Ada Example)` is RSS's own way; `Sample, B., Lee, M.`,
 * `Sample, Bo; Lee, Min` and `A, B, and C` are those of journals.
 */
export function feedAuthors(texts: readonly string[]): Author[] {
  const names = texts.length === 1 ? namesOf(plain(texts[0]!)) : texts.map((one) => plain(one))
  const authors: Author[] = []
  const known = new Set<string>()
  for (const name of names.slice(0, LIMITS.authors)) {
    const author = authorOfName(name)
    // An address or "admin" is a program's word, not a name.
    if (author === undefined || /@|^https?:|^(?:admin|administrator|editor|editors|webmaster|noreply|unknown|anonymous|n\/a)$/i.test(author.name) || known.has(author.name)) continue
    known.add(author.name)
    authors.push(author)
  }
  return authors
}

function plain(text: string): string {
  const name = (text.includes('<') ? htmlToText(text) : text).replace(/\s+/g, ' ').trim()
  return /^[^\s()@]{1,100}@[^\s()@]{1,100} ?\(([^()]{1,5000})\)$/.exec(name)?.[1]?.trim() ?? name
}

function namesOf(line: string): string[] {
  if (line.includes(';')) return line.split(';')
  const pieces = line.replace(/,? (?:and|&) /g, ', ').split(/\s*,\s*/).filter((one) => one !== '')
  // Family names and initials in turn: Sample, B., Lee, M.
  if (pieces.length >= 2 && pieces.length % 2 === 0 && pieces.every((one, i) => INITIALS.test(one) === (i % 2 === 1))) {
    return pieces.flatMap((one, i) => (i % 2 === 0 ? [`${pieces[i + 1]!} ${one}`] : []))
  }
  // One name turned round: Example, Ada.
  if (pieces.length === 2 && !/,? (?:and|&) /.test(line) && !/\s/.test(pieces[0]!)) return [line]
  return pieces.length === 1 ? [line] : authorsOfLine(line.slice(0, 100_000)).map(({ name }) => name)
}
