/** What programs that read the pages of Hugging Face papers find in their `data-props`: handed to the page room, which knows no shapes of answers. */
import type { ShownComment, Talk } from '../community/comments.ts'
import type { Editions, ListEdition, ListKind, PaperEdition } from '../edition/edition.ts'
import { markdownToHtml } from '../paper/markdown/markdown-to-html.ts'
import { toEntry, toFlatPaper, unknownUser } from './to-entry.ts'

/** A paper that is among the first so many of its day is told its place; the others are told 0, as there. */
const RANKED = 3

const PERIODS: ReadonlySet<ListKind> = new Set(['day', 'week', 'month'])

export function pageProps(editions: Pick<Editions, 'day'>) {
  return {
    list: dailyPapersProps,
    paper: async (edition: PaperEdition, talk: Talk, address: string): Promise<object> => ({
      ...paperContentProps(edition, talk, address),
      dailyPaperRank: await rankInDay(editions, edition),
    }),
  }
}

/** `data-target="DailyPapers"`: the entries of the page that is shown, and which day, week or month that is. */
export function dailyPapersProps({ kind, entries, subject, to, previous, next }: Pick<ListEdition, 'kind' | 'entries' | 'subject' | 'to' | 'previous' | 'next'>): object {
  return {
    dailyPapers: entries.map((entry) => toEntry(entry, { explain: false })),
    dateString: kind === 'search' ? '' : subject || (to ?? ''),
    ...(PERIODS.has(kind) && { periodType: kind, prevDate: previous, nextDate: next }),
  }
}

/** The paper's place by votes in the newest list it stands in; 0 where it is none of the first, or has no votes. */
async function rankInDay(editions: Pick<Editions, 'day'>, { paper, days: [listed] }: PaperEdition): Promise<number> {
  if (listed === undefined) return 0
  const { entries } = await editions.day(listed.day, { sort: 'votes', guess: false, pageSize: RANKED })
  const place = entries.findIndex((one) => one.paper.key === paper.key && toEntry(one, { explain: false }).paper.upvotes > 0)
  return place + 1
}

/** `data-target="PaperContent"`. Who voted is told nobody, so `upvoters` is empty; comments are those of people here. */
export function paperContentProps({ paper, days, community }: Pick<PaperEdition, 'paper' | 'days' | 'community'>, { comments }: Pick<Talk, 'comments'>, address: string): object {
  const flat = toFlatPaper(paper, days[0], community)
  return {
    paper: flat,
    comments: comments.filter(({ state }) => state === 'shown').map(toComment),
    upvoters: [],
    upvoted: false,
    ...(flat.organization && { organization: flat.organization }),
    markdownContentUrl: `${address}.md`,
  }
}

function toComment({ id, by, text = '', createdAt, editedAt }: ShownComment): object {
  const latest = { raw: text, html: markdownToHtml(text), updatedAt: editedAt ?? createdAt }
  return { id, author: unknownUser(by), createdAt, type: 'comment', data: { edited: editedAt !== undefined, hidden: false, latest, numEdits: editedAt === undefined ? 0 : 1, reactions: [] } }
}
