import { readdirSync, statSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { BroadsheetError } from '../paper/errors.ts'

/** Where the parts of a judged collection lie. */
export interface CollectionFiles {
  /** the folder's name */
  readonly name: string
  /** all together are the corpus, in order of name */
  readonly corpus: readonly string[]
  readonly queries: string
  readonly judgments: string
}

/**
 * Looks for the files of a collection: `corpus*.jsonl` or `corpus*.jsonl.gz`, `queries.jsonl`, `qrels.tsv`. Of a
 * file that lies there packed and unpacked, the unpacked one is taken.
 * @throws BroadsheetError bad-input, a sentence that says what is missing
 */
export function collectionFiles(folder: string): CollectionFiles {
  const names = listFolder(folder)
  const all = names.filter((name) => /^corpus.*\.jsonl(?:\.gz)?$/.test(name)).sort()
  const corpus = all.filter((name) => !(name.endsWith('.gz') && all.includes(name.slice(0, -3))))
  const missing = [
    ...(corpus.length === 0 ? ['corpus*.jsonl or corpus*.jsonl.gz'] : []),
    ...['queries.jsonl', 'qrels.tsv'].filter((name) => !names.includes(name)),
  ]
  if (missing.length > 0) throw new BroadsheetError('bad-input', `${folder} is not a judged collection: it holds no ${missing.join(', no ')}.`)
  return { name: collectionName(folder), corpus: corpus.map((name) => join(folder, name)), queries: join(folder, 'queries.jsonl'), judgments: join(folder, 'qrels.tsv') }
}

/** The folder's name, whatever way was written to it. */
export const collectionName = (folder: string): string => basename(resolve(folder))

function listFolder(folder: string): string[] {
  try {
    if (statSync(folder).isDirectory()) return readdirSync(folder)
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code
    throw new BroadsheetError('bad-input', `${folder} ${code === 'ENOENT' || code === 'ENOTDIR' ? 'does not exist' : 'cannot be read'}.`, { cause })
  }
  throw new BroadsheetError('bad-input', `${folder} is a file; a judged collection is a folder with corpus*.jsonl.gz, queries.jsonl and qrels.tsv.`)
}
