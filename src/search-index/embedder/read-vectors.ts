import { MAX_DIMENSIONS } from './given-vectors.ts'
import { soundVector } from './text-model.ts'

/** Room for one component written in decimal with what stands around it, bytes. */
const COMPONENT_BYTES = 40
const ENVELOPE_BYTES = 65_536

/** No honest answer for so many texts is longer. */
export function largestAnswer(texts: number, dimensions: number | undefined): number {
  return ENVELOPE_BYTES + texts * ((dimensions ?? MAX_DIMENSIONS) * COMPONENT_BYTES + 1024)
}

/**
 * The vectors of an answer in OpenAI's shape, `{data: [{index, embedding}]}`, in the order of the texts. Each is a
 * list of numbers or base64 of little-endian float32. An answer without any index is taken to be in order.
 * @returns or the rest of the sentence “… answered with”
 */
export function readVectors(answer: unknown, texts: number, dimensions: number | undefined): Float32Array[] | string {
  const data = (answer as { data?: unknown } | null)?.data
  if (!Array.isArray(data)) return 'something that holds no vectors'
  if (data.length !== texts) return `${data.length} vectors for ${texts === 1 ? '1 text' : `${texts} texts`}`
  const vectors = new Array<Float32Array | undefined>(texts)
  let length = dimensions
  for (const [at, item] of data.entries()) {
    const { index = at, embedding } = (item ?? {}) as { index?: unknown; embedding?: unknown }
    if (typeof index !== 'number' || !Number.isInteger(index) || index < 0 || index >= texts) return 'a vector for a text that was not sent'
    if (vectors[index] !== undefined) return 'two vectors for one text'
    const values = typeof embedding === 'string' ? fromBase64(embedding) : embedding
    if (!Array.isArray(values) && !(values instanceof Float32Array)) return 'something in place of a vector'
    if (values.length > MAX_DIMENSIONS) return `a vector of ${values.length} numbers (at most ${MAX_DIMENSIONS} are taken)`
    const vector = soundVector(values, length)
    if (typeof vector === 'string') return vector
    length = vector.length
    vectors[index] = vector
  }
  return vectors as Float32Array[]
}

function fromBase64(text: string): Float32Array | undefined {
  const bytes = Buffer.from(text, 'base64')
  if (bytes.length % 4 !== 0) return undefined
  return Float32Array.from({ length: bytes.length / 4 }, (_, at) => bytes.readFloatLE(at * 4))
}
