import type { Author, Identifier, PaperRecord, SourceName } from '../paper/paper.ts'
import { foldName } from './fold-name.ts'
import { foldTitle } from './fold-title.ts'

/** Titles with fewer folded letters ("Introduction", "Erratum") say nothing about which paper it is. */
const MIN_TITLE_LETTERS = 12

/** What identity needs to know of a held paper; store/store.ts's IdentityCandidate has it. */
export interface Candidate {
  readonly titleKey: string
  /** first author's name or folded name; undefined when no authors are known */
  readonly firstAuthor: string | undefined
  readonly identifiers: readonly Identifier[]
  readonly sources: readonly { readonly source: SourceName; readonly sourceKey: string }[]
}

/** A 64-bit digest (16 hex digits) of the folded title: equal keys mean equal titles but for writing. */
export function titleKey(title: string): string {
  const folded = foldTitle(title)
  return hash64(folded === '' ? title.trim() : folded)
}

/**
 * The first author folded, family name last (`donald e knuth`), or undefined without authors. Compare keys with
 * authorsAgree, never by equality.
 */
export function firstAuthorKey(authors: readonly Author[]): string | undefined {
  const first = authors[0]
  if (first === undefined) return undefined
  const key = foldName(first.name)
  return key === '' ? undefined : key
}

/**
 * True when two first authors can be one person: the family name of one stands in the other, so initials and
 * the order of names do not matter. Unknown authors agree with everyone.
 */
export function authorsAgree(left: string | undefined, right: string | undefined): boolean {
  const a = nameWords(left)
  const b = nameWords(right)
  if (a.length === 0 || b.length === 0) return true
  return b.includes(a[a.length - 1]!) || a.includes(b[b.length - 1]!)
}

const SUFFIX = new Set(['jr', 'sr', 'ii', 'iii', 'iv'])

function nameWords(name: string | undefined): string[] {
  if (name === undefined) return []
  const words = foldName(name).split(' ').filter((word) => word !== '' && !SUFFIX.has(word))
  const long = words.filter((word) => word.length > 1)
  return long.length > 0 ? long : words
}

/** Preprint servers whose place for a paper is its DOI: two places are two preprints, though one article may follow from both. */
const PREPRINT_SERVERS: readonly SourceName[] = ['biorxiv', 'medrxiv']

/**
 * True when a record tells of the candidate. Two arXiv ids settle it: the same paper or not, whatever else agrees
 * (authors give one DOI to several of their preprints); so do two places in one preprint server. Else the same place in the same source, a shared DOI or
 * other identifier, or the same title by an agreeing first author. Short titles ("Introduction") prove nothing.
 */
export function samePaper(record: PaperRecord, titleKeyOfRecord: string, candidate: Candidate): boolean {
  const id = idOf(record.identifiers)
  const otherId = idOf(candidate.identifiers)
  if (id !== undefined && otherId !== undefined) return candidate.identifiers.some((one) => one.scheme === 'arxiv' && one.value === id)
  if (candidate.sources.some((one) => one.source === record.source && one.sourceKey === record.sourceKey)) return true
  if (PREPRINT_SERVERS.includes(record.source) && candidate.sources.some((one) => one.source === record.source)) return false
  if (sharesIdentifier(record.identifiers, candidate.identifiers)) return true
  if (titleKeyOfRecord !== candidate.titleKey) return false
  // The starter shelf is a known list of papers, so a short title of its own ("Deep Sets") is enough.
  const shelved = record.source === 'shelf' || (candidate.sources.length > 0 && candidate.sources.every(({ source }) => source === 'shelf'))
  if (!shelved && foldTitle(record.title).length < MIN_TITLE_LETTERS) return false
  return authorsAgree(firstAuthorKey(record.authors), candidate.firstAuthor)
}

/**
 * Of the candidates that are each the same paper as a record, those that may become one paper through it: a
 * record without an arXiv id must not join preprints that have different ones, nor several of one preprint server. Kept is
 * then the one with the record's own place in its source, else with its title, else the first.
 */
export function oneOf<C extends Candidate>(record: PaperRecord, titleKeyOfRecord: string, same: readonly C[]): C[] {
  const disputed = same.filter((one) => same.some((other) => apart(one, other)))
  if (disputed.length === 0) return [...same]
  const kept =
    same.find((one) => one.sources.some((place) => place.source === record.source && place.sourceKey === record.sourceKey)) ??
    disputed.find((one) => one.titleKey === titleKeyOfRecord) ??
    disputed[0]!
  const joined = [kept]
  for (const one of same) if (one !== kept && !joined.some((other) => apart(one, other))) joined.push(one)
  return same.filter((one) => joined.includes(one))
}

/** True of two preprints that are not one: different arXiv ids, or different places in one preprint server. */
function apart(one: Candidate, other: Candidate): boolean {
  const id = idOf(one.identifiers)
  const otherId = idOf(other.identifiers)
  if (id !== undefined && otherId !== undefined) return id !== otherId
  return PREPRINT_SERVERS.some((server) => {
    const keys = one.sources.filter(({ source }) => source === server).map(({ sourceKey }) => sourceKey)
    const others = other.sources.filter(({ source }) => source === server).map(({ sourceKey }) => sourceKey)
    return keys.length > 0 && others.length > 0 && !keys.some((key) => others.includes(key))
  })
}

function idOf(identifiers: readonly Identifier[]): string | undefined {
  return identifiers.find((one) => one.scheme === 'arxiv')?.value
}

function sharesIdentifier(left: readonly Identifier[], right: readonly Identifier[]): boolean {
  for (const one of left) {
    // A DOI without a digit after its prefix is that of a journal ("10.5121/ijcsit"), not of a paper.
    if (one.scheme === 'local' || (one.scheme === 'doi' && !/\/.*\d/.test(one.value))) continue
    for (const other of right) if (one.scheme === other.scheme && one.value === other.value) return true
  }
  return false
}

/** Two FNV-1a style 32-bit lanes over UTF-16 units, mixed as murmur3 ends; written as 16 hex digits. */
function hash64(text: string): string {
  let a = 0x811c9dc5
  let b = 0x9e3779b9
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    a = Math.imul(a ^ code, 0x01000193)
    b = Math.imul(b ^ code, 0x85ebca6b)
    b = (b << 13) | (b >>> 19)
  }
  return hex(mix(a ^ text.length)) + hex(mix(b ^ a))
}

function mix(h: number): number {
  let x = h
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b)
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35)
  return (x ^ (x >>> 16)) >>> 0
}

function hex(value: number): string {
  return value.toString(16).padStart(8, '0')
}
