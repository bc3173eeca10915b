import type { Child } from 'hono/jsx'
import type { PaperEdition } from '../../edition/edition.ts'
import type { Identifier, Paper, SourceName, Version } from '../../paper/paper.ts'
import { paperHref, searchHref } from '../words/addresses.ts'
import { longDay, shortDate } from '../words/dates.ts'
import { counted, grouped } from '../words/numbers.ts'
import { arxivId, identifierHref } from '../words/source-links.ts'
import { ReferenceLinks } from './reference-links.tsx'

const SOURCES: Readonly<Record<SourceName, string>> = {
  community: 'people here',
  shelf: 'starter shelf',
  pages: 'saved Daily Papers pages',
  bibliography: 'a bibliography',
  conference: 'a conference list',
  huggingface: 'Hugging Face Daily Papers',
  arxiv: 'arXiv',
  openalex: 'OpenAlex',
  feed: 'a feed',
  acl: 'ACL Anthology',
  openreview: 'OpenReview',
  biorxiv: 'bioRxiv',
  medrxiv: 'medRxiv',
}

const SCHEMES: Readonly<Record<Identifier['scheme'], string>> = {
  arxiv: 'arXiv', doi: 'DOI', openreview: 'OpenReview', acl: 'ACL Anthology', pubmed: 'PubMed', conference: 'Conference', local: 'Broadsheet',
}

/** Lists on a paper's page stop here; what is beyond is counted. */
const MOST = 60

function joined(items: readonly Child[], more = 0): Child {
  return (
    <>
      {items.map((one, index) => <>{index > 0 && ', '}{one}</>)}
      {more > 0 && ` and ${grouped(more)} more`}
    </>
  )
}

function versions(all: readonly Version[], arxiv: string | undefined): Child {
  return joined(
    all.slice(0, MOST).map(({ number, submittedAt }) => {
      const name = `v${number}`
      return (
        <>
          {arxiv === undefined ? name : <a href={`https://arxiv.org/abs/${arxiv}${name}`}>{name}</a>}
          {submittedAt !== undefined && ` (${shortDate(submittedAt.slice(0, 10))})`}
        </>
      )
    }),
    all.length - MOST,
  )
}

function identifiers(all: readonly Identifier[]): Child {
  return joined(
    all.slice(0, MOST).map((one) => {
      const href = identifierHref(one)
      const label = `${SCHEMES[one.scheme]}:${one.value}`
      return href === undefined ? label : <a href={href}>{label}</a>
    }),
    all.length - MOST,
  )
}

function date(value: string): Child {
  return <time datetime={value}>{shortDate(value)}</time>
}

function days(listed: PaperEdition['days']): Child {
  return (
    <ul>
      {listed.slice(0, MOST).map(({ day, upvotes, source }) => (
        <li>
          <a href={`/papers/date/${encodeURIComponent(day)}`}>{longDay(day)}</a>
          {upvotes > 0 && `, ${counted(upvotes, 'upvote')}`}
          {`, ${SOURCES[source] ?? source}`}
        </li>
      ))}
    </ul>
  )
}

/** Everything that is known of a paper beside its abstract, as names and values. */
export function PaperFacts({ edition, paper, plain }: { edition: PaperEdition; paper: Paper; plain: (tex: string) => string }) {
  const rows: readonly (readonly [string, Child])[] = [
    ['Published', paper.published !== undefined && date(paper.published)],
    ['Updated', paper.updated !== undefined && paper.updated !== paper.published && date(paper.updated)],
    ['Versions', paper.versions.length > 0 && versions(paper.versions, arxivId(paper))],
    ['Venue', paper.venue !== undefined && <a href={searchHref(`venue:"${paper.venue.replaceAll('"', ' ')}"`)}>{paper.venue}</a>],
    ['Journal', paper.journalRef !== undefined && plain(paper.journalRef)],
    ['Categories', paper.categories.length > 0 && joined(paper.categories.map((one) => <a href={searchHref(`cat:${one}`)}>{one}</a>))],
    ['Keywords', paper.keywords.length > 0 && joined(paper.keywords.map((one) => <a href={searchHref(`"${one.replaceAll('"', ' ')}"`)}>{one}</a>))],
    ['Comment', paper.comment !== undefined && plain(paper.comment)],
    ['Identifiers', paper.identifiers.length > 0 && identifiers(paper.identifiers)],
    ['Upvotes', paper.upvotes > 0 && grouped(paper.upvotes)],
    ['Citations', paper.citations !== undefined && grouped(paper.citations)],
    ['Licence', paper.licence !== undefined && plain(paper.licence)],
    ['Listed', edition.days.length > 0 && days(edition.days)],
    ['Known from', paper.sources.length > 0 && paper.sources.map((one) => SOURCES[one] ?? one).join(', ')],
    ['Cite as', <span id="cite"><ReferenceLinks path={paperHref(paper.id)} /></span>],
  ]
  return (
    <dl class="paper-facts" id="facts">
      {rows.filter(([, value]) => value !== false).map(([name, value]) => <div><dt>{name}</dt><dd>{value}</dd></div>)}
    </dl>
  )
}
