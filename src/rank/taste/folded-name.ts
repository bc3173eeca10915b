import { foldTex } from '../../paper/tex/fold-tex.ts'

/** No name is longer. Characters. */
const MAX_CHARACTERS = 300

/**
 * A person's name as it is compared: lower case, no accents, given name before family name, no middle initials.
 * `Hinton, Geoffrey E.` and `Geoffrey Hinton` are one; `G. Hinton` is another, see `nameAmong`. '' for no name.
 */
export function foldedName(name: string): string {
  const cut = name.slice(0, MAX_CHARACTERS)
  const comma = cut.indexOf(',')
  const words = foldTex(comma < 0 ? cut : `${cut.slice(comma + 1)} ${cut.slice(0, comma)}`).split(' ')
  return words.filter((word, at) => word !== '' && (word.length > 1 || at === 0 || at === words.length - 1)).join(' ')
}

/**
 * Tells whether a name on a paper may be one of those that a reader wrote; all folded. An initial stands for any given name that
 * begins with it, on either side. As quick for a thousand names as for one.
 */
export function nameAmong(asked: Iterable<string>): (found: string) => boolean {
  const exact = new Set(asked)
  exact.delete('')
  /** by family name, what stands before it */
  const given = new Map<string, string[]>()
  for (const name of exact) {
    const [first, rest] = halves(name)
    if (rest !== '') given.set(rest, [...(given.get(rest) ?? []), first])
  }
  return (found) => {
    if (exact.has(found)) return true
    const [first, rest] = halves(found)
    return given.get(rest)?.some((other) => other[0] === first[0] && (other.length === 1 || first.length === 1)) ?? false
  }
}

function halves(name: string): [given: string, rest: string] {
  const blank = name.indexOf(' ')
  return blank < 0 ? [name, ''] : [name.slice(0, blank), name.slice(blank + 1)]
}
