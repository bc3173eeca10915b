import { type View, viewOfPath } from '../paper/view.ts'

/** What makes of a view another list, which has no feed. */
const NARROWED = ['day', 'stood', 'picked', 'since', 'verbatim']

/** The view that the page at an address shows; undefined where it shows none, or only a part of one. */
export function shownView(address: string): View | undefined {
  const view = viewOfPath(address)
  if (view === undefined) return undefined
  const values = new URL(address, 'http://here.invalid').searchParams
  // A search within somebody's own papers, or one that asks for nothing yet.
  if ((values.has('q') || values.has('search')) && view.kind !== 'search') return undefined
  return NARROWED.some((name) => values.has(name)) ? undefined : view
}
