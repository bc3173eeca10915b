/**
 * What people say about papers, and what becomes of it: its writer edits and deletes it, readers report it, curators hide and
 * restore it. What is deleted is gone for good; where somebody answered, only its place is kept.
 */
import { randomUUID } from 'node:crypto'
import { BroadsheetError } from '../paper/errors.ts'
import type { Paper } from '../paper/paper.ts'
import { type Comment, mayActAs, type Person, type Visitor } from '../paper/people.ts'
import type { Page } from '../store/people.ts'
import type { Store } from '../store/store.ts'
import type { Clock } from '../tools/clock.ts'
import { actingPerson } from './acting-person.ts'
import { commentText, reasonText } from './comment-text.ts'
import { commentThreads } from './comment-threads.ts'
import { heldPaper } from './held-paper.ts'
import { authorNames, isAuthor } from './is-author.ts'

/** Comments that one person may write in an hour. */
export const COMMENTS_AN_HOUR = 30
const HOUR_MS = 3_600_000
/** The same words to the same place within this time are the same comment: a button pressed twice, a request sent again. */
const SAME_WITHIN_MS = 60_000

/** A comment as one visitor may see it. */
export interface ShownComment {
  readonly id: string
  readonly state: Comment['state']
  /** Markdown as written; undefined where the visitor is not to read it: it was deleted, or hidden by a curator */
  readonly text: string | undefined
  /** who wrote it; undefined where the text is, and once they are gone */
  readonly by: string | undefined
  /** they are among the paper's authors */
  readonly author: boolean
  /** the visitor wrote it */
  readonly mine: boolean
  /** ISO instants */
  readonly createdAt: string
  readonly editedAt: string | undefined
  /** what this visitor may do with it */
  readonly may: Readonly<Record<'answer' | 'edit' | 'remove' | 'report' | 'hide' | 'restore', boolean>>
}

/** In its place among the others of its paper. */
export interface ThreadComment extends ShownComment {
  /** from 0 to 3 */
  readonly depth: number
  readonly answers: { readonly id: string; readonly by: string | undefined } | undefined
  /** what it answers does not stand one step out, so it is to be said what that is */
  readonly beyond: boolean
}

export interface Talk {
  readonly paper: Paper
  /** those that are shown to everybody */
  readonly total: number
  /** in the order of reading: each followed by its answers */
  readonly comments: readonly ThreadComment[]
}

export interface ReportedComment {
  readonly comment: ShownComment
  readonly paper: Paper
  readonly reasons: readonly string[]
  /** how many people reported it */
  readonly count: number
}

/** Which comment of which paper (public id) a deed was done to. */
export interface CommentPlace {
  readonly id: string
  readonly paper: string
}

export interface Comments {
  /** @param paper public id, any identifier, or the store's key @throws BroadsheetError not-found */
  of(visitor: Visitor, paper: string | number): Promise<Talk>
  /** Of all papers, newest first, those that everybody may read. */
  newest(visitor: Visitor, page?: Page): Promise<{ readonly total: number; readonly comments: readonly { readonly comment: ShownComment; readonly paper: Paper }[] }>
  /** The paper of a comment. @throws BroadsheetError not-found */
  where(id: string): Promise<CommentPlace>
  /**
   * @param parent the comment that it answers
   * @throws BroadsheetError not-signed-in, not-found (the paper, or the comment that it answers), bad-input (empty or too long), too-many
   */
  add(visitor: Visitor, paper: string | number, text: string, parent?: string): Promise<CommentPlace & { readonly added: boolean }>
  /** Its writer only. @throws BroadsheetError not-found, not-allowed, bad-input */
  edit(visitor: Visitor, id: string, text: string): Promise<CommentPlace>
  /** Deletes it for good: its writer, or an administrator. @throws BroadsheetError not-found, not-allowed */
  remove(visitor: Visitor, id: string): Promise<CommentPlace>
  /** Once a person: said again, the newer reason stands. @throws BroadsheetError not-found, not-allowed (one's own), bad-input */
  report(visitor: Visitor, id: string, reason: string): Promise<CommentPlace>
  /** Curators: hides it, which deals with its reports, or shows it again. @throws BroadsheetError not-found, not-allowed */
  hide(visitor: Visitor, id: string, on: boolean): Promise<CommentPlace>
  /** Curators: what is reported, most reported first. @throws BroadsheetError not-allowed */
  reports(visitor: Visitor): Promise<readonly ReportedComment[]>
  /** How many comments a curator has to look at; 0 for everybody else. */
  openReports(visitor: Visitor): Promise<number>
  /** Curators: the comment may stay as it is. @throws BroadsheetError not-found, not-allowed */
  dismiss(visitor: Visitor, id: string): Promise<CommentPlace>
}

