import { type Person, ROLES, type Role } from '../../../paper/people.ts'
import type { Frame } from '../../frame.ts'
import { withQuery } from '../../words/addresses.ts'
import { longDay } from '../../words/dates.ts'
import { counted } from '../../words/numbers.ts'
import { Layout } from '../layout.tsx'
import { Notes } from '../notes.tsx'
import { Tick } from '../tick.tsx'

interface PeoplePageProps {
  frame: Frame
  persons: readonly Person[]
  total: number
  /** from 0 */
  page: number
  pageSize: number
  note: string | undefined
  /** letters can be sent */
  canWrite: boolean
}

const ROLE_NAMES: Readonly<Record<Role, string>> = { reader: 'Reader', curator: 'Curator', admin: 'Administrator' }

/** /admin/people */
export function PeoplePage({ frame, persons, total, page, pageSize, note, canWrite }: PeoplePageProps) {
  const last = Math.max(0, Math.ceil(total / pageSize) - 1)
  return (
    <Layout frame={frame} title="People" dateline>
      <article class="sources account">
        <h1>People</h1>
        <p class="lead">{counted(total, 'person', 'people')}. A reader votes, comments and submits; a curator also picks papers and looks after comments; an administrator also chooses sources and people.</p>
        <Notes notes={note === undefined ? [] : [note]} />
        <ul class="rows people">
          {persons.map((person) => <PersonRow person={person} you={person.id === frame.visitor.person?.id} />)}
        </ul>
        {last > 0 && (
          <nav class="pager" aria-label="Pages">
            <span>{page > 0 && <a rel="prev" href={withQuery('/admin/people', { p: String(page - 1) })}>Earlier</a>}</span>
            <span>{page + 1} of {last + 1}</span>
            <span>{page < last && <a rel="next" href={withQuery('/admin/people', { p: String(page + 1) })}>Later</a>}</span>
          </nav>
        )}
        <form action="/admin/people/invite" method="post">
          <h2>{canWrite ? 'Invite somebody' : 'Let somebody in'}</h2>
          <p class="text-field">
            <label for="email">Their e-mail address</label>
            <input id="email" name="email" type="email" required maxlength={254} autocomplete="off" />
          </p>
          <div class="field-row"><label for="role-new">As</label> <RoleChoice id="role-new" role="reader" /></div>
          <p class="deeds"><button type="submit">{canWrite ? 'Invite' : 'Let in'}</button></p>
          <p class="hint">{canWrite ? 'They get a letter, and sign in with this address.' : 'This server sends no letters. Make a link for them with broadsheet user link.'}</p>
        </form>
      </article>
    </Layout>
  )
}

function PersonRow({ person: { id, name, email, role, since }, you }: { person: Person; you: boolean }) {
  return (
    <li>
      <span>{name}{you && ', you'}<span class="quiet"> {email === undefined ? 'the one reader before there were accounts' : <><span class="address">{email}</span>, since {longDay(since.slice(0, 10))}</>}</span></span>
      <form action="/admin/people/role" method="post">
        <input type="hidden" name="id" value={id} />
        <label class="unseen" for={`role-${id}`}>Role of {name}</label>
        <RoleChoice id={`role-${id}`} role={role} />
        <button type="submit" aria-label={`Keep the role of ${name}`}>Keep</button>
      </form>
      <details class="more-tools">
        <summary>Remove</summary>
        <form action="/admin/people/remove" method="post">
          <input type="hidden" name="id" value={id} />
          <Tick id={`sure-${id}`} name="sure" value="on">With all of theirs: votes, lists, notes, sessions. It cannot be undone.</Tick>
          <p class="deeds"><button type="submit" aria-label={`Remove ${name}`}>Remove for good</button></p>
        </form>
      </details>
    </li>
  )
}

function RoleChoice({ id, role }: { id: string; role: Role }) {
  return (
    <select id={id} name="role">
      {ROLES.map((one) => <option value={one} selected={one === role}>{ROLE_NAMES[one]}</option>)}
    </select>
  )
}
