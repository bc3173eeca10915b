import type { Paper } from '../../paper/paper.ts'
import { arxivId } from '../words/source-links.ts'

/** Authors named in meta tags; reference managers need no more, and pages stay small. */
const META_AUTHORS = 200

/** Meta tags by which reference managers and search engines know a paper (Highwire Press tags, Open Graph). */
export function PaperMeta({ paper, title, summary }: { paper: Paper; title: string; summary: string }) {
  const arxiv = arxivId(paper)
  const doi = paper.identifiers.find((one) => one.scheme === 'doi')?.value
  return (
    <>
      <meta name="citation_title" content={title} />
      {paper.authors.slice(0, META_AUTHORS).map(({ name }) => <meta name="citation_author" content={name} />)}
      {paper.published !== undefined && <meta name="citation_publication_date" content={paper.published.replaceAll('-', '/')} />}
      {paper.venue !== undefined && <meta name="citation_conference_title" content={paper.venue} />}
      {arxiv !== undefined && <meta name="citation_arxiv_id" content={arxiv} />}
      {arxiv !== undefined && <meta name="citation_pdf_url" content={`https://arxiv.org/pdf/${arxiv}`} />}
      {doi !== undefined && <meta name="citation_doi" content={doi} />}
      <meta property="og:type" content="article" />
      <meta property="og:title" content={title} />
      {summary !== '' && <meta property="og:description" content={summary} />}
    </>
  )
}
