import type { Paper } from '../../../paper/paper.ts'
import type { Store, StoreWriter } from '../../../store/store.ts'

/** A paper that arXiv has told of, and the days of arXiv that it stands on, ascending. */
export interface HeldPaper {
  readonly paper: Paper
  readonly days: readonly string[]
}

/** Those of the papers that are held from arXiv, by id as it was given. */
export async function heldPapers(store: Store, ids: readonly string[]): Promise<ReadonlyMap<string, HeldPaper>> {
  const loaded = ids.length === 0 ? [] : await store.write((writer) => loadPapers(writer, ids))
  const byId = new Map<string, HeldPaper>()
  for (const { paper, days } of loaded) {
    const held: HeldPaper = { paper, days: days.filter(({ source }) => source === 'arxiv').map(({ day }) => day).sort() }
    for (const { scheme, value } of paper.identifiers) if (scheme === 'arxiv') byId.set(value.toLowerCase(), held)
  }
  return new Map(ids.flatMap((id) => (byId.has(id.toLowerCase()) ? [[id, byId.get(id.toLowerCase())!] as const] : [])))
}

/** Papers with all that is kept of them, inside a write. */
export async function loadPapers(writer: StoreWriter, ids: readonly string[]): ReturnType<StoreWriter['load']> {
  const found = await writer.candidates({ identifiers: ids.map((value) => ({ scheme: 'arxiv', value })), titleKeys: [], sourceKeys: [] })
  return writer.load(found.filter(({ sources }) => sources.some(({ source }) => source === 'arxiv')).map(({ key }) => key))
}
