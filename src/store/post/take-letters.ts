/**
 * What a process does with letters: takes them for a while, begins to send, says what became of them. A letter goes
 * `planned` → `sending` → `sent`, `failed`, `unknown`, `skipped` or back to `planned`; only its taker moves it, and only while it is theirs.
 */
import { sql } from 'kysely'
import { bounded } from '../bounds.ts'
import { cleanText } from '../clean-text.ts'
import type { Db, PeopleBase } from '../people/base.ts'
import type { LetterOutcome, Post, TakenLetter } from '../post.ts'
import { saveLetterPapers, unshow } from './letter-papers.ts'
import { letterOf, subscriptionOf } from './rows.ts'
import { addressDigest, suppress } from './suppressed.ts'

type TakeLetters = Pick<Post, 'takeLetters' | 'holdLetters' | 'postponeLetters' | 'beginLetters' | 'endLetters' | 'settleLost'>

const ERROR_CHARACTERS = 500

export function createTakeLetters({ flavour, write }: PeopleBase): TakeLetters {
  return {
    takeLetters: ({ by, at, until, limit }) =>
      write(async (db) => {
        const taken: TakenLetter[] = []
        const addresses = new Set<string>()
        for (;;) {
          const rows = await db
            .selectFrom('letters as l')
            .selectAll()
            .where('l.state', '=', 'planned')
            .where('l.next_at', '<=', at)
            .where((e) => e.or([e('l.taken_until', 'is', null), e('l.taken_until', '<=', at)]))
            .where(sql<boolean>`not exists (select 1 from letters o where o.email = l.email and o.id <> l.id and o.taken_until > ${at} and o.state in ('planned', 'sending'))`)
            .orderBy('l.next_at')
            .orderBy('l.id')
            .limit(bounded(limit - taken.length, 0))
            .execute()
          if (rows.length === 0 || until <= at) break
          const subscriptions = new Map((await db.selectFrom('subscriptions').selectAll().where(flavour.anyOf('id', rows.map((row) => row.subscription_id))).execute()).map((row) => [row.id, row]))
          const unwanted = await suppressedOf(db, flavour, rows.map((row) => row.email))
          const mine: number[] = []
          const skipped: number[] = []
          for (const row of rows) {
            const subscription = subscriptions.get(row.subscription_id)
            if (subscription?.state !== 'active' || unwanted.has(row.email)) skipped.push(row.id)
            else if (!addresses.has(row.email)) {
              addresses.add(row.email)
              mine.push(row.id)
              taken.push({ letter: letterOf(row), subscription: subscriptionOf(subscription) })
            }
          }
          await skip(db, flavour, skipped)
          if (mine.length > 0) await db.updateTable('letters').set({ taken_by: by, taken_until: until }).where(flavour.anyOf('id', mine)).execute()
        }
        return taken
      }),

    holdLetters: (ids, by, until) =>
      write(async (db) => {
        if (ids.length === 0) return new Set<number>()
        const kept = await db.updateTable('letters').set({ taken_until: until }).where(flavour.anyOf('id', ids)).where('taken_by', '=', by).where('state', 'in', ['planned', 'sending']).returning('id').execute()
        return new Set(kept.map((row) => Number(row.id)))
      }),

    postponeLetters: (letters, by) =>
      write(async (db) => {
        for (const { id, nextAt, note } of letters) {
          await db
            .updateTable('letters')
            .set({ next_at: nextAt, taken_by: null, taken_until: null, ...(note === undefined ? {} : { last_error: tidy(note) }) })
            .where('id', '=', id)
            .where('taken_by', '=', by)
            .where('state', '=', 'planned')
            .execute()
        }
      }),

    beginLetters: (letters, by, at, until) =>
      write(async (db) => {
        if (letters.length === 0) return new Set<number>()
        const rows = await db
          .selectFrom('letters')
          .innerJoin('subscriptions', 'subscriptions.id', 'letters.subscription_id')
          .select(['letters.id', 'letters.email', 'subscriptions.state as wanted'])
          .where(flavour.anyOf('letters.id', letters.map(({ id }) => id)))
          .where('letters.state', '=', 'planned')
          .where('letters.taken_by', '=', by)
          .where('letters.taken_until', '>', at)
          .execute()
        const unwanted = await suppressedOf(db, flavour, rows.map((row) => row.email))
        const goes = (row: (typeof rows)[number]): boolean => row.wanted === 'active' && !unwanted.has(row.email)
        const begun = new Set(rows.filter(goes).map((row) => Number(row.id)))
        await skip(db, flavour, rows.filter((row) => !goes(row)).map((row) => row.id))
        if (begun.size === 0) return begun
        await db.updateTable('letters').set((e) => ({ state: 'sending', taken_until: until, attempts: e('attempts', '+', 1) })).where(flavour.anyOf('id', [...begun])).execute()
        await saveLetterPapers(db, flavour, letters.filter(({ id }) => begun.has(id)))
        return begun
      }),

    endLetters: (outcomes, by, at) =>
      write(async (db) => {
        for (const outcome of outcomes) {
          await endLetter(db, outcome, by, at)
          if (outcome.outcome !== 'failed' || outcome.bounced !== true) continue
          const bounced = await db.selectFrom('letters').select('email').where('id', '=', outcome.id).executeTakeFirst()
          if (bounced !== undefined) await suppress(db, flavour, bounced.email, 'bounce', at)
        }
        await unshowNeverOut(db, flavour, outcomes.filter(({ outcome }) => outcome !== 'sent' && outcome !== 'unknown').map(({ id }) => id))
      }),

    settleLost: (at, copiesMost = 0) =>
      write(async (db) => {
        const settle = async (fate: { state: 'planned'; next_at: string } | { state: 'unknown' }, attempts: '<' | '>=') => {
          const said = { ...fate, taken_by: null, taken_until: null, last_error: 'The process that was sending it ended before it said what became of it.' }
          return db.updateTable('letters').set(said).where('state', '=', 'sending').where('taken_until', '<=', at).where('attempts', attempts, copiesMost).returningAll().execute()
        }
        return [...(await settle({ state: 'planned', next_at: at }, '<')), ...(await settle({ state: 'unknown' }, '>='))].map(letterOf)
      }),
  }
}

