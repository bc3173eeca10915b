import type { FeedEntry } from './entry-of-paper.ts'
import type { Feed } from './feed-of-view.ts'
import { xmlElement, xmlEmpty } from './xml-text.ts'

/** Writes a feed as Atom (RFC 4287), its pages linked as RFC 5005 has it. */
export function writeAtom({ id, title, subtitle, links, updated, icon, entries }: Feed): string {
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">',
    xmlElement('id', id),
    xmlElement('title', title),
    xmlElement('subtitle', subtitle),
    xmlElement('updated', updated),
    // Entries without authors need the feed's.
    '<author><name>Broadsheet</name></author>',
    xmlElement('generator', 'Broadsheet'),
    ...(icon === undefined ? [] : [xmlElement('icon', icon)]),
    xmlEmpty('link', { rel: 'alternate', type: 'text/html', href: links.page }),
    xmlEmpty('link', { rel: 'self', type: 'application/atom+xml', href: links.self }),
    xmlEmpty('link', { rel: 'first', type: 'application/atom+xml', href: links.first }),
    ...(links.previous === undefined ? [] : [xmlEmpty('link', { rel: 'previous', type: 'application/atom+xml', href: links.previous })]),
    ...(links.next === undefined ? [] : [xmlEmpty('link', { rel: 'next', type: 'application/atom+xml', href: links.next })]),
    ...(links.hub === undefined ? [] : [xmlEmpty('link', { rel: 'hub', href: links.hub })]),
    ...entries.map(entryXml),
    '</feed>',
    '',
  ].join('\n')
}

function entryXml(entry: FeedEntry): string {
  return [
    '<entry>',
    xmlElement('id', entry.id),
    xmlElement('title', entry.title),
    xmlElement('published', entry.published),
    xmlElement('updated', entry.updated),
    ...entry.authors.map((name) => `<author>${xmlElement('name', name)}</author>`),
    ...entry.categories.map((term) => xmlEmpty('category', { term })),
    xmlEmpty('link', { rel: 'alternate', type: 'text/html', href: entry.url }),
    ...entry.related.map(({ url, label }) => xmlEmpty('link', { rel: 'related', href: url, title: label })),
    ...(entry.summary === '' ? [] : [xmlElement('summary', entry.summary)]),
    xmlElement('content', entry.html, { type: 'html' }),
    '</entry>',
  ].join('\n')
}
