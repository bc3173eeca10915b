import { parseIdentifier } from '../../paper/identifier.ts'
import { dayNumber, isPartialDate, monthDays } from '../../tools/dates.ts'
import { stem, STOP_WORDS, terms } from '../terms.ts'
import { askedTerms } from './asked-terms.ts'
import { authorName } from './author-name.ts'
import { expand } from './expand.ts'
import { isProse } from './is-prose.ts'
import type { Expansion, ParsedQuery, Restriction } from './parsed-query.ts'
import { readReference, type Reference } from './read-reference.ts'

/** A pasted abstract is a good query; a pasted book is cut here. Characters. */
export const MAX_QUERY_LENGTH = 12_000
export const MAX_WORDS = 600
const MAX_RESTRICTIONS = 32

const FIELDS = ['title', 'author', 'cat', 'venue', 'id', 'before', 'after'] as const
type Field = (typeof FIELDS)[number]
const ALIASES: Readonly<Record<string, Field>> = {
  ti: 'title', au: 'author', authors: 'author', category: 'cat', categories: 'cat', since: 'after', until: 'before', doi: 'id', arxiv: 'id',
}

interface Part {
  readonly negated: boolean
  readonly field: Field | undefined
  readonly text: string
  readonly quoted: boolean
}

/**
 * Understands a query: words, "phrases", -not, title: author: cat: venue: id: before: after:, and an identifier or
 * its URL alone. A pasted text is only words; a pasted BibTeX entry, RIS record or citation is the paper that it
 * describes. Nothing is an error: what cannot be understood becomes a note, and the rest is searched.
 * `after:` includes the date that it names, `before:` does not; `cat:cs.LG,cs.CL` is either.
 */
export function parseQuery(typed: string): ParsedQuery {
  const notes: string[] = []
  const bounded = typed.slice(0, MAX_QUERY_LENGTH + 1000).trim().slice(0, MAX_QUERY_LENGTH + 1)
  let text = bounded.replace(/[\u0000-\u001f\u007f]+/g, ' ')
  if (text.length > MAX_QUERY_LENGTH) {
    text = text.slice(0, MAX_QUERY_LENGTH)
    notes.push(`The query was longer than ${MAX_QUERY_LENGTH.toLocaleString('en')} characters; the rest was left out.`)
  }
  const query: Draft = { words: [], phrases: [], restrictions: [], excluded: [], expansions: [], fromDay: undefined, toDay: undefined, named: [], prose: false, recent: false }
  const alone = text.length < 300 ? parseIdentifier(text) : undefined
  const reference = alone === undefined ? readReference(bounded) : undefined
  if (alone !== undefined) query.restrictions.push({ kind: 'id', value: alone.value.toLowerCase() })
  else if (reference !== undefined) takeReference(reference, query, notes)
  else if (isProse(bounded)) takeProse(text, query)
  else {
    const parts = split(text, notes)
    if (parts.every(({ field, quoted, negated }) => field === undefined && !quoted && !negated)) query.words.push(...askedTerms(text))
    else for (const part of parts) take(part, query, notes)
    askForRecent(query)
    query.expansions.push(...expand(parts.filter(({ field, quoted, negated }) => field === undefined && !quoted && !negated).map((part) => part.text).join(' ')))
  }

  if (query.words.length > MAX_WORDS) query.words.length = MAX_WORDS
  if (query.restrictions.length + query.excluded.length > MAX_RESTRICTIONS) {
    query.restrictions.length = Math.min(query.restrictions.length, MAX_RESTRICTIONS)
    query.excluded.length = Math.min(query.excluded.length, MAX_RESTRICTIONS - query.restrictions.length)
    notes.push(`Only the first ${MAX_RESTRICTIONS} restrictions were used.`)
  }
  return { text, ...query, identifier: alone?.value, notes }
}

