import type { Alert, Hook } from '../../paper/hook.ts'
import type { Paper } from '../../paper/paper.ts'
import { viewName } from '../../paper/view-name.ts'
import { viewOfPath } from '../../paper/view.ts'
import { type AlertMessage, alertPaper } from './alert-message.ts'

/** `Trending papers`, of a view's address. */
export function nameOf(path: string): string {
  const view = viewOfPath(path)
  return view === undefined ? path : viewName(view)
}

/** @param papers those of the alert that are still held */
export function messageOf({ view }: Pick<Hook, 'view'>, { id, at, more, paperKeys }: Alert, papers: readonly Paper[], publicUrl: string): AlertMessage {
  const byKey = new Map(papers.map((paper) => [paper.key, paper]))
  return {
    id, at, more, isTest: false,
    view: { path: view, url: new URL(view, publicUrl).href, name: nameOf(view) },
    papers: paperKeys.flatMap((key) => byKey.get(key) ?? []).map((paper) => alertPaper(paper, publicUrl)),
  }
}
