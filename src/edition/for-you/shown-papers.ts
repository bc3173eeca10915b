import type { DayEntry, Paper, SourceName } from '../../paper/paper.ts'
import type { Store } from '../../store/store.ts'

export interface ShownPaper {
  readonly paper: Paper
  /** its place in the list of one of the days asked for */
  readonly listed: (DayEntry & { readonly source: SourceName }) | undefined
}

/** As many as a few spans hold; papers of other spans are read again. */
const KEPT = 20_000

/** Papers with their places, read once for all readers for as long as nothing in the store changes: many of them are shown to many. */
export class ShownPapers {
  readonly #store: Pick<Store, 'papers' | 'listed' | 'seq'>
  #kept: { readonly seq: number; readonly papers: Map<string, ShownPaper> } = { seq: -1, papers: new Map() }

  constructor(store: Pick<Store, 'papers' | 'listed' | 'seq'>) {
    this.#store = store
  }

  /** By key; what is not held is left out. @param days inclusive; without them no places are told */
  async of(keys: readonly number[], days: { readonly from: string; readonly to: string } | undefined): Promise<ReadonlyMap<number, ShownPaper>> {
    const seq = await this.#store.seq()
    if (this.#kept.seq !== seq || this.#kept.papers.size > KEPT) this.#kept = { seq, papers: new Map() }
    const { papers: kept } = this.#kept
    const name = (key: number): string => `${days?.from} ${days?.to} ${key}`
    const missing = [...new Set(keys)].filter((key) => !kept.has(name(key)))
    if (missing.length > 0) {
      const [papers, listed] = await Promise.all([this.#store.papers(missing), days && this.#store.listed({ ...days, keys: missing, limit: missing.length })])
      const places = new Map(listed?.papers.map(({ paper, entry }) => [paper.key, entry]))
      for (const paper of papers) kept.set(name(paper.key), { paper, listed: places.get(paper.key) })
    }
    return new Map(keys.flatMap((key) => {
      const one = kept.get(name(key))
      return one === undefined ? [] : [[key, one] as const]
    }))
  }
}
