import { asPage } from '../../paper/format-of-path.ts'
import type { Paper } from '../../paper/paper.ts'
import { escapeHtml } from '../../paper/tex/escape-html.ts'
import { cutAtSentence, plainLine, readableLine } from './plain.ts'
import { encodedBytes } from './encoded-bytes.ts'
import { LOOK } from './look.ts'
import { wrapText } from './wrap-text.ts'

/** What is the same of a paper in every letter. */
export interface PaperPart {
  /** title with its link, and authors */
  readonly head: Piece
  readonly abstract: Piece
  readonly title: string
  readonly url: string
}

interface Piece {
  readonly html: string
  readonly text: string
  /** of both on the way, at most */
  readonly bytes: number
}

const AUTHORS_SHOWN = 4
const TITLE_CHARACTERS = 300
const NAME_CHARACTERS = 60
const ABSTRACT_CHARACTERS = 480
/** Of longer abstracts no more is read than is shown, with room for what TeX takes. */
const ABSTRACT_READ = 6000
const URL_CHARACTERS = 900

/** @throws when a paper is damaged beyond what can be shown */
export function paperPart(paper: Paper, publicUrl: string): PaperPart {
  const title = readableLine(paper.title, TITLE_CHARACTERS) || 'Untitled'
  const url = new URL(asPage(`/papers/${paper.id.replace(/\p{Cs}/gu, '\ufffd').split('/').map(encodeURIComponent).join('/')}`), publicUrl).href
  if (url.length > URL_CHARACTERS) throw new RangeError('The address of a paper is too long for a letter.')
  const authors = authorsLine(paper)
  const abstract = cutAtSentence(readableLine(paper.abstract.slice(0, ABSTRACT_READ), ABSTRACT_READ), ABSTRACT_CHARACTERS)
  const head = piece(
    `<p dir="auto" style="${LOOK.title}"><a href="${escapeHtml(url)}" class="ink" style="${LOOK.titleLink}">${escapeHtml(title)}</a></p>${authors === '' ? '' : `<p dir="auto" class="quiet" style="${LOOK.small}">${escapeHtml(authors)}</p>`}`,
    [title, ...(authors === '' ? [] : [authors])].map((line) => wrapText(line)).join('\n') + `\n${url}`,
  )
  const body = abstract === '' ? piece('', '') : piece(`<p dir="auto" style="${LOOK.abstract}">${escapeHtml(abstract)}</p>`, wrapText(abstract, '    '))
  return { head, abstract: body, title, url }
}

const piece = (html: string, text: string): Piece => ({ html, text, bytes: encodedBytes(html) + encodedBytes(text) })

function authorsLine({ authors }: Paper): string {
  const names = authors.slice(0, AUTHORS_SHOWN).map(({ name }) => plainLine(name, NAME_CHARACTERS)).filter((name) => name !== '')
  const more = authors.length - AUTHORS_SHOWN
  return more > 0 ? `${names.join(', ')} and ${more.toLocaleString('en')} more` : names.join(', ')
}

/** Holds what was made of papers, so that a thousand letters with one paper make it once. */
export class PaperParts {
  readonly #parts = new Map<number, { readonly paper: Paper; readonly part: PaperPart }>()
  readonly #publicUrl: string
  readonly #most: number

  constructor(publicUrl: string, most = 5000) {
    this.#publicUrl = publicUrl
    this.#most = most
  }

  /** @throws what `paperPart` throws */
  of(paper: Paper): PaperPart {
    const held = this.#parts.get(paper.key)
    if (held !== undefined && isSame(held.paper, paper)) return held.part
    const part = paperPart(paper, this.#publicUrl)
    this.#parts.delete(paper.key)
    if (this.#parts.size >= this.#most) this.#parts.delete(this.#parts.keys().next().value!)
    this.#parts.set(paper.key, { paper, part })
    return part
  }
}

function isSame(one: Paper, other: Paper): boolean {
  return one === other || (one.id === other.id && one.title === other.title && one.abstract === other.abstract && one.authors.length === other.authors.length && one.authors.every(({ name }, at) => name === other.authors[at]?.name))
}
