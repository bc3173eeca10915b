import { foldTex } from '../../paper/tex/fold-tex.ts'

/** No name is longer. Characters. */
const MAX_CHARACTERS = 300

/**
 * A person's name as it is compared: lower case, no accents, given name before family name, no middle initials.
 * `Hinton, Geoffrey E.` and `Geoffrey Hinton` are one; `G. Hinton` is another, see `sameName`. '' for no name.
 */
export function foldedName(name: string): string {
  const cut = name.slice(0, MAX_CHARACTERS)
  const comma = cut.indexOf(',')
  const words = foldTex(comma < 0 ? cut : `${cut.slice(comma + 1)} ${cut.slice(0, comma)}`).split(' ')
  return words.filter((word, at) => word !== '' && (word.length > 1 || at === 0 || at === words.length - 1)).join(' ')
}

/** Whether a name that a reader wrote may be the one on a paper; both folded. An initial stands for any given name with it. */
export function sameName(asked: string, found: string): boolean {
  if (asked === found) return asked !== ''
  const [given = '', rest = ''] = halves(asked)
  const [other = '', otherRest = ''] = halves(found)
  return rest !== '' && rest === otherRest && given[0] === other[0] && (given.length === 1 || other.length === 1)
}

function halves(name: string): string[] {
  const blank = name.indexOf(' ')
  return blank < 0 ? [name] : [name.slice(0, blank), name.slice(blank + 1)]
}
