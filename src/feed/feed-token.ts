import { formatOfPath } from '../paper/format-of-path.ts'
import { viewOfPath } from '../paper/view.ts'

/** The token in an address's query, as feed readers and reference managers send it, which can send no headers. */
export function tokenIn(values: URLSearchParams): string | undefined {
  const token = values.get('token') ?? ''
  return /^bsf_[A-Za-z0-9_-]{1,100}$/.test(token) ? token : undefined
}

/** The feed token of a request that only reads a view as a feed or as references; undefined of any other request, wherever a token may stand in it. */
export function feedTokenOf({ method, url }: Pick<Request, 'method' | 'url'>): string | undefined {
  if ((method !== 'GET' && method !== 'HEAD') || !url.includes('token=bsf_')) return undefined
  const { pathname, searchParams } = new URL(url)
  const found = formatOfPath(pathname)
  return found !== undefined && found.format !== 'md' && viewOfPath(found.path) !== undefined ? tokenIn(searchParams) : undefined
}
