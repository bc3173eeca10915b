import type { Insertable, Selectable } from 'kysely'
import type { Alert, Hook, HookKind, PausedWhy } from '../../paper/hook.ts'
import { bounded } from '../bounds.ts'
import { insertRows } from '../bulk.ts'
import { cleanOrNull, cleanText } from '../clean-text.ts'
import type { Hooks } from '../hooks.ts'
import { count, countOf, heldPapers, keysOf, needPerson, type PeopleBase } from '../people/base.ts'
import type { HooksTable } from './hook-tables.ts'

export function createSqlHooks({ flavour, reader, write, forget }: PeopleBase): Hooks {
  const all = () => reader().selectFrom('hooks').selectAll()
  return {
    addHook: (hook, most) =>
      write(async (db) => {
        await needPerson(db, hook.personId)
        if ((await countOf(db.selectFrom('hooks').select(count.as('n')).where('person_id', '=', hook.personId))) >= most) return false
        await db.insertInto('hooks').values(rowOf(hook)).execute()
        return true
      }),

    async hook(id) {
      const row = await all().where('id', '=', cleanText(id)).executeTakeFirst()
      return row && hookOf(row)
    },

    hooks: async (personId) => (await all().where('person_id', '=', personId).orderBy('created_at').orderBy('id').execute()).map(hookOf),

    activeHooks: async (after = '', limit = 500) => (await all().where('id', '>', after).where('paused_why', 'is', null).orderBy('id').limit(bounded(limit, 0)).execute()).map(hookOf),

    changeHook: (id, change) =>
      write(async (db) => {
        const held = await db.selectFrom('hooks').selectAll().where('id', '=', cleanText(id)).executeTakeFirst()
        if (held === undefined) return false
        await db.updateTable('hooks').set(rowOf({ ...hookOf(held), ...change })).where('id', '=', held.id).execute()
        return true
      }),

    async removeHook(id) {
      const removed = await write(async (db) => {
        await db.deleteFrom('hook_papers').where('hook_id', '=', cleanText(id)).execute()
        return (await db.deleteFrom('hooks').where('id', '=', cleanText(id)).returning('id').execute()).length > 0
      })
      if (removed) forget()
      return removed
    },

    async papersTold(id) {
      const rows = await reader().selectFrom('hook_papers').select('paper_key').where('hook_id', '=', id).execute()
      return new Set(rows.map((row) => Number(row.paper_key)))
    },

    tell: (id, { paperKeys, alert, most }) =>
      write(async (db) => {
        const held = await db.selectFrom('hooks').selectAll().where('id', '=', id).where('paused_why', 'is', null).executeTakeFirst()
        if (held === undefined) return false
        const told = new Set((await db.selectFrom('hook_papers').select('paper_key').where('hook_id', '=', id).execute()).map((row) => Number(row.paper_key)))
        const fresh = (await heldPapers(db, flavour, paperKeys)).filter((key) => !told.has(key))
        const kept = [...told, ...fresh].sort((a, b) => b - a)
        const floor = Math.max(held.floor, kept[most] ?? 0)
        await insertRows(db, flavour, 'hook_papers', ['hook_id', 'paper_key'], fresh.filter((key) => key > floor).map((key) => [id, key]))
        if (floor > held.floor) await db.deleteFrom('hook_papers').where('hook_id', '=', id).where('paper_key', '<=', floor).execute()
        await db.updateTable('hooks').set({ floor, primed: 1, alert: alert === undefined ? held.alert : JSON.stringify(alert) }).where('id', '=', id).execute()
        return true
      }),
  }
}

function hookOf(row: Selectable<HooksTable>): Hook {
  return {
    id: row.id, personId: row.person_id, kind: row.kind as HookKind, view: row.view, address: row.address, secret: row.secret,
    pausedWhy: (row.paused_why ?? undefined) as PausedWhy | undefined, floor: Number(row.floor), isPrimed: row.primed === 1, failures: row.failures,
    createdAt: row.created_at, sentAt: row.sent_at ?? undefined, lastError: row.last_error ?? undefined,
    alert: row.alert === null ? undefined : (JSON.parse(row.alert) as Alert),
  }
}

function rowOf(hook: Hook): Insertable<HooksTable> {
  return {
    id: hook.id, person_id: hook.personId, kind: hook.kind, view: cleanText(hook.view), address: cleanText(hook.address), secret: hook.secret,
    paused_why: hook.pausedWhy ?? null, floor: hook.floor, primed: hook.isPrimed ? 1 : 0, failures: hook.failures,
    created_at: hook.createdAt, sent_at: hook.sentAt ?? null, last_error: cleanOrNull(hook.lastError),
    alert: hook.alert === undefined ? null : JSON.stringify({ ...hook.alert, paperKeys: keysOf(hook.alert.paperKeys) }),
  }
}
