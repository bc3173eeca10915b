import type { ReportedComment } from '../../../community/comments.ts'
import type { Frame } from '../../frame.ts'
import { paperHref } from '../../words/addresses.ts'
import { counted } from '../../words/numbers.ts'
import { shortened } from '../../words/well-formed.ts'
import { Layout } from '../layout.tsx'
import { CommentText, writerOf, WrittenAt } from './comment-body.tsx'
import { CommentDeed } from './comments.tsx'

const REASONS_SHOWN = 10
const REPORTED_SHOWN = 100

/** /admin/reports */
export function ReportsPage({ frame, reported }: { frame: Frame; reported: readonly ReportedComment[] }) {
  return (
    <Layout frame={frame} title="Reported comments" dateline head={<meta name="robots" content="noindex" />}>
      <article class="comments newest-comments">
        <h1>Reported comments</h1>
        {reported.length === 0 && <p class="empty">Nothing is reported.</p>}
        <ol>
          {reported.slice(0, REPORTED_SHOWN).map(({ comment, paper, reasons, count }) => (
            <li class="comment">
              <h2><a class="title" href={paperHref(paper.id)}>{frame.texts.title(paper)}</a></h2>
              <p class="comment-head">
                <b>{writerOf(comment)}</b>{' '}
                {comment.author && <><span class="quiet">author</span> </>}
                <WrittenAt frame={frame} comment={comment} href={`/comments/${encodeURIComponent(comment.id)}`} />
              </p>
              <CommentText frame={frame} comment={comment} />
              <p class="reported">Reported by {counted(count, 'reader')}:</p>
              <ul class="reported">
                {reasons.slice(0, REASONS_SHOWN).map((reason) => <li>“{shortened(reason, 600)}”</li>)}
                {reasons.length > REASONS_SHOWN && <li>and {reasons.length - REASONS_SHOWN} more</li>}
              </ul>
              <div class="deeds">
                {comment.may.hide && <CommentDeed frame={frame} id={comment.id} action="/comment/hide">Hide it</CommentDeed>}
                <CommentDeed frame={frame} id={comment.id} action="/admin/reports/dismiss">It may stay</CommentDeed>
              </div>
            </li>
          ))}
        </ol>
        {reported.length > REPORTED_SHOWN && <p class="hint">{counted(reported.length - REPORTED_SHOWN, 'other')} when these are dealt with.</p>}
      </article>
    </Layout>
  )
}
