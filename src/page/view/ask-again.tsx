import type { Child } from 'hono/jsx'
import { grouped } from '../words/numbers.ts'
import { pageCount } from './pager.tsx'

/** A form that sends the same search again; its buttons say what else. For searches that are too long for an address. */
export function AskAgain({ values, children }: { values: Readonly<Record<string, string | undefined>>; children: Child }) {
  return (
    <form class="ask-again" action="/papers/search" method="post">
      {Object.entries(values).map(([name, value]) => value !== undefined && value !== '' && <input type="hidden" name={name} value={value} />)}
      {children}
    </form>
  )
}

/** The pages of a search that was posted. */
export function PostedPager({ page, pageSize, total, values }: { page: number; pageSize: number; total: number; values: Readonly<Record<string, string | undefined>> }) {
  const pages = pageCount(total, pageSize)
  if (pages === 1 && page === 0) return null
  return (
    <AskAgain values={values}>
      <p class="pager">
        <span>{page > 0 && <button class="plain" name="p" value={String(Math.min(page, pages) - 1)}>Previous page</button>}</span>
        <span>{page < pages ? `Page ${grouped(page + 1)} of ${grouped(pages)}` : `Past the last page, ${grouped(pages)}`}</span>
        <span>{page + 1 < pages && <button class="plain" name="p" value={String(page + 1)}>Next page</button>}</span>
      </p>
    </AskAgain>
  )
}
