import type { Feed } from './feed-of-view.ts'
import { wellFormed } from './well-formed.ts'

/** Writes a feed as JSON Feed 1.1 (jsonfeed.org/version/1.1). */
export function writeJsonFeed({ title, subtitle, links, icon, entries }: Feed): string {
  const feed = {
    version: 'https://jsonfeed.org/version/1.1',
    title: wellFormed(title),
    home_page_url: links.page,
    feed_url: links.self,
    description: wellFormed(subtitle),
    next_url: links.next,
    favicon: icon,
    language: 'en',
    hubs: links.hub === undefined ? undefined : [{ type: 'WebSub', url: links.hub }],
    items: entries.map((entry) => ({
      id: entry.id,
      url: entry.url,
      title: wellFormed(entry.title),
      content_html: wellFormed(entry.html),
      summary: entry.summary === '' ? undefined : wellFormed(entry.summary),
      date_published: entry.published,
      date_modified: entry.updated,
      authors: entry.authors.length === 0 ? undefined : entry.authors.map((name) => ({ name: wellFormed(name) })),
      tags: entry.categories.length === 0 ? undefined : entry.categories.map(wellFormed),
    })),
  }
  return `${JSON.stringify(feed)}\n`
}
