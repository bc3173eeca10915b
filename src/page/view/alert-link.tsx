import { viewPath } from '../../paper/view.ts'
import type { Frame } from '../frame.ts'
import { withQuery } from '../words/addresses.ts'

/** On the page of any list: the way to have its new papers told to a chat or a program. */
export function AlertLink({ frame }: { frame: Frame }) {
  if (frame.visitor.person === undefined || frame.shown === undefined) return <></>
  return <a href={withQuery('/account/alerts', { view: viewPath(frame.shown) })} id="alert-link">Alert</a>
}
