import type { Context } from 'hono'
import { BroadsheetError } from '../../paper/errors.ts'
import { Role } from '../../paper/people.ts'
import type { PageRoom } from '../deps.ts'
import { sendTo } from '../send.ts'
import { PeoplePage } from '../view/account/people-page.tsx'
import { accountsOf, formOf, personOf, sendPrivate } from './deed.ts'

const PAGE_SIZE = 50

const NOTES: Readonly<Record<string, string>> = {
  invited: 'They are let in, and a letter is on its way.',
  added: 'They are let in. This server sends no letters: tell them yourself, or make a link with `broadsheet user link`.',
  role: 'The role is kept.',
  removed: 'They are removed, with everything of theirs.',
}

/** GET /admin/people: who is here, and what they may do. */
export async function showPeople(room: PageRoom, c: Context, trouble?: string): Promise<Response> {
  const accounts = accountsOf(room)
  const page = /^\d{1,4}$/.test(c.req.query('p') ?? '') ? Number(c.req.query('p')) : 0
  const { total, persons } = await accounts.members.list({ offset: page * PAGE_SIZE, limit: PAGE_SIZE })
  const done = c.req.query('done') ?? ''
  const note = trouble ?? (Object.hasOwn(NOTES, done) ? NOTES[done] : undefined)
  return sendPrivate(c, <PeoplePage frame={room.frame(c)} persons={persons} total={total} page={page} pageSize={PAGE_SIZE} note={note} canWrite={accounts.links.canAsk} />, trouble === undefined ? 200 : 400)
}

/** POST /admin/people/invite, /admin/people/role and /admin/people/remove */
export async function changePeople(room: PageRoom, c: Context, what: 'invite' | 'role' | 'remove'): Promise<Response> {
  const { members } = accountsOf(room)
  const form = await formOf(c)
  const id = form.get('id') ?? ''
  const role = Role.safeParse(form.get('role'))
  try {
    if (what === 'remove') {
      if (form.get('sure') !== 'on') throw new BroadsheetError('bad-input', 'Tick “all of theirs” too: their votes, notes and everything else go with them, for good.')
      await members.remove(id)
      return sendTo(c, '/admin/people?done=removed', 303)
    }
    if (!role.success) throw new BroadsheetError('bad-input', 'A role is reader, curator or admin.')
    if (what === 'role') {
      await members.setRole(id, role.data)
      return sendTo(c, '/admin/people?done=role', 303)
    }
    const { written } = await members.invite({ email: form.get('email'), role: role.data, by: personOf(c) })
    return sendTo(c, `/admin/people?done=${written ? 'invited' : 'added'}`, 303)
  } catch (error) {
    if (!(error instanceof BroadsheetError) || !['bad-input', 'not-allowed', 'not-found', 'unavailable'].includes(error.code)) throw error
    return showPeople(room, c, error.message)
  }
}
