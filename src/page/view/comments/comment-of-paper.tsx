import type { Child } from 'hono/jsx'
import type { ShownComment } from '../../../community/comments.ts'
import type { Paper } from '../../../paper/paper.ts'
import type { Frame } from '../../frame.ts'
import { paperHref } from '../../words/addresses.ts'
import { CommentText, writerOf, WrittenAt } from './comment-body.tsx'

/** A comment away from its paper's page: with the paper's title over it, and `children` under it. */
export function CommentOfPaper({ frame, comment, paper, children }: { frame: Frame; comment: ShownComment; paper: Paper; children?: Child }) {
  return (
    <li class="comment">
      <h2><a class="title" href={paperHref(paper.id)}>{frame.texts.title(paper)}</a></h2>
      <p class="comment-head">
        <b>{writerOf(comment)}</b>{' '}
        {comment.author && <><span class="quiet">author</span> </>}
        <WrittenAt frame={frame} comment={comment} href={`/comments/${encodeURIComponent(comment.id)}`} />
      </p>
      <CommentText frame={frame} comment={comment} />
      {children}
    </li>
  )
}
