import type { Context } from 'hono'
import { actingPerson } from '../community/acting-person.ts'
import type { Community } from '../community/community.ts'
import { RESET_PARTS } from '../community/taste.ts'
import { visitorOf } from '../community/visitor.ts'
import type { Editions } from '../edition/edition.ts'
import { BroadsheetError } from '../paper/errors.ts'
import { TASTE_SPANS } from '../paper/taste-settings.ts'
import { choiceParameter, wholeParameter } from './parameters.ts'
import { toEntry } from './to-entry.ts'

/** Longest page of the reader's own papers. */
const LIMIT_MOST = 100
const LISTED_SEEDS = 5000

/** `GET /api/me/for-you?limit=&p=&dial=&span=`: the reader's own front page, each paper with its reasons and the parts of its score. */
export async function meForYou(c: Context, editions: Editions): Promise<Response> {
  c.header('Cache-Control', 'no-store')
  const person = actingPerson(visitorOf(c), 'have a page of your own')
  const dial = c.req.query('dial') ?? ''
  const { kind: _, entries, settings, known, total, page, pageSize, from, to, ledger, empty, leftOut, new: isNew } = await editions.forYou(person, {
    page: wholeParameter(c, 'p', { least: 0, most: 1000, otherwise: 0 }),
    pageSize: wholeParameter(c, 'limit', { least: 1, most: LIMIT_MOST, otherwise: 50 }),
    ...(dial === '' ? {} : { dial: wholeParameter(c, 'dial', { least: 0, most: 100, otherwise: 0 }) / 100 }),
    span: choiceParameter(c, 'span', TASTE_SPANS),
  })
  return c.json({
    from: from ?? null, to: to ?? null, ledger, empty: empty ?? null, total, page, pageSize, leftOut, new: isNew, known, settings,
    papers: entries.map((entry) => ({
      ...toEntry(entry, { explain: false }),
      score: entry.score ?? null,
      reasons: entry.reasons.map(({ kind, text, paper }) => ({ kind, text, ...(paper === undefined ? {} : { paper }) })),
      terms: (entry.terms ?? []).map(({ name, text, value }) => ({ name, text, value })),
    })),
  })
}

/** `GET /api/me/taste`: settings, follows, words and seeds. */
export async function meTaste(c: Context, { taste }: Community): Promise<Response> {
  c.header('Cache-Control', 'no-store')
  const { settings, follows, papers, texts } = await taste.of(actingPerson(visitorOf(c), 'have a taste kept'), { seeds: LISTED_SEEDS })
  return c.json({ settings, follows, seeds: papers.map(({ id, title }) => ({ id, title })), texts })
}

/**
 * `PUT /api/me/taste`: changes what the body names, in this order: `reset` (a part), `settings` (those named), `follow` and
 * `unfollow` (lists of `{kind, value}`), `seeds` (a text as the page takes it). Answers what became of the seeds, and the taste.
 */
export async function changeMeTaste(c: Context, community: Community): Promise<Response> {
  c.header('Cache-Control', 'no-store')
  const person = actingPerson(visitorOf(c), 'have a taste kept')
  const { taste } = community
  const body: unknown = await c.req.json().catch((cause: unknown) => {
    throw new BroadsheetError('bad-input', 'The body is not JSON.', { cause })
  })
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw new BroadsheetError('bad-input', 'The body must be a JSON object.')
  const { reset, settings, follow, unfollow, seeds, ...others } = body as Record<string, unknown>
  const other = Object.keys(others)[0]
  if (other !== undefined) throw new BroadsheetError('bad-input', `There is no “${other.slice(0, 40)}” in a taste; there are reset, settings, follow, unfollow and seeds.`)
  const part = RESET_PARTS.find((one) => one === reset)
  if (reset !== undefined && part === undefined) throw new BroadsheetError('bad-input', `reset must be one of ${RESET_PARTS.join(', ')}.`)
  const lists = [...followsOf(follow, 'follow').map((one) => ({ ...one, on: true })), ...followsOf(unfollow, 'unfollow').map((one) => ({ ...one, on: false }))]
  if (seeds !== undefined && typeof seeds !== 'string') throw new BroadsheetError('bad-input', 'seeds must be a text: ids, BibTeX, RIS or CSL JSON.')
  if (part !== undefined) await taste.reset(person, part)
  if (settings !== undefined) await taste.set(person, settings)
  for (const { kind, value, on } of lists) await taste.follow(person, kind, value, on)
  const report = seeds === undefined ? undefined : await taste.addSeeds(person, seeds)
  const { settings: now, follows, seeds: count, texts } = await taste.of(person)
  return c.json({ settings: now, follows, seeds: count, texts: texts.length, ...(report && { report }) })
}

const FOLLOWS_AT_ONCE = 500

function followsOf(value: unknown, name: string): { kind: string; value: string }[] {
  if (value === undefined) return []
  const wrong = new BroadsheetError('bad-input', `${name} must be a list of {kind, value}, ${FOLLOWS_AT_ONCE} at most.`)
  if (!Array.isArray(value) || value.length > FOLLOWS_AT_ONCE) throw wrong
  return value.map((one: unknown) => {
    const { kind, value } = (typeof one === 'object' && one !== null ? one : {}) as Record<string, unknown>
    if (typeof kind !== 'string' || typeof value !== 'string') throw wrong
    return { kind, value }
  })
}
