import { oneOf, samePaper } from '../../normalise/identity.ts'
import { mergeRecords } from '../../normalise/merge.ts'
import { BroadsheetError } from '../../paper/errors.ts'
import type { FindOptions, FoundPaper, PaperFinder } from '../../paper/found-paper.ts'
import type { Identifier, Paper, PaperRecord } from '../../paper/paper.ts'
import { SourceTrouble } from '../../source/http/http.ts'
import type { Store } from '../../store/store.ts'
import type { Clock } from '../../tools/clock.ts'
import { incoming } from '../group-records.ts'
import { takeIn } from '../take-in.ts'
import { readAsked } from './read-asked.ts'
import { readBibliography } from './read-bibliography.ts'
import type { PaperServices } from './services.ts'

/** Somebody waits before a page: a service that has not answered by then is not waited for. */
const PATIENCE_MS = 25_000
/** What was found for a preview serves when it is confirmed. */
const REMEMBERED = 200
const REMEMBERED_MS = 15 * 60_000

/** A paper as a service or a person tells of it, and what is to be said about that. */
interface Told {
  readonly record: PaperRecord
  readonly by: string
  readonly notes: readonly string[]
}

export interface BringPaperParts {
  readonly store: Store
  readonly services: PaperServices
  readonly clock: Clock
  /** ms; for tests */
  readonly patienceMs?: number | undefined
}

/**
 * From what a person wrote to a paper: held already, told by the service whose identifier it is, or as their BibTeX or RIS has it. Services are
 * asked by identifier only; no address of a person's choosing is ever opened. Many may ask for one paper at a time: its service is asked once.
 */
