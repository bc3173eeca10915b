import type { SourceName } from '../paper/paper.ts'
import { isWeekend, shortDay, spanTitle, type SpanKind } from './calendar.ts'

/** How sources are named to a person. */
export const SOURCE_NAMES: Readonly<Record<SourceName, string>> = {
  shelf: 'starter shelf', pages: 'saved pages', bibliography: 'bibliographies', conference: 'conferences', huggingface: 'Hugging Face', arxiv: 'arXiv',
  openalex: 'OpenAlex', feed: 'feeds', acl: 'ACL Anthology', openreview: 'OpenReview', biorxiv: 'bioRxiv', medrxiv: 'medRxiv',
}

/**
 * The line under a dated masthead: what is held, and from where. A paper that two sources listed counts with both.
 * It claims nothing of completeness: what was expected is not known before sources are asked.
 */
export function ledgerLine(papers: number, counts: readonly { source: SourceName; papers: number }[]): string {
  const bySource = new Map<SourceName, number>()
  for (const { source, papers: count } of counts) bySource.set(source, (bySource.get(source) ?? 0) + count)
  const parts = [...bySource].sort((a, b) => b[1] - a[1]).map(([source, count]) => `${SOURCE_NAMES[source]} ${count.toLocaleString('en')}`)
  return [`${countOf(papers)} held`, ...parts].join(' · ')
}

export function countOf(papers: number): string {
  return papers === 1 ? '1 paper' : `${papers.toLocaleString('en')} papers`
}

/** Why a dated list has no papers: each cause reads differently. */
export function whyEmpty(
  kind: SpanKind,
  subject: string,
  known: { from: string; to: string; today: string; first: string | undefined; last: string | undefined; held: number; filtered: boolean; unfiltered: number },
): string {
  const { from, to, today, first, last } = known
  if (first === undefined || last === undefined) {
    return known.held === 0
      ? 'This instance holds no papers yet. Bring some in with `broadsheet import FILE`.'
      : `${countOf(known.held)} ${known.held === 1 ? 'is' : 'are'} held, but nothing says on which days they were listed; search finds them.`
  }
  if (known.filtered && known.unfiltered > 0) return `${countOf(known.unfiltered)} of ${spanTitle(kind, subject)} are held, but none passes these filters.`
  if (from > today) return `${spanTitle(kind, subject)} is still to come.`
  if (to < first) return `The papers held begin on ${shortDay(first)}.`
  if (from > last) return `The papers held end on ${shortDay(last)}; nothing later has been taken in.`
  if (kind === 'day' && isWeekend(subject)) return 'A weekend: new papers are seldom announced on Saturdays and Sundays.'
  return `No paper held is listed on ${kind === 'day' ? 'this day' : `any day of this ${kind}`}.`
}
