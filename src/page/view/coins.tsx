import { citationOf } from '../../paper/citation.ts'
import type { Paper } from '../../paper/paper.ts'
import { wellFormed } from '../words/well-formed.ts'
import { citationAuthor, ITEM_TYPES, META_AUTHORS } from './paper-meta.tsx'

/**
 * A paper of a list for reference managers, which offer every such paper of a page at once: an OpenURL context object in a span, as COinS has
 * it (https://www.zotero.org/support/dev/exposing_metadata/coins). Of its formats Dublin Core's is the only one that can say "preprint", by
 * Zotero's own name; Zotero reads the title as the publication's once it knows the type, so the title comes first.
 */
export function Coins({ paper, plainTitle }: { paper: Paper; plainTitle: string }) {
  const { kind, authors, date, venue, doi, urls } = citationOf(paper)
  const values: readonly (readonly [string, string | undefined])[] = [
    ['ctx_ver', 'Z39.88-2004'],
    ['rft_val_fmt', 'info:ofi/fmt:kev:mtx:dc'],
    ['rft.title', plainTitle],
    ...authors.slice(0, META_AUTHORS).map((name) => ['rft.au', citationAuthor(name)] as const),
    ['rft.date', date],
    ['rft.source', kind === 'preprint' ? undefined : venue],
    ['rft_id', doi === undefined ? undefined : `info:doi/${doi}`],
    ['rft.identifier', urls[0]],
    ['rft.type', ITEM_TYPES[kind]],
  ]
  const query = values.flatMap(([name, value]) => (value === undefined || value === '' ? [] : [`${name}=${encodeURIComponent(wellFormed(value))}`])).join('&')
  return <span class="Z3988" title={query}></span>
}
