/** An XML element as plain data: local names without prefix, attributes as written, own text joined. */
export interface XmlNode {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: readonly XmlNode[]
  readonly text: string
}

/** The value of records of the shape arxiv-atom: an Atom entry, or an item of arXiv's RSS feeds. */
export interface FeedEntry {
  readonly kind: 'atom' | 'rss'
  readonly entry: XmlNode
  /** asked for by ourselves, so that the day is known from elsewhere: dates that a feed prints are not believed */
  readonly fetched?: boolean | undefined
}
