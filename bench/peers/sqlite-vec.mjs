import { join } from 'node:path'
import { getLoadablePath } from 'sqlite-vec'
import { quantise } from '../../dist/search-index/embedded/quantise.js'
import { openDatabase } from './open-database.mjs'
import { dimensions, paperVectors, queryVector, unitFloats } from './our-vectors.mjs'

/**
 * sqlite-vec over the vectors that our engine left in its snapshot: its flat scan by Euclidean distance, which it is
 * faster at than at cosines and which orders vectors of one length alike.
 * @param {'float' | 'int8'} kind
 * @returns {import('./engine.mjs').Engine}
 */
export function sqliteVec(kind) {
  const place = kind === 'int8' ? 'vec_int8(?)' : '?'
  const connect = (/** @type {string} */ folder) => {
    const db = openDatabase(join(folder, `sqlite-vec-${kind}.db`))
    db.loadExtension(getLoadablePath())
    return db
  }
  return {
    build: (folder) => {
      const db = connect(folder)
      db.exec(`create virtual table papers using vec0(embedding ${kind}[${dimensions}] distance_metric=l2)`)
      const insert = db.prepare(`insert into papers(rowid, embedding) values (cast(? as integer), ${place})`)
      const vectors = paperVectors(folder)
      db.exec('begin')
      return {
        add: (documents) => {
          for (const { key } of documents) insert.run([key, Buffer.from((kind === 'int8' ? vectors(key) : unitFloats(vectors(key))).buffer)])
        },
        finish: () => {
          db.exec('commit')
          db.close()
        },
      }
    },
    open: (folder) => {
      const db = connect(folder)
      const select = db.prepare(`select rowid from papers where embedding match ${place} and k = cast(? as integer)`).raw()
      return {
        scan: (query, { top, judged }) => {
          const vector = queryVector(query, judged)
          if (vector === undefined) return []
          const quantised = new Int8Array(vector.length)
          quantise(vector, quantised)
          return select.all([kind === 'int8' ? Buffer.from(quantised.buffer) : Buffer.from(vector.buffer), top]).map((row) => Number(row[0]))
        },
      }
    },
  }
}
