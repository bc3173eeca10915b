import { SourceTrouble } from '../http/http.ts'
import type { RawRecord, Rejection } from '../source.ts'
import { readXmlTree, textOf, type XmlElement } from '../xml-tree.ts'
import { feedEntry, type FeedItem } from './feed-entry.ts'
import { noFeed } from './no-feed.ts'

export interface FeedItems {
  readonly records: readonly RawRecord[]
  readonly rejected: readonly Rejection[]
  /** false when it could not be read to its end */
  readonly whole: boolean
}

/** Feeds show tens of items, archives a few thousand. */
const MAX_ITEMS = 5000

/** Names of these vocabularies are told by their usual prefix, whatever a feed calls it. */
const VOCABULARIES: readonly (readonly [RegExp, string])[] = [
  [/^https?:\/\/www\.w3\.org\/2005\/Atom$/, ''], [/^http:\/\/purl\.org\/atom\/ns#/, ''], [/^http:\/\/purl\.org\/rss\/1\.0\/$/, ''], [/^http:\/\/(?:my|channel)\.netscape\.com\/rdf\/simple\//, ''], [/^http:\/\/backend\.userland\.com\/rss/, ''],
  [/^http:\/\/www\.w3\.org\/1999\/02\/22-rdf-syntax-ns#$/, 'rdf'], [/^https?:\/\/purl\.org\/dc\/elements\/1\.[01]\/$/, 'dc'], [/^https?:\/\/purl\.org\/dc\/terms\/$/, 'dcterms'], [/^https?:\/\/purl\.org\/rss\/1\.0\/modules\/content\/$/, 'content'],
  [/\bprismstandard\.org\/namespaces\//, 'prism'], [/^http:\/\/rssnamespace\.org\/feedburner\//, 'feedburner'], [/^http:\/\/arxiv\.org\/schemas\/atom/, 'arxiv'],
]

/**
 * The items of a feed. Of one that breaks off or is broken in its midst, the items before that are read and the rest is one rejection.
 * @param url where it came from: relative links count from there
 * @param readOn ISO day of the reading
 * @throws SourceTrouble `broken`, with what it is instead, for what is no feed
 */
export async function feedItems(text: string, { url, readOn }: { url: string; readOn: string }): Promise<FeedItems> {
  const found: { readonly element: XmlElement; readonly base: string }[] = []
  const rejected: Rejection[] = []
  let root: string | undefined
  let title: string | undefined
  let beyond = 0
  const failure = await readXmlTree(text, {
    prefixOf: (uri) => (uri === '' ? undefined : VOCABULARIES.find(([known]) => known.test(uri.slice(0, 300)))?.[1]),
    onEnd: (element, parents) => {
      root ??= (parents[0] ?? element).name
      if (!isRoot(root)) return true
      const parent = parents[parents.length - 1]
      if ((element.name === 'item' || element.name === 'entry') && parents.length <= 2) {
        if (found.length < MAX_ITEMS) found.push({ element, base: baseOf(url, [...parents, element]) })
        else beyond++
        return true
      }
      if (title === undefined && element.name === 'title' && (parent?.name === 'channel' || parent?.name === 'feed')) title = textOf(element).replace(/\s+/g, ' ').trim().slice(0, 500)
      return false
    },
  })
  // Of a document whose reading ended before any element did, the outermost is known by its beginning alone.
  root ??= failure === undefined ? undefined : /<(?:[\w.-]{1,20}:)?(rss|rdf|feed|channel|html)[\s>]/i.exec(text.slice(0, 10_000))?.[1]
  if (root === undefined || !isRoot(root)) throw new SourceTrouble('broken', noFeed(text, root, url))
  if (failure !== undefined && found.length === 0) throw new SourceTrouble(failure.startsWith('breaks off') ? 'cut' : 'broken', `The feed cannot be read: it ${failure}.`)
  const feed: FeedItem['feed'] = { url, title, readOn }
  const records: RawRecord[] = []
  for (const { element, base } of found) {
    const entry = feedEntry(element, base)
    if (entry.title.text.trim() === '') rejected.push({ file: url, line: element.line, reason: `The item ${(entry.ids[0] ?? entry.link ?? 'without a name').slice(0, 100)} has no title.` })
    else records.push({ shape: 'feed', value: { feed, entry } satisfies FeedItem, line: element.line, file: url })
  }
  if (failure !== undefined) rejected.push({ file: url, line: Number(/in line (\d{1,9})/.exec(failure)?.[1] ?? 1), reason: `The feed ${failure}; what follows was not read.` })
  if (beyond > 0) rejected.push({ file: url, line: 1, reason: `The feed has ${beyond} items more than the ${MAX_ITEMS} that are read.` })
  return { records, rejected, whole: failure === undefined }
}

/** `<rss>`, `<rdf:RDF>`, `<feed>`; some write `<RDF>`, or a channel alone. */
function isRoot(name: string): boolean {
  return /^(?:rss|rdf|rdf:rdf|feed|channel)$/i.test(name)
}

/** What relative links count from: `xml:base`, of the inner element before the outer (https://www.w3.org/TR/xmlbase/). */
function baseOf(url: string, around: readonly XmlElement[]): string {
  let base = url
  for (const { attributes } of around) {
    const said = attributes['xml:base']
    if (said !== undefined && said.length <= 2000 && URL.canParse(said, base)) base = new URL(said, base).href
  }
  return base
}

