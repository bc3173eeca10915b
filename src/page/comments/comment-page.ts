import type { Talk } from '../../community/comments.ts'
import { paperHref, withQuery } from '../words/addresses.ts'

/** Comments on one page of a paper. */
export const COMMENTS_A_PAGE = 100

/** @returns from 1 */
export function pageOfComment({ comments }: Talk, id: string | undefined): number | undefined {
  const place = comments.findIndex((one) => one.id === id)
  return place < 0 ? undefined : Math.floor(place / COMMENTS_A_PAGE) + 1
}

/** Where a page of a paper's comments stands; `at` is a comment or the section. */
export function commentsHref(paper: string, page: number, at = 'comments', said?: Said): string {
  return `${withQuery(paperHref(paper), { comments: page > 1 ? page : undefined, said })}#${at}`
}

/** What the page says of what was just done. */
export type Said = 'reported'
export const SAID: Readonly<Record<Said, string>> = { reported: 'Thank you. A curator will look at it.' }

/** The fragment of a comment. */
export const commentAnchor = (id: string): string => `c-${encodeURIComponent(id)}`

/** Where a comment stands now; the section where it is no longer. */
export function commentHref(talk: Talk, id: string, said?: Said): string {
  const page = pageOfComment(talk, id)
  return commentsHref(talk.paper.id, page ?? 1, page === undefined ? undefined : commentAnchor(id), said)
}
