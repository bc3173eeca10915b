/** Papers by mail, for programs. */
import type { Context } from 'hono'
import { z } from 'zod'
import type { Community } from '../community/community.ts'
import { visitorOf } from '../community/visitor.ts'
import { RHYTHMS, type Subscription } from '../paper/subscription.ts'
import { jsonBody } from './json-body.ts'

const settings = {
  rhythm: z.enum(RHYTHMS).optional(),
  weekday: z.number().optional(),
  hour: z.number().optional(),
  timeZone: z.string().max(100).optional(),
  papers: z.number().optional(),
}
export const NewSubscriptionBody = z.strictObject({ view: z.string().max(4000), email: z.string().max(1000).optional(), ...settings })
export const SubscriptionBody = z.strictObject({ state: z.enum(['active', 'paused', 'stopped']).optional(), ...settings })

/** `GET /api/me/subscriptions` */
export async function mySubscriptions(c: Context, { subscriptions }: Community): Promise<Response> {
  c.header('Cache-Control', 'no-store')
  return c.json({ subscriptions: (await subscriptions.list(visitorOf(c))).map(shown) })
}

/** `POST /api/me/subscriptions` with `{"view": "/papers/trending", "rhythm": "weekdays", "hour": 7, "timeZone": "Europe/Berlin"}`. 202 where the address is asked first. */
export async function addSubscription(c: Context, { subscriptions }: Community): Promise<Response> {
  c.header('Cache-Control', 'no-store')
  const visitor = visitorOf(c)
  const body = await jsonBody(c, NewSubscriptionBody, '{"view": "/papers/trending"}')
  const { state, subscription } = await subscriptions.subscribe(visitor, body, `person ${visitor.person?.id}`)
  return c.json(subscription === undefined ? { state } : shown(subscription), state === 'active' ? 201 : 202)
}

/** `PATCH /api/me/subscriptions/ID` with `{"state": "paused"}`, or other settings. */
export async function changeSubscription(c: Context, { subscriptions }: Community, id: string): Promise<Response> {
  c.header('Cache-Control', 'no-store')
  return c.json(shown(await subscriptions.change(visitorOf(c), id, await jsonBody(c, SubscriptionBody, '{"state": "paused"}'))))
}

/** `DELETE /api/me/subscriptions/ID` */
export async function removeSubscription(c: Context, { subscriptions }: Community, id: string): Promise<Response> {
  await subscriptions.remove(visitorOf(c), id)
  return c.body(null, 204)
}

/** `POST /api/mail/events/SECRET`: what a mail service tells of letters that came back or were unwanted. */
export async function mailEvents(c: Context, { subscriptions }: Community): Promise<Response> {
  c.header('Cache-Control', 'no-store')
  return c.json(await subscriptions.mailEvents(c.req.param('secret'), await c.req.text()))
}

function shown({ id, view, email, rhythm, weekday, hour, timeZone, papers, state, stoppedWhy, createdAt, confirmedAt, dueAt }: Subscription) {
  return { id, view, email, rhythm, weekday, hour, timeZone, papers, state, stoppedWhy: stoppedWhy ?? null, createdAt, confirmedAt: confirmedAt ?? null, dueAt: dueAt ?? null }
}
