/**
 * Where papers come from. One folder per source: fetch or read bytes, recognise the format, parse into that
 * source's own shape. What a parser yields is raw; `normalise/` makes it one Paper record. This room knows no
 * database and no page.
 */

/** A parsed raw record, tagged by the shape that it has, with where it stood in its file. */
export interface RawRecord {
  /** which normaliser reads it */
  readonly shape: RawShape
  readonly value: unknown
  /** line (text formats) or record number (others), from 1 */
  readonly line: number
  readonly file: string
}

export type RawShape =
  | 'arxiv-snapshot' // JSON line of arXiv's public metadata snapshot: {id, submitter, authors:"…", title, comments, categories:"a b", versions:[{version,created}], update_date, authors_parsed}
  | 'arxiv-listing' // {id,title,abstract,authors[],categories[],primary,created,updated?,doi?}
  | 'conference' // {id,title,abstract,authors[],venue,keywords?[],citations?}
  | 'huggingface-entry' // {date, position, entry}: one entry of /api/daily_papers with the day it was listed under, if known
  | 'huggingface-page' // {title, abstract} of a Daily Papers result page saved as text
  | 'csl' // one CSL-JSON item (also what BibTeX and RIS become)
  | 'arxiv-atom' // one Atom entry of arXiv's query API or feed, as {tag: …} of the parser's own making
  | 'arxiv-oai' // one OAI-PMH record (arXivRaw, arXiv or oai_dc)
  | 'paper' // a generic {title, …} JSON object
  | 'shelf' // one entry of the starter shelf
  | 'biorxiv' // one entry of bioRxiv's and medRxiv's API: {server, doi, title, authors, …}
  | 'openreview' // one note of OpenReview's API v2 (or v1)
  | 'acl' // one <paper> of the ACL Anthology's XML with its volume: {volume, paper}
  | 'feed' // one item of any RSS or Atom feed: {feed, entry}
  | 'openalex' // one work of OpenAlex, as it adds to a paper held
  | 'openalex-work' // one work of OpenAlex as a paper: {display_name, authorships, abstract_inverted_index, …} with the DOI that was asked for

/** Something in a file that is not a usable record: reported, and the rest goes on. */
export interface Rejection {
  readonly file: string
  readonly line: number
  readonly reason: string
}

/** What reading a file yields, in order. */
export type Parsed = { readonly record: RawRecord } | { readonly rejected: Rejection }
