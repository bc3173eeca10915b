import { BroadsheetError } from '../paper/errors.ts'
import type { Paper } from '../paper/paper.ts'
import type { Store } from '../store/store.ts'

const ID_CHARACTERS = 400

/** A paper by public id, any of its identifiers (also an arXiv id with version), or key. @throws BroadsheetError not-found */
export async function heldPaper(store: Pick<Store, 'find' | 'papers'>, name: string | number): Promise<Paper> {
  const paper = typeof name === 'number' ? (await store.papers([name]))[0] : await byId(store, name.trim())
  if (paper === undefined) throw new BroadsheetError('not-found', 'This paper is not held here.')
  return paper
}

async function byId(store: Pick<Store, 'find'>, id: string): Promise<Paper | undefined> {
  if (id === '' || id.length > ID_CHARACTERS || /[\u0000-\u001f\u007f]/.test(id)) return undefined
  return (await store.find(id)) ?? (/v\d{1,4}$/.test(id) ? store.find(id.replace(/v\d{1,4}$/, '')) : undefined)
}
