import { type Format, inFormat } from '../paper/format-of-path.ts'
import { type View, viewPath } from '../paper/view.ts'

/** The absolute address of each page (from 0) of a view in a format; whoever reads with a token in the address finds the other pages with it too. */
export function pageAddresses(publicUrl: string, view: View, format: Format, token: string | undefined): (page: number) => string {
  return (page) => {
    const url = new URL(inFormat(viewPath(view), format), publicUrl)
    if (page > 0) url.searchParams.set('p', String(page))
    if (token !== undefined) url.searchParams.set('token', token)
    return url.href
  }
}
