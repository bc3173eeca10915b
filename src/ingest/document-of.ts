import type { Paper } from '../paper/paper.ts'
import type { IndexDocument } from '../search-index/search-index.ts'

/** What the index needs of a paper. */
export function documentOf(paper: Paper): IndexDocument {
  return {
    key: paper.key,
    title: paper.title,
    abstract: paper.abstract,
    authors: paper.authors.map(({ name }) => name),
    keywords: paper.keywords,
    categories: paper.categories,
    venue: paper.venue,
    identifiers: [paper.id, ...paper.identifiers.map(({ value }) => value)],
    published: paper.published,
  }
}