export function createComments({ store, clock }: { readonly store: Store; readonly clock: Clock }): Comments {
  const { people } = store
  const now = (): string => new Date(clock.now()).toISOString()

  /** One that is not deleted. */
  async function held(id: string): Promise<Comment> {
    const comment = await people.comment(id)
    if (comment === undefined || comment.state === 'deleted') throw gone()
    return comment
  }

  async function placeOf({ id, paperKey }: Pick<Comment, 'id' | 'paperKey'>): Promise<CommentPlace> {
    const [paper] = await store.papers([paperKey])
    if (paper === undefined) throw gone()
    return { id, paper: paper.id }
  }

  async function papersOf(comments: readonly Comment[]): Promise<ReadonlyMap<number, Paper>> {
    return new Map((await store.papers([...new Set(comments.map(({ paperKey }) => paperKey))])).map((paper) => [paper.key, paper]))
  }

  return {
    async of(visitor, name) {
      const paper = await heldPaper(store, name)
      const all = await people.comments(paper.key)
      const comments = commentThreads(all).map(({ comment, depth, answers, beyond }): ThreadComment => ({
        ...shown(comment, visitor), depth, beyond, answers: answers && { id: answers.id, by: shown(answers, visitor).by },
      }))
      return { paper, comments, total: all.filter(({ state }) => state === 'shown').length }
    },

    async newest(visitor, page) {
      const { total, comments } = await people.commentsNewest(page)
      const papers = await papersOf(comments)
      return { total, comments: comments.flatMap((comment) => withPaper(papers, comment, (paper) => ({ comment: shown(comment, visitor), paper }))) }
    },

    where: async (id) => placeOf(await held(id)),

    async add(visitor, name, written, parent) {
      const person = actingPerson(visitor, 'comment')
      const paper = await heldPaper(store, name)
      const text = commentText(written)
      const own = isAuthor(person, authorNames(await people.settings(person.id)), paper.authors)
      // In one transaction: of two requests at once the second sees the first, from whichever process.
      return people.together(async (inside) => {
        const at = now()
        const { comments: last } = await inside.commentsOfPerson(person.id, { limit: COMMENTS_AN_HOUR })
        const since = new Date(clock.now() - SAME_WITHIN_MS).toISOString()
        const same = last.find((one) => one.paperKey === paper.key && one.parent === parent && one.text === text && one.state !== 'deleted' && one.createdAt > since)
        if (same !== undefined) return { id: same.id, paper: paper.id, added: false }
        const answered = parent === undefined ? undefined : await inside.comment(parent)
        if (parent !== undefined && (answered?.paperKey !== paper.key || answered.state !== 'shown')) throw new BroadsheetError('not-found', 'The comment that this answers is no longer there.')
        refuseTooMany(last[COMMENTS_AN_HOUR - 1], clock.now())
        const id = randomUUID()
        await inside.addComment({ id, paperKey: paper.key, personId: person.id, parent, text, at, own })
        return { id, paper: paper.id, added: true }
      })
    },

    async edit(visitor, id, written) {
      const person = actingPerson(visitor, 'edit comments')
      const comment = await held(id)
      if (comment.person?.id !== person.id) throw new BroadsheetError('not-allowed', 'Only who wrote a comment may edit it.')
      const text = commentText(written)
      if (text !== comment.text && !(await people.editComment(id, text, now()))) throw gone()
      return placeOf(comment)
    },

    async remove(visitor, id) {
      const person = actingPerson(visitor, 'delete comments')
      const comment = await people.comment(id)
      if (comment === undefined) throw gone()
      if (comment.person?.id !== person.id && !mayActAs(person, 'admin')) throw new BroadsheetError('not-allowed', 'Only who wrote a comment may delete it.')
      await people.setCommentState(id, 'deleted', now())
      return placeOf(comment)
    },

    async report(visitor, id, written) {
      const person = actingPerson(visitor, 'report comments')
      const comment = await held(id)
      if (comment.person?.id === person.id) throw new BroadsheetError('not-allowed', 'This comment is your own: edit it or delete it.')
      if (comment.state !== 'shown') throw gone()
      await people.report(id, person.id, reasonText(written), now())
      return placeOf(comment)
    },

    async hide(visitor, id, on) {
      needCurator(visitor, on ? 'hide comments' : 'restore comments')
      const comment = await held(id)
      await people.together(async (inside) => {
        if (!(await inside.setCommentState(id, on ? 'hidden' : 'shown', now()))) throw gone()
        if (on) await inside.closeReports(id)
      })
      return placeOf(comment)
    },

    async reports(visitor) {
      needCurator(visitor, 'look after comments')
      const open = await people.reports()
      const papers = await papersOf(open.map(({ comment }) => comment))
      return open.flatMap(({ comment, reasons, count }) => withPaper(papers, comment, (paper) => ({ comment: shown(comment, visitor), paper, reasons, count })))
    },

    openReports: async ({ person }) => (mayActAs(person, 'curator') ? people.openReports() : 0),

    async dismiss(visitor, id) {
      needCurator(visitor, 'look after comments')
      const comment = await held(id)
      await people.closeReports(id)
      return placeOf(comment)
    },
  }
}

