import { BroadsheetError } from '../paper/errors.ts'
import { parseIdentifier } from '../paper/identifier.ts'
import type { Paper } from '../paper/paper.ts'
import { lastDayOf } from '../search-index/query/parse-query.ts'
import type { SearchIndex } from '../search-index/search-index.ts'
import type { Store } from '../store/store.ts'
import { dayNumber, dayOfNumber } from '../tools/dates.ts'
import type { Entry, PaperEdition, Reason, Side, SimilarOptions } from './edition.ts'
import { copyOf, foldCopies } from './near-copies.ts'
import { orderHits } from './order-hits.ts'
import { entriesOf } from './search.ts'
import { voteHistory } from './vote-history.ts'
import { communityOf, withCommunity } from './with-community.ts'

/** Papers beside a paper on its page. */
const SIMILAR = 10
const CANDIDATES = 100

/** The paper by any id that ever named it; an address or a versioned arXiv id will do. */
export async function findPaper(store: Store, id: string): Promise<Paper | undefined> {
  if (id.length > 500) return undefined
  const found = await store.find(id)
  if (found !== undefined) return found
  const parsed = parseIdentifier(id)
  return parsed === undefined || parsed.value === id ? undefined : store.find(parsed.value)
}

/** @throws BroadsheetError bad-input when a side is asked of a paper without a date */
export async function paperEdition(store: Store, index: SearchIndex, id: string, options: { similar?: number; side?: Side | undefined } = {}): Promise<PaperEdition | undefined> {
  const paper = await findPaper(store, id)
  if (paper === undefined) return undefined
  const limit = options.similar ?? SIMILAR
  return {
    paper,
    days: await store.daysOf(paper.key),
    similar: limit === 0 ? [] : await withCommunity(store, await similarTo(store, index, paper, { limit, side: options.side })),
    community: (await communityOf(store, [paper.key])).get(paper.key),
    history: await voteHistory(store, paper.key),
    askedId: id,
  }
}

/**
 * Papers like this one, closest first, near-copies of each other folded.
 * @throws BroadsheetError bad-input when a side is asked of a paper without a date
 */
export async function similarTo(store: Store, index: SearchIndex, paper: Paper, options: SimilarOptions): Promise<Entry[]> {
  const limit = options.limit ?? SIMILAR
  const { from, to } = spanOfSide(paper, options)
  if (from !== undefined && to !== undefined && from > to) return []
  const result = await index.similar(paper.key, { candidates: Math.max(CANDIDATES, limit), mode: 'both', from, to })
  // Some more than asked for, as copies are folded.
  const ranked = orderHits(result?.candidates ?? [], { for: 'paper', mode: 'both' }).slice(0, limit + Math.max(MORE, limit >> 2))
  const isCopy = copyOf(paper)
  const entries = (await entriesOf(store, ranked, { kind: 'paper' })).map((entry) =>
    isCopy(entry.paper) ? { ...entry, reasons: [NEARLY_THE_SAME] } : entry)
  return foldCopies(entries, 'text').slice(0, limit)
}

/** How many similar papers may turn out to be copies before a list falls short. */
const MORE = 10
const NEARLY_THE_SAME: Reason = { kind: 'title', text: 'nearly the same text' }

/** The span of inclusive days that the options leave. */
function spanOfSide(paper: Paper, { after, before, side }: SimilarOptions): { from: string | undefined; to: string | undefined } {
  let from = after === undefined ? undefined : dayOfNumber(dayNumber(after))
  let to = before === undefined ? undefined : dayOfNumber(lastDayOf(before))
  if (side === undefined) return { from, to }
  if (paper.published === undefined) throw new BroadsheetError('bad-input', `When ${paper.id} appeared is not known, so no paper is known to be ${side}.`)
  if (side === 'newer') {
    const next = dayOfNumber(Math.min(lastDayOf(paper.published) + 1, dayNumber('9999-12-31')))
    from = from !== undefined && from > next ? from : next
  } else {
    const last = dayOfNumber(Math.max(dayNumber(paper.published) - 1, dayNumber('0000-01-01')))
    to = to !== undefined && to < last ? to : last
  }
  return { from, to }
}
