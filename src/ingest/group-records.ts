import { firstAuthorKey, oneOf, samePaper, titleKey } from '../normalise/identity.ts'
import { recordHash } from '../normalise/record-hash.ts'
import { SOURCES, type PaperRecord, type SourceName } from '../paper/paper.ts'
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

/** One paper: what is held of it, and the batch's records that tell of it. */
export interface Group {
  /** held papers, the one that stays first; several when a record showed them to be the same */
  readonly held: readonly IdentityCandidate[]
  readonly records: readonly Incoming[]
}

export type Outcome = 'added' | 'updated' | 'unchanged'

/**
 * Finds for each record the paper that it tells of, among those held and those that the batch itself brings, as
 * if the records came one by one. Answers the papers to be written and each record's outcome, in order. A record
 * that its source gave before in the same words is `unchanged`.
 */
export async function groupRecords(records: readonly Incoming[], writer: StoreWriter): Promise<{ groups: Group[]; outcomes: Outcome[] }> {
  const candidates = await writer.candidates({
    identifiers: records.flatMap(({ record }) => record.identifiers),
    titleKeys: records.map((one) => one.titleKey),
    sourceKeys: records.map(({ record }) => ({ source: record.source, sourceKey: record.sourceKey })),
  })
  const book = new AddressBook()
  for (const candidate of candidates) book.enter(new KnownPaper(candidate))

  const outcomes = records.map((one): Outcome => {
    const { record } = one
    const near = book.near(one).filter(({ identity }) => samePaper(record, one.titleKey, identity))
    const kept = new Set(oneOf(record, one.titleKey, near.map(({ identity }) => identity)))
    const same = near.filter(({ identity }) => kept.has(identity))
    if (same.length === 1 && same[0]!.heard(one)) return 'unchanged'
    const paper = same[0] ?? new KnownPaper()
    for (const other of same.slice(1)) paper.absorb(other)
    paper.hear(one)
    book.enter(paper)
    return same.length === 0 ? 'added' : 'updated'
  })
  return { groups: book.papers().filter((paper) => paper.records.length > 0), outcomes }
}

/** A paper as far as it is known while a batch goes in. */
class KnownPaper implements Group {
  readonly held: IdentityCandidate[] = []
  readonly records: Incoming[] = []
  /** the paper that this one turned out to be */
  absorbedBy: KnownPaper | undefined
  identity: IdentityCandidate = { key: 0, titleKey: '', firstAuthor: undefined, identifiers: [], sources: [] }

  constructor(candidate?: IdentityCandidate) {
    if (candidate === undefined) return
    this.held.push(candidate)
    this.identity = candidate
  }

  heard({ record, hash }: Incoming): boolean {
    return this.identity.sources.some((one) => one.source === record.source && one.sourceKey === record.sourceKey && one.hash === hash)
  }

  hear(one: Incoming): void {
    const { record, hash } = one
    this.records.push(one)
    const others = this.identity.sources.filter(({ source, sourceKey }) => source !== record.source || sourceKey !== record.sourceKey)
    this.#learn({
      key: 0,
      titleKey: one.titleKey,
      firstAuthor: firstAuthorKey(record.authors),
      identifiers: record.identifiers,
      sources: [...others, { source: record.source, sourceKey: record.sourceKey, hash }],
    }, rankOf(record.source) >= strongest(others))
  }

  absorb(other: KnownPaper): void {
    other.absorbedBy = this
    this.held.push(...other.held.splice(0))
    this.held.sort((a, b) => a.key - b.key)
    this.records.push(...other.records.splice(0))
    const { identity } = other
    this.#learn({ ...identity, sources: [...this.identity.sources, ...identity.sources] }, strongest(identity.sources) > strongest(this.identity.sources))
  }

  /** Title and author are the strongest source's, as merging has it. */
  #learn(told: IdentityCandidate, stronger: boolean): void {
    const before = this.identity
    const known = new Map([...before.identifiers, ...told.identifiers].map((one) => [`${one.scheme} ${one.value}`, one]))
    this.identity = {
      key: before.key,
      titleKey: stronger ? told.titleKey : before.titleKey,
      firstAuthor: (stronger ? told.firstAuthor ?? before.firstAuthor : before.firstAuthor ?? told.firstAuthor),
      identifiers: [...known.values()],
      sources: told.sources,
    }
  }
}

const rankOf = (source: SourceName): number => SOURCES.indexOf(source)
const strongest = (sources: readonly { source: SourceName }[]): number => Math.max(-1, ...sources.map(({ source }) => rankOf(source)))

/** Known papers by everything that a record might recognise them by. */
class AddressBook {
  readonly #byAddress = new Map<string, Set<KnownPaper>>()
  readonly #papers = new Set<KnownPaper>()

  enter(paper: KnownPaper): void {
    this.#papers.add(paper)
    const { identity } = paper
    for (const address of [
      `t ${identity.titleKey}`,
      ...identity.identifiers.map(({ scheme, value }) => `i ${scheme} ${value}`),
      ...identity.sources.map(({ source, sourceKey }) => `s ${source} ${sourceKey}`),
    ]) {
      const there = this.#byAddress.get(address)
      if (there === undefined) this.#byAddress.set(address, new Set([paper]))
      else there.add(paper)
    }
  }

  /** Papers that share an address with a record, those held longest first. */
  near({ record, titleKey }: Incoming): KnownPaper[] {
    const found = new Set<KnownPaper>()
    for (const address of [
      `s ${record.source} ${record.sourceKey}`,
      ...record.identifiers.map(({ scheme, value }) => `i ${scheme} ${value}`),
      `t ${titleKey}`,
    ]) {
      for (const paper of this.#byAddress.get(address) ?? []) found.add(current(paper))
    }
    const age = (paper: KnownPaper): number => paper.held[0]?.key ?? Number.MAX_SAFE_INTEGER
    return [...found].sort((a, b) => age(a) - age(b))
  }

  papers(): KnownPaper[] {
    return [...this.#papers].filter((paper) => paper.absorbedBy === undefined)
  }
}

function current(paper: KnownPaper): KnownPaper {
  let at = paper
  while (at.absorbedBy !== undefined) at = at.absorbedBy
  return at
}
