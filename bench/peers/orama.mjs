import { TITLE_WEIGHT, wordsOf } from './engine.mjs'
import { tellingWords } from './telling-words.mjs'

const FIELDS = /** @type {const} */ (['title', 'abstract', 'keywords', 'authors'])

/**
 * Orama, any word. As shipped it also finds words that begin like the query's; its `exact` is of no use here, as it
 * asks for all words at once, so whole words are had by asking its index for them.
 * @param {string} address of the package
 * @returns {Promise<import('./engine.mjs').Engine>}
 */
export async function orama(address) {
  const { components, create, insertMultiple, search } = await import(address)
  let wholeWords = false
  const index = { ...components.index, search: (/** @type {any[]} */ ...words) => components.index.search(...words.with(5, wholeWords)) }
  const db = create({
    schema: Object.fromEntries(FIELDS.map((name) => [name, 'string'])),
    sort: { enabled: false },
    components: { index },
  })
  const find = (/** @type {string[]} */ words, /** @type {number} */ top, whole = false) => {
    wholeWords = whole
    const { hits } = search(db, { term: words.join(' '), limit: top, threshold: 1, tolerance: 0, boost: { title: TITLE_WEIGHT } })
    return hits.map((/** @type {{ id: string }} */ { id }) => Number(id))
  }
  return {
    keepsNoFiles: true,
    build: () => ({
      add: async (documents) => {
        await insertMultiple(db, documents.map(({ key, title, abstract, keywords, authors }) => ({ id: String(key), title, abstract, keywords: keywords.join('\n'), authors: authors.join('\n') })), documents.length)
      },
      finish: () => {},
    }),
    open: () => ({
      'every word and its prefixes': (query, { top }) => find(wordsOf(query), top),
      'whole words, stop words left out': (query, { top }) => find(tellingWords(query), top, true),
    }),
  }
}
