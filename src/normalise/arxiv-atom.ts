import { bareArxivId } from '../paper/identifier.ts'
import type { Author, PaperRecord } from '../paper/paper.ts'
import type { FeedEntry, XmlNode } from '../source/file/xml/xml-node.ts'
import { arxivRecord, dayOfInstant, instantOf } from './arxiv-record.ts'
import { authorOfName, authorsOfLine } from './authors.ts'
import { cleanLine } from './clean-text.ts'
import { asFields, badField, LIMITS } from './fields.ts'
import { asNode, childOf, childrenOf, childText } from './xml-fields.ts'

/** "arXiv:2410.01234v2 Announce Type: replace Abstract: …" opens the texts of rss.arxiv.org. */
const ANNOUNCED = /^\s*arXiv:(\S{1,40})\s+Announce\s+Type:\s*([\w-]{1,20})\s*(?:Abstract:\s*)?/i

/** An entry of arXiv's query API, or of its feeds as Atom or RSS. */
export function normaliseArxivAtom(value: unknown): PaperRecord {
  const fields = asFields(value, 'the record') as Partial<FeedEntry>
  const entry = asNode(fields.entry)
  if (entry === undefined) throw badField('the record is not an XML element')
  const text = childText(entry, 'summary') ?? childText(entry, 'description') ?? ''
  const announced = ANNOUNCED.exec(text)
  const id = idOf(entry) ?? announced?.[1]
  const type = (childText(entry, 'announce_type') ?? announced?.[2])?.trim().toLowerCase()
  const published = dayOfFeed(childText(entry, 'published') ?? childText(entry, 'pubDate'))
  const shared = {
    id,
    title: childText(entry, 'title')?.trim().replace(/\(arXiv:[^)]{1,60}\)$/i, ''),
    abstract: announced === null ? text : text.slice(announced[0].length),
    authors: authorsOf(entry),
    categories: categoriesOf(entry),
    doi: childText(entry, 'doi') ?? childText(entry, 'DOI'),
    journalRef: childText(entry, 'journal_ref') ?? childText(entry, 'journal_reference'),
    comment: childText(entry, 'comment'),
    licence: childText(entry, 'rights')?.trim(),
  }
  const number = Number(/v(\d{1,4})\s*$/.exec(id ?? '')?.[1] ?? 0)
  // A feed's date is that of the announcement: a first appearance for new papers, a change for replaced ones. What is
  // fetched is given its day by whoever asked: a stale feed prints today's date over yesterday's papers.
  if (type !== undefined) {
    const listed = fields.fetched === true ? undefined : published
    return arxivRecord({ ...shared, versions: number > 0 ? [{ number }] : [], ...(type.startsWith('replace') ? { updated: published } : type === 'new' ? { published, listed } : {}) })
  }
  const updated = dayOfInstant(childText(entry, 'updated')?.trim())
  const first = instantOf(childText(entry, 'published')?.trim())
  const last = instantOf(childText(entry, 'updated')?.trim())
  const versions = number === 1 && first !== undefined ? [{ number: 1, submittedAt: first }] : number > 1 ? [...(first === undefined ? [] : [{ number: 1, submittedAt: first }]), last === undefined ? { number } : { number, submittedAt: last }] : []
  return arxivRecord({ ...shared, primary: childOf(entry, 'primary_category')?.attributes['term'], published, updated, submitted: first, versions })
}

/** The id from the entry's own id, an abs address or an oai: name, versions and all. */
function idOf(entry: XmlNode): string | undefined {
  const texts = [childText(entry, 'id'), childText(entry, 'guid'), childText(entry, 'link'), ...childrenOf(entry, 'link').map((link) => link.attributes['href'])]
  for (const text of texts) {
    const id = text?.trim().replace(/^oai:arXiv\.org:/i, '').replace(/^https?:\/\/(?:[\w.]{1,40}\.)?arxiv\.org\/(?:abs|pdf|html)\//i, '')
    if (id !== undefined && bareArxivId(id) !== undefined) return id
  }
  return undefined
}

function authorsOf(entry: XmlNode): Author[] {
  const authors: Author[] = []
  for (const node of childrenOf(entry, 'author').slice(0, LIMITS.authors)) {
    const author = authorOfName(childText(node, 'name') ?? node.text)
    if (author === undefined) continue
    const affiliation = cleanLine(childrenOf(node, 'affiliation').map((one) => one.text.trim()).join('; '), LIMITS.affiliation)
    authors.push(affiliation === '' ? author : { ...author, affiliation })
  }
  if (authors.length > 0) return authors
  const creators = childrenOf(entry, 'creator').map((one) => one.text)
  return creators.length === 1 ? authorsOfLine(creators[0]!.replace(/<[^>]{0,300}>/g, '')) : creators.flatMap((name) => authorOfName(name) ?? [])
}

/** Codes such as cs.LG; the query API puts MSC and ACM classes among them, which are left out. */
function categoriesOf(entry: XmlNode): string[] {
  return childrenOf(entry, 'category').map((node) => (node.attributes['term'] ?? node.text).trim()).filter((name) => /^[a-z][a-z-]{1,20}(?:\.[A-Za-z-]{2,20})?$/.test(name))
}

/**
 * The day a feed's date names. Feeds are stamped at midnight Eastern time, so their own calendar day counts,
 * not that of UTC; instants with a Z are UTC anyway.
 */
function dayOfFeed(text: string | undefined): string | undefined {
  const trimmed = text?.trim()
  return trimmed !== undefined && /^\d{4}-\d{2}-\d{2}T/.test(trimmed) && dayOfInstant(trimmed) !== undefined ? trimmed.slice(0, 10) : dayOfInstant(trimmed?.replace(/ [+-]\d{4}$/, ' +0000'))
}
