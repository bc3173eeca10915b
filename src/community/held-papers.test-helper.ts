/** A store with a few made-up papers and people in it, in memory where the system has room for files there. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { PaperContent } from '../paper/paper.ts'
import type { Visitor } from '../paper/people.ts'
import { madeUpPaper } from '../store/made-up-papers.ts'
import { openSqlite } from '../store/sqlite/sqlite.ts'
import type { Store } from '../store/store.ts'

export interface Held {
  readonly store: Store
  /** ms since 1970; set it to another time */
  readonly clock: { now(): number; time: number }
  /** writes the paper of this number; answers its key. Its id is `2403.0000N`. */
  hold(number: number, change?: Partial<PaperContent>): Promise<number>
  close(): Promise<void>
}

export const person = (id: string, name = id): Visitor => ({ by: 'session', canSignIn: true, person: { id, name, email: `${id}@example.org`, role: 'reader', since: '2026-01-01T00:00:00.000Z' } })

/** @param people who has an account */
export async function heldPapers(people: readonly Visitor[]): Promise<Held> {
  const folder = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'broadsheet-community-'))
  const clock = { time: Date.parse('2026-03-11T16:00:00Z'), now: () => clock.time }
  const store = await openSqlite(join(folder, 'broadsheet.db'), { clock })
  for (const { person } of people) if (person !== undefined) await store.people.savePerson(person)
  return {
    store,
    clock,
    hold: async (number, change = {}) => (await store.write((writer) => writer.write([madeUpPaper(number, change)])))[0]!,
    close: async () => {
      await store.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
