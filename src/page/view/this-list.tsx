import { viewPath } from '../../paper/view.ts'
import type { Frame } from '../frame.ts'
import { AlertLink } from './alert-link.tsx'
import { ByMail } from './by-mail.tsx'
import { FeedLink } from './feed-links.tsx'
import { ReferenceLinks } from './reference-links.tsx'

/** Among the tools at the head of a list: the way to have it by mail, and down to its other forms. */
export function ListWays({ frame }: { frame: Frame }) {
  if (frame.shown === undefined) return null
  return <><ByMail frame={frame} />{' '}<a href="#this-list">Feed, export</a></>
}

/** In the foot of a page that shows a list: the same list for other programs. */
export function ThisList({ frame }: { frame: Frame }) {
  if (frame.shown === undefined) return null
  return (
    <p id="this-list" tabindex={-1}>
      <FeedLink frame={frame} />{' '}
      <AlertLink frame={frame} />{' '}
      <span id="export">Export: <ReferenceLinks path={viewPath(frame.shown)} /></span>
    </p>
  )
}
