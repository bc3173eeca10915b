import { readPaper, type ReadPaper, type TastePaper, type TasteText } from './read-paper.ts'

const FIELDS = [
  { words: 'moss fern lichen spore meadow'.split(' '), category: 'q-bio.PE' },
  { words: 'kettle whistle steam boiler spout'.split(' '), category: 'physics.flu-dyn' },
  { words: 'chess pawn rook endgame castling'.split(' '), category: 'cs.GT' },
] as const
const COMMON = 'a study of some and the method results for new'.split(' ')

/** Reads words as they are; a vector points to the fields whose words it has. */
export const plainText: TasteText = {
  terms: (text) => text.toLowerCase().split(/[^\p{L}\p{N}]+/u).filter((word) => word !== ''),
  vector(terms) {
    const vector = new Float32Array(8)
    for (const word of terms) for (const [at, { words }] of FIELDS.entries()) if ((words as readonly string[]).includes(word)) vector[at]! += 1 + words.indexOf(word as never) / 10
    return vector.every((value) => value === 0) ? undefined : vector
  },
}

/** A paper of one of three fields, made of its number. */
export function madeUpPaper(key: number, over: Partial<TastePaper> = {}): ReadPaper {
  const { words, category } = FIELDS[key % 3]!
  const word = (at: number): string => words[(key * 7 + at * at) % words.length]!
  return readPaper(
    {
      key,
      title: `On ${word(1)} and ${word(2)}`,
      abstract: `${COMMON.slice(key % 4).join(' ')} ${word(3)} ${word(4)} ${word(5)} number${key % 11}`,
      authors: [`Ada Author${key % 5}`, `Bo Writer${key % 7}`],
      categories: [category, 'cs.LG'],
      ...over,
    },
    plainText,
  )
}

export const madeUpPapers = (count: number, from = 1): ReadPaper[] => Array.from({ length: count }, (_, at) => madeUpPaper(from + at))
