/** What programs that read the pages of Hugging Face papers find in their `data-props`: handed to the page room, which knows no shapes of answers. */
import type { ShownComment, Talk } from '../community/comments.ts'
import type { ListEdition, PaperEdition } from '../edition/edition.ts'
import { markdownToHtml } from '../paper/markdown/markdown-to-html.ts'
import { toEntry, toFlatPaper, unknownUser } from './to-entry.ts'

/** `data-target="DailyPapers"`: the entries of the page that is shown, and which day, week or month that is. */
export function dailyPapersProps({ entries, subject, to }: Pick<ListEdition, 'entries' | 'subject' | 'to'>): object {
  return { dailyPapers: entries.map((entry) => toEntry(entry, { explain: false })), dateString: subject || (to ?? '') }
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
