/** What contracts of a store have people do, in few words. */
import type { Person } from '../paper/people.ts'
import type { PaperWrite, Store } from './store.ts'

/** An instant of April 2026. */
export const inApril = (minute: number, day = 1): string => `2026-04-${String(day).padStart(2, '0')}T10:${String(minute).padStart(2, '0')}:00.000Z`

export const madeUpPerson = (id: string, change: Partial<Person> = {}): Person => ({ id, name: `Name of ${id}`, email: `${id}@example.org`, role: 'reader', since: '2026-01-01T00:00:00.000Z', ...change })

/** @param held the store of the test that runs */
export function peopleDeeds(held: () => Store) {
  return {
    put: (...papers: PaperWrite[]) => held().write((writer) => writer.write(papers)),
    join: async (...ids: string[]): Promise<void> => {
      for (const id of ids) await held().people.savePerson(madeUpPerson(id))
    },
    vote: (key: number, id: string, on = true, own = false, when = inApril(0)) => held().people.vote(key, id, on, { own, at: when }),
  }
}
