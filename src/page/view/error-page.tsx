import type { Child } from 'hono/jsx'
import type { Frame } from '../frame.ts'
import { Layout } from './layout.tsx'

function titleOf(status: number): string {
  if (status === 404) return 'Not found'
  if (status === 403) return 'Not allowed'
  if (status === 429) return 'Not just now'
  if (status >= 500) return status === 503 ? 'Not just now' : 'Something went wrong'
  return 'That did not work'
}

/** An error as a page: what went wrong in one sentence, and the ways on. The page of who asks too often is kept, so no date is on it. */
export function ErrorPage({ frame, status, message, children }: { frame: Frame; status: number; message: string; children?: Child }) {
  return (
    <Layout frame={frame} title={titleOf(status)} dateline={status !== 429}>
      <article class="prose error" data-status={status}>
        <h1>{titleOf(status)}</h1>
        <p id="error-message">{message}</p>
        {children}
        <p><a href="/papers">Read today’s papers</a>, or <a href="/papers?q=">search</a>.</p>
      </article>
    </Layout>
  )
}
