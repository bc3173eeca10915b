import type { Person } from '../paper/people.ts'
import type { Store } from '../store/store.ts'
import { isAuthor } from './is-author.ts'

const AT_A_TIME = 200

/** What tells whether somebody is an author: who they are, and the names that they claimed. */
interface Names {
  readonly person: Person
  readonly claimed: readonly string[]
}

/** Counts a person's votes anew, apart or with the others, after they are called otherwise than before. */
export async function reckonOwnVotes(store: Pick<Store, 'people' | 'papers'>, before: Names, now: Names, at: string): Promise<void> {
  const { people } = store
  const { id } = now.person
  for (let offset = 0; ; offset += AT_A_TIME) {
    const { papers: voted } = await people.votesOfPerson(id, { offset, limit: AT_A_TIME })
    for (const { key, authors } of await store.papers(voted.map(({ paperKey }) => paperKey))) {
      const own = isAuthor(now.person, now.claimed, authors)
      if (own === isAuthor(before.person, before.claimed, authors)) continue
      await people.together(async (inside) => {
        // Taken back meanwhile, it must not come again.
        if ((await inside.votedBy(id, [key])).has(key)) await inside.vote(key, id, true, { own, at })
      })
    }
    if (voted.length < AT_A_TIME) return
  }
}
