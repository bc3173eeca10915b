import type { SourceName } from '../paper/paper.ts'
import { SOURCE_NAMES } from './source-names.ts'

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
