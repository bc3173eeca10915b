import { foldTex } from '../../paper/tex/fold-tex.ts'
import { stem, STOP_WORDS } from '../terms.ts'
import type { Expansion } from './parsed-query.ts'
import { ACRONYMS, COMPOUNDS } from './short-forms.ts'

/** An expansion never counts as much as what was typed. */
const WEIGHT = { acronym: 0.4, spelledOut: 0.3, joined: 0.5, parted: 0.3, umlaut: 0.5 } as const
const MAX_EXPANSIONS = 16
/** A longer query says by itself what it means. Words. */
const MAX_WORDS = 24
const LONGEST_FORM = 6

/** Letters of an acronym and, for those that are words too when written small, the letters in capitals. */
interface Acronym {
  readonly letters: string
  readonly onlyCapitals: boolean
  readonly words: readonly string[]
}

let acronyms: Map<string, Acronym> | undefined
const byWords = new Map<string, Acronym>()
const partsOf = new Map<string, readonly string[]>()
const wholeOf = new Map<string, string>()

/** Reads the tables when first asked: most commands ask nothing. */
function tables(): Map<string, Acronym> {
  if (acronyms !== undefined) return acronyms
  acronyms = new Map()
  for (const entry of ACRONYMS) {
    const [letters = '', ...long] = entry.split(' ')
    const acronym = { letters: stem(letters.toLowerCase()), onlyCapitals: letters !== letters.toLowerCase(), words: long.map(stem) }
    acronyms.set(acronym.letters, acronym)
    if (!acronym.onlyCapitals) byWords.set(acronym.words.join(' '), acronym)
  }
  for (const entry of COMPOUNDS) {
    const parts = entry.split(' ')
    const whole = stem(parts.join(''))
    partsOf.set(whole, parts.map(stem))
    wholeOf.set(parts.map(stem).join(' '), whole)
  }
  return acronyms
}

/**
 * Other ways to write parts of a query: an acronym spelled out and the other way about, words in one or in two
 * (`data set`, `pre-training`), `oe` for `ö`.
 * @param text what was typed, without phrases and fields
 */
export function expand(text: string): Expansion[] {
  const found: Expansion[] = []
  const raw = text.split(/\s+/, MAX_WORDS + 1).filter((word) => word !== '')
  if (raw.length === 0 || raw.length > MAX_WORDS) return found
  const known = tables()
  const sequence: string[] = []
  for (const typed of raw) {
    const folded = foldTex(typed).split(' ', LONGEST_FORM).filter((word) => word !== '')
    for (const word of folded) sequence.push(stem(word))
    if (folded.length > 1 && folded.length < 4 && /^[\p{L}\p{N}]+(?:[-‐‑][\p{L}\p{N}]+)+[,;:.!?]?$/u.test(typed)) {
      found.push({ terms: [stem(folded.join(''))], weight: WEIGHT.joined, because: typed })
    }
    if (folded.length !== 1 || /[\\$_^]/.test(typed)) continue
    const word = folded[0]!
    const acronym = known.get(stem(word))
    if (acronym !== undefined && (!acronym.onlyCapitals || /\p{Lu}.*\p{Lu}/u.test(typed))) found.push({ terms: acronym.words, weight: WEIGHT.spelledOut, because: typed })
    const parts = partsOf.get(stem(word))
    if (parts !== undefined) found.push({ terms: parts, weight: WEIGHT.parted, because: typed })
    const plain = word.length < 5 ? word : word.replace(/(?<!q)([aou])e(?=[b-df-hj-np-tv-z])/g, '$1')
    if (plain !== word) found.push({ terms: [stem(plain)], weight: WEIGHT.umlaut, because: typed })
  }
  for (let start = 0; start < sequence.length; start++) {
    const whole = wholeOf.get(`${sequence[start]} ${sequence[start + 1]}`)
    if (whole !== undefined) found.push({ terms: [whole], weight: WEIGHT.joined, because: `${sequence[start]} ${sequence[start + 1]}` })
    // Natural language processing is no NL.
    for (let length = Math.min(LONGEST_FORM, sequence.length - start); length > 1; length--) {
      const acronym = byWords.get(sequence.slice(start, start + length).join(' '))
      if (acronym === undefined) continue
      found.push({ terms: [acronym.letters], weight: WEIGHT.acronym, because: acronym.letters.toUpperCase() })
      break
    }
  }
  return distinct(found, new Set(sequence)).slice(0, MAX_EXPANSIONS)
}

/** Without what says nothing new: a term counts once, for the first that brought it. */
function distinct(found: readonly Expansion[], typed: Set<string>): Expansion[] {
  return found.flatMap((expansion) => {
    const terms = expansion.terms.filter((term) => !typed.has(term) && !STOP_WORDS.has(term))
    for (const term of terms) typed.add(term)
    return terms.length === 0 ? [] : [{ ...expansion, terms }]
  })
}