const gone = (): BroadsheetError => new BroadsheetError('not-found', 'This comment is no longer there.')

function needCurator(visitor: Visitor, deed: string): Person {
  const person = actingPerson(visitor, deed)
  if (!mayActAs(person, 'curator')) throw new BroadsheetError('not-allowed', `Only curators ${deed}.`)
  return person
}

/** @param before the person's last comment but 29 */
function refuseTooMany(before: Comment | undefined, now: number): void {
  const left = before === undefined ? 0 : Date.parse(before.createdAt) + HOUR_MS - now
  if (left <= 0) return
  const minutes = Math.ceil(left / 60_000)
  throw new BroadsheetError('too-many', `You have written ${COMMENTS_AN_HOUR} comments within an hour, which is as many as one person may. Try again in ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}.`)
}

function withPaper<T>(papers: ReadonlyMap<number, Paper>, { paperKey }: Comment, of: (paper: Paper) => T): T[] {
  const paper = papers.get(paperKey)
  return paper === undefined ? [] : [of(paper)]
}

/** A comment as a visitor may see it, with what they may do. */
function shown(comment: Comment, { person }: Visitor): ShownComment {
  const { id, state, createdAt, editedAt } = comment
  const mine = person !== undefined && comment.person?.id === person.id
  const curator = mayActAs(person, 'curator')
  const there = state !== 'deleted'
  const readable = state === 'shown' || (state === 'hidden' && (mine || curator))
  return {
    id, state, mine, createdAt,
    text: readable ? comment.text : undefined,
    by: readable ? comment.person?.name : undefined,
    author: readable && comment.own,
    editedAt: there ? editedAt : undefined,
    may: {
      answer: person !== undefined && state === 'shown',
      edit: mine && there,
      remove: there && (mine || mayActAs(person, 'admin')),
      report: person !== undefined && !mine && state === 'shown',
      hide: curator && state === 'shown',
      restore: curator && state === 'hidden',
    },
  }
}
