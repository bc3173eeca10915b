/** Takes a person out of the store with every trace. */
import { sql } from 'kysely'
import type { Flavour } from '../flavour.ts'
import { type Db, keysOf } from './base.ts'
import { removeHooksOf } from '../hooks/remove-hooks.ts'
import { removePost } from '../post/remove-post.ts'
import { settlePlace } from './submissions.ts'
import { recount, remakeHistory } from './votes.ts'

/** Every table whose rows are a person's alone. */
export const PERSON_TABLES = ['sessions', 'logins', 'passkeys', 'tokens', 'votes', 'marks', 'tags', 'notes', 'reports', 'submissions', 'follows', 'seeds', 'person_settings'] as const

/** Inside a write. False when unknown. */
export async function removePerson(db: Db, flavour: Flavour, id: string): Promise<boolean> {
  const person = await db.selectFrom('persons').select('email').where('id', '=', id).executeTakeFirst()
  if (person === undefined) return false
  const voted = (await db.selectFrom('votes').select('paper_key').where('person_id', '=', id).execute()).map((row) => row.paper_key)
  const placed = await db.selectFrom('submissions').select(['day', 'paper_key']).where('person_id', '=', id).execute()
  for (const table of PERSON_TABLES) await db.deleteFrom(table).where(sql.ref('person_id'), '=', id).execute()
  const discussed = await removeComments(db, flavour, id)
  await removePost(db, flavour, id, person.email)
  await removeHooksOf(db, id)
  await removeVerifications(db, flavour, person.email === null ? [id] : [id, person.email])
  await db.deleteFrom('persons').where('id', '=', id).execute()
  for (const { day, paper_key } of placed) await settlePlace(db, day, paper_key)
  await recount(db, flavour, keysOf([...voted, ...discussed]))
  await remakeHistory(db, flavour, voted)
  return true
}

/** Comments that nobody else answered go whole; others keep their place, without text and name. Answers the papers. */
async function removeComments(db: Db, flavour: Flavour, id: string): Promise<number[]> {
  const all = await db.selectFrom('comments').select(['id', 'paper_key']).where('person_id', '=', id).execute()
  if (all.length === 0) return []
  let left = all.map((row) => row.id)
  for (;;) {
    const answers = await db.selectFrom('comments').select('parent').distinct().where(flavour.anyOf('parent', left)).execute()
    const answered = new Set(answers.map((row) => row.parent))
    const alone = left.filter((one) => !answered.has(one))
    if (alone.length === 0) break
    await db.deleteFrom('reports').where(flavour.anyOf('comment_id', alone)).execute()
    await db.deleteFrom('comments').where(flavour.anyOf('id', alone)).execute()
    left = left.filter((one) => answered.has(one))
    if (left.length === 0) break
  }
  if (left.length > 0) {
    await db.deleteFrom('reports').where(flavour.anyOf('comment_id', left)).execute()
    await db.updateTable('comments').set({ person_id: null, text: '', state: 'deleted', edited_at: null }).where(flavour.anyOf('id', left)).execute()
  }
  return all.map((row) => row.paper_key)
}

/** Letters under way, invitations and challenges: their rows name people inside free text. */
async function removeVerifications(db: Db, flavour: Flavour, names: readonly string[]): Promise<void> {
  const like = sql.raw(flavour.like)
  for (const name of names) {
    const pattern = `%${JSON.stringify(name).slice(1, -1).replace(/[!%_]/g, '!$&')}%`
    await sql`delete from verifications where identifier ${like} ${pattern} escape '!' or value ${like} ${pattern} escape '!'`.execute(db)
  }
}