function takeReference({ kind, title, authors, identifiers }: Reference, query: Draft, notes: string[]): void {
  query.words.push(...terms(title))
  const said = new Set(query.words)
  const names = [...new Set(terms(authors))].filter((name) => name.length > 2 && !said.has(name) && !STOP_WORDS.has(name))
  if (names.length > 0) query.expansions.push({ terms: names.slice(0, MAX_NAMES), weight: 0.3, because: 'the authors' })
  const found = identifiers.map((identifier) => parseIdentifier(identifier)?.value.toLowerCase()).filter((value) => value !== undefined)
  query.named.push(...new Set(found))
  notes.push(`This was read as ${kind}: papers with its title${names.length > 0 ? ' and authors' : ''}${found.length > 0 ? ', and first the one with its identifier,' : ''} are sought.`)
}
const MAX_NAMES = 24

function takeProse(text: string, query: Draft): void {
  query.prose = true
  query.words.push(...askedTerms(text))
  query.expansions.push(...expand(text))
  if (query.words.length < SHORT) askForRecent(query)
}
/** A longer text says somewhere that something is recent without asking for it. Words. */
const SHORT = 20

/** `recent` and its like ask for what is new, and papers need not say so themselves. */
function askForRecent(query: Draft): void {
  const held = new Set(query.restrictions.flatMap((one) => ('terms' in one ? one.terms : [])))
  const asks = query.words.filter((word) => RECENT.has(word) && !held.has(word))
  const others = query.words.filter((word) => !RECENT.has(word) || held.has(word))
  if (asks.length === 0 || others.every((word) => STOP_WORDS.has(word))) return
  query.recent = true
  query.words = others
  query.expansions.push({ terms: [...new Set(asks)], weight: 0.3, because: 'what is recent' })
}
const RECENT: ReadonlySet<string> = new Set(['recent', 'recently', 'latest', 'newest'].map(stem))

interface Draft {
  words: string[]
  phrases: string[][]
  restrictions: Restriction[]
  excluded: Restriction[]
  expansions: Expansion[]
  named: string[]
  prose: boolean
  recent: boolean
  fromDay: number | undefined
  toDay: number | undefined
}

/** Cuts the text at blanks, keeping quoted runs whole. One pass. */
function split(text: string, notes: string[]): Part[] {
  const parts: Part[] = []
  let at = 0
  while (at < text.length) {
    if (isBlank(text[at]!)) {
      at++
      continue
    }
    let negated = false
    if (text[at] === '-' && at + 1 < text.length && !isBlank(text[at + 1]!) && text[at + 1] !== '-') {
      negated = true
      at++
    }
    let field: Field | undefined
    const named = /^([A-Za-z]{2,12}):/.exec(text.slice(at, at + 13))
    if (named) {
      const name = named[1]!.toLowerCase()
      field = FIELDS.find((known) => known === name) ?? ALIASES[name]
      const next = text[at + named[0].length]
      if (field !== undefined) at += named[0].length
      else if (next !== undefined && !isBlank(next) && next !== '/' && negated === false) {
        notes.push(`“${named[1]}:” is not a field here, so it was searched as a word. Fields: ${FIELDS.join(', ')}.`)
      }
    }
    const opening = text[at]
    if (opening !== undefined && isQuote(opening)) {
      let end = at + 1
      while (end < text.length && !isQuote(text[end]!)) end++
      if (end === text.length) notes.push('A quotation mark was not closed; the phrase was taken to the end.')
      parts.push({ negated, field, text: text.slice(at + 1, end), quoted: true })
      at = end + 1
      continue
    }
    let end = at
    while (end < text.length && !isBlank(text[end]!) && !isQuote(text[end]!)) end++
    // author:Hinton, Geoffrey
    if (field === 'author' && text[end - 1] === ',' && text[end] === ' ' && /^ [\p{L}.-]{1,40}(?= |$)/u.test(text.slice(end, end + 42))) {
      end++
      while (end < text.length && !isBlank(text[end]!)) end++
    }
    parts.push({ negated, field, text: text.slice(at, end), quoted: false })
    at = end
  }
  return parts
}

const isBlank = (character: string): boolean => /\s/.test(character)
const isQuote = (character: string): boolean => character === '"' || character === '“' || character === '”' || character === '„'

