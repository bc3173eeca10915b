import { BroadsheetError } from '../../paper/errors.ts'
import { FACT_NAMES } from './guess-facts.ts'

/** What `npm run train:guess` learns. Words are in it as the remainders of their hashes only. */
export interface GuessWeights {
  /** in the order of `FACT_NAMES` */
  readonly facts: Float32Array
  /** by component of the embedder's vector */
  readonly vector: Float32Array
  /** by the remainder of a word's hash: int16, worth `wordScale` each */
  readonly words: Int16Array
  readonly wordScale: number
}

const MAGIC = 'broadsheet first guess 1\n'
const PREFIX = 64
const MOST_WORDS = 1 << 20
const MOST_DIMENSIONS = 4096

/** The bytes of a model's file: 64 bytes of prefix with the sizes and the words' scale, then the arrays of `GuessWeights`, little-endian. */
export function packGuess({ facts, vector, words, wordScale }: GuessWeights): Buffer {
  const prefix = Buffer.alloc(PREFIX)
  prefix.write(MAGIC)
  for (const [at, size] of [facts.length, vector.length, words.length].entries()) prefix.writeUInt32LE(size, 32 + 4 * at)
  prefix.writeFloatLE(wordScale, 44)
  return Buffer.concat([prefix, ...[facts, vector, words].map((array) => Buffer.from(array.buffer, array.byteOffset, array.byteLength))])
}

/** @throws BroadsheetError unavailable for bytes that are no model of these facts */
export function unpackGuess(bytes: Uint8Array): GuessWeights {
  const whole = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const short = whole.length < PREFIX || whole.toString('latin1', 0, MAGIC.length) !== MAGIC
  const [facts, vector, words] = short ? [0, 0, 0] : [whole.readUInt32LE(32), whole.readUInt32LE(36), whole.readUInt32LE(40)]
  const sound = facts === FACT_NAMES.length && vector <= MOST_DIMENSIONS && words > 0 && words <= MOST_WORDS && whole.length === PREFIX + 4 * (facts + vector) + 2 * words
  if (!sound) throw damaged()
  // A copy of its own, so that the arrays stand where their elements may.
  const memory = new Uint8Array(whole.subarray(PREFIX)).buffer
  const weights = {
    facts: new Float32Array(memory, 0, facts),
    vector: new Float32Array(memory, 4 * facts, vector),
    words: new Int16Array(memory, 4 * (facts + vector), words),
    wordScale: whole.readFloatLE(44),
  }
  if (![weights.wordScale, ...weights.facts, ...weights.vector].every(Number.isFinite)) throw damaged()
  return weights
}

function damaged(): BroadsheetError {
  return new BroadsheetError('unavailable', 'The file of the first guess is damaged; restore it from the package.')
}
