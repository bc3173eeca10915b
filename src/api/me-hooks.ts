/** Alerts, for programs. */
import type { Context } from 'hono'
import { z } from 'zod'
import type { OwnHook } from '../community/alerts/alerts.ts'
import type { Community } from '../community/community.ts'
import { visitorOf } from '../community/visitor.ts'
import { HOOK_KINDS } from '../paper/hook.ts'
import { jsonBody } from './json-body.ts'

export const NewHookBody = z.strictObject({ kind: z.enum(HOOK_KINDS), view: z.string().max(4000), address: z.string().max(4000) })
export const HookBody = z.strictObject({ state: z.enum(['active', 'paused']) })

/** `GET /api/me/hooks` */
export async function myHooks(c: Context, { alerts }: Community): Promise<Response> {
  c.header('Cache-Control', 'no-store')
  return c.json({ hooks: (await alerts.list(visitorOf(c))).map(shown) })
}

/** `POST /api/me/hooks` with `{"kind": "slack", "view": "/papers/trending", "address": "https://…"}`. The secret is told this once. */
export async function addHook(c: Context, { alerts }: Community): Promise<Response> {
  c.header('Cache-Control', 'no-store')
  const { hook, secret } = await alerts.add(visitorOf(c), await jsonBody(c, NewHookBody, '{"kind": "slack", "view": "/papers/trending", "address": "https://…"}'))
  return c.json({ ...shown(hook), secret }, 201)
}

/** `PATCH /api/me/hooks/ID` with `{"state": "paused"}`. */
export async function changeHook(c: Context, { alerts }: Community, id: string): Promise<Response> {
  c.header('Cache-Control', 'no-store')
  return c.json(shown(await alerts.change(visitorOf(c), id, (await jsonBody(c, HookBody, '{"state": "paused"}')).state)))
}

/** `DELETE /api/me/hooks/ID` */
export async function removeHook(c: Context, { alerts }: Community, id: string): Promise<Response> {
  await alerts.remove(visitorOf(c), id)
  return c.body(null, 204)
}

/** `POST /api/me/hooks/ID/test`: sends a made-up paper, and says what came of it. */
export async function testHook(c: Context, { alerts }: Community, id: string): Promise<Response> {
  c.header('Cache-Control', 'no-store')
  return c.json(await alerts.test(visitorOf(c), id))
}

function shown({ id, kind, view, shownAddress, pausedWhy, createdAt, sentAt, lastError }: OwnHook) {
  return { id, kind, view, address: shownAddress, state: pausedWhy === undefined ? 'active' : 'paused', pausedWhy: pausedWhy ?? null, createdAt, sentAt: sentAt ?? null, lastError: lastError ?? null }
}
