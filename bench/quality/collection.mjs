import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { titleKey } from '../../dist/normalise/identity.js'
import { documentOf, readLines } from '../tools/papers.mjs'

/**
 * @typedef {object} Judged a query that has at least one relevant document
 * @property {string} id
 * @property {string} text
 * @property {string | undefined} self the document that the query was made of: left out of what is found
 * @property {Map<string, number>} grades
 *
 * @typedef {object} Collection
 * @property {string} name
 * @property {{ id: string, document: ReturnType<typeof documentOf> }[]} corpus in order of key, from 1
 * @property {Judged[]} queries
 * @property {number} leftOut entries of other files with the id or the title of a document of the corpus
 */

/**
 * Reads a judged collection: `corpus*.jsonl.gz` (or `.jsonl`), `queries.jsonl` and `qrels.tsv` (query, document, grade).
 * @param {string} folder
 * @param {readonly string[]} among files of further papers, in which nothing is relevant, to find the corpus's among
 * @returns {Promise<Collection>}
 */
export async function readCollection(folder, among = []) {
  for (const name of ['queries.jsonl', 'qrels.tsv']) if (!existsSync(join(folder, name))) throw new Error(`${folder} holds no ${name}`)
  const parts = readdirSync(folder).filter((name) => /^corpus.*\.jsonl(\.gz)?$/.test(name)).sort()
  if (parts.length === 0) throw new Error(`${folder} holds no corpus*.jsonl.gz`)

  /** @type {Collection['corpus']} */
  const corpus = []
  const take = (/** @type {any} */ paper) => corpus.push({ id: String(paper.id), document: documentOf(paper, corpus.length + 1) })
  for (const name of parts) for await (const line of readLines(join(folder, name))) take(JSON.parse(line))
  const ids = new Set(corpus.map(({ id }) => id))
  const titles = new Set(corpus.map(({ document }) => titleKey(document.title)))
  let leftOut = 0
  for (const file of among) {
    for await (const line of readLines(file)) {
      const paper = JSON.parse(line)
      if (ids.has(String(paper.id)) || titles.has(titleKey(String(paper.title ?? '')))) leftOut++
      else take(paper)
    }
  }
  return { name: basename(resolve(folder)), corpus, queries: readQueries(folder), leftOut }
}

/** @param {string} folder @returns {Judged[]} */
function readQueries(folder) {
  /** @type {Map<string, Map<string, number>>} */
  const judgments = new Map()
  for (const line of linesOf(join(folder, 'qrels.tsv'))) {
    const [query = '', document = '', grade = ''] = line.split('\t')
    const held = judgments.get(query) ?? new Map()
    if (Number.isFinite(Number(grade))) judgments.set(query, held.set(document, Number(grade)))
  }
  return linesOf(join(folder, 'queries.jsonl')).flatMap((line) => {
    const { id, text, self } = JSON.parse(line)
    const grades = judgments.get(String(id))
    const own = self === undefined || self === null ? undefined : self === true ? String(id) : String(self)
    if (own !== undefined) grades?.delete(own)
    return grades !== undefined && [...grades.values()].some((grade) => grade > 0) ? [{ id: String(id), text: String(text), self: own, grades }] : []
  })
}

/** @param {string} file */
const linesOf = (file) => readFileSync(file, 'utf8').split(/\r?\n/).filter((line) => line.trim() !== '')
