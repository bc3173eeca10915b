/**
 * Any RSS feed (0.9x, 1.0, 2.0) or Atom feed, whose address a person gave: of a journal, a laboratory, a search. One request with what was
 * remembered of the last answer. This file is the folder's door.
 * Formats: https://www.rssboard.org/rss-specification, https://web.resource.org/rss/1.0/spec, RFC 4287
 */
import type { PagedSource } from '../paged.ts'
import { rememberedAnswer } from '../remembered-answer.ts'
import { decodeFeed } from './decode-feed.ts'
import { checkFeedAddress, type FeedAddressOptions } from './feed-address.ts'
import { feedItems } from './feed-items.ts'
import { feedKey } from './feed-key.ts'

const EVERY_MS = 2 * 60 * 60_000
const ACCEPT = 'application/atom+xml, application/rss+xml, application/rdf+xml;q=0.9, application/xml;q=0.8, text/xml;q=0.8, */*;q=0.1'

export interface FeedOptions extends FeedAddressOptions {
  readonly url: string
}

/** All items that the feed shows now. How many there are, and for how long, is the feed's own choice. */
export function feedSource({ url, lookup, allowPrivate }: FeedOptions): PagedSource {
  const parsed = URL.canParse(url) ? new URL(url) : undefined
  return {
    key: feedKey(url),
    label: labelOf(parsed, url),
    // Feeds of one host share a gate; a host that is busy does not hold up the others.
    service: `feed:${parsed?.host.slice(0, 100) ?? ''}`,
    everyMs: EVERY_MS,
    daysBack: 0,
    page: async (http, { to, memory, signal }) => {
      const address = await checkFeedAddress(url, { lookup, allowPrivate })
      const answer = await rememberedAnswer(http, { url: address.href, memory, accept: ACCEPT, signal })
      if (answer.unchanged) return { records: [], rejected: [], next: undefined, memory, progress: 1 }
      const { records, rejected, whole } = await feedItems(decodeFeed(answer.body, answer.contentType), { url: address.href, readOn: to })
      return { records, rejected, next: undefined, memory: whole ? answer.memory : undefined, progress: 1 }
    },
  }
}

/** `www.example.org/journal/rss`, as people tell feeds apart before they have read them. */
function labelOf(url: URL | undefined, text: string): string {
  const label = url === undefined ? text : `${url.host.replace(/^www\./, '')}${url.pathname === '/' ? '' : url.pathname}${url.search}`
  return label.length > 80 ? `${label.slice(0, 79)}…` : label
}
