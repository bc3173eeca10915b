import MiniSearch from 'minisearch'
import { TITLE_WEIGHT, wordsOf } from './engine.mjs'
import { tellingWords } from './telling-words.mjs'

/** @type {MiniSearch | undefined} */
let index

/** MiniSearch, any word, neither prefixes nor near spellings. @type {import('./engine.mjs').Engine} */
export const engine = {
  keepsNoFiles: true,
  build: () => {
    const built = new MiniSearch({
      idField: 'key',
      fields: ['title', 'abstract', 'keywords', 'authors'],
      extractField: (document, name) => {
        const value = document[name]
        return Array.isArray(value) ? value.join('\n') : value
      },
      searchOptions: { boost: { title: TITLE_WEIGHT }, combineWith: 'OR', prefix: false, fuzzy: false },
    })
    index = built
    return { add: (documents) => built.addAll(documents), finish: () => {} }
  },
  open: () => {
    const search = (/** @type {string[]} */ words, /** @type {number} */ top) => (index?.search(words.join(' ')) ?? []).slice(0, top).map(({ id }) => id)
    return { 'every word': (query, { top }) => search(wordsOf(query), top), 'stop words left out': (query, { top }) => search(tellingWords(query), top) }
  },
}
