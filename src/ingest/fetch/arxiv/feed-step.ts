import { arxivDay, estimatedArxivDay, nextArxivDay, serviceDay } from '../../../paper/announcements.ts'
import type { PaperRecord } from '../../../paper/paper.ts'
import type { ArxivFeed } from '../../../source/arxiv/arxiv.ts'
import { takePage } from '../take-page.ts'
import type { Said } from '../ledger-keeper.ts'
import { names, read, readDeferrals, type FeedState } from './arxiv-settings.ts'
import { batchDay } from './batch-day.ts'
import { heldPapers } from './held-papers.ts'
import { knownDays, type HarvestParts } from './harvest-step.ts'
import { reckonAgain } from './reckon-again.ts'

/** Asks for a category's announcement feed once, and takes in what it brings. @throws SourceTrouble */
export async function feedStep(parts: HarvestParts, category: string, signal?: AbortSignal): Promise<void> {
  const { arxiv, store, time, keeper, categories } = parts
  const state = await read<FeedState>(store, names.feed(category), {})
  const day = serviceDay(time.now())
  const tried = { checkedAt: time.now(), day, tries: state.day === day ? (state.tries ?? 0) + 1 : 1, doubts: [] }
  const doubts = state.day === day ? (state.doubts ?? []) : []
  const feed = await arxiv.feed(category, { etag: state.etag, lastModified: state.lastModified }, signal)
  const expected = arxivDay(day, await readDeferrals(store)).announced
  const { known: all, fed } = await knownDays(keeper, time.now())
  if (feed.notModified) return settle([], doubts, { ...state, ...tried })
  const known = new Map([...all].flatMap(([id, days]) => (days.has(category) ? [[id, days.get(category)!] as const] : [])))
  const listed = feed.entries.filter(({ type }) => type === 'new' || type === 'cross').map(({ id }) => id)
  const batch = batchDay([...new Set([...listed, ...feed.unread])], known, day)
  const of = batch.kind === 'stale' ? batch.day : day
  await takePage(parts, feed.entries.map(({ raw }) => raw), feed.rejected, placed(feed, of, all))
  const next: FeedState = { ...tried, ...(batch.kind === 'empty' ? {} : { etag: feed.etag, lastModified: feed.lastModified }) }
  const whole = feed.whole ? { witness: 'feed' as const, same: true } : undefined
  const said: Said[] = []
  if (batch.kind === 'fresh') {
    for (const [earlier, ids] of batch.moved) said.push({ day: earlier, category, not: ids })
    said.push({ day, category, ids: batch.ids, whole, trouble: whole === undefined ? 'the feed was cut short' : null })
    const unnamed = whole === undefined ? [] : [...known].filter(([id, of]) => of === day && !batch.ids.includes(id) && [...all.get(id)!.values()].every((other) => other === day)).map(([id]) => id)
    const doubtful = [...(await changedOnly(store, unnamed, day)).keys()].sort()
    // A feed may leave papers out, so two readings must agree that they are not of this day.
    if (doubtful.join() === doubts.join()) return settle(said, doubtful, next)
    return keeper.say(said, categories, { [names.feed(category)]: { ...next, doubts: doubtful } })
  } else if (batch.kind === 'stale') {
    // Those that a harvest took for papers of today because they were changed since.
    const guessed = [...new Set(listed)].filter((id) => known.get(id) === day)
    said.push({ day: of, category, ids: [...batch.ids, ...guessed], whole })
    if (guessed.length > 0) said.push({ day, category, not: new Set(guessed) }, ...guessedElsewhere(guessed))
    if (expected) said.push({ day, category, trouble: of === nextArxivDay(day, -1) ? 'the feed still shows the papers of the day before' : `the feed still shows the papers of ${of}` })
  } else if (expected) {
    said.push({ day, category, trouble: 'the feed is empty' })
  }
  await keeper.say(said, categories, { [names.feed(category)]: next })

  /** Says what is said, and that papers are not of this day after all. */
  async function settle(said: readonly Said[], ids: readonly string[], next: FeedState): Promise<void> {
    const changed = await changedOnly(store, ids, day)
    const not = new Set(changed.keys())
    await keeper.say([...said, ...(not.size === 0 ? [] : [{ day, category, not }, ...guessedElsewhere([...not])])], categories, { [names.feed(category)]: next }, (writer) => reckonAgain(writer, changed))
  }

  /** What was guessed of this category was guessed of the papers' others too, as far as their feeds have not told. */
  function guessedElsewhere(ids: readonly string[]): Said[] {
    const open = categories.filter((other) => other !== category && !fed.has(`${day} ${other}`))
    return open.flatMap((other) => {
      const not = new Set(ids.filter((id) => all.get(id)?.get(other) === day))
      return not.size === 0 ? [] : [{ day, category: other, not }]
    })
  }
}

/**
 * Those that a harvest took for papers of a day because they were changed then, although they were submitted for an
 * earlier one, and nobody has them on an earlier one; with the day of their submission.
 */
async function changedOnly(store: HarvestParts['store'], ids: readonly string[], day: string): Promise<ReadonlyMap<string, string>> {
  const held = await heldPapers(store, ids)
  return new Map(ids.flatMap((id) => {
    const submitted = held.get(id)?.paper.versions[0]?.submittedAt
    const earliest = submitted === undefined ? day : estimatedArxivDay(submitted, id)
    return earliest < day ? [[id, earliest] as const] : []
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
