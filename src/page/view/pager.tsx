import { grouped } from '../words/numbers.ts'

interface PagerProps {
  page: number
  pageSize: number
  total: number
  hrefOf: (page: number) => string
}

/** How many pages a list has; an empty one has one. */
export function pageCount(total: number, pageSize: number): number {
  return Math.max(1, Math.ceil(total / Math.max(1, pageSize)))
}

/** The addresses of the page before and the page after, where there are such. */
export function pagesBeside({ page, pageSize, total, hrefOf }: PagerProps): { previous: string | undefined; next: string | undefined } {
  const pages = pageCount(total, pageSize)
  return {
    previous: page > 0 ? hrefOf(Math.min(page, pages) - 1) : undefined,
    next: page + 1 < pages ? hrefOf(page + 1) : undefined,
  }
}

export function Pager(props: PagerProps) {
  const { page, pageSize, total } = props
  const pages = pageCount(total, pageSize)
  if (pages === 1 && page === 0) return null
  const { previous, next } = pagesBeside(props)
  return (
    <nav class="pager" aria-label="Pages">
      <span>{previous !== undefined && <a rel="prev" href={previous}>Previous page</a>}</span>
      <span>{page < pages ? `Page ${grouped(page + 1)} of ${grouped(pages)}` : `Past the last page, ${grouped(pages)}`}</span>
      <span>{next !== undefined && <a rel="next" href={next}>Next page</a>}</span>
    </nav>
  )
}
