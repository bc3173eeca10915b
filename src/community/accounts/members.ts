import { randomUUID } from 'node:crypto'
import { BroadsheetError } from '../../paper/errors.ts'
import type { Person, Role } from '../../paper/people.ts'
import type { Page, People } from '../../store/people.ts'
import type { Store } from '../../store/store.ts'
import type { Clock } from '../../tools/clock.ts'
import { authorNames } from '../is-author.ts'
import { reckonOwnComments } from '../own-comments.ts'
import { reckonOwnVotes } from '../own-votes.ts'
import type { Letters } from './accounts.ts'
import { countMembers } from './count-members.ts'
import { plainName } from './plain-name.ts'
import { readEmail } from './read-email.ts'

/** Who belongs here, as administrators see and change it. There is always one administrator left. */
export interface Members {
  list(page?: Page): Promise<{ total: number; persons: readonly Person[] }>
  /** Lets somebody in who may then sign in with this address. @throws BroadsheetError bad-input when they are there already */
  add(member: { email: unknown; name?: string | undefined; role: Role }): Promise<Person>
  /** Adds somebody, if they are not there yet, and writes them a letter. Answers whether a letter could be sent. */
  invite(member: { email: unknown; role: Role; by: Person | undefined }): Promise<{ person: Person; written: boolean }>
  /** By id or address. @throws BroadsheetError not-found */
  find(who: string): Promise<Person>
  /** @throws BroadsheetError not-found, not-allowed for the last administrator */
  setRole(who: string, role: Role): Promise<Person>
  /** Takes somebody out with every trace. @throws BroadsheetError not-found, not-allowed for the last administrator */
  remove(who: string): Promise<Person>
  /** What a person is called; their votes and comments on papers of that name count as an author's from then on. @throws BroadsheetError bad-input */
  rename(person: Person, name: unknown): Promise<void>
}

export function createMembers({ store, clock, letters, publicUrl }: { readonly store: Store; readonly clock: Clock; readonly letters: Letters | undefined; readonly publicUrl: string }): Members {
  const { people } = store

  async function find(who: string, among = people): Promise<Person> {
    const person = who.includes('@') ? await among.personByEmail(who) : await among.person(who)
    if (person === undefined) throw new BroadsheetError('not-found', 'Nobody here has this address.')
    return person
  }

  async function add({ email: said, name, role }: { email: unknown; name?: string | undefined; role: Role }): Promise<Person> {
    const email = readEmail(said)
    if ((await people.personByEmail(email)) !== undefined) throw new BroadsheetError('bad-input', 'Somebody with this address is here already.')
    const person: Person = { id: randomUUID(), name: plainName(name), email, role, since: new Date(clock.now()).toISOString() }
    await people.savePerson(person)
    return person
  }

  /** Somebody else can still administer. Asked inside the transaction that takes this one away: of two such, one waits for the other. */
  async function needAnotherAdmin(inside: People, than: Person): Promise<void> {
    if (than.role !== 'admin') return
    const { admins } = await countMembers({ people: inside })
    if (admins - (than.email === undefined ? 0 : 1) < 1) throw new BroadsheetError('not-allowed', 'This is the last administrator; make somebody else one first.')
  }

  return {
    list: (page) => people.persons(page),
    add,
    find: (who) => find(who),
    async invite({ email: said, role, by }) {
      const email = readEmail(said)
      const person = (await people.personByEmail(email)) ?? (await add({ email, role }))
      if (letters === undefined) return { person, written: false }
      await letters.invitation({ to: email, by: by?.name, link: `${publicUrl}/sign-in` })
      return { person, written: true }
    },
    setRole: (who, role) =>
      people.together(async (inside) => {
        const person = await find(who, inside)
        if (role !== 'admin') await needAnotherAdmin(inside, person)
        await inside.setRole(person.id, role)
        return { ...person, role }
      }),
    remove: (who) =>
      people.together(async (inside) => {
        const person = await find(who, inside)
        await needAnotherAdmin(inside, person)
        await inside.removePerson(person.id)
        return person
      }),
    async rename(person, said) {
      const name = typeof said === 'string' ? said.trim() : ''
      if (name === '' || name.includes('@') || plainName(name) !== name.replace(/\s+/g, ' ')) throw new BroadsheetError('bad-input', 'A name is one line of at most 60 characters, without @.')
      // Together, because a role that is changed meanwhile must not come back with the name.
      const before = await people.together(async (inside) => {
        const held = await inside.person(person.id)
        if (held === undefined) throw new BroadsheetError('not-signed-in', 'This account is no longer there. Sign in again.')
        await inside.savePerson({ ...held, name: plainName(name) })
        return held
      })
      const [now, claimed] = [{ ...before, name: plainName(name) }, authorNames(await people.settings(person.id))]
      await reckonOwnVotes(store, { person: before, claimed }, { person: now, claimed }, new Date(clock.now()).toISOString())
      await reckonOwnComments(store, now, claimed)
    },
  }
}
