import type { Identifier, Paper } from './paper.ts'
import { splitName, type SplitName } from './split-name.ts'

/** What a reference to a paper says, whatever format writes it. Texts are as the paper has them, TeX and all. */
export interface Citation {
  readonly kind: 'journal' | 'conference' | 'preprint'
  readonly title: string
  readonly abstract: string
  readonly authors: readonly SplitName[]
  /** partial ISO 8601 date; of a paper without one the year that its venue names */
  readonly date: string | undefined
  readonly venue: string | undefined
  readonly volume: string | undefined
  readonly issue: string | undefined
  readonly pages: string | undefined
  readonly arxiv: string | undefined
  readonly primaryClass: string | undefined
  readonly doi: string | undefined
  readonly pubmed: string | undefined
  /** where the paper is read, the best first; every identifier that has an address is among them */
  readonly urls: readonly string[]
  readonly keywords: readonly string[]
  /** arXiv's free text on where it was published, where no venue is known */
  readonly journalRef: string | undefined
}

const PREPRINT = /\b(?:arxiv|biorxiv|medrxiv|chemrxiv|corr|ssrn|preprints?|research square|submitted to)\b/i
const MEETING = /\b(?:proceedings|proc|conference|conf|workshops?|symposium|meeting|congress|colloquium|findings)\b/i
const JOURNAL = /\b(?:journal|j|transactions|trans|letters?|lett|reviews?|rev|annals|nature|science|cell|plos|magazine|quarterly|bulletin|acta|archives?|communications|physica|physics|jmlr|tmlr|tacl|proceedings of the national academy|pnas)\b/i
/** "NeurIPS 2023", "CVPR 2024" */
const ACRONYM_YEAR = /^\p{Lu}[\p{L}\d&+.'’-]{1,20}(?: \p{L}[\p{L}\d&+.'’-]{0,20}){0,3} (?:19|20)\d\d$/u

/** Where the paper appeared: a meeting, a journal, or so far nowhere but on a preprint server. */
function kindOf(paper: Pick<Paper, 'venue' | 'identifiers'>): Citation['kind'] {
  const { venue } = paper
  if (venue === undefined || PREPRINT.test(venue)) return 'preprint'
  if (/proceedings of the national academy/i.test(venue)) return 'journal'
  if (MEETING.test(venue)) return 'conference'
  if (JOURNAL.test(venue)) return 'journal'
  if (ACRONYM_YEAR.test(venue) || paper.identifiers.some(({ scheme }) => scheme === 'acl' || scheme === 'openreview' || scheme === 'conference')) return 'conference'
  return 'journal'
}

/** What a reference to this paper says. Pure; nothing is looked up. */
export function citationOf(paper: Pick<Paper, 'title' | 'abstract' | 'authors' | 'identifiers' | 'categories' | 'venue' | 'keywords' | 'published' | 'journalRef' | 'links'>): Citation {
  const value = (scheme: Identifier['scheme']): string | undefined => paper.identifiers.find((one) => one.scheme === scheme)?.value
  const arxiv = value('arxiv')
  return {
    kind: kindOf(paper),
    title: paper.title,
    abstract: paper.abstract,
    authors: paper.authors.map(({ name }) => splitName(name)),
    date: paper.published ?? /\b(?:19|20)\d\d\b/.exec(paper.venue ?? '')?.[0],
    venue: paper.venue,
    ...numbersOf(paper),
    arxiv,
    primaryClass: arxiv === undefined || arxiv.includes('/') ? undefined : paper.categories.find((one) => /^[a-z-]{2,20}(?:\.[A-Za-z-]{2,20})?$/.test(one)),
    doi: value('doi'),
    pubmed: value('pubmed'),
    urls: urlsOf(paper, arxiv),
    keywords: paper.keywords,
    journalRef: paper.venue === undefined ? paper.journalRef : undefined,
  }
}

/** Volume, issue and pages of "Venue 12(3), 45-67"; nothing of what is written in any other way. */
function numbersOf({ venue, journalRef }: Pick<Paper, 'venue' | 'journalRef'>): Pick<Citation, 'volume' | 'issue' | 'pages'> {
  const rest = venue !== undefined && journalRef?.startsWith(venue) ? journalRef.slice(venue.length) : undefined
  const found = rest === undefined ? null : /^(?: ([\w.-]{1,20})(?:\(([\w./-]{1,20})\))?)?(?:, ([\w.:–-]{1,40}))?$/.exec(rest)
  return { volume: found?.[1], issue: found?.[2], pages: found?.[3]?.replace('–', '-') }
}

function urlsOf({ identifiers, links }: Pick<Paper, 'identifiers' | 'links'>, arxiv: string | undefined): string[] {
  const urls = new Set<string>()
  for (const { scheme, value } of identifiers) {
    if (scheme === 'openreview') urls.add(`https://openreview.net/forum?id=${encodeURIComponent(value)}`)
    if (scheme === 'acl') urls.add(`https://aclanthology.org/${encodeURIComponent(value)}/`)
  }
  if (arxiv !== undefined) urls.add(`https://arxiv.org/abs/${arxiv}`)
  const link = links.find(({ kind, url }) => kind === 'abstract' && /^https?:\/\/[^\s<>"{}\\^`|]{3,1900}$/i.test(url))
  if (link !== undefined && urls.size === 0) urls.add(link.url)
  const doi = identifiers.find(({ scheme }) => scheme === 'doi')?.value
  if (doi !== undefined && urls.size === 0) urls.add(`https://doi.org/${doi.split('/').map(encodeURIComponent).join('/')}`)
  return [...urls]
}
