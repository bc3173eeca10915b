import type { Store } from '../../../store/store.ts'
import { names } from './arxiv-settings.ts'

/** More than this is no accident in single records but something that a further harvest has to mend. */
const WANTED_MAX = 2_000

/** Ids of papers whose records could not be read, to be asked for by id. */
export async function readWanted(store: Store): Promise<readonly string[]> {
  const value = await store.setting(names.wanted)
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : []
}

/** The settings that remember these ids too. */
export async function wanting(store: Store, ids: readonly string[]): Promise<Record<string, unknown>> {
  return ids.length === 0 ? {} : { [names.wanted]: [...new Set([...(await readWanted(store)), ...ids])].slice(-WANTED_MAX) }
}
