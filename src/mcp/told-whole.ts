import { z } from 'zod'
import type { PaperEdition } from '../edition/edition.ts'
import { plain, tellPaper, ToldPaper } from './told-paper.ts'

const ABSTRACT_CHARACTERS = 20_000
const AUTHORS_MAX = 100

/** A paper with all that is told of it. */
export const WholePaper = ToldPaper.omit({ summary: true, reasons: true }).extend({
  authors: z.array(z.string()).describe('the first hundred'),
  abstract: z.string(),
  updated: z.string().nullable(),
  identifiers: z.array(z.strictObject({ scheme: z.string(), value: z.string() })),
  links: z.array(z.strictObject({ kind: z.string(), url: z.string() })),
  days: z.array(z.string()).describe('the days in whose list it stood'),
  comment: z.string().nullable(),
  withdrawn: z.boolean(),
})
export type WholePaper = z.infer<typeof WholePaper>

export function tellWhole({ paper, days, community }: PaperEdition, publicUrl: string): WholePaper {
  const { summary: _summary, reasons: _reasons, ...told } = tellPaper({ paper, listed: undefined, reasons: [], community }, publicUrl)
  return {
    ...told,
    authors: paper.authors.slice(0, AUTHORS_MAX).map(({ name }) => plain(name, 200)),
    abstract: plain(paper.abstract, ABSTRACT_CHARACTERS),
    updated: paper.updated ?? null,
    identifiers: paper.identifiers.slice(0, 20).map(({ scheme, value }) => ({ scheme, value: plain(value, 300) })),
    links: paper.links.slice(0, 20).filter(({ url }) => URL.canParse(url)).map(({ kind, url }) => ({ kind, url: new URL(url).href.slice(0, 2000) })),
    days: [...new Set(days.map(({ day }) => day))].slice(0, 50),
    comment: paper.comment === undefined ? null : plain(paper.comment, 1000),
    withdrawn: paper.withdrawn,
  }
}

export function wholeText(paper: WholePaper): string {
  const facts = [paper.published, paper.categories.join(', '), paper.venue, `${paper.votes} ${paper.votes === 1 ? 'vote' : 'votes'}`].filter(Boolean).join(' · ')
  const more = paper.authorCount - paper.authors.length
  return [
    `${paper.title} [${paper.id}]${paper.withdrawn ? ' (withdrawn)' : ''}`,
    `${paper.authors.join(', ')}${more > 0 ? ` and ${more} more` : ''}`,
    facts,
    ...(paper.comment === null ? [] : [paper.comment]),
    paper.abstract === '' ? 'No abstract is held.' : paper.abstract,
    [`Page: ${paper.url}`, ...paper.links.map(({ kind, url }) => `${kind}: ${url}`)].join('\n'),
    ...(paper.days.length === 0 ? [] : [`Listed on ${paper.days.join(', ')}`]),
  ].join('\n\n')
}
