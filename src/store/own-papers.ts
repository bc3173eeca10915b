import type { Mark } from '../paper/people.ts'
import type { OwnShelf } from '../paper/view.ts'
import type { MarkedPaper, Page, People } from './people.ts'

const MARK_OF = { saved: 'save', read: 'read', hidden: 'hide' } as const satisfies Partial<Record<'saved' | OwnShelf, Mark>>

/** A page of one of a reader's own lists, newest first: of a shelf, or of what they gave a tag. */
export function ownPapers(people: People, personId: string, { shelf = 'saved', tag }: { readonly shelf?: 'saved' | OwnShelf | undefined; readonly tag?: string | undefined }, page: Page): Promise<{ total: number; papers: readonly MarkedPaper[] }> {
  if (tag !== undefined) return people.tagged(personId, tag, page)
  if (shelf === 'voted') return people.votesOfPerson(personId, page)
  if (shelf === 'noted') return people.notes(personId, page)
  return people.marked(personId, MARK_OF[shelf], page)
}
