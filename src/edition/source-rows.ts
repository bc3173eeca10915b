import type { ChosenSources } from '../paper/chosen-sources.ts'
import type { SourceStatus } from '../paper/source-status.ts'
import { feedKey } from '../source/feed/feed-key.ts'
import type { SourcesEdition } from './sources.ts'

/** A kind of source, by its name in the choice. */
export type SourceKind = Exclude<keyof ChosenSources, 'contact'>

/** One service that is read, with what is asked of it. */
export interface SourceRow {
  readonly kind: SourceKind
  readonly name: string
  /** categories, subjects, venues …; empty where a service has but one thing to give */
  readonly asked: readonly string[]
  /** none while it was never tried */
  readonly statuses: readonly SourceStatus[]
}

/** The services in the order in which they are shown. */
export const SERVICE_NAMES: Readonly<Record<SourceKind, string>> = {
  arxiv: 'arXiv', huggingface: 'Hugging Face Daily Papers', biorxiv: 'bioRxiv', medrxiv: 'medRxiv',
  openreview: 'OpenReview', acl: 'ACL Anthology', feeds: 'Feeds', openalex: 'OpenAlex',
}

/** A row for each service that is chosen. Statuses of what is chosen no more are left out. */
export function sourceRows({ chosen, statuses }: Pick<SourcesEdition, 'chosen' | 'statuses'>): readonly SourceRow[] {
  if (chosen === undefined) return []
  return (Object.keys(SERVICE_NAMES) as SourceKind[]).flatMap((kind) => {
    const said = chosen[kind]
    if (said === false || (Array.isArray(said) && said.length === 0)) return []
    const asked = Array.isArray(said) ? said : []
    return [{ kind, name: SERVICE_NAMES[kind], asked, statuses: statuses.filter(({ key }) => isOf(key, kind, asked)) }]
  })
}

/** True for `arxiv`, for `openreview:VENUE` while that venue is chosen, and for a feed by the name that its source gives it. */
function isOf(key: string, kind: SourceKind, asked: readonly string[]): boolean {
  if (kind === 'feeds') return asked.some((feed) => feedKey(feed) === key)
  const colon = key.indexOf(':')
  if (colon < 0) return key === kind
  return key.slice(0, colon) === kind && asked.includes(key.slice(colon + 1))
}
