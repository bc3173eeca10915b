import type { Person } from '../paper/people.ts'
import type { Store } from '../store/store.ts'
import { isAuthor } from './is-author.ts'

const AT_A_TIME = 200

/** Reckons anew which of a person's comments are an author's, after they said under which names they publish. */
export async function reckonOwnComments(store: Pick<Store, 'people' | 'papers'>, person: Person, claimed: readonly string[]): Promise<void> {
  for (let offset = 0; ; offset += AT_A_TIME) {
    const { comments } = await store.people.commentsOfPerson(person.id, { offset, limit: AT_A_TIME })
    const other = new Map<number, boolean>()
    for (const { key, authors } of await store.papers([...new Set(comments.map(({ paperKey }) => paperKey))])) {
      const own = isAuthor(person, claimed, authors)
      if (comments.some((comment) => comment.paperKey === key && comment.own !== own)) other.set(key, own)
    }
    for (const own of [true, false]) await store.people.ownComments(person.id, [...other].filter(([, one]) => one === own).map(([key]) => key), own)
    if (comments.length < AT_A_TIME) return
  }
}
