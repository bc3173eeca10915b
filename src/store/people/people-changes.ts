/** How often what lists are made of has changed, by kind: numbers that only grow, kept beside those of the papers and in the same write. */
import type { People } from '../people.ts'
import type { Db, PeopleBase } from './base.ts'

type Kind = keyof Awaited<ReturnType<People['changeCounts']>>

export function createPeopleChanges({ reader }: PeopleBase): Pick<People, 'changeCounts'> {
  return {
    async changeCounts() {
      const rows = await reader().selectFrom('counters').selectAll().where('name', 'in', ['acts', 'submissions'] satisfies Kind[]).execute()
      const of = (kind: Kind): number => Number(rows.find(({ name }) => name === kind)?.value ?? 0)
      return { acts: of('acts'), submissions: of('submissions') }
    },
  }
}

/** Inside a write that changes something of the kind. */
export async function noteChange(db: Db, kind: Kind): Promise<void> {
  await db
    .insertInto('counters')
    .values({ name: kind, value: 1 })
    .onConflict((conflict) => conflict.column('name').doUpdateSet((values) => ({ value: values('counters.value', '+', 1) })))
    .execute()
}
