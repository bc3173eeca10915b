import { createReadStream } from 'node:fs'
import { createGunzip } from 'node:zlib'

const BATCH = 500

/**
 * The lines of a file, unpacked when its name ends in .gz.
 * @param {string} file
 * @returns {AsyncGenerator<string>}
 */
export async function* readLines(file) {
  const bytes = createReadStream(file, { highWaterMark: 1 << 18 })
  const text = file.endsWith('.gz') ? bytes.pipe(createGunzip({ chunkSize: 1 << 18 })) : bytes
  bytes.on('error', (error) => text.destroy(error))
  const decoder = new TextDecoder()
  let rest = ''
  for await (const chunk of text) {
    rest += decoder.decode(chunk, { stream: true })
    let start = 0
    for (let end = rest.indexOf('\n'); end >= 0; end = rest.indexOf('\n', start)) {
      if (end > start) yield rest.slice(start, end)
      start = end + 1
    }
    rest = rest.slice(start)
  }
  if (rest.trim() !== '') yield rest
}

/**
 * The first papers of JSON Lines files, in batches, as documents to index with the keys 1, 2, 3 …
 * @param {readonly string[]} files
 * @param {number} limit
 * @param {number} batch papers at a time
 * @returns {AsyncGenerator<import('../../dist/search-index/search-index.js').IndexDocument[]>}
 */
export async function* readPapers(files, limit = Infinity, batch = BATCH) {
  let documents = []
  let key = 0
  for (const file of files) {
    if (key >= limit) break
    for await (const line of readLines(file)) {
      documents.push(documentOf(JSON.parse(line), ++key))
      if (documents.length === batch) {
        yield documents
        documents = []
      }
      if (key >= limit) break
    }
  }
  if (documents.length > 0) yield documents
}

/**
 * What the engines are given of a line `{id, title, abstract, authors, categories, venue, keywords, created}`.
 * @param {Record<string, any>} paper
 * @param {number} key
 */
export function documentOf(paper, key) {
  const { authors } = paper
  return {
    key,
    title: String(paper.title ?? ''),
    abstract: String(paper.abstract ?? ''),
    authors: Array.isArray(authors) ? authors.map(String) : typeof authors === 'string' && authors !== '' ? [authors] : [],
    keywords: Array.isArray(paper.keywords) ? paper.keywords.map(String) : [],
    categories: Array.isArray(paper.categories) ? paper.categories.map(String) : [],
    venue: typeof paper.venue === 'string' ? paper.venue : undefined,
    identifiers: [String(paper.id)],
    published: typeof paper.created === 'string' ? paper.created : undefined,
  }
}
