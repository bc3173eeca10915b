import { STOP_WORDS, terms } from '../../dist/search-index/terms.js'
import { wordsOf } from './engine.mjs'

/** False for words that our engine does not rank by. @param {string} word */
export const tells = (word) => terms(word).some((term) => !STOP_WORDS.has(term))

/** The query without its stop words, as our engine ranks it. @param {string} query */
export function tellingWords(query) {
  const telling = wordsOf(query).filter(tells)
  return telling.length > 0 ? telling : wordsOf(query)
}
