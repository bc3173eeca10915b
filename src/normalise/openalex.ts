import { bareArxivId, bareDoi } from '../paper/identifier.ts'
import type { Identifier, PaperRecord } from '../paper/paper.ts'
import { asFields, badField, blankRecord, type Fields, LIMITS, optionalCount, optionalLine, requireTitle } from './fields.ts'

const MARKUP = { markup: true }

/**
 * A work of OpenAlex with the ids by which it was asked for: see source/openalex. It tells of a paper already held how often it is
 * cited and where it was published, and nothing else: its dates, authors and abstracts are gathered from places that Broadsheet reads
 * itself or does not trust. Its identifiers are those asked for only, for it sometimes takes two papers for one.
 */
export function normaliseOpenalex(value: unknown): PaperRecord {
  const work = asFields(value, 'the work')
  const id = typeof work['id'] === 'string' ? /^(?:https?:\/\/openalex\.org\/)?(?:works\/)?(W\d{1,15})$/i.exec(work['id'].trim())?.[1] : undefined
  if (id === undefined) throw badField('the field id is not that of a work of OpenAlex')
  const record = blankRecord('openalex', id.toUpperCase(), requireTitle(work['display_name'] ?? work['title'], MARKUP))
  record.identifiers = identifiersOf(work)
  if (record.identifiers.length === 0) throw badField('the work has no identifier by which a paper is known')
  const citations = optionalCount(work['cited_by_count'])
  if (citations !== undefined) record.citations = citations
  const venue = venueOf(work['primary_location'])
  if (venue !== undefined) record.venue = venue
  return record
}

function identifiersOf(work: Fields): Identifier[] {
  const found = new Map<string, Identifier>()
  for (const one of Array.isArray(work['asked']) ? (work['asked'] as readonly unknown[]).slice(0, 20) : []) {
    if (typeof one !== 'object' || one === null) continue
    const { scheme, value } = one as Fields
    if (typeof value !== 'string') continue
    const bare = scheme === 'arxiv' ? bareArxivId(value) : scheme === 'doi' ? bareDoi(value) : undefined
    // Two arXiv ids are two papers, whatever OpenAlex makes of them.
    if (bare !== undefined && !(scheme === 'arxiv' && [...found.values()].some((held) => held.scheme === 'arxiv'))) found.set(bare, { scheme: scheme as 'arxiv' | 'doi', value: bare })
  }
  return [...found.values()]
}

/** The journal or conference of the version of record; a repository is where a paper lies, not where it was published. */
export function venueOf(location: unknown): string | undefined {
  const source = typeof location === 'object' && location !== null ? (location as Fields)['source'] : undefined
  if (typeof source !== 'object' || source === null) return undefined
  const { type, display_name: name } = source as Fields
  if (type !== 'journal' && type !== 'conference') return undefined
  const venue = optionalLine(name, LIMITS.venue, MARKUP)
  // Some preprint servers pass for journals.
  return venue === undefined || /\b(?:\w{2,8}xiv|ssrn|research square|preprints?|zenodo)\b/i.test(venue) ? undefined : venue
}
