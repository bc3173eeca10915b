import { join } from 'node:path'
import { getLoadablePath } from 'sqlite-vec'
import { unpackPaper, quantise } from '../../dist/search-index/embedded/quantise.js'
import { readManifest, readSegment } from '../../dist/search-index/embedded/snapshot.js'
import { DEFAULT_EMBEDDER, embedderNamed } from '../../dist/search-index/embedder/embedder.js'
import { pool, toUnit } from '../../dist/search-index/embedder/pool.js'
import { parseQuery } from '../../dist/search-index/query/parse-query.js'
import { TOP } from './engine.mjs'
import { openDatabase } from './open-database.mjs'

const embedder = embedderNamed(DEFAULT_EMBEDDER)

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
      db.exec(`create virtual table papers using vec0(embedding ${kind}[${embedder.dimensions}] distance_metric=l2)`)
      const insert = db.prepare(`insert into papers(rowid, embedding) values (cast(? as integer), ${place})`)
      const vectors = vectorsOf(folder)
      db.exec('begin')
      return {
        add: (documents) => {
          for (const { key } of documents) insert.run([key, bytesOf(kind, vectors(key))])
        },
        finish: () => {
          db.exec('commit')
          db.close()
        },
      }
    },
    open: (folder) => {
      const db = connect(folder)
      const select = db.prepare(`select rowid from papers where embedding match ${place} and k = ${TOP}`).raw()
      return {
        scan: (query) => {
          const vector = pool(embedder, parseQuery(query).words)
          if (vector === undefined) return []
          const quantised = new Int8Array(vector.length)
          quantise(vector, quantised)
          return select.all([kind === 'int8' ? Buffer.from(quantised.buffer) : Buffer.from(vector.buffer)]).map((row) => Number(row[0]))
        },
      }
    },
  }
}

/** The vector of each paper in our engine's snapshot, by key: each segment holds a run of keys. @param {string} folder */
function vectorsOf(folder) {
  const index = join(folder, 'ours')
  const { dimensions } = embedder
  const segments = (readManifest(index)?.segments ?? []).map(({ id }) => readSegment(index, id))
  return (/** @type {number} */ key) => {
    const segment = segments.find((one) => one !== undefined && one.keys[0] <= key && key < one.keys[0] + one.layout.papers)
    const paper = segment === undefined ? -1 : key - segment.keys[0]
    if (segment?.keys[paper] !== key) throw new Error(`our snapshot has no paper ${key}`)
    const vector = new Int8Array(dimensions)
    unpackPaper(segment.vectors.subarray(paper * dimensions, (paper + 1) * dimensions), vector)
    return vector
  }
}

/** @param {'float' | 'int8'} kind @param {Int8Array} vector */
function bytesOf(kind, vector) {
  if (kind === 'int8') return Buffer.from(vector.buffer)
  const floats = Float32Array.from(vector)
  toUnit(floats)
  return Buffer.from(floats.buffer)
}
