import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './prepare.mjs'

const FOLDERS = ['arxiv', 'conference'].map((name) => join(root, '..', 'shared', 'data', name))

/**
 * The papers that the shipped model was trained on, where they are kept beside the repository.
 * @param {(sentence: string) => void} say
 * @param {(sentence: string) => void} refuse ends the process
 */
export function trainingFiles(say, refuse) {
  const found = FOLDERS.map((folder) => (existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.jsonl.gz')).sort().map((name) => join(folder, name)) : []))
  const missing = FOLDERS.filter((_, at) => found[at].length === 0)
  if (missing.length === FOLDERS.length) refuse(`There are no papers to learn from: no *.jsonl.gz in ${missing.join(' or ')}. Name files.`)
  for (const folder of missing) say(`There is no *.jsonl.gz in ${folder}: the model will be another than the shipped one.`)
  return found.flat()
}
