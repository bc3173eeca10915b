/** What an alert says, whatever shape it takes. */
import { asPage } from '../../paper/format-of-path.ts'
import type { Paper } from '../../paper/paper.ts'
import { texToText } from '../../paper/tex/tex-to-text.ts'

export interface AlertMessage {
  /** the same over every attempt */
  readonly id: string
  readonly at: string
  readonly isTest: boolean
  readonly view: { readonly path: string; readonly url: string; readonly name: string }
  readonly papers: readonly AlertPaper[]
  /** new papers that are only counted */
  readonly more: number
}

/** Every text is one line of plain text; mathematics is Unicode. */
export interface AlertPaper {
  readonly id: string
  readonly title: string
  readonly url: string
  readonly authors: readonly string[]
  readonly moreAuthors: number
  readonly abstract: string
  readonly categories: readonly string[]
  readonly published: string | undefined
}

const AUTHORS_MAX = 100
const TITLE_CHARACTERS = 500
const ABSTRACT_CHARACTERS = 2000

export function alertPaper(paper: Paper, publicUrl: string): AlertPaper {
  return {
    id: oneLine(paper.id, TITLE_CHARACTERS),
    title: oneLine(texToText(paper.title), TITLE_CHARACTERS) || 'Untitled',
    url: new URL(asPage(`/papers/${oneLine(paper.id, 1000).split('/').map(encodeURIComponent).join('/')}`), publicUrl).href,
    authors: paper.authors.slice(0, AUTHORS_MAX).map(({ name }) => oneLine(name, 200)).filter((name) => name !== ''),
    moreAuthors: Math.max(0, paper.authors.length - AUTHORS_MAX),
    abstract: oneLine(texToText(paper.abstract), ABSTRACT_CHARACTERS),
    categories: paper.categories.slice(0, 20).map((one) => oneLine(one, 100)),
    published: paper.published,
  }
}

/** Without control characters, marks that turn the direction of what follows, and halves of characters; cut with an ellipsis. */
export function oneLine(text: string, characters: number): string {
  const line = text.replace(/\p{Cs}/gu, '\ufffd').replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb]/g, '').replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ').trim()
  return line.length <= characters ? line : `${line.slice(0, characters - 1).replace(/[\ud800-\udbff]$/, '').trimEnd()}…`
}

/** `Ada Example, Bo Sample and 12 more` */
export function authorLine({ authors, moreAuthors }: AlertPaper, most = 4): string {
  const more = authors.length + moreAuthors - most
  const named = authors.slice(0, most).map((name) => oneLine(name, 60))
  if (more <= 0) return named.join(', ')
  return `${named.join(', ')} and ${more.toLocaleString('en')} more`
}

/** `3 new papers: Trending papers` */
export function headLine({ papers, more, view, isTest }: AlertMessage): string {
  const count = papers.length + more
  const said = isTest ? 'A test' : count === 1 ? '1 new paper' : `${count.toLocaleString('en')} new papers`
  return `${said}: ${oneLine(view.name, 150)}`
}

export const moreLine = ({ more }: AlertMessage): string => (more === 0 ? '' : `and ${more.toLocaleString('en')} more`)
