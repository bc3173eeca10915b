/** A paper's places elsewhere: the pages of the source itself, never copies. */
import type { Identifier, Link, Paper } from '../../paper/paper.ts'
import { idPath, safeUrl } from './addresses.ts'

export interface SourceLink {
  readonly label: string
  readonly href: string
}

const NEW_ARXIV = /^\d{4}\.\d{4,5}$/
const OLD_ARXIV = /^[a-z][a-z-]*(?:\.[A-Za-z-]{2,})?\/\d{7}$/

/** The paper's arXiv id when it has one that arXiv could have given. */
export function arxivId(paper: Pick<Paper, 'identifiers'>): string | undefined {
  return paper.identifiers.find((one) => one.scheme === 'arxiv' && (NEW_ARXIV.test(one.value) || OLD_ARXIV.test(one.value)))?.value
}

/** arXiv makes HTML of submissions since December 2023. */
function hasArxivHtml(id: string): boolean {
  return NEW_ARXIV.test(id) && Number(id.slice(0, 4)) >= 2312 && Number(id.slice(0, 4)) < 9100
}

/** Abstract, PDF and HTML at arXiv. */
export function arxivLinks(id: string): readonly SourceLink[] {
  const links = [
    { label: 'arXiv', href: `https://arxiv.org/abs/${id}` },
    { label: 'PDF', href: `https://arxiv.org/pdf/${id}` },
  ]
  if (hasArxivHtml(id)) links.push({ label: 'HTML', href: `https://arxiv.org/html/${id}` })
  return links
}

/** The page of an identifier at whoever gave it, or undefined when nobody serves one. */
export function identifierHref({ scheme, value }: Identifier): string | undefined {
  const path = () => idPath(value)
  switch (scheme) {
    case 'arxiv':
      return NEW_ARXIV.test(value) || OLD_ARXIV.test(value) ? `https://arxiv.org/abs/${value}` : undefined
    case 'doi':
      return /^10\.\d{4,9}\//.test(value) ? `https://doi.org/${path()}` : undefined
    case 'openreview':
      return `https://openreview.net/forum?id=${idPath(value)}`
    case 'acl':
      return `https://aclanthology.org/${path()}/`
    case 'pubmed':
      return /^\d{1,9}$/.test(value) ? `https://pubmed.ncbi.nlm.nih.gov/${value}/` : undefined
    default:
      return undefined
  }
}

const IDENTIFIER_LABELS = { doi: 'DOI', openreview: 'OpenReview', acl: 'ACL Anthology', pubmed: 'PubMed' } as const
const LINK_LABELS: Readonly<Record<Link['kind'], string | undefined>> = {
  abstract: 'abstract',
  fulltext: 'full text',
  code: 'code',
  project: 'project page',
  thumbnail: undefined,
  media: undefined,
  other: 'link',
}

/** Every place of the paper that a reader may want, arXiv first, each address once. */
export function sourceLinks(paper: Pick<Paper, 'identifiers' | 'links'>): readonly SourceLink[] {
  const arxiv = arxivId(paper)
  const found: SourceLink[] = arxiv === undefined ? [] : [...arxivLinks(arxiv)]
  for (const one of paper.identifiers) {
    const label = one.scheme in IDENTIFIER_LABELS ? IDENTIFIER_LABELS[one.scheme as keyof typeof IDENTIFIER_LABELS] : undefined
    const href = label === undefined ? undefined : identifierHref(one)
    if (label !== undefined && href !== undefined) found.push({ label, href })
  }
  for (const link of paper.links) {
    const label = LINK_LABELS[link.kind]
    const href = safeUrl(link.url)
    if (label !== undefined && href !== undefined) found.push({ label, href })
  }
  // http and https, with www or without, are the same place to a reader; so is arXiv's .pdf.
  const bare = (href: string) => href.replace(/^https?:\/\/(?:www\.)?/i, '').replace(/\.pdf$|\/$/i, '').toLowerCase()
  const seen = new Set<string>()
  return found.filter(({ href }) => !seen.has(bare(href)) && seen.add(bare(href)))
}
