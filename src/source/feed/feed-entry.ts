import { childrenNamed, textOf, type XmlElement } from '../xml-tree.ts'

/** A text of a feed and whether it is HTML: RSS writes HTML into its texts, Atom says what it writes. */
export interface FeedText {
  readonly html: boolean
  readonly text: string
}

/** One item, as any of the formats has it; texts as they stand. */
export interface FeedEntry {
  /** guid, id, the address in rdf:about; the item's own name first */
  readonly ids: readonly string[]
  /** the item's page, absolute */
  readonly link: string | undefined
  readonly pdf: string | undefined
  readonly title: FeedText
  readonly summary: FeedText | undefined
  readonly content: FeedText | undefined
  readonly authors: readonly string[]
  /** dates of first appearance, then of the last change, in the order in which they are to be believed */
  readonly published: readonly string[]
  readonly updated: readonly string[]
  /** prism:doi, dc:identifier and their like */
  readonly identifiers: readonly string[]
  /** prism:publicationName */
  readonly venue: string | undefined
  readonly keywords: readonly string[]
}

/** The value of records of the shape feed. */
export interface FeedItem {
  readonly feed: {
    readonly url: string
    readonly title: string | undefined
    /** ISO day of the reading */
    readonly readOn: string
  }
  readonly entry: FeedEntry
}

const MAX_LIST = 500
const MAX_TEXT = 400_000

/**
 * Reads an `<item>` or `<entry>`. Names count without regard to case, as some programs write `pubdate`.
 * @param base the address from which relative links count
 */
export function feedEntry(element: XmlElement, base: string): FeedEntry {
  const named = new Map<string, XmlElement[]>()
  for (const child of childrenNamed(element)) {
    const name = child.name.toLowerCase()
    const list = named.get(name)
    if (list === undefined) named.set(name, [child])
    else if (list.length < MAX_LIST) list.push(child)
  }
  const all = (...names: string[]): XmlElement[] => names.flatMap((name) => named.get(name) ?? [])
  const texts = (...names: string[]): string[] => all(...names).map((one) => textOf(one).trim().slice(0, 2000)).filter((one) => one !== '')
  const about = Object.entries(element.attributes).find(([name]) => /(?:^|:)about$/i.test(name))?.[1]?.trim()
  const guids = all('guid').filter((one) => textOf(one).trim() !== '')
  const permalink = guids.find((one) => one.attributes['isPermaLink']?.toLowerCase() !== 'false')
  const links = linksOf(all('link'), base)
  const original = absolute(texts('feedburner:origlink')[0], base)
  const page = original ?? links.find(({ rel, type }) => rel === 'alternate' && !/pdf|xml|json/i.test(type))?.href ?? links.find(({ rel }) => !/^(?:self|edit|enclosure|replies|related|hub|next|prev|via|license)$/.test(rel))?.href
  return {
    ids: [...guids.map((one) => textOf(one).trim().slice(0, 2000)), ...texts('id'), ...(about === undefined || about === '' ? [] : [about.slice(0, 2000)])].slice(0, 20),
    link: page ?? absolute(permalink === undefined ? undefined : textOf(permalink), base, /^https?:\/\//i) ?? absolute(about, base, /^https?:\/\//i),
    pdf: links.find(({ type }) => type === 'application/pdf')?.href ?? absolute(all('enclosure').find((one) => one.attributes['type']?.toLowerCase() === 'application/pdf')?.attributes['url'], base),
    title: textValue(all('title')[0] ?? all('dc:title')[0]) ?? { html: false, text: '' },
    summary: firstText(all('description', 'summary', 'dcterms:abstract', 'dc:description')),
    content: firstText(all('content:encoded', 'content')),
    authors: [...all('author').map((one) => nameOf(one)), ...texts('dc:creator')].filter((one) => one !== ''),
    published: texts('published', 'issued', 'pubdate', 'dc:date', 'dcterms:issued', 'dcterms:created', 'created', 'prism:publicationdate', 'prism:coverdate').slice(0, 20),
    updated: texts('updated', 'modified', 'dcterms:modified').slice(0, 20),
    identifiers: texts('prism:doi', 'dc:identifier', 'arxiv:doi', 'doi', 'dcterms:identifier', 'prism:url').slice(0, 20),
    venue: texts('prism:publicationname')[0],
    keywords: [...all('category').map((one) => one.attributes['term'] ?? textOf(one)), ...texts('dc:subject')].map((one) => one.trim().slice(0, 500)).filter((one) => one !== '').slice(0, 50),
  }
}

function linksOf(elements: readonly XmlElement[], base: string): { href: string; rel: string; type: string }[] {
  return elements.flatMap((one) => {
    // Atom's links are empty and have an href; those of RSS are text.
    const href = absolute(one.attributes['href'] ?? textOf(one), base)
    return href === undefined ? [] : [{ href, rel: (one.attributes['rel'] ?? 'alternate').toLowerCase(), type: (one.attributes['type'] ?? '').toLowerCase() }]
  })
}

/** An absolute web address, or undefined. */
function absolute(text: string | undefined, base: string, must = /./): string | undefined {
  const trimmed = text?.trim() ?? ''
  if (trimmed === '' || trimmed.length > 2000 || !must.test(trimmed) || !URL.canParse(trimmed, base)) return undefined
  const url = new URL(trimmed, base)
  return url.protocol === 'https:' || url.protocol === 'http:' ? url.href : undefined
}

/** Atom's `<author><name>`, or RSS's text. */
function nameOf(element: XmlElement): string {
  const name = childrenNamed(element, 'name').map((one) => textOf(one).trim()).find((one) => one !== '')
  return (name ?? (childrenNamed(element).length === 0 ? textOf(element).trim() : '')).slice(0, 100_000)
}

function firstText(elements: readonly XmlElement[]): FeedText | undefined {
  for (const one of elements) {
    const text = textValue(one)
    if (text !== undefined && text.text.trim() !== '') return text
  }
  return undefined
}

/**
 * Atom's text constructs (RFC 4287, 3.1) and RSS's texts. HTML that stands in the XML as elements is written out again, so that one
 * reader takes the markup out of all.
 */
function textValue(element: XmlElement | undefined): FeedText | undefined {
  if (element === undefined) return undefined
  const type = element.attributes['type']?.trim().toLowerCase()
  if (childrenNamed(element).length > 0) return { html: true, text: written(element).slice(0, MAX_TEXT) }
  const text = textOf(element).slice(0, MAX_TEXT)
  const atom = element.name === 'title' || element.name === 'summary' || element.name === 'content'
  if (type === undefined) return { html: !atom || /<\/[a-z][a-z0-9]{0,20}>|<br\s?\/?>/i.test(text), text }
  if (type === 'text' || type === 'text/plain') return { html: false, text }
  return /html|xml/.test(type) ? { html: true, text } : undefined
}

function written(element: XmlElement): string {
  let html = ''
  for (const one of element.content) {
    if (typeof one === 'string') html += one.replace(/&/g, '&amp;').replace(/</g, '&lt;')
    else {
      const name = one.name.replace(/^.*:/, '')
      html += `<${name}>${written(one)}</${name}>`
    }
  }
  return html
}
