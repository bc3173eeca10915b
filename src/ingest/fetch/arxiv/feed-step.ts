import { arxivDay, estimatedArxivDay, nextArxivDay, serviceDay } from '../../../paper/announcements.ts'
import type { PaperRecord } from '../../../paper/paper.ts'
import type { ArxivFeed } from '../../../source/arxiv/arxiv.ts'
import { takePage } from '../take-page.ts'
import type { Said } from '../ledger-keeper.ts'
import { names, read, readDeferrals, type FeedState } from './arxiv-settings.ts'
import { batchDay } from './batch-day.ts'
import { heldPapers } from './held-papers.ts'
import { knownDays, type HarvestParts } from './harvest-step.ts'

/** Asks for a category's announcement feed once, and takes in what it brings. @throws SourceTrouble */
export async function feedStep(parts: HarvestParts, category: string, signal?: AbortSignal): Promise<void> {
  const { arxiv, store, time, keeper, categories } = parts
  const state = await read<FeedState>(store, names.feed(category), {})
  const day = serviceDay(time.now())
  const tried = { checkedAt: time.now(), day, tries: state.day === day ? (state.tries ?? 0) + 1 : 1 }
  const feed = await arxiv.feed(category, { etag: state.etag, lastModified: state.lastModified }, signal)
  if (feed.notModified) return keeper.say([], categories, { [names.feed(category)]: { ...state, ...tried } })

  const expected = arxivDay(day, await readDeferrals(store)).announced
  const { known: all } = await knownDays(keeper, time.now())
  const known = new Map([...all].flatMap(([id, days]) => (days.has(category) ? [[id, days.get(category)!] as const] : [])))
  const listed = feed.entries.filter(({ type }) => type === 'new' || type === 'cross').map(({ id }) => id)
  const batch = batchDay([...new Set([...listed, ...feed.unread])], known, day)
  const of = batch.kind === 'stale' ? batch.day : day
  await takePage(parts, feed.entries.map(({ raw }) => raw), feed.rejected, placed(feed, of, all))
  const settings = { [names.feed(category)]: { ...tried, ...(batch.kind === 'empty' ? {} : { etag: feed.etag, lastModified: feed.lastModified }) } }
  const whole = feed.whole ? { witness: 'feed' as const, same: true } : undefined
  const said: Said[] = []
  if (batch.kind === 'fresh') {
    for (const [earlier, ids] of batch.moved) said.push({ day: earlier, category, not: ids })
    const not = whole === undefined ? undefined : await changedOnly(store, [...known].filter(([id, of]) => of === day && !batch.ids.includes(id) && [...all.get(id)!.values()].every((other) => other === day)).map(([id]) => id), day)
    said.push({ day, category, ids: batch.ids, ...(not === undefined ? {} : { not }), whole, trouble: whole === undefined ? 'the feed was cut short' : null })
  } else if (batch.kind === 'stale') {
    said.push({ day: of, category, ids: batch.ids, whole })
    if (expected) said.push({ day, category, trouble: of === nextArxivDay(day, -1) ? 'the feed still shows the papers of the day before' : `the feed still shows the papers of ${of}` })
  } else if (expected) {
    said.push({ day, category, trouble: 'the feed is empty' })
  }
  await keeper.say(said, categories, settings)
}

/** Those that a harvest took for papers of a day because they were changed then, although they were submitted for an earlier one, and nobody has them on an earlier one. */
async function changedOnly(store: HarvestParts['store'], ids: readonly string[], day: string): Promise<ReadonlySet<string>> {
  const held = await heldPapers(store, ids)
  return new Set(ids.filter((id) => {
    const submitted = held.get(id)?.paper.versions[0]?.submittedAt
    return submitted !== undefined && estimatedArxivDay(submitted, id) < day
  }))
}

/**
 * Papers that are new or newly cross-listed stand on the feed's day, in its order, and those cross-listed also where they
 * stood before; changed ones are of the version that the feed names.
 */
function placed({ entries }: ArxivFeed, day: string, known: ReadonlyMap<string, ReadonlyMap<string, string>>): (record: PaperRecord, at: number) => PaperRecord {
  return (record, at) => {
    const { id, type, version } = entries[at]!
    const before = type === 'cross' ? [...new Set(known.get(id)?.values())].filter((one) => one < day) : []
    return {
      ...record,
      days: type === 'new' || type === 'cross' ? [day, ...before].map((one) => ({ day: one, position: at, upvotes: 0, numComments: 0 })) : [],
      versions: version === undefined || version < 1 || version > 10_000 ? [] : [{ number: version }],
    }
  }
}