export function bringPaper({ store, services, clock, patienceMs = PATIENCE_MS }: BringPaperParts): PaperFinder {
  const remembered = new Map<string, { readonly at: number; readonly told: Promise<Told | undefined> }>()
  return {
    find: async (written, options = {}) => {
      const found = await look(written, options)
      return 'told' in found ? foundOf(found.told, { ...mergeRecords([found.told.record]), key: 0 }, false) : found
    },
    bring: async (written, options = {}) => {
      const found = await look(written, options)
      if (!('told' in found)) return found
      await takeIn([found.told.record], store)
      const held = await heldAs(found.told.record)
      if (held === undefined) throw new BroadsheetError('internal', 'The paper was taken in and is not there.')
      return foundOf(found.told, held, true)
    },
  }

  async function look(written: string, options: FindOptions): Promise<FoundPaper | { told: Told }> {
    const byId = written.length <= 300 ? await store.find(written.trim()) : undefined
    if (byId !== undefined) return held(byId)
    const asked = readAsked(written)
    if (asked.kind === 'unclear') throw new BroadsheetError('bad-input', asked.sentence)
    if (asked.kind === 'identifier') {
      const { identifier } = asked
      const known = await store.find(identifier.value)
      if (known !== undefined) return held(known)
      const told = await tellOf(identifier, options)
      if (told === undefined) throw new BroadsheetError('not-found', unknown(identifier))
      return heldOr(told)
    }
    return lookByBibliography(await readBibliography(asked.text, asked.format), asked.format, options)
  }

  /** A service's words count more than anybody's bibliography, and what is held more than either: a pasted entry changes no paper. */
  async function lookByBibliography(record: PaperRecord, format: string, options: FindOptions): Promise<FoundPaper | { told: Told }> {
    const known = await heldAs(record)
    if (known !== undefined) return held(known)
    const own: Told = { record, by: `the ${format} that was pasted`, notes: [] }
    const identifier = record.identifiers.find(({ scheme }) => scheme === 'arxiv') ?? record.identifiers.find(({ scheme }) => scheme === 'doi')
    if (identifier === undefined) return { told: own }
    try {
      const told = await tellOf(identifier, options)
      return told === undefined ? { told: { ...own, notes: [`${unknown(identifier, false)} It is taken as the ${format} has it.`] } } : heldOr(told)
    } catch (error) {
      if (!(error instanceof BroadsheetError) || error.code !== 'unavailable') throw error
      return { told: { ...own, notes: [`${error.message.replace(INSTEAD, '')} Until then the paper is as the ${format} has it.`] } }
    }
  }

  /** The same paper may be held under other names: a preprint beside its DOI. */
  async function heldOr(told: Told): Promise<FoundPaper | { told: Told }> {
    const known = await heldAs(told.record)
    return known === undefined ? { told } : held(known)
  }

  /** The paper that a record tells of, by the rules of identity by which records are taken in. */
  async function heldAs(record: PaperRecord): Promise<Paper | undefined> {
    const { titleKey } = incoming(record)
    const candidates = await store.write((writer) => writer.candidates({ identifiers: record.identifiers, titleKeys: [titleKey], sourceKeys: [record] }))
    const same = candidates.filter((one) => samePaper(record, titleKey, one)).sort((a, b) => a.key - b.key)
    const [first] = oneOf(record, titleKey, same)
    return first && (await store.papers([first.key]))[0]
  }

  /** What the service of an identifier tells; asked once, whoever asks meanwhile and shortly after. */
  async function tellOf(identifier: Identifier, { signal, beforeAsking }: FindOptions): Promise<Told | undefined> {
    const name = `${identifier.scheme} ${identifier.value}`
    const before = remembered.get(name)
    let told = before !== undefined && clock.now() - before.at < REMEMBERED_MS ? before.told : undefined
    if (told === undefined) {
      beforeAsking?.()
      told = askServices(identifier, AbortSignal.timeout(patienceMs))
      remembered.delete(name)
      remembered.set(name, { at: clock.now(), told })
      for (const oldest of remembered.keys()) {
        if (remembered.size <= REMEMBERED) break
        remembered.delete(oldest)
      }
      // Neither a failure nor a paper that is not known yet is remembered.
      const forget = (): void => void (remembered.get(name)?.told === told && remembered.delete(name))
      told.then((one) => one ?? forget(), forget)
    }
    signal?.throwIfAborted()
    return told
  }

  async function askServices({ scheme, value }: Identifier, signal: AbortSignal): Promise<Told | undefined> {
    if (scheme === 'arxiv') return asking('arXiv', signal, async () => {
      const record = await services.arxiv(value, signal)
      return record && { record, by: 'arXiv', notes: [] }
    })
    if (scheme === 'openreview') return asking('OpenReview', signal, async () => {
      const record = await services.openreview(value, signal)
      return record && { record, by: 'OpenReview', notes: [] }
    })
    if (scheme === 'doi') return byDoi(value, signal)
    // The Anthology gives its papers a DOI that ends in their id.
    if (scheme !== 'acl') return undefined
    const told = await byDoi(`10.18653/v1/${value.toLowerCase()}`, signal)
    return told && { ...told, record: { ...told.record, identifiers: [...told.record.identifiers, { scheme: 'acl', value }] } }
  }

  /** Where the work is at arXiv too, and by the same title, arXiv tells of it better; the DOI goes with it. */
  async function byDoi(doi: string, signal: AbortSignal): Promise<Told | undefined> {
    const found = await asking('OpenAlex', signal, () => services.doi(doi, signal))
    if (found === undefined) return undefined
    const told: Told = { record: found.record, by: 'OpenAlex', notes: [] }
    if (found.arxiv === undefined) return told
    const preprint = await services.arxiv(found.arxiv, signal).catch(() => undefined)
    if (preprint === undefined || incoming(preprint).titleKey !== incoming(found.record).titleKey) return told
    return { record: withIdentifiers(preprint, found.record.identifiers), by: 'arXiv', notes: [`The DOI ${doi} is of the same paper as arXiv:${found.arxiv}.`] }
  }

  async function asking<T>(name: string, signal: AbortSignal, ask: () => Promise<T>): Promise<T> {
    try {
      return await ask()
    } catch (cause) {
      if (cause instanceof SourceTrouble) throw new BroadsheetError('unavailable', `${cause.message} ${INSTEAD}`, { cause })
      if (signal.aborted) throw new BroadsheetError('unavailable', `${name} has not answered within ${Math.round(patienceMs / 1000)} seconds. ${INSTEAD}`, { cause })
      throw cause
    }
  }
}

const INSTEAD = 'Try again later, or paste the paper’s BibTeX or RIS: that needs no network.'

function withIdentifiers(record: PaperRecord, more: readonly Identifier[]): PaperRecord {
  const known = new Set(record.identifiers.map(({ scheme, value }) => `${scheme} ${value}`))
  return { ...record, identifiers: [...record.identifiers, ...more.filter(({ scheme, value }) => !known.has(`${scheme} ${value}`))] }
}

function held(paper: Paper): FoundPaper {
  return { paper, held: true, toldBy: undefined, notes: [] }
}

function foundOf({ by, notes }: Told, paper: Paper, isHeld: boolean): FoundPaper {
  return { paper, held: isHeld, toldBy: by, notes }
}

function unknown({ scheme, value }: Identifier, instead = true): string {
  const who = { arxiv: 'arXiv knows no paper', doi: 'OpenAlex knows no work with the DOI', openreview: 'OpenReview shows no paper', acl: 'OpenAlex knows no paper of the ACL Anthology' }[scheme as 'arxiv'] ?? 'No paper is held as'
  return `${who} ${value}.${instead ? ' Is it written right? A paper that is too new or too far away can be submitted by its BibTeX or RIS.' : ''}`
}
