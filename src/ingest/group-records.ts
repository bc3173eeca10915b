import { firstAuthorKey, samePaper, titleKey } from '../normalise/identity.ts'
import { recordHash } from '../normalise/record-hash.ts'
import type { PaperRecord } from '../paper/paper.ts'
import type { IdentityCandidate, StoreWriter } from '../store/store.ts'

/** A record on its way in, with what identifies it. */
export interface Incoming {
  readonly record: PaperRecord
  readonly hash: string
  readonly titleKey: string
}

export function incoming(record: PaperRecord): Incoming {
  return { record, hash: recordHash(record), titleKey: titleKey(record.title) }
}

/** Records that tell of one paper: those of the batch, and the papers already held that they turned out to be. */
export interface Group {
  /** keys of held papers, the one that stays first; more than one when a record showed them to be the same */
  readonly held: IdentityCandidate[]
  readonly records: Incoming[]
}

export type Outcome = 'added' | 'updated' | 'unchanged'

/**
 * Finds for each record the paper that it tells of, among those held and those of the same batch. Answers the
 * groups to be written and each record's outcome, in order. A record that its source gave before in the same
 * words is `unchanged` and is in no group.
 */
export async function groupRecords(records: readonly Incoming[], writer: StoreWriter): Promise<{ groups: Group[]; outcomes: Outcome[] }> {
  const candidates = await writer.candidates({
    identifiers: records.flatMap(({ record }) => record.identifiers),
    titleKeys: records.map((one) => one.titleKey),
    sourceKeys: records.map(({ record }) => ({ source: record.source, sourceKey: record.sourceKey })),
  })
  const book = new AddressBook()
  for (const candidate of candidates) book.enter({ candidate, group: undefined })

  const outcomes = records.map((one): Outcome => {
    const { record } = one
    const same = book.near(one).filter((entry) => samePaper(record, one.titleKey, entry.candidate))
    const known = same.find(({ candidate }) =>
      candidate.sources.some((source) => source.source === record.source && source.sourceKey === record.sourceKey && source.hash === one.hash),
    )
    if (known !== undefined && same.length === 1) return 'unchanged'
    const into = book.join(same)
    into.records.push(one)
    book.enter({ candidate: candidateOf(one), group: into })
    return same.length === 0 ? 'added' : 'updated'
  })
  return { groups: book.groups.filter((group) => group.records.length > 0), outcomes }
}

interface Entry {
  readonly candidate: IdentityCandidate
  group: Group | undefined
}

/** Papers by everything that they might be recognised by. */
class AddressBook {
  readonly groups: Group[] = []
  readonly #byAddress = new Map<string, Entry[]>()

  enter(entry: Entry): void {
    const { candidate } = entry
    const addresses = [
      `t ${candidate.titleKey}`,
      ...candidate.identifiers.map(({ scheme, value }) => `i ${scheme} ${value}`),
      ...candidate.sources.map(({ source, sourceKey }) => `s ${source} ${sourceKey}`),
    ]
    for (const address of new Set(addresses)) {
      const entries = this.#byAddress.get(address)
      if (entries === undefined) this.#byAddress.set(address, [entry])
      else entries.push(entry)
    }
  }

  near({ record, titleKey }: Incoming): Entry[] {
    const found = new Set<Entry>()
    for (const address of [
      `s ${record.source} ${record.sourceKey}`,
      ...record.identifiers.map(({ scheme, value }) => `i ${scheme} ${value}`),
      `t ${titleKey}`,
    ]) {
      for (const entry of this.#byAddress.get(address) ?? []) found.add(entry)
    }
    return [...found]
  }

  /** One group of all these entries: a new one where there are none. */
  join(entries: readonly Entry[]): Group {
    const groups = new Set(entries.map(({ group }) => group).filter((group) => group !== undefined))
    const into: Group = groups.values().next().value ?? { held: [], records: [] }
    if (groups.size === 0) this.groups.push(into)
    for (const other of groups) {
      if (other === into) continue
      into.held.push(...other.held.splice(0))
      into.records.push(...other.records.splice(0))
      for (const list of this.#byAddress.values()) for (const entry of list) if (entry.group === other) entry.group = into
    }
    for (const entry of entries) {
      if (entry.group !== undefined) continue
      entry.group = into
      into.held.push(entry.candidate)
    }
    into.held.sort((a, b) => a.key - b.key)
    return into
  }
}

/** A record of this batch as something that a later record may be recognised by. */
function candidateOf({ record, hash, titleKey }: Incoming): IdentityCandidate {
  return {
    key: 0,
    titleKey,
    firstAuthor: firstAuthorKey(record.authors),
    identifiers: record.identifiers,
    sources: [{ source: record.source, sourceKey: record.sourceKey, hash }],
  }
}
