import { z } from 'zod'
import type { Entry } from '../edition/edition.ts'
import { asPage } from '../paper/format-of-path.ts'
import type { Paper } from '../paper/paper.ts'

const AUTHORS_MAX = 8
const SUMMARY_CHARACTERS = 300

/** One paper of a list, as every tool tells of it. TeX stays as it is written, in `$…$`. */
export const ToldPaper = z.strictObject({
  id: z.string(),
  title: z.string(),
  authors: z.array(z.string()).describe('the first eight'),
  authorCount: z.int(),
  published: z.string().nullable().describe('2024, 2024-10 or 2024-10-18'),
  categories: z.array(z.string()),
  venue: z.string().nullable(),
  votes: z.int().describe('here and at the services that list the paper'),
  summary: z.string().describe('the abstract’s beginning'),
  reasons: z.array(z.string()).describe('why the paper stands here'),
  url: z.string().describe('its page'),
})
export type ToldPaper = z.infer<typeof ToldPaper>

/** Text of papers and people on one line, without characters that are not seen. */
export function plain(text: string, most = 2000): string {
  const line = text.replace(/\p{Cs}/gu, '\ufffd').replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ').replace(/[\u202a-\u202e\u2066-\u2069\u{e0000}-\u{e007f}]/gu, '').trim()
  return line.length <= most ? line : `${line.slice(0, most).replace(/\p{Cs}$/u, '').replace(/\s\S{0,40}$/u, '')}…`
}

export function tellPaper({ paper, listed, reasons, community }: Pick<Entry, 'paper' | 'listed' | 'reasons' | 'community'>, publicUrl: string): ToldPaper {
  return {
    id: paper.id,
    title: plain(paper.title),
    authors: paper.authors.slice(0, AUTHORS_MAX).map(({ name }) => plain(name, 200)),
    authorCount: paper.authors.length,
    published: paper.published ?? null,
    categories: paper.categories.slice(0, 10).map((one) => plain(one, 60)),
    venue: paper.venue === undefined ? null : plain(paper.venue, 200),
    votes: (listed?.upvotes ?? paper.upvotes) + (community?.votes ?? 0),
    summary: plain(paper.abstract, SUMMARY_CHARACTERS),
    reasons: reasons.slice(0, 6).map(({ text }) => plain(text, 200)),
    url: pageOf(paper, publicUrl),
  }
}

/** The address of a paper's page. */
export function pageOf({ id }: Pick<Paper, 'id'>, publicUrl: string): string {
  return new URL(asPage(`/papers/${id.replace(/\p{Cs}/gu, '\ufffd').split('/').map(encodeURIComponent).join('/')}`), publicUrl).href
}

/** A paper of a list for reading, three lines or four. */
export function paperText(paper: ToldPaper, number: number): string {
  const { authors, authorCount, published, categories, votes, reasons } = paper
  const names = `${authors.slice(0, 3).join(', ')}${authorCount > 3 ? ` and ${authorCount - 3} more` : ''}`
  const facts = [names, published, categories[0], paper.venue, votes > 0 ? `${votes} ${votes === 1 ? 'vote' : 'votes'}` : ''].filter(Boolean).join(' · ')
  return [`${number}. ${paper.title} [${paper.id}]`, `   ${facts}`, ...(paper.summary === '' ? [] : [`   ${paper.summary}`]), ...(reasons.length === 0 ? [] : [`   Why: ${reasons.join('; ')}`])].join('\n')
}
