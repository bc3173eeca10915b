import { parseIdentifier } from '../paper/identifier.ts'
import type { Paper } from '../paper/paper.ts'
import { fuse } from '../rank/fuse.ts'
import type { SearchIndex } from '../search-index/search-index.ts'
import type { Store } from '../store/store.ts'
import type { Entry, PaperEdition } from './edition.ts'
import { entriesOf } from './search.ts'

/** Papers beside a paper on its page. */
const SIMILAR = 10
const CANDIDATES = 100
/** Meaning says more of a whole abstract than of a few words. */
const SIMILAR_WEIGHTS = { words: 0.7, meaning: 0.3 }

/** The paper by any id that ever named it; an address or a versioned arXiv id will do. */
export async function findPaper(store: Store, id: string): Promise<Paper | undefined> {
  if (id.length > 500) return undefined
  const found = await store.find(id)
  if (found !== undefined) return found
  const parsed = parseIdentifier(id)
  return parsed === undefined || parsed.value === id ? undefined : store.find(parsed.value)
}

export async function paperEdition(store: Store, index: SearchIndex, id: string, similar = SIMILAR): Promise<PaperEdition | undefined> {
  const paper = await findPaper(store, id)
  if (paper === undefined) return undefined
  return {
    paper,
    days: await store.daysOf(paper.key),
    similar: similar === 0 ? [] : await similarTo(store, index, paper, { limit: similar }),
    askedId: id,
  }
}

/** Papers like this one, closest first, optionally of a span of inclusive partial dates. */
export async function similarTo(store: Store, index: SearchIndex, paper: Paper, options: { limit?: number; after?: string; before?: string }): Promise<Entry[]> {
  const limit = options.limit ?? SIMILAR
  const result = await index.similar(paper.key, { candidates: Math.max(CANDIDATES, limit), mode: 'both', from: options.after, to: options.before })
  return entriesOf(store, fuse(result?.candidates ?? [], SIMILAR_WEIGHTS).slice(0, limit))
}
