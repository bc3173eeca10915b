import { z } from 'zod'
import type { ListEdition } from '../edition/edition.ts'
import { paperText, plain, tellPaper, ToldPaper } from './told-paper.ts'

/** A list, as every tool that answers one tells of it. */
export const ToldList = z.strictObject({
  title: z.string(),
  /** what is held of it, from where */
  ledger: z.string(),
  total: z.int(),
  /** from 0 */
  page: z.int(),
  more: z.boolean().describe('whether a next page has papers'),
  notes: z.array(z.string()),
  papers: z.array(ToldPaper),
})
export type ToldList = z.infer<typeof ToldList>

export function tellList(list: ListEdition, publicUrl: string): ToldList {
  const { didYouMean, empty } = list
  const other = didYouMean === undefined ? undefined : plain(didYouMean.query, 300)
  const meant = didYouMean === undefined ? [] : [didYouMean.used ? `Nothing was found as written; these are for: ${other}` : `Did you mean: ${other}?`]
  return {
    title: plain(list.title, 400),
    ledger: plain(list.ledger, 600),
    total: list.total,
    page: list.page,
    more: (list.page + 1) * list.pageSize < list.total,
    notes: [...(empty === undefined ? [] : [empty]), ...list.notes, ...meant].slice(0, 10).map((note) => plain(note, 400)),
    papers: list.entries.slice(0, list.pageSize).map((entry) => tellPaper(entry, publicUrl)),
  }
}

/** @param onward how the next page is had */
export function listText(list: ToldList, pageSize: number, onward = `ask for page ${list.page + 1}`): string {
  const head = [list.title, list.ledger].filter((line) => line !== '').join('\n')
  const shown = list.papers.length === 0 ? 'No papers.' : list.papers.map((paper, at) => paperText(paper, list.page * pageSize + at + 1)).join('\n\n')
  const more = list.more ? `There is more: ${onward}.` : ''
  return [head, ...list.notes, shown, more].filter((part) => part !== '').join('\n\n')
}
