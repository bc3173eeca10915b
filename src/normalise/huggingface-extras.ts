import type { Fields } from './fields.ts'

/** Bytes of JSON that one paper's extras may take. */
const MAX_JSON = 20_000
const MAX_TEXT = 2000
const MAX_DEPTH = 4
const MAX_ITEMS = 100
const MAX_AUTHORS = 1000

const INNER = ['discussionId', 'ai_keywords', 'projectPage', 'githubRepo', 'githubRepoAddedBy', 'githubStars', 'organization', 'mediaUrls', 'publishedAt'] as const
const OUTER = ['thumbnail', 'isAuthorParticipating', 'submittedBy', 'submitterOrganization', 'organization', 'mediaUrls'] as const

/**
 * What Hugging Face says beside the paper and only its API needs again, under the same names, bounded; the
 * authors as it wrote them are `authorsRaw`. Undefined when there is nothing.
 */
export function huggingfaceExtras(paper: Fields, outer: Fields, nested: boolean): Record<string, unknown> | undefined {
  const extras: Record<string, unknown> = {}
  const put = (name: string, value: unknown) => {
    const copy = bounded(value, 0)
    if (copy !== undefined && extras[name] === undefined) extras[name] = copy
  }
  for (const name of INNER) put(name, paper[name])
  if (nested) for (const name of OUTER) put(name, outer[name])
  put('submittedBy', paper['submittedOnDailyBy'])
  if (nested && typeof outer['mediaUrl'] === 'string') put('mediaUrls', [outer['mediaUrl']])
  if (typeof extras['projectPage'] === 'string') extras['projectPage'] = extras['projectPage'].trim()
  if (Array.isArray(paper['authors'])) {
    // Names are the record's authors already; ids and accounts are what would be lost.
    const authors = (paper['authors'] as readonly unknown[]).slice(0, MAX_AUTHORS).map((author) => bounded(author, 1))
    if (size(extras) + size(authors) <= MAX_JSON) extras['authorsRaw'] = authors
    else {
      const bare = authors.map((author) => (typeof author === 'object' && author !== null ? { ...author, user: undefined } : author))
      if (size(extras) + size(bare) <= MAX_JSON) extras['authorsRaw'] = bare
    }
  }
  for (const name of ['mediaUrls', 'submitterOrganization', 'ai_keywords', 'organization', 'submittedBy', 'thumbnail']) {
    if (size(extras) <= MAX_JSON) break
    delete extras[name]
  }
  return Object.keys(extras).length === 0 ? undefined : extras
}

function size(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value) ?? '')
}

/** A copy of plain JSON with bounded depth, lengths and texts; undefined for what is none. */
function bounded(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return value.slice(0, MAX_TEXT).replace(/\p{Cs}|\u0000/gu, '\ufffd')
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined
  if (typeof value === 'boolean') return value
  if (typeof value !== 'object' || value === null || depth >= MAX_DEPTH) return undefined
  if (Array.isArray(value)) return value.slice(0, MAX_ITEMS).map((one: unknown) => bounded(one, depth + 1) ?? null)
  const entries: [string, unknown][] = []
  for (const [name, one] of Object.entries(value).slice(0, MAX_ITEMS)) {
    const copy = bounded(one, depth + 1)
    if (copy !== undefined && name !== '__proto__') entries.push([name.slice(0, 100), copy])
  }
  return Object.fromEntries(entries)
}