function take(part: Part, query: Draft, notes: string[]): void {
  const { field, negated } = part
  if (field === 'before' || field === 'after') {
    takeDate(field, part, query, notes)
    return
  }
  const restriction = restrictionOf(part)
  if (restriction === undefined) {
    if (field !== undefined) notes.push(`“${field}:” needs a value right after the colon, as in ${EXAMPLES[field]}.`)
    return
  }
  if (negated) query.excluded.push(restriction)
  else if (field !== undefined) query.restrictions.push(restriction)
  if (negated || restriction.kind === 'category' || restriction.kind === 'id' || restriction.kind === 'venue') return
  const found = 'terms' in restriction ? restriction.terms : []
  if (restriction.kind === 'author') query.words.push(...(restriction.given ?? []).filter((name) => name.length > 1))
  query.words.push(...found)
  if (field === undefined && part.quoted) {
    query.phrases.push([...found])
    query.restrictions.push(restriction)
  }
}

const EXAMPLES: Readonly<Record<Field, string>> = {
  title: 'title:diffusion', author: 'author:hinton', cat: 'cat:cs.LG', venue: 'venue:neurips', id: 'id:1706.03762', before: 'before:2020', after: 'after:2024-05',
}

function restrictionOf({ field, text }: Part): Restriction | undefined {
  if (field === 'cat') {
    const anyOf = text.toLowerCase().split(',').map((name) => name.trim()).filter((name) => name !== '').slice(0, 40)
    return anyOf.length === 0 ? undefined : { kind: 'category', anyOf }
  }
  if (field === 'id') {
    const value = (parseIdentifier(text)?.value ?? text.trim()).toLowerCase()
    return value === '' ? undefined : { kind: 'id', value }
  }
  if (field === 'author') {
    const name = authorName(text)
    return name && { kind: 'author', terms: name.terms, ...(name.given.length === 0 ? {} : { given: name.given }) }
  }
  const found = terms(text).slice(0, 64)
  if (found.length === 0) return undefined
  return { kind: field === 'title' || field === 'venue' ? field : 'text', terms: found }
}

function takeDate(field: 'before' | 'after', { text, negated }: Part, query: Draft, notes: string[]): void {
  const date = text.trim().replaceAll('/', '-')
  if (!isPartialDate(date)) {
    notes.push(`“${field}:${text.slice(0, 40)}” is not a date; write a year, 2024-05 or 2024-05-17.`)
    return
  }
  // -after:2024 is before:2024, and the other way about.
  const after = (field === 'after') !== negated
  const day = dayNumber(date)
  if (after) query.fromDay = Math.max(query.fromDay ?? day, day)
  else query.toDay = Math.min(query.toDay ?? day - 1, day - 1)
}

/** The last day that a partial date covers, as days since 1970: for spans given as inclusive dates. */
export function lastDayOf(date: string): number {
  if (date.length === 4) return dayNumber(`${date}-12-31`)
  return dayNumber(date.length === 7 ? monthDays(date).to : date)
}

/** A query further narrowed to categories, a venue and an inclusive span of partial dates. */
export function narrow(
  query: ParsedQuery,
  filters: { category?: string | undefined; venue?: string | undefined; after?: string | undefined; before?: string | undefined },
): ParsedQuery {
  const restrictions = [...query.restrictions]
  if (filters.category !== undefined) restrictions.push({ kind: 'category', anyOf: filters.category.toLowerCase().split(',') })
  if (filters.venue !== undefined) restrictions.push({ kind: 'venue', terms: terms(filters.venue) })
  const from = filters.after === undefined ? undefined : dayNumber(filters.after)
  const to = filters.before === undefined ? undefined : lastDayOf(filters.before)
  return {
    ...query,
    restrictions,
    fromDay: from === undefined ? query.fromDay : Math.max(from, query.fromDay ?? from),
    toDay: to === undefined ? query.toDay : Math.min(to, query.toDay ?? to),
  }
}