async function endLetter(db: Db, outcome: LetterOutcome, by: string, at: string): Promise<void> {
  const { id } = outcome
  const free = { taken_by: null, taken_until: null }
  if (outcome.outcome === 'sent') {
    // It was sent, whoever's it is by now: that it is never sent twice matters more.
    await db.updateTable('letters').set({ ...free, state: 'sent', sent_at: at, last_error: null }).where('id', '=', id).where('state', 'in', ['sending', 'unknown', 'planned']).where('attempts', '>', 0).execute()
    return
  }
  const said = { ...free, last_error: tidy(outcome.error) }
  const mine = db.updateTable('letters').where('id', '=', id).where('taken_by', '=', by).where('state', 'in', ['planned', 'sending'])
  if (outcome.outcome === 'unknown') {
    await mine.set({ ...said, ...(outcome.nextAt === undefined ? { state: 'unknown' } : { state: 'planned', next_at: outcome.nextAt }) }).execute()
    return
  }
  // An attempt that was refused did not go out.
  const attempts = sql<number>`case when state = 'sending' then attempts - 1 else attempts end`
  await (outcome.outcome === 'retry' ? mine.set({ ...said, attempts, state: 'planned', next_at: outcome.nextAt }) : mine.set({ ...said, attempts, state: outcome.outcome })).execute()
}

/** What letters would have shown may follow in the next, where no copy of them can have arrived. */
async function unshowNeverOut(db: Db, flavour: PeopleBase['flavour'], ids: readonly number[]): Promise<void> {
  if (ids.length === 0) return
  const rows = await db.selectFrom('letters').select('id').where(flavour.anyOf('id', ids)).where('state', 'in', ['planned', 'failed', 'skipped']).where('attempts', '=', 0).where('taken_by', 'is', null).execute()
  await unshow(db, flavour, rows.map((row) => row.id))
}

async function suppressedOf(db: Db, flavour: PeopleBase['flavour'], emails: readonly string[]): Promise<ReadonlySet<string>> {
  if (emails.length === 0) return new Set()
  const byDigest = new Map(emails.map((email) => [addressDigest(email), email]))
  const rows = await db.selectFrom('suppressed').select('address').where(flavour.anyOf('address', [...byDigest.keys()])).execute()
  return new Set(rows.map((row) => byDigest.get(row.address)!))
}

async function skip(db: Db, flavour: PeopleBase['flavour'], ids: readonly number[]): Promise<void> {
  if (ids.length === 0) return
  await db.updateTable('letters').set({ state: 'skipped', taken_by: null, taken_until: null, last_error: 'Nobody wants it any more.' }).where(flavour.anyOf('id', ids)).execute()
  await unshowNeverOut(db, flavour, ids)
}

const tidy = (text: string): string => cleanText(text.slice(0, ERROR_CHARACTERS))
