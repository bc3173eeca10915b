/** What a reader does with papers for themselves alone: saves, hides and reads them, tags them, writes notes on them. Nobody else sees any of it. */
import { BroadsheetError } from '../paper/errors.ts'
import type { Mark, Visitor } from '../paper/people.ts'
import type { Store } from '../store/store.ts'
import type { Clock } from '../tools/clock.ts'
import { actingPerson } from './acting-person.ts'
import { heldPaper } from './held-paper.ts'
import { oneLine } from './one-line.ts'

export const TAGS_MAX = 20
export const TAG_CHARACTERS = 60
/** Different tags of one person. */
export const TAGS_OF_PERSON_MAX = 1000
export const NOTE_CHARACTERS = 20_000

export interface Marks {
  /**
   * Sets or takes away a mark; saying it twice changes nothing. Answers the paper's public id.
   * @param paper public id, any identifier, or the store's key
   * @throws BroadsheetError not-signed-in or not-found
   */
  mark(visitor: Visitor, paper: string | number, mark: Mark, on: boolean): Promise<{ readonly paper: string }>
  /**
   * Replaces the tags of a paper. Commas part tags. Those that differ in case only are one, written as the person wrote it first.
   * @throws BroadsheetError bad-input for too many or too long ones
   */
  tag(visitor: Visitor, paper: string | number, tags: readonly string[]): Promise<{ readonly paper: string; readonly tags: readonly string[] }>
  /** Replaces the note on a paper; an empty one takes it away. @throws BroadsheetError bad-input for one that is too long */
  note(visitor: Visitor, paper: string | number, text: string): Promise<{ readonly paper: string; readonly note: string }>
  /** The person's tags with how many papers have them, by name. */
  tags(visitor: Visitor): Promise<readonly { readonly tag: string; readonly papers: number }[]>
}

const DEEDS: Readonly<Record<Mark, string>> = { save: 'save papers', hide: 'hide papers', read: 'mark papers as read' }

/** What two spellings of one tag have in common. */
export const foldTag = (tag: string): string => tag.normalize('NFKC').toLowerCase()

export function createMarks({ store, clock }: { readonly store: Store; readonly clock: Clock }): Marks {
  const { people } = store
  const now = (): string => new Date(clock.now()).toISOString()
  return {
    async mark(visitor, name, mark, on) {
      const person = actingPerson(visitor, DEEDS[mark])
      const paper = await heldPaper(store, name)
      await people.mark(person.id, paper.key, mark, on, now())
      return { paper: paper.id }
    },

    async tag(visitor, name, wanted) {
      const person = actingPerson(visitor, 'tag papers')
      const paper = await heldPaper(store, name)
      const known = new Map((await people.tagsOf(person.id)).map(({ tag }) => [foldTag(tag), tag]))
      const tags = new Map<string, string>()
      for (const one of wanted.flatMap((text) => text.slice(0, 2000).split(',')).map(tidyTag).filter((tag) => tag !== '')) {
        if (one.length > TAG_CHARACTERS) throw new BroadsheetError('bad-input', `A tag may have ${TAG_CHARACTERS} characters at most.`)
        const folded = foldTag(one)
        if (!tags.has(folded)) tags.set(folded, known.get(folded) ?? one)
      }
      if (tags.size > TAGS_MAX) throw new BroadsheetError('bad-input', `A paper may have ${TAGS_MAX} tags at most.`)
      if (known.size + [...tags.keys()].filter((folded) => !known.has(folded)).length > TAGS_OF_PERSON_MAX && [...tags.keys()].some((folded) => !known.has(folded))) {
        throw new BroadsheetError('too-many', `You have ${TAGS_OF_PERSON_MAX.toLocaleString('en')} different tags; take some off before you make new ones.`)
      }
      await people.tag(person.id, paper.key, [...tags.values()], now())
      return { paper: paper.id, tags: [...tags.values()].sort() }
    },

    async note(visitor, name, text) {
      const person = actingPerson(visitor, 'write notes')
      const note = tidyNote(text)
      if (note.length > NOTE_CHARACTERS) throw new BroadsheetError('bad-input', `A note may have ${NOTE_CHARACTERS.toLocaleString('en')} characters at most.`)
      const paper = await heldPaper(store, name)
      await people.note(person.id, paper.key, note, now())
      return { paper: paper.id, note }
    },

    async tags(visitor) {
      return visitor.person === undefined ? [] : people.tagsOf(visitor.person.id)
    },
  }
}

/** A sign before a tag is habit from elsewhere. */
const tidyTag = (text: string): string => oneLine(text.slice(0, 1000).replace(/^[\s#]+/, ''))

const tidyNote = (text: string): string =>
  text.slice(0, NOTE_CHARACTERS * 4).replace(/\p{Surrogate}/gu, '\ufffd').replace(/\r\n?/g, '\n').replace(/[^\P{Cc}\n\t]/gu, ' ').trim()
