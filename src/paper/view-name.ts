import type { View } from './view.ts'

/** A view as a person would call it, plain text: `Trending in cs.LG`, `Search for “sparse attention”`. */
export function viewName(view: View): string {
  const { category, venue, after, before } = view.filters ?? {}
  const parts = [category === undefined ? '' : ` in ${category}`, venue === undefined ? '' : ` at ${venue}`, after === undefined ? '' : ` from ${after}`, before === undefined ? '' : ` until ${before}`]
  return `${bareName(view)}${parts.join('')}`
}

function bareName(view: View): string {
  switch (view.kind) {
    case 'latest':
      return 'Latest papers'
    case 'trending':
      return view.evening === undefined ? 'Trending papers' : `Trending papers of ${view.evening}`
    case 'day':
      return `Papers of ${view.subject}`
    case 'week':
    case 'month':
      return `Papers of the ${view.kind} ${view.subject}`
    case 'search':
      return `Search for “${view.query}”${view.within === undefined ? '' : ` in ${view.within}`}`
    case 'picks':
      return view.by === undefined ? 'Picked papers' : `Picked by ${view.by}`
    case 'for-you':
      return 'Papers for you'
    case 'saved':
      return OWN_NAMES[view.shelf ?? 'saved']
    case 'tag':
      return `Papers tagged “${view.tag}”`
  }
}

const OWN_NAMES = { saved: 'Saved papers', voted: 'Papers voted for', read: 'Papers read', noted: 'Papers with notes', hidden: 'Hidden papers' } as const
