import { isPrivate, viewPath } from '../../paper/view.ts'
import type { Frame } from '../frame.ts'
import { withQuery } from '../words/addresses.ts'

/** On the page of any list: the way to have it as a letter, where letters are sent. */
export function ByMail({ frame }: { frame: Frame }) {
  const view = frame.letters ? frame.shown : undefined
  if (view === undefined || (isPrivate(view) && frame.visitor.person === undefined)) return <></>
  return <a href={withQuery('/letters', { view: viewPath(view) })} id="by-mail">By mail</a>
}
