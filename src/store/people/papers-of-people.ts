/** What happens to what people did with papers, when two papers turn out to be one, and when one goes. */
import { sql } from 'kysely'
import { BroadsheetError } from '../../paper/errors.ts'
import { insertRows } from '../bulk.ts'
import type { Flavour } from '../flavour.ts'
import { type Db, heldPapers, keysOf } from './base.ts'
import { recount, remakeHistory } from './votes.ts'

/** Every table of people whose rows belong to a paper; places in days are of the papers' own tables. */
export const PAPER_TABLES = ['votes', 'vote_counts', 'vote_days', 'marks', 'tags', 'notes', 'comments', 'submissions', 'seeds', 'ranking_entries'] as const

/** Moves everything of `absorbed` to the survivor: who did a thing with both has done it once, at the earlier instant; a vote stands that stood for either. */
export async function absorbPapers(db: Db, flavour: Flavour, survivor: number, absorbed: readonly number[]): Promise<void> {
  const gone = keysOf(absorbed).filter((key) => key !== survivor)
  if (gone.length === 0) return
  if ((await heldPapers(db, flavour, [survivor])).length === 0) throw new BroadsheetError('internal', `There is no paper number ${survivor} to take over others.`)
  const both = [survivor, ...gone]
  const from = () => flavour.anyOf('paper_key', gone)

  const voted = await db.selectFrom('votes').select('person_id').where(from()).limit(1).executeTakeFirst()
  await sql`insert into votes (paper_key, person_id, own, at, stands) select ${sql.lit(survivor)}, person_id, max(own * stands), min(at), max(stands) from votes where ${from()} group by person_id
    on conflict (paper_key, person_id) do update set own = case when excluded.own > votes.own * votes.stands then excluded.own else votes.own * votes.stands end,
      at = case when excluded.at < votes.at then excluded.at else votes.at end, stands = case when excluded.stands > votes.stands then excluded.stands else votes.stands end`.execute(db)
  for (const [table, what] of [['marks', 'mark'], ['tags', 'tag']] as const) {
    const [name, thing] = [sql.ref(table), sql.ref(what)]
    await sql`insert into ${name} (person_id, paper_key, ${thing}, at) select person_id, ${sql.lit(survivor)}, ${thing}, min(at) from ${name} where ${from()} group by person_id, ${thing}
      on conflict (person_id, paper_key, ${thing}) do update set at = case when excluded.at < ${name}.at then excluded.at else ${name}.at end`.execute(db)
  }
  await sql`insert into seeds (person_id, paper_key) select distinct person_id, ${sql.lit(survivor)} from seeds where ${from()} on conflict (person_id, paper_key) do nothing`.execute(db)
  await joinNotes(db, flavour, survivor, both)
  await db.updateTable('comments').set({ paper_key: survivor }).where(from()).execute()
  await joinSubmissions(db, flavour, survivor, both)
  await moveRanked(db, flavour, survivor, both)
  for (const table of ['votes', 'marks', 'tags', 'seeds', 'vote_counts', 'vote_days'] as const) await db.deleteFrom(table).where(from()).execute()
  await recount(db, flavour, [survivor])
  // Only then: what was taken back again is known to the history alone.
  if (voted !== undefined) await remakeHistory(db, flavour, [survivor])
}

/** Both texts, each once, the survivor's first; the later instant. */
async function joinNotes(db: Db, flavour: Flavour, survivor: number, both: readonly number[]): Promise<void> {
  const rows = await db.selectFrom('notes').selectAll().where(flavour.anyOf('paper_key', both)).orderBy('at').orderBy('paper_key').execute()
  if (!rows.some((row) => row.paper_key !== survivor)) return
  const first = [...rows].sort((a, b) => Number(b.paper_key === survivor) - Number(a.paper_key === survivor))
  const notes = new Map<string, { texts: Set<string>; at: string }>()
  for (const row of first) {
    const held = notes.get(row.person_id) ?? { texts: new Set(), at: '' }
    held.texts.add(row.text)
    if (row.at > held.at) held.at = row.at
    notes.set(row.person_id, held)
  }
  await db.deleteFrom('notes').where(flavour.anyOf('paper_key', both)).execute()
  await insertRows(db, flavour, 'notes', ['person_id', 'paper_key', 'text', 'at'], [...notes].map(([person, { texts, at }]) => [person, survivor, [...texts].join('\n\n'), at]))
}

