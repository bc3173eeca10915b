import type { ListEdition } from '../edition/edition.ts'
import { texToText } from '../paper/tex/tex-to-text.ts'
import { type View, viewPath } from '../paper/view.ts'
import { entryOfPaper, type FeedEntry } from './entry-of-paper.ts'
import type { FeedDeps } from './feed.ts'
import { instantOf } from './feed-dates.ts'
import { tagUri } from './tag-uri.ts'
import type { FeedLinks } from './show-feed.ts'

/** A view as any format of feeds writes it. Texts are plain; nothing is escaped yet. */
export interface Feed {
  readonly id: string
  readonly title: string
  /** the ledger line, or why nothing is here */
  readonly subtitle: string
  readonly links: FeedLinks
  /** ISO instant: when the newest entry was changed, or the last came in here */
  readonly updated: string
  readonly icon: string | undefined
  readonly entries: readonly FeedEntry[]
}

const NEVER = '1970-01-01T00:00:00Z'

/** Composes the feed of a page of a view. */
export async function feedOfView({ publicUrl, origins, icon }: Pick<FeedDeps, 'publicUrl' | 'origins' | 'icon'>, view: View, edition: ListEdition, links: FeedLinks): Promise<Feed> {
  const known = await origins(edition.entries.map(({ paper }) => paper.key))
  const entries: FeedEntry[] = []
  const ids = new Set<string>()
  for (const { paper } of edition.entries) {
    const entry = entryOfPaper(paper, known.get(paper.key), publicUrl)
    if (ids.has(entry.id)) continue
    ids.add(entry.id)
    entries.push(entry)
  }
  // A paper of years ago that comes in changes the feed today.
  const changes = [...entries.map(({ updated }) => updated), ...[...known.values()].map(({ addedAt }) => instantOf(addedAt, undefined) ?? NEVER)]
  const day = edition.to === undefined ? NEVER : `${edition.to}T00:00:00Z`
  return {
    id: tagUri(publicUrl, viewPath(view)),
    title: titleOf(view, edition),
    subtitle: (entries.length === 0 ? edition.empty ?? (edition.page > 0 ? 'There is nothing on this page of the list.' : 'Nothing is here yet.') : edition.ledger) || 'A list of papers at Broadsheet.',
    links,
    updated: changes.sort().at(-1) ?? day,
    icon: icon === undefined ? undefined : new URL(icon, publicUrl).href,
    entries,
  }
}

function titleOf(view: View, edition: ListEdition): string {
  const { category, venue, after, before } = view.filters ?? {}
  const own = view.kind === 'search' ? `“${view.query}”` : view.kind === 'latest' ? 'Latest papers' : view.kind === 'picks' && view.by !== undefined ? `Picks by ${view.by}` : edition.title
  const parts = [own, category, venue, after && `from ${after}`, before && `to ${before}`].filter((part) => part !== undefined && part !== '')
  return texToText(`${parts.join(', ')} · Broadsheet`)
}
