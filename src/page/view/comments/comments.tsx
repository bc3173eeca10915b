import type { Talk, ThreadComment } from '../../../community/comments.ts'
import type { CommentDraft } from '../../comments/comment-draft.ts'
import { commentAnchor, COMMENTS_A_PAGE, commentsHref } from '../../comments/comment-page.ts'
import type { Frame } from '../../frame.ts'
import { withQuery } from '../../words/addresses.ts'
import { counted } from '../../words/numbers.ts'
import { CommentText, writerOf, WrittenAt } from './comment-body.tsx'
import { CommentForm } from './comment-form.tsx'

interface CommentsProps {
  frame: Frame
  talk: Talk
  /** from 1 */
  page: number
  /** the form that was filled in last */
  draft: CommentDraft | undefined
  note: string | undefined
}

/** What people say of a paper, on its page. Nothing where nobody said anything and nobody could. */
export function Comments({ frame, talk, page, draft, note }: CommentsProps) {
  const { person, canSignIn, by } = frame.visitor
  const { comments, total, paper } = talk
  if (comments.length === 0 && person === undefined && !canSignIn) return null
  const pages = Math.max(1, Math.ceil(comments.length / COMMENTS_A_PAGE))
  const about = comments.find(({ id }) => id === draft?.about)
  // The form of a comment that is gone is gone too: what was written in it is given back in the form for a new one.
  const stray = draft !== undefined && draft.kind !== 'new' && about?.may[draft.kind] !== true
  const draftNew = draft !== undefined && (draft.kind === 'new' || (stray && draft.kind !== 'report')) ? { ...draft, kind: 'new' as const } : undefined
  const said = stray && draft.kind === 'report' ? draft.fault : note
  const form = <CommentForm frame={frame} paper={paper.id} kind="new" draft={draftNew} />
  return (
    <section class="comments" id="comments" aria-labelledby="comments-title">
      <h2 id="comments-title">{total === 0 ? 'Comments' : counted(total, 'comment')}</h2>
      {said !== undefined && <p class="notes" role="status">{said}</p>}
      {comments.length > 0 && (
        <ol>
          {comments.slice((page - 1) * COMMENTS_A_PAGE, page * COMMENTS_A_PAGE).map((comment) => <OneComment frame={frame} talk={talk} page={page} comment={comment} draft={draft} />)}
        </ol>
      )}
      {pages > 1 && (
        <nav class="pager" aria-label="Pages of comments">
          <span>{page > 1 && <a rel="prev" href={commentsHref(paper.id, page - 1)}>Earlier comments</a>}</span>
          <span>{page} of {pages}</span>
          <span>{page < pages && <a rel="next" href={commentsHref(paper.id, page + 1)}>Later comments</a>}</span>
        </nav>
      )}
      {person === undefined ? (
        canSignIn && <p><a href={withQuery('/sign-in', { back: `${frame.back}#comments` })} rel="nofollow">Sign in</a> to comment.</p>
      ) : by === 'local' && total === 0 && draftNew === undefined ? (
        // One reader alone has notes; a form on every page would only stand in the way.
        <details class="more-tools"><summary>Write a comment</summary>{form}</details>
      ) : (
        form
      )}
    </section>
  )
}

interface OneCommentProps {
  frame: Frame
  talk: Talk
  page: number
  comment: ThreadComment
  draft: CommentDraft | undefined
}

function OneComment({ frame, talk, page, comment, draft }: OneCommentProps) {
  const { id, depth, answers, beyond, author, text } = comment
  const anchor = commentAnchor(id)
  const whom = answers === undefined ? undefined : writerOf({ by: answers.by, state: answers.by === undefined ? 'deleted' : 'shown' })
  return (
    <li class={`comment depth-${depth}`} id={`c-${id}`}>
      <p class="comment-head">
        {text !== undefined && <><b>{writerOf(comment)}</b> </>}
        {author && <><span class="quiet">author</span> </>}
        {answers !== undefined && (beyond ? <><a class="quiet" href={`#${commentAnchor(answers.id)}`}>to {whom}</a> </> : <span class="unseen">in answer to {whom} </span>)}
        <WrittenAt frame={frame} comment={comment} href={commentsHref(talk.paper.id, page, anchor)} />
      </p>
      <CommentText frame={frame} comment={comment} />
      <CommentActs frame={frame} paper={talk.paper.id} comment={comment} draft={draft?.about === id ? draft : undefined} />
    </li>
  )
}

interface CommentActsProps {
  frame: Frame
  paper: string
  comment: ThreadComment
  /** a form of this comment as it was filled in */
  draft: CommentDraft | undefined
}

function CommentActs({ frame, paper, comment, draft }: CommentActsProps) {
  const { id, may, text = '' } = comment
  if (!Object.values(may).includes(true)) return null
  const whose = writerOf(comment)
  const fold = (kind: 'answer' | 'edit' | 'report', word: string) => {
    const filled = draft?.kind === kind ? draft : undefined
    return (
      <details class="more-tools" open={filled !== undefined}>
        <summary>{word}<span class="unseen"> ({whose})</span></summary>
        <CommentForm frame={frame} paper={paper} kind={kind} about={id} whose={whose} {...(kind === 'edit' ? { text } : {})} draft={filled} />
      </details>
    )
  }
  return (
    <div class="comment-acts">
      {may.answer && fold('answer', 'answer')}
      {may.edit && fold('edit', 'edit')}
      {may.remove && (
        <details class="more-tools">
          <summary>delete<span class="unseen"> ({whose})</span></summary>
          <CommentDeed frame={frame} id={id} action="/comment/remove">Delete for good</CommentDeed>
        </details>
      )}
      {may.report && !may.hide && fold('report', 'report')}
      {may.hide && <CommentDeed frame={frame} id={id} action="/comment/hide" whose={whose}>hide</CommentDeed>}
      {may.restore && <CommentDeed frame={frame} id={id} action="/comment/restore" whose={whose}>show again</CommentDeed>}
    </div>
  )
}

interface CommentDeedProps {
  frame: Frame
  id: string
  action: string
  whose?: string
  children: string
}

/** A deed that asks nothing. */
export function CommentDeed({ frame, id, action, whose, children }: CommentDeedProps) {
  return (
    <form class="comment-deed" action={action} method="post">
      <input type="hidden" name="back" value={frame.back} />
      <button type="submit" name="comment" value={id} {...(whose === undefined ? {} : { class: 'plain' })}>{children}{whose !== undefined && <span class="unseen"> ({whose})</span>}</button>
    </form>
  )
}
