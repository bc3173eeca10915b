import type { Entry } from '../edition/edition.ts'
import { shownUpvotes } from '../edition/shown-upvotes.ts'

/** One paper of a list in `--json` output. `score` is null in lists that have none. */
export function entryJson({ paper, listed, score, reasons, explanation, copies }: Entry, explain = false): Record<string, unknown> {
  return {
    id: paper.id,
    title: paper.title,
    score: score ?? null,
    authors: paper.authors.map((author) => author.name),
    published: paper.published ?? null,
    categories: paper.categories,
    venue: paper.venue ?? null,
    upvotes: shownUpvotes({ paper, listed }),
    ...(listed && { day: listed.day, position: listed.position, numComments: listed.numComments }),
    ...(copies && { copies: copies.map(({ id, title }) => ({ id, title })) }),
    ...(explain && { reasons, ...(explanation && { explanation }) }),
  }
}
