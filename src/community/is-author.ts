import { foldName } from '../normalise/fold-name.ts'
import type { Author } from '../paper/paper.ts'
import { LOCAL_PERSON_ID } from '../paper/people.ts'

/** The name of the setting with the names under which a person says that they publish. */
export const AUTHOR_NAMES_SETTING = 'authorNames'
export const AUTHOR_NAMES_MAX = 20
export const AUTHOR_NAME_CHARACTERS = 200

/** The names in any order: "Lovelace, Ada" is "Ada Lovelace". */
const nameKey = (name: string): string => foldName(name.slice(0, AUTHOR_NAME_CHARACTERS)).split(' ').sort().join(' ')

/** The names that a person claimed, as kept; whatever else stands there is left out. */
export function authorNames(settings: Readonly<Record<string, unknown>>): readonly string[] {
  const kept = settings[AUTHOR_NAMES_SETTING]
  return Array.isArray(kept) ? kept.filter((one): one is string => typeof one === 'string').slice(0, AUTHOR_NAMES_MAX) : []
}

/**
 * Whether a person is among a paper's authors as far as names tell: their account's name or one that they claimed, in any spelling of
 * case, accents and order. Somebody of the same name is taken for an author too: a vote counted apart is a smaller wrong than one counted twice.
 */
export function isAuthor(person: { readonly id: string; readonly name: string }, claimed: readonly string[], authors: readonly Author[]): boolean {
  const names = person.id === LOCAL_PERSON_ID ? claimed : [person.name, ...claimed]
  const own = new Set(names.map(nameKey))
  own.delete('')
  return own.size > 0 && authors.some(({ name }) => own.has(nameKey(name)))
}
