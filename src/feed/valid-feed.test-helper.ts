/**
 * Whether a text is a valid feed: hand-written checks of what RFC 4287 (its RELAX NG grammar), the RSS 2.0 specification and JSON Feed 1.1
 * ask of a feed, for what we write. Each answers sentences about what is wrong; none where nothing is. Parsed strictly, with namespaces.
 */
import { SaxesParser } from 'saxes'

export interface Element {
  /** with its namespace: `{http://www.w3.org/2005/Atom}entry`; without one the bare name */
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: Element[]
  text: string
}

/** @throws Error where the text is not well-formed XML 1.0 */
export function parseXml(xml: string): Element {
  const parser = new SaxesParser({ xmlns: true, position: true })
  const root: Element = { name: '', attributes: {}, children: [], text: '' }
  const open = [root]
  parser.on('error', (error) => {
    throw error
  })
  parser.on('opentag', ({ uri, local, attributes }) => {
    const plain = Object.entries(attributes).filter(([name]) => !/^xmlns(:|$)/.test(name)).map(([name, one]) => [name, one.value])
    const element: Element = { name: uri === '' ? local : `{${uri}}${local}`, attributes: Object.fromEntries(plain) as Record<string, string>, children: [], text: '' }
    open.at(-1)!.children.push(element)
    open.push(element)
  })
  parser.on('closetag', () => void open.pop())
  parser.on('text', (text) => void (open.at(-1)!.text += text))
  parser.write(xml).close()
  return root.children[0]!
}

const ATOM = '{http://www.w3.org/2005/Atom}'
const DC = '{http://purl.org/dc/elements/1.1/}'
const CONTENT = '{http://purl.org/rss/1.0/modules/content/}'

