import type { ReportedComment } from '../../../community/comments.ts'
import type { Frame } from '../../frame.ts'
import { counted } from '../../words/numbers.ts'
import { shortened } from '../../words/well-formed.ts'
import { Layout } from '../layout.tsx'
import { CommentOfPaper } from './comment-of-paper.tsx'
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
            <CommentOfPaper frame={frame} comment={comment} paper={paper}>
              <p class="reported">Reported by {counted(count, 'reader')}:</p>
              <ul class="reported">
                {reasons.slice(0, REASONS_SHOWN).map((reason) => <li>“{shortened(reason, 600)}”</li>)}
                {reasons.length > REASONS_SHOWN && <li>and {reasons.length - REASONS_SHOWN} more</li>}
              </ul>
              <div class="deeds">
                {comment.may.hide && <CommentDeed frame={frame} id={comment.id} action="/comment/hide">Hide it</CommentDeed>}
                <CommentDeed frame={frame} id={comment.id} action="/admin/reports/dismiss">It may stay</CommentDeed>
              </div>
            </CommentOfPaper>
          ))}
        </ol>
        {reported.length > REPORTED_SHOWN && <p class="hint">{counted(reported.length - REPORTED_SHOWN, 'other')} when these are dealt with.</p>}
      </article>
    </Layout>
  )
}
