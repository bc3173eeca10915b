import type { ChosenSources } from '../paper/chosen-sources.ts'
import { aclSource } from './acl/acl.ts'
import { biorxivSource } from './biorxiv/biorxiv.ts'
import { feedSource } from './feed/feed.ts'
import { openReviewSource } from './openreview/openreview.ts'
import type { PagedSource } from './paged.ts'
import { serviceAddress } from './services.ts'

/**
 * Every chosen source beside arXiv and Hugging Face, in the order in which people choose them.
 * @param base where all services are instead of at their own addresses, such as a replay server
 */
export function furtherSources(chosen: ChosenSources, base?: string): PagedSource[] {
  return [
    ...(['biorxiv', 'medrxiv'] as const).flatMap((server) => (chosen[server].length === 0 ? [] : [biorxivSource({ server, subjects: chosen[server], base: serviceAddress('biorxiv', base) })])),
    ...[...new Set(chosen.openreview)].map((venue) => openReviewSource({ venue, base: serviceAddress('openreview', base) })),
    ...[...new Set(chosen.acl)].map((collection) => aclSource({ collection, base: serviceAddress('acl', base) })),
    // A replay server's feeds are on this machine.
    ...[...new Set(chosen.feeds)].map((url) => feedSource({ url, allowPrivate: base !== undefined && base !== '' })),
  ]
}
