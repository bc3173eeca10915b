import type { Citation } from '../../paper/citation.ts'
import type { SplitName } from '../../paper/split-name.ts'
import { bibtexText, bibtexTitle, escapeText } from './bibtex-text.ts'
import { oneLine } from './one-line.ts'

const TYPES = { journal: 'article', conference: 'inproceedings', preprint: 'misc' } as const
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
/** A longer abstract is left out: readers give up on entries of a megabyte. */
const MAX_ABSTRACT = 200_000

/**
 * One BibTeX entry, in UTF-8, for BibTeX and biber alike: year and month for the one, the full date for the other. What a preprint server
 * is to the field stands in eprint, archivePrefix and primaryClass (https://info.arxiv.org/help/hypertex/bibstyles/index.html).
 */
export function bibtexEntry(citation: Citation, key: string): string {
  const { kind, venue, date, arxiv, doi, pubmed, pages } = citation
  const fields: [name: string, value: string | undefined][] = [
    ['title', bibtexTitle(citation.title)],
    ['author', citation.authors.map(bibtexName).join(' and ')],
    [kind === 'journal' ? 'journal' : kind === 'conference' ? 'booktitle' : 'howpublished', venue === undefined ? undefined : bibtexText(venue)],
    ['volume', plain(citation.volume)],
    ['number', plain(citation.issue)],
    ['pages', plain(pages?.replace(/(?<=\d)-(?=\d)/, '--'))],
    ['year', date?.slice(0, 4)],
    ['month', date === undefined || date.length < 7 ? undefined : MONTHS[Number(date.slice(5, 7)) - 1]],
    ['date', date],
    ['eprint', plain(arxiv)],
    ['archivePrefix', arxiv === undefined ? undefined : 'arXiv'],
    ['primaryClass', plain(citation.primaryClass)],
    ['doi', address(doi, /[{}\\\s]/g)],
    ['pmid', plain(pubmed)],
    ['url', address(citation.urls[0])],
    ['note', citation.journalRef === undefined || /arxiv/i.test(citation.journalRef) ? undefined : bibtexText(`Published in ${citation.journalRef}`)],
    ['keywords', citation.keywords.map((one) => escapeText(oneLine(one))).join(', ')],
    ['abstract', citation.abstract.length > MAX_ABSTRACT / 2 ? undefined : abstractOf(citation.abstract)],
  ]
  const lines = fields.filter((field): field is [string, string] => field[1] !== undefined && field[1] !== '').map(([name, value]) => `  ${name.padEnd(13)} = ${name === 'month' ? value : `{${value}}`}`)
  return `@${TYPES[kind]}{${key},\n${lines.join(',\n')}\n}\n`
}

function abstractOf(abstract: string): string | undefined {
  const text = abstract.split(/\n{2,}/).map(bibtexText).filter((one) => one !== '').join('\n\n    ')
  return text.length > MAX_ABSTRACT ? undefined : text
}

/** "van Beethoven, Ludwig"; what is no person's name is braced, so that nobody takes it apart. */
function bibtexName(name: SplitName): string {
  if (name.family === undefined) return `{${escapeText(oneLine(name.literal))}}`
  const { family, given, particle, suffix } = name
  const parts = [[particle, family].filter(Boolean).join(' '), suffix, given].filter((part) => part !== undefined && part !== '').map((part) => escapeText(oneLine(part!)))
  // Readers take a hyphen before a name ("J. -M.") for one between parts, and two for one.
  return parts.map((part) => (/(?:^| )-|--/.test(part) ? `{${part.replace(/-(?=-)/g, '-{}')}}` : part)).join(', ')
}

function plain(text: string | undefined): string | undefined {
  return text === undefined ? undefined : escapeText(oneLine(text))
}

/** An address or DOI stays as it is, for styles print it verbatim; only what would end the field is written as a percent sign and its number. */
function address(text: string | undefined, unsound = /[{}\\\s^`"<>|]/g): string | undefined {
  return text === undefined ? undefined : oneLine(text).replace(unsound, (char) => encodeURIComponent(char))
}
