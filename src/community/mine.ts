import type { Visitor } from '../paper/people.ts'
import type { Store } from '../store/store.ts'

/** What the reader who asks has done with one paper. */
export interface MinePaper {
  readonly voted: boolean
  readonly saved: boolean
  readonly hidden: boolean
  readonly read: boolean
  /** by name */
  readonly tags: readonly string[]
  /** '' without one */
  readonly note: string
}

/** By key of the paper; papers with which the reader did nothing are left out. */
export type Mine = ReadonlyMap<number, MinePaper>

/** The reader's own state of many papers, in four queries however many they are. Nobody has done anything. */
export type ReadMine = (visitor: Visitor, paperKeys: readonly number[]) => Promise<Mine>

export function createMine({ store: { people } }: { readonly store: Pick<Store, 'people'> }): ReadMine {
  return async ({ person }, paperKeys) => {
    const keys = [...new Set(paperKeys)]
    if (person === undefined || keys.length === 0) return new Map()
    const [votes, marks, tags, notes] = await Promise.all([
      people.votedBy(person.id, keys),
      people.marksOn(person.id, keys),
      people.tagsOn(person.id, keys),
      people.notesOn(person.id, keys),
    ])
    const mine = new Map<number, MinePaper>()
    for (const key of keys) {
      const set = marks.get(key)
      const one = {
        voted: votes.has(key), saved: set?.has('save') === true, hidden: set?.has('hide') === true, read: set?.has('read') === true,
        tags: tags.get(key) ?? [], note: notes.get(key) ?? '',
      }
      if (one.voted || set !== undefined || one.tags.length > 0 || one.note !== '') mine.set(key, one)
    }
    return mine
  }
}
