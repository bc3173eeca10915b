import type { Editions } from '../../edition/edition.ts'
import type { Paper } from '../../paper/paper.ts'
import type { View } from '../../paper/view.ts'
import { MAX_EXPORTED } from './write-papers.ts'

/** As many as an edition gives at once. */
const AT_ONCE = 500

export interface ExportedPapers {
  readonly papers: readonly Paper[]
  /** of the whole view */
  readonly total: number
  /** whether another page of so many follows */
  readonly more: boolean
}

/**
 * The papers of a view, in its order and each once: those of page `page`, where a page is MAX_EXPORTED papers.
 * @throws BroadsheetError not-signed-in for a private view without its person
 */
export async function papersOfView(editions: Pick<Editions, 'view'>, view: View, { page = 0, person, most = MAX_EXPORTED }: { page?: number; person?: { readonly id: string } | undefined; most?: number } = {}): Promise<ExportedPapers> {
  const papers = new Map<number, Paper>()
  const first = (page * MAX_EXPORTED) / AT_ONCE
  let total = 0
  for (let at = first; at < first + MAX_EXPORTED / AT_ONCE; at++) {
    const edition = await editions.view(view, { person, page: at, pageSize: AT_ONCE })
    total = edition.total
    for (const { paper } of edition.entries) if (papers.size < most) papers.set(paper.key, paper)
    if ((at + 1) * AT_ONCE >= total || papers.size >= most || edition.entries.length === 0) break
  }
  return { papers: [...papers.values()], total, more: papers.size > 0 && (page + 1) * MAX_EXPORTED < total }
}
