import type { ChosenSources } from '../paper/chosen-sources.ts'
import { biorxivSource } from './biorxiv/biorxiv.ts'
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
  ]
}
