import type { SourceName } from '../paper/paper.ts'

/** How sources are named to a person. */
export const SOURCE_NAMES: Readonly<Record<SourceName, string>> = {
  community: 'people here', shelf: 'starter shelf', pages: 'saved pages', bibliography: 'bibliographies', conference: 'conferences', huggingface: 'Hugging Face', arxiv: 'arXiv',
  openalex: 'OpenAlex', feed: 'feeds', acl: 'ACL Anthology', openreview: 'OpenReview', biorxiv: 'bioRxiv', medrxiv: 'medRxiv',
}

/** The name of a source's list of a day. */
export function listName(source: SourceName): string {
  return source === 'huggingface' ? 'Daily Papers' : SOURCE_NAMES[source]
}
