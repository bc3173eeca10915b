import { SEED_ABSTRACT_MAX, SEED_TEXTS_MAX, SEED_TEXTS_SETTING, SEED_TITLE_MAX, SEEDS_MAX, type SeedText, seedTexts } from '../paper/taste-settings.ts'
import type { Store } from '../store/store.ts'
import { titleKey } from '../normalise/identity.ts'
import { matchReferences } from './match-references.ts'
import type { Reference, References } from './read-references.ts'
import { cleanText } from '../store/clean-text.ts'

/** What became of papers that were given as seeds. */
export interface SeedReport {
  /** held, and seeds from now on */
  readonly added: number
  /** were seeds before */
  readonly already: number
  /** not held: kept by their words */
  readonly texts: number
  /** not held, and nothing but a name was given; as written, at most `SHOWN` */
  readonly notFound: readonly string[]
  /** how many more were not found */
  readonly notFoundMore: number
  /** what was no paper, each with why */
  readonly rejected: readonly string[]
  /** left out because there are as many seeds as there may be */
  readonly over: number
}

const SHOWN = 50

/** Takes references in as seeds: those held by their keys, others by their texts where they have any. */
export async function addSeeds(store: Store, personId: string, { references, rejected }: References): Promise<SeedReport> {
  const { people } = store
  const keys = await matchReferences(store, references)
  const before = new Set(await people.seeds(personId))
  const fresh = [...new Set(keys.flatMap((key) => (key === undefined || before.has(key) ? [] : [key])))]
  const room = Math.max(0, SEEDS_MAX - before.size)
  const added = fresh.slice(0, room)
  if (added.length > 0) await people.seed(personId, added, true)

  const kept = new Map(seedTexts(await people.settings(personId)).map((one) => [nameOf(one), one]))
  const count = kept.size
  let over = fresh.length - added.length
  const notFound: string[] = []
  for (const [place, reference] of references.entries()) {
    if (keys[place] !== undefined) continue
    if (reference.title === '') {
      notFound.push(reference.written.slice(0, 200))
      continue
    }
    const text = textOf(reference)
    if (kept.has(nameOf(text)) || kept.size < SEED_TEXTS_MAX) kept.set(nameOf(text), text)
    else over++
  }
  if (kept.size > count) await people.setSetting(personId, SEED_TEXTS_SETTING, [...kept.values()])
  return {
    added: added.length,
    already: new Set(keys.filter((key) => key !== undefined && before.has(key))).size,
    texts: kept.size - count,
    notFound: notFound.slice(0, SHOWN),
    notFoundMore: Math.max(0, notFound.length - SHOWN),
    rejected,
    over,
  }
}

/** Seeds that were texts and whose papers have come become seeds like any other. */
export async function settleSeeds(store: Store, personId: string): Promise<void> {
  const { people } = store
  const texts = seedTexts(await people.settings(personId))
  if (texts.length === 0) return
  const keys = await matchReferences(store, texts.map(({ title, identifiers, author }) => ({ title, identifiers, authors: author === '' ? [] : [{ name: author }] })))
  const come = keys.filter((key) => key !== undefined)
  if (come.length === 0) return
  await people.seed(personId, [...new Set(come)], true)
  const left = texts.filter((_, place) => keys[place] === undefined)
  await people.setSetting(personId, SEED_TEXTS_SETTING, left.length === 0 ? undefined : left)
}

function textOf({ title, abstract, authors, identifiers }: Reference): SeedText {
  return {
    title: cleanText(title.slice(0, SEED_TITLE_MAX)),
    abstract: cleanText(abstract.slice(0, SEED_ABSTRACT_MAX)),
    author: cleanText(authors[0]?.name.slice(0, 300) ?? ''),
    identifiers: identifiers.slice(0, 10),
  }
}

/** Texts with one title are one seed. */
const nameOf = ({ title }: Pick<SeedText, 'title'>): string => titleKey(title)
