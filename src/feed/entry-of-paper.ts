import { asPage } from '../paper/format-of-path.ts'
import type { Paper } from '../paper/paper.ts'
import { escapeHtml } from '../paper/tex/escape-html.ts'
import { paragraphs } from '../paper/tex/tex-to-html.ts'
import { texToText } from '../paper/tex/tex-to-text.ts'
import type { PaperOrigin } from './feed.ts'
import { instantOf } from './feed-dates.ts'
import { tagUri } from './tag-uri.ts'
import { wellFormed } from './well-formed.ts'

export interface FeedEntry {
  /** the same in every view and format, also after the paper's public id has changed */
  readonly id: string
  readonly url: string
  readonly title: string
  readonly summary: string
  /** HTML, safe: text, paragraphs and links only */
  readonly html: string
  readonly authors: readonly string[]
  readonly categories: readonly string[]
  /** ISO instants, of the paper itself: votes and places in lists are no update */
  readonly published: string
  readonly updated: string
  readonly related: readonly { readonly url: string; readonly label: string }[]
}

const AUTHORS_MAX = 100
const SUMMARY_CHARACTERS = 400
const LINK_LABELS = { abstract: 'Abstract', fulltext: 'Full text', code: 'Code', project: 'Project page' } as const

/**
 * A paper as an entry of any feed. Mathematics is Unicode, since feed readers throw MathML away and leave its letters.
 * @param origin the first public id and the arrival, where they are known
 */
export function entryOfPaper(paper: Paper, origin: PaperOrigin | undefined, publicUrl: string): FeedEntry {
  const title = oneLine(texToText(paper.title)) || 'Untitled'
  const texts = paragraphs(paper.abstract).map((paragraph) => oneLine(texToText(paragraph))).filter((text) => text !== '')
  const more = paper.authors.length - AUTHORS_MAX
  const authors = paper.authors.slice(0, AUTHORS_MAX).map(({ name }) => oneLine(name)).filter((name) => name !== '')
  if (more > 0) authors.push(`and ${more.toLocaleString('en')} more`)
  const related = relatedOf(paper)
  const published = instantOf(firstVersion(paper), paper.published) ?? instantOf(undefined, origin?.addedAt.slice(0, 10)) ?? '1970-01-01T00:00:00Z'
  const updated = instantOf(lastVersion(paper), paper.updated) ?? published
  const facts = [paper.venue, paper.comment].filter((fact) => fact !== undefined && fact !== '').map((fact) => oneLine(texToText(fact!)))
  return {
    id: tagUri(publicUrl, `paper/${idPath(origin?.firstId ?? paper.id)}`),
    url: new URL(asPage(`/papers/${idPath(paper.id)}`), publicUrl).href,
    title,
    summary: shortened(texts.join(' ')),
    html: [
      authors.length > 0 ? `<p><em>${escapeHtml(authors.join(', '))}</em></p>` : '',
      ...texts.map((text) => `<p>${escapeHtml(text)}</p>`),
      ...facts.map((fact) => `<p>${escapeHtml(fact)}</p>`),
      related.length > 0 ? `<p>${related.map(({ url, label }) => `<a href="${escapeHtml(url)}">${label}</a>`).join(' · ')}</p>` : '',
    ].join(''),
    authors,
    categories: [...new Set(paper.categories.map(oneLine))].filter((category) => category !== ''),
    published,
    updated: updated < published ? published : updated,
    related,
  }
}

function relatedOf(paper: Paper): FeedEntry['related'] {
  const found = new Map<string, string>()
  const add = (url: string, label: string): void => {
    if (/^https?:\/\//i.test(url) && URL.canParse(url) && found.size < 8) {
      const { href, username, password } = new URL(url)
      if (username === '' && password === '' && !found.has(strictly(href))) found.set(strictly(href), label)
    }
  }
  for (const { scheme, value } of paper.identifiers) {
    if (scheme === 'arxiv') {
      add(`https://arxiv.org/abs/${idPath(value)}`, 'arXiv')
      add(`https://arxiv.org/pdf/${idPath(value)}`, 'PDF')
    } else if (scheme === 'doi') add(`https://doi.org/${idPath(value)}`, 'DOI')
  }
  for (const { kind, url } of paper.links) if (kind in LINK_LABELS) add(url, LINK_LABELS[kind as keyof typeof LINK_LABELS])
  return [...found].map(([url, label]) => ({ url, label }))
}

/** Browsers leave some characters as they are that RFC 3986 knows in no address. */
const strictly = (href: string): string => href.replace(/%(?![0-9A-Fa-f]{2})/g, '%25').replace(/[^A-Za-z0-9\-._~:/?#[\]@!$&'()*+,;=%]/g, encodeURIComponent)

const firstVersion = ({ versions }: Paper): string | undefined => versions.find(({ number }) => number === 1)?.submittedAt
const lastVersion = ({ versions }: Paper): string | undefined => versions.reduce<Paper['versions'][number] | undefined>((last, one) => (last === undefined || one.number > last.number ? one : last), undefined)?.submittedAt

const idPath = (id: string): string => wellFormed(id).split('/').map(encodeURIComponent).join('/')

function oneLine(text: string): string {
  return wellFormed(text).replace(/[\p{Cc}\s\ufffe\uffff]+/gu, ' ').trim()
}

/** Cut at the end of a sentence where there is one, else of a word. */
function shortened(text: string): string {
  if (text.length <= SUMMARY_CHARACTERS) return text
  const head = text.slice(0, SUMMARY_CHARACTERS)
  const sentence = /^.{120,}[.!?](?=\s)/su.exec(head)?.[0]
  return sentence ?? `${wellFormed(head.replace(/\s\S*$/u, ''))}…`
}
