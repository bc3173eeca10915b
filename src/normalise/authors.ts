import type { Author } from '../paper/paper.ts'
import { cleanLine } from './clean-text.ts'
import { LIMITS } from './fields.ts'
import { composeAccents } from './compose-accents.ts'

/** Authors from a list of names (or `{name}` objects) as services give them; what is no name is left out. */
export function authorsOfNames(value: unknown): Author[] {
  if (!Array.isArray(value)) return []
  const authors: Author[] = []
  const list: readonly unknown[] = value
  const count = Math.min(list.length, LIMITS.authors)
  for (let i = 0; i < count; i++) {
    const one = list[i]
    const author = authorOfName(typeof one === 'object' && one !== null ? (one as { name?: unknown }).name : one)
    if (author !== undefined) authors.push(author)
  }
  return authors
}

/** One author from one name; "Family, Forenames" is turned round. */
export function authorOfName(value: unknown): Author | undefined {
  if (typeof value !== 'string') return undefined
  let name = value.includes('\\') || value.includes('{') ? composeAccents(value.slice(0, 2000)) : value
  name = cleanLine(name, LIMITS.name, { markup: true })
  if (name === '') return undefined
  return { name: name.includes(',') ? turnRound(name) : name }
}

const SUFFIX = /^(?:jr|sr|ii|iii|iv|v)\.?$/i

/** "Family, Forenames" -> "Forenames Family"; "Family, Jr., Forenames" and "Name, Jr." keep the suffix last. */
export function turnRound(name: string): string {
  const parts = name.split(',').map((part) => part.trim()).filter((part) => part !== '')
  const [family = name, second, third] = parts
  if (parts.length === 1) return family
  if (parts.length === 2) return SUFFIX.test(second!) ? `${family} ${second}` : `${second} ${family}`
  if (parts.length === 3 && SUFFIX.test(second!)) return `${third} ${family} ${second}`
  if (parts.length === 3 && SUFFIX.test(third!)) return `${second} ${family} ${third}`
  return name
}

/** BibTeX's way of listing names: "A and B and others". */
export function namesBetweenAnd(text: string): string[] {
  // Folded first: a pattern that begins with \s+ takes quadratic time on a run of blanks.
  const names = text.slice(0, MAX_LINE).replace(/\s+/g, ' ').split(/ and /i)
  return names.filter((name) => !/^ ?others ?$/i.test(name)).slice(0, LIMITS.authors)
}

/** Characters of an author line that are read; ten thousand names fit in. */
const MAX_LINE = 400_000
const MAX_LEGEND = 2000

/**
 * Splits arXiv's author line: names between commas and "and", affiliations in parentheses after a name, a
 * legend of numbered affiliations at the end ("A. B. (1), C. D. (2) ((1) X, (2) Y)"), and a collaboration before a colon.
 */
export function authorsOfLine(line: string): Author[] {
  const { names, legend } = withoutLegend(splitTop(composeAccents(line.slice(0, MAX_LINE)).replace(/\s+/g, ' ')))
  const authors: Author[] = []
  for (const piece of names) {
    const notes: string[] = []
    const bare = outsideParentheses(piece, notes).replace(/^\s*and\s+/i, '')
    const name = cleanLine(bare.replace(/\s+([.,])/g, '$1'), LIMITS.name)
    if (name === '' || /^et al\.?$/i.test(name)) continue
    if (SUFFIX.test(name) && authors.length > 0) {
      const last = authors[authors.length - 1]!
      authors[authors.length - 1] = { ...last, name: `${last.name} ${name}`.slice(0, LIMITS.name) }
      continue
    }
    const affiliation = cleanLine(notes.flatMap((note) => resolve(note, legend)).join('; '), LIMITS.affiliation)
    authors.push(affiliation === '' ? { name } : { name, affiliation })
    if (authors.length >= LIMITS.authors) break
  }
  return authors
}

/** Cuts at commas, semicolons, "and" and a collaboration's colon, outside parentheses only. */
function splitTop(line: string): string[] {
  const pieces: string[] = []
  let depth = 0
  let start = 0
  for (let i = 0; i < line.length; i++) {
    const char = line[i]
    if (char === '(') depth++
    else if (char === ')') depth = Math.max(0, depth - 1)
    if (depth > 0) continue
    if (char === ',' || char === ';' || char === ':') {
      pieces.push(line.slice(start, i))
      start = i + 1
    } else if (char === ' ' && line.startsWith(' and ', i)) {
      pieces.push(line.slice(start, i))
      start = i + 5
    }
  }
  pieces.push(line.slice(start))
  return pieces.filter((piece) => piece.trim() !== '')
}

/** Takes the legend "((1) X, (2) Y)" off the last piece. */
function withoutLegend(names: string[]): { names: string[]; legend: ReadonlyMap<string, string> } {
  const legend = new Map<string, string>()
  const last = names[names.length - 1] ?? ''
  const at = last.search(/\(\s*\(/)
  if (at < 0) return { names, legend }
  const text = last.slice(at + 1).replace(/\)\s*$/, '')
  const marks = [...text.matchAll(/\(([\w*†‡§ ]{1,6})\)/g)]
  for (const [i, mark] of marks.entries()) {
    const end = marks[i + 1]?.index ?? text.length
    legend.set(mark[1]!.trim(), text.slice(mark.index + mark[0].length, Math.min(end, mark.index + MAX_LEGEND)).replace(/^[\s,;]+|[\s,;]+$/g, '').replace(/[\s,;]+and$/, ''))
  }
  return { names: [...names.slice(0, -1), last.slice(0, at)], legend }
}

/** A note "1 and 2" becomes the places it points to; a note in words is a place itself. */
function resolve(note: string, legend: ReadonlyMap<string, string>): string[] {
  const keys = note.split(/\s*(?:,|;|and|&|\+|\/)\s*/).filter((key) => key !== '')
  const places = keys.map((key) => legend.get(key.trim())).filter((place) => place !== undefined && place !== '')
  if (places.length > 0) return places as string[]
  return /^[\d\s,;*and&+]+$/.test(note) ? [] : [note.trim()]
}

/** The text outside parentheses; what stood inside goes to `inside`. */
function outsideParentheses(piece: string, inside: string[]): string {
  let outside = ''
  let depth = 0
  let start = 0
  for (let i = 0; i < piece.length; i++) {
    if (piece[i] === '(') {
      if (depth === 0) {
        outside += piece.slice(start, i)
        start = i + 1
      }
      depth++
    } else if (piece[i] === ')' && depth > 0) {
      depth--
      if (depth === 0) {
        inside.push(piece.slice(start, i))
        start = i + 1
      }
    }
  }
  if (depth === 0) outside += piece.slice(start)
  else inside.push(piece.slice(start))
  return outside
}