const RFC3339 = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/
const RFC822 = /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d{2} (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} \d{2}:\d{2}:\d{2} (GMT|[+-]\d{4})$/
// RFC 3986's characters of an address, and RFC 4151's form of a tag.
const isUri = (text: string | undefined): boolean => text !== undefined && /^[a-z][a-z0-9+.-]*:[A-Za-z0-9\-._~:/?#[\]@!$&'()*+,;=%]+$/.test(text) && !/%(?![0-9A-Fa-f]{2})/.test(text)
const isTag = (text: string): boolean => /^tag:[A-Za-z0-9.-]+,\d{4}(-\d\d){0,2}:[A-Za-z0-9\-._~!$&'()*+,;=:@/?%]*$/.test(text) && !/%(?![0-9A-Fa-f]{2})/.test(text)
const isWeb = (text: string | undefined): boolean => isUri(text) && /^https?:/.test(text!)
const isRfc822 = (text: string): boolean => RFC822.test(text) && new Date(text).toUTCString() === text

export function faultsOfAtom(xml: string): string[] {
  const faults: string[] = []
  const feed = parseXml(xml)
  if (feed.name !== `${ATOM}feed`) return [`the root is ${feed.name}`]
  const counts = (of: Element, where: string, rules: Record<string, readonly [number, number]>): void => {
    for (const [name, [least, most]] of Object.entries(rules)) {
      const count = of.children.filter((one) => one.name === ATOM + name).length
      if (count < least || count > most) faults.push(`${where} has ${count} of ${name}`)
    }
    for (const { name } of of.children) if (!name.startsWith(ATOM) || !(name.slice(ATOM.length) in rules)) faults.push(`${where} has ${name}`)
    if (of.text.trim() !== '') faults.push(`${where} has text of its own`)
  }
  const all = Infinity
  const check = (of: Element, where: string): void => {
    const links = of.children.filter(({ name }) => name === `${ATOM}link`)
    for (const { attributes } of links) if (!isWeb(attributes['href'])) faults.push(`${where} links to ${attributes['href']}`)
    const alternates = links.filter(({ attributes }) => attributes['rel'] === 'alternate').map(({ attributes }) => `${attributes['type']} ${attributes['hreflang']}`)
    if (new Set(alternates).size !== alternates.length) faults.push(`${where} has alternates alike`)
    for (const { name, text, attributes, children } of of.children) {
      const what = name.slice(ATOM.length)
      if (what === 'id' && (!isUri(text) || !isTag(text))) faults.push(`${where} is called ${text}`)
      if ((what === 'updated' || what === 'published') && (!RFC3339.test(text) || Number.isNaN(Date.parse(text)))) faults.push(`${where}: ${what} is ${text}`)
      if (what === 'title' && (text.trim() === '' || ![undefined, 'text'].includes(attributes['type']))) faults.push(`${where} has no plain title`)
      if (what === 'author' && (children.length !== 1 || children[0]!.name !== `${ATOM}name` || children[0]!.text.trim() === '')) faults.push(`${where} has an author without a name`)
      if (what === 'category' && (attributes['term'] ?? '') === '') faults.push(`${where} has a category without a term`)
      if (what === 'content' && attributes['type'] !== 'html') faults.push(`${where} has content of no type`)
      if (what === 'content') faults.push(...faultsOfHtml(text).map((fault) => `${where}: ${fault}`))
      if (what === 'icon' && !isWeb(text)) faults.push(`the icon is ${text}`)
    }
  }
  counts(feed, 'the feed', { id: [1, 1], title: [1, 1], subtitle: [1, 1], updated: [1, 1], author: [1, 1], generator: [0, 1], icon: [0, 1], link: [2, all], entry: [0, all] })
  check(feed, 'the feed')
  const rels = feed.children.filter(({ name }) => name === `${ATOM}link`).map(({ attributes }) => attributes['rel'] ?? '')
  for (const rel of ['self', 'alternate']) if (!rels.includes(rel)) faults.push(`the feed has no link rel=${rel}`)
  if (new Set(rels).size !== rels.length) faults.push('the feed has two links alike')
  const entries = feed.children.filter(({ name }) => name === `${ATOM}entry`)
  for (const [index, entry] of entries.entries()) {
    counts(entry, `entry ${index}`, { id: [1, 1], title: [1, 1], updated: [1, 1], published: [1, 1], author: [0, all], category: [0, all], link: [1, all], summary: [0, 1], content: [1, 1] })
    check(entry, `entry ${index}`)
    if (textOf(entry, `${ATOM}published`) > textOf(entry, `${ATOM}updated`)) faults.push(`entry ${index} was changed before it was there`)
  }
  const ids = entries.map((entry) => textOf(entry, `${ATOM}id`))
  if (new Set(ids).size !== ids.length) faults.push('two entries have one id')
  const newest = entries.map((entry) => textOf(entry, `${ATOM}updated`)).sort().at(-1)
  if (newest !== undefined && newest > textOf(feed, `${ATOM}updated`)) faults.push('the feed is older than its newest entry')
  return faults
}

export function faultsOfRss(xml: string): string[] {
  const faults: string[] = []
  const rss = parseXml(xml)
  if (rss.name !== 'rss' || rss.attributes['version'] !== '2.0') return ['the root is not rss 2.0']
  const channel = rss.children[0]
  if (rss.children.length !== 1 || channel?.name !== 'channel') return ['there is not one channel']
  const once = (of: Element, where: string, names: readonly string[], may: readonly string[], many: readonly string[]): void => {
    for (const name of names) if (of.children.filter((one) => one.name === name).length !== 1) faults.push(`${where} has not one ${name}`)
    for (const name of may) if (of.children.filter((one) => one.name === name).length > 1) faults.push(`${where} has several ${name}`)
    for (const { name } of of.children) if (![...names, ...may, ...many].includes(name)) faults.push(`${where} has ${name}`)
  }
  once(channel, 'the channel', ['title', 'link', 'description'], ['language', 'lastBuildDate', 'generator', 'docs', 'ttl'], [`${ATOM}link`, 'item'])
  if (!isWeb(textOf(channel, 'link'))) faults.push('the channel links nowhere')
  if (textOf(channel, 'title').trim() === '' || textOf(channel, 'description').trim() === '') faults.push('the channel has no title or description')
  if (!isRfc822(textOf(channel, 'lastBuildDate'))) faults.push(`lastBuildDate is ${textOf(channel, 'lastBuildDate')}`)
  if (!/^\d+$/.test(textOf(channel, 'ttl'))) faults.push('ttl is no number')
  const self = channel.children.filter(({ name, attributes }) => name === `${ATOM}link` && attributes['rel'] === 'self')
  if (self.length !== 1 || !isWeb(self[0]!.attributes['href'])) faults.push('the channel does not say where it is')
  const items = channel.children.filter(({ name }) => name === 'item')
  for (const [index, item] of items.entries()) {
    const where = `item ${index}`
    once(item, where, ['title', 'link', 'guid', 'pubDate', 'description', `${CONTENT}encoded`], [`${ATOM}updated`], ['category', `${DC}creator`])
    if (textOf(item, 'title').trim() === '') faults.push(`${where} has no title`)
    if (!isWeb(textOf(item, 'link'))) faults.push(`${where} links to ${textOf(item, 'link')}`)
    if (item.children.find(({ name }) => name === 'guid')?.attributes['isPermaLink'] !== 'false' || !isTag(textOf(item, 'guid'))) faults.push(`${where} is called ${textOf(item, 'guid')}`)
    if (!isRfc822(textOf(item, 'pubDate'))) faults.push(`${where}: pubDate is ${textOf(item, 'pubDate')}`)
    if (item.children.some(({ name, text }) => (name === 'category' || name === `${DC}creator`) && text.trim() === '')) faults.push(`${where} has an empty name`)
    faults.push(...faultsOfHtml(textOf(item, `${CONTENT}encoded`)), ...faultsOfHtml(textOf(item, 'description')))
  }
  const ids = items.map((item) => textOf(item, 'guid'))
  if (new Set(ids).size !== ids.length) faults.push('two items have one id')
  return faults
}

export function faultsOfJsonFeed(json: string): string[] {
  const faults: string[] = []
  if (/\p{Cs}/u.test(json) || /\\u(d[89ab]..(?!\\ud[c-f])|(?<!\\ud[89ab]..)\\ud[c-f])/i.test(json)) faults.push('there is half a character')
  const feed = JSON.parse(json) as Record<string, unknown>
  const only = (of: Record<string, unknown>, where: string, names: readonly string[]): void => {
    for (const [name, value] of Object.entries(of)) {
      if (!names.includes(name)) faults.push(`${where} has ${name}`)
      if (value === null || value === '') faults.push(`${where} has nothing as ${name}`)
    }
  }
  only(feed, 'the feed', ['version', 'title', 'home_page_url', 'feed_url', 'description', 'next_url', 'favicon', 'language', 'hubs', 'items'])
  if (feed['version'] !== 'https://jsonfeed.org/version/1.1') faults.push('the version is another')
  if (typeof feed['title'] !== 'string') faults.push('there is no title')
  for (const name of ['home_page_url', 'feed_url']) if (!isWeb(feed[name] as string)) faults.push(`${name} is ${String(feed[name])}`)
  for (const name of ['next_url', 'favicon']) if (feed[name] !== undefined && !isWeb(feed[name] as string)) faults.push(`${name} is ${String(feed[name])}`)
  if (!Array.isArray(feed['items'])) return [...faults, 'there are no items']
  const items = feed['items'] as Record<string, unknown>[]
  for (const [index, item] of items.entries()) {
    const where = `item ${index}`
    only(item, where, ['id', 'url', 'title', 'content_html', 'summary', 'date_published', 'date_modified', 'authors', 'tags'])
    if (typeof item['id'] !== 'string' || !isTag(item['id'])) faults.push(`${where} is called ${String(item['id'])}`)
    if (!isWeb(item['url'] as string)) faults.push(`${where} links to ${String(item['url'])}`)
    if (typeof item['title'] !== 'string' || typeof item['content_html'] !== 'string') faults.push(`${where} has no title or content`)
    for (const name of ['date_published', 'date_modified']) if (!RFC3339.test(String(item[name]))) faults.push(`${where}: ${name} is ${String(item[name])}`)
    for (const author of (item['authors'] ?? []) as { name?: unknown }[]) if (typeof author.name !== 'string' || author.name === '') faults.push(`${where} has an author without a name`)
    for (const tag of (item['tags'] ?? []) as unknown[]) if (typeof tag !== 'string' || tag === '') faults.push(`${where} has an empty tag`)
    faults.push(...faultsOfHtml(String(item['content_html'])))
  }
  if (new Set(items.map(({ id }) => id)).size !== items.length) faults.push('two items have one id')
  return faults
}

/** Content may hold paragraphs, emphasis and links to the web; and it is well-formed. */
function faultsOfHtml(html: string): string[] {
  const faults: string[] = []
  let parsed: Element
  try {
    parsed = parseXml(`<div>${html}</div>`)
  } catch (error) {
    return [`content is not well-formed: ${String(error)}`]
  }
  const walk = ({ name, attributes, children }: Element): void => {
    if (!['div', 'p', 'em', 'a'].includes(name)) faults.push(`content has <${name}>`)
    for (const [attribute, value] of Object.entries(attributes)) if (name !== 'a' || attribute !== 'href' || !isWeb(value)) faults.push(`content has ${attribute}="${value}"`)
    children.forEach(walk)
  }
  walk(parsed)
  return faults
}

/** The text of the first child of this name; '' without one. */
export function textOf(of: Element, name: string): string {
  return of.children.find((one) => one.name === name)?.text ?? ''
}
