import type { FeedEntry } from './entry-of-paper.ts'
import { rfc822 } from './feed-dates.ts'
import type { Feed } from './feed-of-view.ts'
import { xmlElement, xmlEmpty } from './xml-text.ts'

/** Minutes after which a feed is worth asking for again. */
const TTL_MINUTES = '30'

/** Writes a feed as RSS 2.0 (rssboard.org/rss-specification), with what its best practices add: atom:link, dc:creator, content:encoded. */
export function writeRss({ title, subtitle, links, updated, entries }: Feed): string {
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    '<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/">',
    '<channel>',
    xmlElement('title', title),
    xmlElement('link', links.page),
    xmlElement('description', subtitle),
    '<language>en</language>',
    xmlElement('lastBuildDate', rfc822(updated)),
    '<generator>Broadsheet</generator>',
    '<docs>https://www.rssboard.org/rss-specification</docs>',
    xmlElement('ttl', TTL_MINUTES),
    xmlEmpty('atom:link', { rel: 'self', type: 'application/rss+xml', href: links.self }),
    ...(links.previous === undefined ? [] : [xmlEmpty('atom:link', { rel: 'previous', type: 'application/rss+xml', href: links.previous })]),
    ...(links.next === undefined ? [] : [xmlEmpty('atom:link', { rel: 'next', type: 'application/rss+xml', href: links.next })]),
    ...(links.hub === undefined ? [] : [xmlEmpty('atom:link', { rel: 'hub', href: links.hub })]),
    ...entries.map(itemXml),
    '</channel>',
    '</rss>',
    '',
  ].join('\n')
}

function itemXml(entry: FeedEntry): string {
  return [
    '<item>',
    xmlElement('title', entry.title),
    xmlElement('link', entry.url),
    xmlElement('guid', entry.id, { isPermaLink: 'false' }),
    xmlElement('pubDate', rfc822(entry.published)),
    xmlElement('atom:updated', entry.updated),
    ...entry.authors.map((name) => xmlElement('dc:creator', name)),
    ...entry.categories.map((category) => xmlElement('category', category)),
    // Some readers take a description for HTML, others for text: the summary is escaped twice, which the first show rightly.
    xmlElement('description', escapedOnce(entry.summary)),
    xmlElement('content:encoded', entry.html),
    '</item>',
  ].join('\n')
}

const escapedOnce = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')