async function joinSubmissions(db: Db, flavour: Flavour, survivor: number, both: readonly number[]): Promise<void> {
  const of = () => flavour.anyOf('paper_key', both)
  const rows = await db.selectFrom('submissions').selectAll().where(of()).orderBy('at').orderBy('paper_key').execute()
  if (!rows.some((row) => row.paper_key !== survivor)) return
  const joined = new Map<string, [string, number, string, string, number, string]>()
  for (const row of rows) {
    const name = `${row.day} ${row.person_id}`
    const held = joined.get(name)
    if (held === undefined) joined.set(name, [row.day, survivor, row.person_id, row.at, row.picked, row.remark])
    else {
      held[4] = Math.max(held[4], row.picked)
      if (held[5] === '') held[5] = row.remark
    }
  }
  await db.deleteFrom('submissions').where(of()).execute()
  await insertRows(db, flavour, 'submissions', ['day', 'paper_key', 'person_id', 'at', 'picked', 'remark'], [...joined.values()])

  // The places: one a day, where the first of them stood, with the survivor's own facts.
  const places = await db.selectFrom('day_entries').selectAll().where('source', '=', 'community').where(of()).orderBy('position').execute()
  const paper = await db.selectFrom('papers').select(['published', 'venue', 'categories']).where('key', '=', survivor).executeTakeFirstOrThrow()
  const kept = new Map<string, (typeof places)[number]>()
  for (const place of places) {
    const held = kept.get(place.day)
    const at = [held?.submitted_at, place.submitted_at].filter((one) => typeof one === 'string').sort()[0] ?? null
    kept.set(place.day, { ...(held ?? place), ...paper, paper_key: survivor, submitted_at: at })
  }
  await db.deleteFrom('day_entries').where('source', '=', 'community').where(of()).execute()
  for (const place of kept.values()) await db.insertInto('day_entries').values(place).execute()
}

/** Where both stood in one ranking, the better place stays. */
async function moveRanked(db: Db, flavour: Flavour, survivor: number, both: readonly number[]): Promise<void> {
  const rows = await db.selectFrom('ranking_entries').select(['name', 'position', 'paper_key']).where(flavour.anyOf('paper_key', both)).orderBy('name').orderBy('position').execute()
  let last: string | undefined
  for (const row of rows) {
    const { name, position } = row
    if (name === last) await db.deleteFrom('ranking_entries').where('name', '=', name).where('position', '=', position).execute()
    else if (row.paper_key !== survivor) await db.updateTable('ranking_entries').set({ paper_key: survivor }).where('name', '=', name).where('position', '=', position).execute()
    last = name
  }
}

/** Those of the papers that somebody voted for, saved, tagged, wrote on, submitted or gave as theirs: people would miss them. */
export async function missedPapers(db: Db, flavour: Flavour, paperKeys: readonly number[]): Promise<Set<number>> {
  const missed = new Set<number>()
  const keys = keysOf(paperKeys)
  if (keys.length === 0) return missed
  for (const table of ['tags', 'notes', 'comments', 'submissions', 'seeds'] as const) {
    for (const row of await db.selectFrom(table).select('paper_key').distinct().where(flavour.anyOf('paper_key', keys)).execute()) missed.add(row.paper_key)
  }
  for (const row of await db.selectFrom('votes').select('paper_key').distinct().where('stands', '=', 1).where(flavour.anyOf('paper_key', keys)).execute()) missed.add(row.paper_key)
  for (const row of await db.selectFrom('marks').select('paper_key').distinct().where('mark', '=', 'save').where(flavour.anyOf('paper_key', keys)).execute()) missed.add(row.paper_key)
  return missed
}

/** Takes out everything that people did with papers that go for good. */
export async function forgetPapers(db: Db, flavour: Flavour, paperKeys: readonly number[]): Promise<void> {
  const keys = keysOf(paperKeys)
  if (keys.length === 0) return
  const of = () => flavour.anyOf('paper_key', keys)
  await sql`delete from reports where comment_id in (select id from comments where ${of()})`.execute(db)
  for (const table of PAPER_TABLES) await db.deleteFrom(table).where(of()).execute()
}
