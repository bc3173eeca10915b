import type { Entry } from './edition.ts'

/** Upvotes of other services beside an entry: as its list showed them; a list that people here make shows none of its own. */
export function shownUpvotes({ paper, listed }: Pick<Entry, 'paper' | 'listed'>): number {
  return listed === undefined || listed.source === 'community' ? paper.upvotes : listed.upvotes
}
