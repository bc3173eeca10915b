import { terms } from '../terms.ts'

/** An author's name as asked for: what must stand in it, and given names, which an initial may stand for. */
export interface AuthorName {
  readonly terms: readonly string[]
  readonly given: readonly string[]
}

/**
 * Reads a name in the ways in which names are written: `Geoffrey Hinton`, `Hinton, Geoffrey E.`, `G. Hinton`, `Hinton G`,
 * `Hinton GE`. Middle initials are left out, as half of all lists of authors do the same. Undefined for no name.
 */
export function authorName(text: string): AuthorName | undefined {
  const [before = '', ...after] = text.split(',')
  const [family, first] = after.length > 0 && terms(before).length > 0 ? [before, after.join(' ')] : parted(text)
  const surname = terms(family).slice(0, 8)
  const names = terms(first).slice(0, 8)
  const given = names.filter((name, at) => at === 0 || name.length > 1)
  if (surname.length > 0) return { terms: surname, given }
  return given.length === 0 ? undefined : { terms: given, given: [] }
}

/** Family name and given names of a name without a comma. */
function parted(text: string): [string, string] {
  const words = text.trim().split(/\s+/)
  const last = words.at(-1) ?? ''
  if (words.length === 1) {
    // G.Hinton
    const dot = text.lastIndexOf('.', text.length - 2)
    return dot > 0 ? [text.slice(dot + 1), text.slice(0, dot)] : [text, '']
  }
  if (isInitials(last) && !isInitials(words[0]!)) return [words.slice(0, -1).join(' '), last[0]!]
  const particle = words.findIndex((word, at) => at > 0 && PARTICLES.has(word.toLowerCase()))
  const at = particle > 0 ? particle : words.length - 1
  return [words.slice(at).join(' '), words.slice(0, at).join(' ')]
}

/** `G`, `G.`, `G.E.`, `GE`. */
function isInitials(word: string): boolean {
  return /^(?:\p{Lu}\.?){1,3}$|^\p{L}\.?$/u.test(word)
}

const PARTICLES = new Set(['van', 'von', 'de', 'der', 'den', 'del', 'della', 'di', 'da', 'dos', 'du', 'le', 'la', 'ten', 'ter', 'bin', 'ibn', 'al'])
