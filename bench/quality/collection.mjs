import { collectionFiles } from '../../dist/evaluate/collection-files.js'
import { indexCorpus } from '../../dist/evaluate/index-corpus.js'
import { readJudged } from '../../dist/evaluate/judged-queries.js'
import { progress } from '../tools/report.mjs'

/**
 * @typedef {import('../../dist/search-index/search-index.js').IndexDocument} Document
 *
 * @typedef {object} Collection
 * @property {string} name
 * @property {{ id: string, document: Document }[]} corpus in order of key, from 1
 * @property {readonly import('../../dist/evaluate/judged-queries.js').JudgedQuery[]} queries
 */

/** What could not be read is said and the rest goes on. @type {import('../../dist/evaluate/damage.js').DamageReport} */
export const damage = {
  line: ({ file, line, reason }) => progress(`${file}, line ${line}: ${reason}`),
  file: (error) => progress(error.message),
}

/**
 * Reads a judged collection by the rules of `broadsheet evaluate`, with its papers for engines other than ours.
 * @param {string} folder
 * @param {readonly string[]} among files of further papers, in which nothing is relevant, to find the corpus's among
 * @returns {Promise<Collection>}
 */
export async function readCollection(folder, among = []) {
  const files = collectionFiles(folder)
  const { queries } = await readJudged(files, { damage })
  /** @type {Document[]} */
  const documents = []
  const collects = { add: async (/** @type {Document[]} */ batch) => void documents.push(...batch), commit: async () => {} }
  const { ids } = await indexCorpus(/** @type {any} */ (collects), files.corpus, among, { damage })
  return { name: files.name, queries, corpus: documents.map((document) => ({ id: ids[document.key] ?? '', document })) }
}
