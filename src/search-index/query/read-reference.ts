/** A paper as a reference describes it. */
export interface Reference {
  /** as in “read as …” */
  readonly kind: 'a BibTeX entry' | 'a RIS record' | 'a citation'
  readonly title: string
  /** as written */
  readonly authors: string
  /** identifiers as written, unchecked */
  readonly identifiers: readonly string[]
}

/** Characters of a reference that are looked at. */
const MAX_LENGTH = 12_000
const MAX_CITATION = 1500

/** Reads a pasted BibTeX entry, RIS record or line of a bibliography; undefined for any other text, or without a title. Never throws. */
export function readReference(text: string): Reference | undefined {
  const bounded = text.slice(0, MAX_LENGTH).trim()
  if (/^@\s*[a-z]{2,20}\s*[{(]/i.test(bounded)) return fromFields('a BibTeX entry', bibtexFields(bounded))
  if (/^TY {1,2}- /.test(bounded)) return fromFields('a RIS record', risFields(bounded))
  return bounded.length <= MAX_CITATION ? citation(bounded) : undefined
}

function fromFields(kind: Reference['kind'], fields: ReadonlyMap<string, string>): Reference | undefined {
  const title = fields.get('title') ?? fields.get('booktitle')
  if (title === undefined || title === '') return undefined
  const identifiers = ['doi', 'eprint', 'arxivid', 'url'].flatMap((name) => fields.get(name) ?? [])
  return { kind, title, authors: fields.get('author') ?? '', identifiers }
}

/** The fields of the first entry: `name = {value}`, `name = "value"` or `name = bare`; the first of a name counts. One pass. */
function bibtexFields(text: string): Map<string, string> {
  const fields = new Map<string, string>()
  let at = text.search(/[{(]/) + 1
  const closing = text[at - 1] === '(' ? ')' : '}'
  while (at < text.length) {
    const equals = text.indexOf('=', at)
    if (equals < 0) break
    const name = /([a-z_-]{2,30})\s{0,9}$/i.exec(text.slice(Math.max(at, equals - 40), equals))?.[1]?.toLowerCase()
    let start = equals + 1
    while (start < text.length && /\s/.test(text[start]!)) start++
    const end = valueEnd(text, start, closing)
    const value = text.slice(start, end).trim()
    if (name !== undefined && !fields.has(name)) fields.set(name, /^(?:\{[^]*\}|"[^]*")$/.test(value) ? value.slice(1, -1).trim() : value)
    at = end + 1
    if (text[end] === closing) break
  }
  return fields
}

/** Where a value ends: at a comma or at what closes the entry, outside braces and quotes. */
function valueEnd(text: string, start: number, closing: string): number {
  let depth = 0
  let quoted = false
  for (let i = start; i < text.length; i++) {
    const c = text[i]
    if (c === '\\') i++
    else if (c === closing && depth === 0) return i
    else if (c === '{') depth++
    else if (c === '}') depth = Math.max(0, depth - 1)
    else if (c === '"' && depth === 0 && (i === start || quoted)) quoted = !quoted
    else if (c === ',' && depth === 0 && !quoted) return i
  }
  return text.length
}

const RIS_NAMES: Readonly<Record<string, string>> = { TI: 'title', T1: 'title', AU: 'author', A1: 'author', DO: 'doi', UR: 'url', M3: 'doi' }

/** Tags of two characters, ` - ` and a value, to the next tag: line ends are lost where a record is pasted into one line. */
function risFields(text: string): Map<string, string> {
  const fields = new Map<string, string>()
  let name: string | undefined
  let start = 0
  const take = (end: number): void => {
    const value = text.slice(start, end).trim()
    if (name === undefined || value === '') return
    if (name === 'author') fields.set(name, fields.has(name) ? `${fields.get(name)} and ${value}` : value)
    else if (!fields.has(name)) fields.set(name, value)
  }
  for (const tag of text.matchAll(/(?<=^|\s)([A-Z][A-Z0-9]) {1,2}- ?/g)) {
    take(tag.index)
    name = RIS_NAMES[tag[1]!]
    start = tag.index + tag[0].length
    if (tag[1] === 'ER') return fields
  }
  take(text.length)
  return fields
}

/** One line of a bibliography: authors, then a year and a title, or a title in quotation marks. */
function citation(text: string): Reference | undefined {
  const line = text.replace(/\s+/g, ' ').replace(/^\[\w{1,20}\] ?|^\d{1,3}\. /, '')
  const year = /[\s,.(](?:19|20)\d\d[a-z]?\)?[.,:;]? /.exec(line.slice(0, 800))
  if (year !== null && year.index > 2) {
    const authors = line.slice(0, year.index)
    const rest = line.slice(year.index + year[0].length)
    if (areAuthors(authors) && (/\)/.test(year[0]) || /[.:] $/.test(year[0]))) {
      const title = sentence(rest)
      if (title !== undefined) return { kind: 'a citation', title, authors, identifiers: identifiersIn(rest) }
    }
  }
  const quoted = /["“]([^"“”]{8,300})["”]/.exec(line)
  if (quoted !== null && areAuthors(line.slice(0, quoted.index))) {
    return { kind: 'a citation', title: quoted[1]!.replace(/,$/, ''), authors: line.slice(0, quoted.index), identifiers: identifiersIn(line.slice(quoted.index)) }
  }
  return undefined
}

/** `et al`, or initials beside a family name, or two names and an `and`. */
function areAuthors(text: string): boolean {
  if (text.length > 700) return false
  return /\bet al\b/.test(text) || /\p{Lu}[\p{L}'’-]+,? (?:\p{Lu}\.[ -]?){1,4}/u.test(text) || /(?:\p{Lu}\.[ -]?){1,4} ?\p{Lu}\p{L}/u.test(text) || /^\p{Lu}[\p{L}'’-]{0,40}(?: \p{Lu}[\p{L}'’-]{0,40}){0,2}(?:,| and|, and| &) \p{Lu}/u.test(text)
}

/** The first sentence, of three words or more. */
function sentence(text: string): string | undefined {
  const end = /[^.\s]{3}[.?!](?: |$)/.exec(text)
  const title = (end === null ? text : text.slice(0, end.index + 4)).replace(/^["“]|["”.]+$/g, '').trim()
  return title.split(' ').length >= 3 ? title : undefined
}

/** @returns an arXiv id and a DOI where the text names them */
function identifiersIn(text: string): string[] {
  return [/\barxiv:? ?(\d{4}\.\d{4,5})/i.exec(text)?.[1], /\b10\.\d{4,9}\/[^\s,;]{1,200}/.exec(text)?.[0].replace(/[.)\]]+$/, '')].filter((one) => one !== undefined)
}
