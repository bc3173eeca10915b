import type { IndexDocument } from '../search-index/search-index.ts'
import { isPartialDate } from '../tools/dates.ts'
import type { JsonRecord } from './read-records.ts'
import { recordId } from './record-id.ts'

/** As an instance bounds its papers. Characters, or how many. */
const LIMITS = { title: 2000, abstract: 200_000, authors: 10_000, name: 300, keywords: 100, categories: 60, short: 200, venue: 300 }

/** A line of a corpus, `{id, title, abstract}` and what else papers have, as a document; or what is wrong with it. */
export function documentOf({ value }: JsonRecord, key: number): { readonly id: string; readonly document: IndexDocument } | string {
  const id = recordId(value['id'])
  if (id === undefined) return 'the paper has no id'
  const title = textOf(value['title'], LIMITS.title)
  const abstract = textOf(value['abstract'], LIMITS.abstract)
  if (title === undefined) return `the title of “${id}” is no text`
  if (abstract === undefined) return `the abstract of “${id}” is no text`
  const venue = textOf(value['venue'], LIMITS.venue)
  return {
    id,
    document: {
      key,
      title,
      abstract,
      authors: listOf(value['authors'], LIMITS.authors, LIMITS.name),
      keywords: listOf(value['keywords'], LIMITS.keywords, LIMITS.short),
      categories: listOf(value['categories'], LIMITS.categories, LIMITS.short),
      venue: venue === '' ? undefined : venue,
      identifiers: [id],
      published: dateOf(value['created']) ?? dateOf(value['published']),
    },
  }
}

/** '' of nothing, the sentences of a list together, undefined of what is no text. */
function textOf(value: unknown, limit: number): string | undefined {
  if (value === undefined || value === null) return ''
  if (typeof value === 'number') return String(value)
  if (Array.isArray(value) && value.every((one) => typeof one === 'string')) return value.join(' ').slice(0, limit)
  return typeof value === 'string' ? value.slice(0, limit) : undefined
}

function listOf(value: unknown, count: number, limit: number): string[] {
  const list: readonly unknown[] = Array.isArray(value) ? value.slice(0, count) : [value]
  return list.flatMap((one) => (typeof one === 'string' && one.trim() !== '' ? [one.slice(0, limit)] : []))
}

function dateOf(value: unknown): string | undefined {
  const date = typeof value === 'string' ? value.slice(0, 10) : ''
  return isPartialDate(date) ? date : undefined
}
