import type { ShownComment } from '../../../community/comments.ts'
import type { Paper } from '../../../paper/paper.ts'
import type { Frame } from '../../frame.ts'
import { withQuery } from '../../words/addresses.ts'
import { Layout } from '../layout.tsx'
import { CommentOfPaper } from './comment-of-paper.tsx'

interface NewestCommentsPageProps {
  frame: Frame
  rows: readonly { readonly comment: ShownComment; readonly paper: Paper }[]
  total: number
  /** from 0 */
  page: number
  pageSize: number
}

/** /comments */
export function NewestCommentsPage({ frame, rows, total, page, pageSize }: NewestCommentsPageProps) {
  const last = Math.max(0, Math.ceil(total / pageSize) - 1)
  return (
    <Layout frame={frame} title="Comments" description="What readers said last." dateline json={withQuery('/api/comments', { p: page === 0 ? undefined : page })}>
      <article class="comments newest-comments">
        <h1>Comments</h1>
        {rows.length === 0 && <p class="empty">{total === 0 ? 'Nobody has commented yet.' : 'There is nothing on this page.'}</p>}
        <ol>
          {rows.map(({ comment, paper }) => (
            <CommentOfPaper frame={frame} comment={comment} paper={paper} />
          ))}
        </ol>
        {last > 0 && (
          <nav class="pager" aria-label="Pages">
            <span>{page > 0 && <a rel="prev" href={withQuery('/comments', { p: page === 1 ? undefined : page - 1 })}>Newer</a>}</span>
            <span>{page + 1} of {last + 1}</span>
            <span>{page < last && <a rel="next" href={withQuery('/comments', { p: page + 1 })}>Older</a>}</span>
          </nav>
        )}
      </article>
    </Layout>
  )
}
