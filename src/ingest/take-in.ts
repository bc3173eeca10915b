import { isDeepStrictEqual } from 'node:util'
import { mergeRecords } from '../normalise/merge.ts'
import { titleKey } from '../normalise/identity.ts'
import { recordHash } from '../normalise/record-hash.ts'
import { succeedRecord } from '../normalise/succeed-record.ts'
import type { DayEntry, Paper, PaperRecord, SourceName } from '../paper/paper.ts'
import type { PaperWrite, SourceRecord, Store, StoreWriter } from '../store/store.ts'
import { groupRecords, incoming, type Group, type Incoming, type Outcome } from './group-records.ts'
import { recordOfPaper } from './record-of-paper.ts'

/** What a batch did: each record's outcome, in order, and the papers as they now stand. */
export interface TakenIn {
  readonly outcomes: readonly Outcome[]
  readonly papers: readonly Paper[]
  /** papers that turned out to be another one */
  readonly removed: readonly number[]
}

/** Records to papers in the store, all or nothing. */
export async function takeIn(records: readonly PaperRecord[], store: Store): Promise<TakenIn> {
  const all = records.map(incoming)
  return store.write((writer) => takeAll(all, writer))
}

/** The same inside a write that has more to do: nothing of it stands before that write has ended. */
export async function takeInto(records: readonly PaperRecord[], writer: StoreWriter): Promise<TakenIn> {
  return takeAll(records.map(incoming), writer)
}

async function takeAll(all: readonly Incoming[], writer: StoreWriter): Promise<TakenIn> {
  const { groups, outcomes } = await groupRecords(all, writer)
  if (groups.length === 0) return { outcomes, papers: [], removed: [] }
  const held = groups.flatMap((group) => group.held.map(({ key }) => key))
  const loaded = new Map((held.length === 0 ? [] : await writer.load(held)).map((one) => [one.paper.key, one]))
  const absorbed = groups.flatMap((group) => group.held.slice(1).map(({ key }) => key))
  for (const { held } of groups) if (held.length > 1) await writer.absorb(held[0]!.key, held.slice(1).map(({ key }) => key))
  if (absorbed.length > 0) await writer.remove(absorbed)
  const told = groups.map((group) => ({ group, write: paperOf(group, loaded) }))
  const idle = new Set(told.filter(({ group, write }) => saysNothingNew(group, write, loaded)).flatMap(({ group }) => group.records))
  const writes = told.filter(({ group }) => !group.records.some((one) => idle.has(one))).map(({ write }) => write)
  const keys = await writer.write(writes)
  return {
    outcomes: outcomes.map((outcome, at) => (idle.has(all[at]!) ? 'unchanged' : outcome)),
    papers: writes.map(({ content }, at) => ({ ...content, key: keys[at]! })),
    removed: absorbed,
  }
}

type Loaded = Awaited<ReturnType<StoreWriter['load']>>[number]

function paperOf(group: Group, loaded: ReadonlyMap<number, Loaded>): PaperWrite {
  // By source and key, the batch's last word replacing what was held.
  const records = new Map<string, { record: PaperRecord; hash: string }>()
  for (const { key } of group.held) {
    const one = loaded.get(key)
    for (const source of one?.sources ?? []) {
      records.set(`${source.source} ${source.sourceKey}`, { record: recordOfPaper(one!.paper, source, one!.days), hash: source.hash })
    }
  }
  for (const { record, hash } of group.records) {
    const place = `${record.source} ${record.sourceKey}`
    const before = records.get(place)
    records.set(place, before === undefined ? { record, hash } : succeedRecord({ record, hash }, before))
  }
  let kept = [...records.values()]
  // The starter shelf gives way to any real record that has an abstract of its own.
  if (kept.some(({ record }) => record.source !== 'shelf' && record.abstract !== '')) kept = kept.filter(({ record }) => record.source !== 'shelf')

  const content = mergeRecords(kept.map(({ record }) => record))
  const sources: SourceRecord[] = kept.map(({ record, hash }) => ({
    source: record.source,
    sourceKey: record.sourceKey,
    hash,
    record: kept.length > 1 ? record : undefined,
  }))
  return { key: group.held[0]?.key, content, titleKey: titleKey(content.title), sources, days: daysOf(kept.map(({ record }) => record)) }
}

/**
 * True when a paper stands as it stood: a record of an older version, or in a thinner format, may tell nothing that is
 * not held. In which of its formats a source spoke last is no news: feed and harvest take turns every night.
 */
function saysNothingNew(group: Group, { content, sources, days }: PaperWrite, loaded: ReadonlyMap<number, Loaded>): boolean {
  const before = group.held.length === 1 ? loaded.get(group.held[0]!.key) : undefined
  if (before === undefined) return false
  return isDeepStrictEqual({ ...content, key: before.paper.key }, { ...before.paper }) && saidBy(sources) === saidBy(before.sources) && listedOn(days) === listedOn(before.days)
}

const saidBy = (all: readonly SourceRecord[]): string =>
  all.map(({ source, sourceKey, record }) => `${source} ${sourceKey} ${record === undefined ? '' : recordHash(record)}`).sort().join('\n')

const listedOn = (all: PaperWrite['days']): string =>
  all.map((one) => JSON.stringify([one.day, one.source, one.position, one.upvotes, one.numComments, one.submittedAt, one.submittedBy, one.estimated === true])).sort().join('\n')

/** Every place in a dated list; where a source names a day twice, the one seen rather than reckoned, else the one with more votes. */
function daysOf(records: readonly PaperRecord[]): (DayEntry & { source: SourceName })[] {
  const days = new Map<string, DayEntry & { source: SourceName }>()
  for (const { source, days: listed } of records) {
    for (const day of listed) {
      const place = `${source} ${day.day}`
      const before = days.get(place)
      if (before === undefined || standsBefore(day, before)) days.set(place, { ...day, source })
    }
  }
  return [...days.values()]
}

function standsBefore(a: DayEntry, b: DayEntry): boolean {
  const reckoned = Number(a.estimated === true) - Number(b.estimated === true)
  return reckoned === 0 ? a.upvotes > b.upvotes : reckoned < 0
}
