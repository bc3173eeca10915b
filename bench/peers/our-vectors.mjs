import { join } from 'node:path'
import { unpackPaper } from '../../dist/search-index/embedded/quantise.js'
import { readManifest, readSegment } from '../../dist/search-index/embedded/snapshot.js'
import { DEFAULT_EMBEDDER, embedderNamed } from '../../dist/search-index/embedder/embedder.js'
import { pool, toUnit } from '../../dist/search-index/embedder/pool.js'
import { parseQuery } from '../../dist/search-index/query/parse-query.js'
import { plainQuery } from '../../dist/search-index/query/plain-query.js'

const embedder = embedderNamed(DEFAULT_EMBEDDER)

export const { dimensions } = embedder

/** A query's vector by our embedder; undefined where it knows none of the words. @param {string} query @param {boolean} [judged] as in engine.mjs */
export const queryVector = (query, judged = false) => pool(embedder, (judged ? plainQuery(query) : parseQuery(query)).words)

/** The vector of each paper in our engine's snapshot, by key: each segment holds a run of keys. @param {string} folder */
export function paperVectors(folder) {
  const index = join(folder, 'ours')
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

/** As floats of length 1. @param {Int8Array} vector */
export function unitFloats(vector) {
  const floats = Float32Array.from(vector)
  toUnit(floats)
  return floats
}
