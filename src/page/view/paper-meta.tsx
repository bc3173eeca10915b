import { citationOf } from '../../paper/citation.ts'
import type { Paper } from '../../paper/paper.ts'
import { familyFirst, type SplitName } from '../../paper/split-name.ts'
import { arxivId } from '../words/source-links.ts'

/** Authors named in meta tags; reference managers need no more, and pages stay small. */
export const META_AUTHORS = 200
/** Zotero's own names. */
export const ITEM_TYPES = { journal: 'journalArticle', conference: 'conferencePaper', preprint: 'preprint' } as const

/**
 * "Family, Forenames" tells where a name of several words is cut. Zotero takes a comma for one between two authors where both sides have
 * blanks, and a semicolon always; such names are written as they are spoken.
 */
export function citationAuthor(name: SplitName): string {
  if (name.family === undefined) return name.literal.replace(/[,;\s]+/g, ' ').trim()
  const { given, particle, family, suffix } = name
  if (suffix === undefined && (particle === undefined || !given.includes(' '))) return familyFirst(name)
  return [given, particle, family, suffix].filter(Boolean).join(' ')
}

/**
 * Meta tags by which Zotero's "Embedded Metadata", other reference managers and Google Scholar know a paper: Highwire Press tags, and
 * Zotero's own for the type, which these cannot say of a preprint. A PDF is named where arXiv itself has it; the language is not known.
 */
export function PaperMeta({ paper, title, summary, abstract }: { paper: Paper; title: string; summary: string; abstract: string }) {
  const { kind, authors, date, venue, volume, issue, pages, doi, pubmed, urls, keywords } = citationOf(paper)
  const arxiv = arxivId(paper)
  const [first, last] = pages?.split('-', 2) ?? []
  const tags: readonly (readonly [string, string | undefined])[] = [
    ['citation_title', title],
    ...authors.slice(0, META_AUTHORS).map((name) => ['citation_author', citationAuthor(name)] as const),
    ['citation_publication_date', date?.replaceAll('-', '/')],
    [kind === 'conference' ? 'citation_conference_title' : 'citation_journal_title', kind === 'preprint' ? undefined : venue],
    ['citation_volume', volume],
    ['citation_issue', issue],
    ['citation_firstpage', first],
    ['citation_lastpage', last],
    ['citation_arxiv_id', arxiv],
    ['citation_doi', doi],
    ['citation_pmid', pubmed],
    ['citation_abstract', abstract],
    ['citation_keywords', keywords.map((one) => one.replaceAll(';', ',')).join('; ')],
    ['citation_abstract_html_url', urls[0]],
    ['citation_pdf_url', arxiv === undefined ? undefined : `https://arxiv.org/pdf/${arxiv}`],
    ['z:itemType', ITEM_TYPES[kind]],
  ]
  return (
    <>
      {tags.map(([name, content]) => content !== undefined && content !== '' && <meta name={name} content={content} />)}
      <meta property="og:type" content="article" />
      <meta property="og:title" content={title} />
      {summary !== '' && <meta property="og:description" content={summary} />}
    </>
  )
}
