import type { Author, PaperRecord } from '../paper/paper.ts'
import { authorOfName, authorsOfLine } from './authors.ts'
import { bibliographyRecord } from './bibliography-record.ts'
import { asFields, type Fields, LIMITS, lineList, optionalCount } from './fields.ts'

/**
 * A JSON object with a title and whatever else it has, under the names that exporters commonly use (Semantic
 * Scholar, OpenAlex, OpenReview, home-made lists).
 */
export function normalisePaper(value: unknown): PaperRecord {
  const fields = asFields(value, 'the record')
  const pick = (...names: string[]) => names.map((name) => fields[name]).find((one) => one !== undefined && one !== null && one !== '')
  const external = fields['externalIds'] ?? fields['ids']
  const ids: Fields = typeof external === 'object' && external !== null ? (external as Fields) : {}
  const venue = pick('venue', 'journal', 'booktitle', 'conference', 'container', 'publication')
  const record = bibliographyRecord({
    title: pick('title', 'Title', 'name', 'display_name'),
    abstract: pick('abstract', 'Abstract', 'summary', 'description', 'text'),
    authors: authorsOf(pick('authors', 'author', 'Authors', 'creators')),
    identifierTexts: [
      ...[pick('arxiv_id', 'arxivId', 'arxiv', 'eprint'), ids['ArXiv'], pick('doi', 'DOI'), ids['DOI'], ids['doi'], pick('id', '_id', 'paperId'), pick('url', 'link', 'URL', 'pdf', 'pdf_url')].map((one) => (typeof one === 'number' ? undefined : one)),
      typeof ids['ACL'] === 'string' ? `https://aclanthology.org/${ids['ACL']}` : undefined,
    ],
    pubmed: ids['PubMed'] ?? pick('pmid', 'PMID'),
    keywords: pick('keywords', 'tags', 'topics'),
    published: pick('published', 'publicationDate', 'publication_date', 'date', 'publishedAt', 'created', 'year', 'publication_year'),
    venue: typeof venue === 'object' && venue !== null ? ((venue as Fields)['name'] ?? (venue as Fields)['title']) : venue,
    comment: pick('comment', 'comments'),
    urls: [pick('url', 'link', 'URL'), pick('pdf', 'pdf_url')],
  })
  const categories = lineList(pick('categories'), LIMITS.category, LIMITS.categories, /[\s,;]+/)
  if (categories.length > 0) record.categories = categories
  const citations = optionalCount(pick('citations', 'citationCount', 'cited_by_count'))
  if (citations !== undefined) record.citations = citations
  return record
}

/** Lists of names or of objects that hold one, or one text with all the names. */
function authorsOf(value: unknown): Author[] {
  if (typeof value === 'string') return authorsOfLine(value)
  if (!Array.isArray(value)) return []
  return (value as readonly unknown[]).slice(0, LIMITS.authors).flatMap((one) => authorOfAny(one) ?? [])
}

function authorOfAny(value: unknown): Author | undefined {
  if (typeof value !== 'object' || value === null) return authorOfName(value)
  const fields = value as Fields
  const nested = fields['author']
  const name = fields['name'] ?? fields['display_name'] ?? fields['fullname'] ?? fields['literal'] ?? (typeof nested === 'object' && nested !== null ? ((nested as Fields)['display_name'] ?? (nested as Fields)['name']) : nested)
  if (typeof name === 'string') return authorOfName(name)
  const parts = [fields['given'] ?? fields['first'] ?? fields['firstName'] ?? fields['first_name'], fields['family'] ?? fields['last'] ?? fields['lastName'] ?? fields['last_name']].filter((part) => typeof part === 'string')
  return authorOfName(parts.join(' '))
}
