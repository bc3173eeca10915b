import { type View, viewOfPath } from '../paper/view.ts'

/** The view that the page at an address shows; undefined where it shows none, as a search that asks for nothing yet. */
export function shownView(address: string): View | undefined {
  const view = viewOfPath(address)
  const values = new URL(address, 'http://here.invalid').searchParams
  return view?.kind === 'latest' && (values.has('q') || values.has('search')) ? undefined : view
}
