import { inFormat } from '../../paper/format-of-path.ts'
import { isPrivate, type View, viewPath } from '../../paper/view.ts'
import type { Frame } from '../frame.ts'
import { withQuery } from '../words/addresses.ts'

const FEEDS = [
  ['atom', 'application/atom+xml', 'Atom'],
  ['rss', 'application/rss+xml', 'RSS'],
  ['json', 'application/feed+json', 'JSON Feed'],
] as const

/** Somebody's own feed needs a token in its address, which no page knows, but where nobody signs in. */
function needsToken(view: View, { visitor }: Frame): boolean {
  return isPrivate(view) && visitor.by !== 'local'
}

/** For the head of a page: where feed readers find the same list. */
export function FeedAlternates({ frame, title }: { frame: Frame; title: string }) {
  const view = frame.shown
  if (view === undefined || needsToken(view, frame)) return null
  return <>{FEEDS.map(([format, type, name]) => <link rel="alternate" type={type} title={`${title} (${name})`} href={inFormat(viewPath(view), format)} />)}</>
}

/** The feeds of a list of somebody's own, by its page's address, for whoever has this token. */
export function tokenFeeds(path: string, token: string): { label: string; href: string }[] {
  return FEEDS.map(([format, , label]) => {
    const address = inFormat(path, format)
    return { label, href: `${address}${address.includes('?') ? '&' : '?'}token=${token}` }
  })
}

/** For the foot of a page: the same list as a feed, or where to make a token for it. */
export function FeedLink({ frame }: { frame: Frame }) {
  const view = frame.shown
  if (view === undefined) return null
  return <a id="feed-link" href={needsToken(view, frame) ? withQuery('/account/tokens', { list: viewPath(view) }) : inFormat(viewPath(view), 'atom')}>This list as a feed</a>
}
