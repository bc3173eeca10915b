import type { DayEntry, Paper, PaperRecord, SourceName } from '../paper/paper.ts'
import type { SourceRecord } from '../store/store.ts'

/**
 * The record that a paper of one source was made from. While a paper has a single source the store keeps no copy
 * of its record, because merging one record changes nothing: the paper row says it all.
 */
export function recordOfPaper(paper: Paper, source: SourceRecord, days: readonly (DayEntry & { source: SourceName })[]): PaperRecord {
  if (source.record !== undefined) return source.record
  const optional = {
    venue: paper.venue, published: paper.published, updated: paper.updated, comment: paper.comment, journalRef: paper.journalRef,
    licence: paper.licence, citations: paper.citations, aiSummary: paper.aiSummary,
  }
  return {
    source: source.source,
    sourceKey: source.sourceKey,
    title: paper.title,
    abstract: paper.abstract,
    authors: [...paper.authors],
    identifiers: [...paper.identifiers],
    categories: [...paper.categories],
    keywords: [...paper.keywords],
    versions: [...paper.versions],
    links: [...paper.links],
    days: days.filter((day) => day.source === source.source).map(({ source: _, ...day }) => day),
    ...Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== undefined)),
    ...(Object.keys(paper.extras).length === 0 ? {} : { extras: { ...paper.extras } }),
    ...(paper.withdrawn ? { withdrawn: true } : {}),
  }
}
