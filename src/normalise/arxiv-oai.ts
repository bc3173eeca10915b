import { bareArxivId, parseIdentifier } from '../paper/identifier.ts'
import type { Author, PaperRecord } from '../paper/paper.ts'
import type { XmlNode } from '../source/file/xml/xml-node.ts'
import { arxivRecord, spanOf, versionsOf } from './arxiv-record.ts'
import { authorOfName, authorsOfLine } from './authors.ts'
import { bibliographyRecord } from './bibliography-record.ts'
import { cleanLine } from './clean-text.ts'
import { badField, LIMITS, optionalDay } from './fields.ts'
import { asNode, childOf, childrenOf, childText, findNode } from './xml-fields.ts'

/**
 * A record of OAI-PMH (https://info.arxiv.org/help/oa/index.html) in arXivRaw, arXiv or oai_dc. Dublin Core of
 * other repositories is read too, as a bibliography.
 */
export function normaliseArxivOai(value: unknown): PaperRecord {
  const record = asNode(value)
  if (record === undefined) throw badField('the record is not an XML element')
  const raw = findNode(record, 'arXivRaw')
  if (raw !== undefined) return fromRaw(raw)
  const arxiv = findNode(record, 'arXiv')
  if (arxiv !== undefined) return fromArxiv(arxiv)
  const dublin = findNode(record, 'dc')
  if (dublin !== undefined) return fromDublinCore(dublin, childText(childOf(record, 'header'), 'identifier'))
  throw badField('the record has no metadata in arXivRaw, arXiv or oai_dc')
}

function fromRaw(node: XmlNode): PaperRecord {
  const versions = versionsOf(childrenOf(node, 'version').map((one) => [one.attributes['version'], childText(one, 'date')?.trim()]))
  const { first, last, submitted } = spanOf(versions)
  return arxivRecord({
    ...shared(node),
    authors: authorsOfLine(childText(node, 'authors') ?? ''),
    versions,
    published: first,
    updated: versions.length > 1 ? last : undefined,
    submitted,
    withdrawn: isWithdrawn(node),
  })
}

/**
 * arXiv marks a withdrawal as a version without a source: type `I` ("ignore"), or after the first version a size of
 * nothing (arxiv-base, VersionEntry; arxiv-browse, AbsData). A first version of 0 kB is merely short or old.
 */
function isWithdrawn(node: XmlNode): boolean {
  let last: XmlNode | undefined
  let highest = 0
  for (const one of childrenOf(node, 'version')) {
    const number = Number(/^v?(\d{1,4})$/.exec(one.attributes['version']?.trim() ?? '')?.[1] ?? 0)
    if (number > highest) [highest, last] = [number, one]
  }
  if (last === undefined) return false
  return (childText(last, 'source_type') ?? '').includes('I') || (highest > 1 && /^\s*0\s*kb\s*$/i.test(childText(last, 'size') ?? ''))
}

function fromArxiv(node: XmlNode): PaperRecord {
  const told = optionalDay(childText(node, 'created')?.trim())
  const created = told !== undefined && isOfId(told, childText(node, 'id') ?? '') ? told : undefined
  return arxivRecord({
    ...shared(node),
    authors: childrenOf(childOf(node, 'authors'), 'author').slice(0, LIMITS.authors).flatMap(authorOfParts),
    published: created,
    updated: optionalDay(childText(node, 'updated')?.trim()),
    submitted: created,
  })
}

/**
 * False where a submission is said to lie long after the month in the paper's own id: `created` is at times the date of
 * the current version instead of the first.
 */
function isOfId(created: string, id: string): boolean {
  const month = /(?:^|\/)(\d\d)(0[1-9]|1[0-2])\.?\d{3,5}(?:v\d+)?$/.exec(id.trim())
  if (month === null) return true
  const year = Number(month[1]) + (Number(month[1]) > 85 ? 1900 : 2000)
  return created.slice(0, 7) <= `${year}-${month[2]}`
}

/** The fields that both of arXiv's own formats write alike. */
function shared(node: XmlNode) {
  return {
    id: childText(node, 'id'),
    title: childText(node, 'title'),
    abstract: childText(node, 'abstract'),
    categories: (childText(node, 'categories') ?? '').slice(0, 4000).trim().split(/\s+/),
    doi: childText(node, 'doi'),
    comment: childText(node, 'comments'),
    journalRef: childText(node, 'journal-ref'),
    licence: childText(node, 'license')?.trim(),
  }
}

function authorOfParts(node: XmlNode): Author[] {
  const name = ['forenames', 'keyname', 'suffix'].map((part) => childText(node, part)?.trim() ?? '').filter((part) => part !== '').join(' ')
  const author = authorOfName(name)
  if (author === undefined) return []
  const affiliation = cleanLine(childrenOf(node, 'affiliation').map((one) => one.text.trim()).join('; '), LIMITS.affiliation)
  return [affiliation === '' ? author : { ...author, affiliation }]
}

function fromDublinCore(node: XmlNode, oaiIdentifier: string | undefined): PaperRecord {
  const texts = (name: string) => childrenOf(node, name).map((one) => one.text.trim()).filter((text) => text !== '')
  const authors = texts('creator').slice(0, LIMITS.authors).flatMap((name) => authorOfName(name) ?? [])
  const dates = texts('date').flatMap((date) => optionalDay(date) ?? [])
  const descriptions = texts('description')
  const identifiers = texts('identifier')
  const fromHeader = /^oai:arXiv\.org:(.+)$/i.exec(oaiIdentifier?.trim() ?? '')?.[1]
  const id = bareArxivId(fromHeader ?? '') ?? identifiers.map((text) => parseIdentifier(text)).find((one) => one?.scheme === 'arxiv')?.value
  const doi = identifiers.map((text) => parseIdentifier(text)).find((one) => one?.scheme === 'doi')?.value
  if (id === undefined) {
    return bibliographyRecord({ title: childText(node, 'title'), abstract: descriptions[0], authors, identifierTexts: identifiers, keywords: texts('subject'), published: texts('date')[0], venue: undefined })
  }
  return arxivRecord({
    id,
    title: childText(node, 'title'),
    abstract: descriptions[0],
    authors,
    // Dublin Core names categories in words ("Computer Science - Machine Learning"), which are no category codes.
    categories: [],
    doi,
    comment: descriptions[1]?.replace(/^Comment:\s*/i, ''),
    published: dates[0],
    updated: dates.length > 1 ? dates[dates.length - 1] : undefined,
    submitted: dates[0],
  })
}
