import { LONGEST_PIECE, pieceHash, SHORTEST_PIECE, WordRows } from '../search-index/embedder/word-rows.ts'
import { hashTerm } from '../search-index/hash-term.ts'

/** The rows of a model: words by falling frequency, then pieces of words. */
export interface Vocabulary {
  readonly words: readonly string[]
  /** `abc-` a beginning, `-abc` an end */
  readonly pieces: readonly string[]
  /** papers with the word, by row of a word */
  readonly frequency: readonly number[]
  readonly wordHashes: Uint32Array
  readonly pieceHashes: Uint32Array
  readonly rows: WordRows
}

const encoder = new TextEncoder()

/**
 * The commonest words, and for all others the beginnings and ends that say most: those that many different words
 * share, long before short.
 */
export function chooseVocabulary(papersWith: ReadonlyMap<string, number>, sizes: { words: number; pieces: number }): Vocabulary {
  const ranked = [...papersWith].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
  const chosen = ranked.slice(0, sizes.words)
  const score = new Map<string, number>()
  for (const [word, papers] of ranked) {
    if (papers < 2 || !/^\p{L}+$/u.test(word)) continue
    for (let length = SHORTEST_PIECE; length <= Math.min(LONGEST_PIECE, word.length - 1); length++) {
      for (const piece of [`${word.slice(0, length)}-`, `-${word.slice(-length)}`]) score.set(piece, (score.get(piece) ?? 0) + length - 1)
    }
  }
  const pieces = [...score].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, sizes.pieces).map(([piece]) => piece)
  return vocabularyOf(chosen.map(([word]) => word), pieces, chosen.map(([, papers]) => papers))
}

export function vocabularyOf(words: readonly string[], pieces: readonly string[], frequency: readonly number[]): Vocabulary {
  const wordHashes = Uint32Array.from(words, hashTerm)
  const pieceHashes = Uint32Array.from(pieces, (piece) => {
    const end = piece.startsWith('-')
    const bytes = encoder.encode(end ? piece.slice(1) : piece.slice(0, -1))
    return pieceHash(bytes, 0, bytes.length, end)
  })
  return { words, pieces, frequency, wordHashes, pieceHashes, rows: new WordRows(wordHashes, pieceHashes) }
}
