/**
 * The rules by which Zotero's "Embedded Metadata" makes an item of a page's meta tags, in our own words, as far as our tags touch them:
 * - the type is Zotero's own (`z:itemType`), else what a Highwire tag stands for: journal title, conference title, else a journal article;
 * - authors are one tag each; a semicolon separates several, so does a comma with blanks on both of its sides' names; with a comma the
 *   family name comes first, without one it is the last word; names in one case are capitalised;
 * - keywords are separated by semicolons; white space folds; the publication's title is cut off the end of the title.
 * See https://www.zotero.org/support/dev/exposing_metadata.
 */
export interface ZoteroItem {
  itemType: string
  title: string
  creators: { firstName: string; lastName: string }[]
  tags: string[]
  fields: Record<string, string>
  attachments: string[]
}

const FIELDS: Readonly<Record<string, string>> = {
  citation_publication_date: 'date', citation_journal_title: 'publicationTitle', citation_volume: 'volume', citation_issue: 'issue', citation_conference_title: 'conferenceName', citation_abstract: 'abstractNote', citation_doi: 'DOI', citation_abstract_html_url: 'url',
}

const ENTITIES: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'" }

const decodeEntities = (text: string): string => text.replace(/&(?:amp|lt|gt|quot|#39);/g, (one) => ENTITIES[one]!)

export function zoteroItem(html: string): ZoteroItem {
  const head = html.slice(0, html.indexOf('</head>'))
  const tags = [...head.matchAll(/<meta (?:name|property)="([^"]*)" content="([^"]*)"\s*\/?>/g)].map(([, name, content]) => [name!, decodeEntities(content!)] as const)
  const of = (name: string) => tags.filter(([one]) => one === name).map(([, content]) => content)
  const fields: Record<string, string> = {}
  for (const [name, field] of Object.entries(FIELDS)) {
    const value = of(name).join(', ').replace(/\s+/g, ' ').trim()
    if (value !== '') fields[field] = value
  }
  const journal = of('citation_journal_title').length > 0
  const conference = of('citation_conference_title').length > 0
  return {
    itemType: of('z:itemType')[0] ?? (conference ? 'conferencePaper' : journal ? 'journalArticle' : 'journalArticle'),
    title: of('citation_title')[0]!.replace(/\s+/g, ' '),
    creators: of('citation_author').flatMap(authors).map(creator),
    tags: of('citation_keywords').flatMap((one) => one.split(';')).map((one) => one.trim()).filter((one) => one !== ''),
    fields,
    attachments: of('citation_pdf_url'),
  }
}

function authors(text: string): string[] {
  const some = text.split(/\s*;\s*/)
  if (some.length > 1) return some
  const byComma = text.split(/\s*,\s*/)
  return byComma.length > 1 && byComma[0]!.includes(' ') && byComma[1]!.includes(' ') ? byComma : some
}

function creator(name: string): { firstName: string; lastName: string } {
  const comma = name.indexOf(',')
  const blank = name.lastIndexOf(' ')
  const [firstName, lastName] = comma >= 0 ? [name.slice(comma + 1).trim(), name.slice(0, comma).trim()] : [name.slice(0, Math.max(0, blank)), name.slice(blank + 1)]
  return { firstName, lastName }
}

/**
 * The rules by which Zotero makes items of a page's COinS, one each, as far as ours touch them: of the Dublin Core format a web page, until
 * `rft.type` names another type that it knows; `rft.title` is the publication's once the type is a journal article; a comma in `rft.au` cuts
 * family from forenames; a DOI is what follows `info:doi/`; plus signs, written either way, are blanks.
 */
export function zoteroItemsOfCoins(html: string): ZoteroItem[] {
  return [...html.matchAll(/<span class="Z3988" title="([^"]*)"><\/span>/g)].flatMap(([, title]) => {
    const parts = decodeEntities(title!).split('&').map((part) => part.split('=')).filter((part) => part.length === 2).map(([name, value]) => [name!, decodeURIComponent(value!.replace(/\+|%2B/gi, ' '))] as const)
    if (!parts.some(([name, value]) => name === 'rft_val_fmt' && value === 'info:ofi/fmt:kev:mtx:dc')) return []
    const item: ZoteroItem = { itemType: 'webpage', title: '', creators: [], tags: [], fields: {}, attachments: [] }
    for (const [name, value] of parts) {
      if (name === 'rft.title' && ['journalArticle', 'bookSection'].includes(item.itemType)) item.fields['publicationTitle'] = value
      else if (name === 'rft.title') item.title = value
      else if (name === 'rft.au') item.creators.push(creator(value))
      else if (name === 'rft.date') item.fields['date'] = value
      else if (name === 'rft.source') item.fields['publicationTitle'] = value
      else if (name === 'rft_id' && value.startsWith('info:doi')) item.fields['DOI'] = value.slice(9)
      else if (name === 'rft.identifier' && /^https?:/.test(value)) item.fields['url'] = value
      else if (name === 'rft.type' && ['preprint', 'journalArticle', 'conferencePaper'].includes(value)) item.itemType = value
    }
    return [item]
  })
}
