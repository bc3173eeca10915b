import { randomInt } from 'node:crypto'

/** Longest name, characters. */
export const NAME_CHARACTERS_MAX = 60

/**
 * A name as it may stand beside a comment: one line, nothing that turns the writing's direction or cannot be seen, at most 60
 * characters. Without one, a name that says nothing: an address is nobody's business.
 */
export function plainName(name: string | undefined): string {
  const plain = (name ?? '').slice(0, 1000).replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '').replace(/\s+/g, ' ').trim()
  const short = [...plain].slice(0, NAME_CHARACTERS_MAX).join('').trim()
  return short === '' || short.includes('@') ? `Reader ${randomInt(1000, 10_000)}` : short
}

/** Whether somebody said what they are called, or was given a name that says nothing. */
export const isNamed = (name: string | undefined): boolean => name !== undefined && !/^Reader \d{4}$/.test(name)
