import { z } from 'zod'
import { BroadsheetError } from '../paper/errors.ts'
import type { Person } from '../paper/people.ts'
import { SEEDS_MAX } from '../paper/taste-settings.ts'
import { SourceTrouble } from '../source/http/http.ts'
import type { Zotero, ZoteroLibrary } from '../source/zotero/zotero.ts'
import type { Store } from '../store/store.ts'
import { referencesOf } from './read-references.ts'
import type { SeedReport } from './seeds.ts'
import type { TasteDeeds } from './taste.ts'

/** How the reading of a library goes, or went; in this process alone. */
export interface ZoteroState {
  readonly state: 'reading' | 'done' | 'failed'
  /** items read, papers or not */
  readonly read: number
  readonly total: number | undefined
  /** what was brought so far */
  readonly report: SeedReport | undefined
  /** why it ended early, for a person */
  readonly trouble: string | undefined
}

export interface ZoteroKept {
  readonly kind: ZoteroLibrary['kind']
  readonly id: string
  /** whether a key is kept with it; the key itself is shown to nobody */
  readonly keyed: boolean
}

export interface ZoteroDeeds {
  /** whether this instance may ask Zotero at all */
  readonly offered: boolean
  /**
   * Reads a library and takes its papers as seeds. Answers when that is done or has taken `WORTH_WAITING_MS`; it goes on then.
   * @param asked typed by the person: `user` or `group` and its number, a key; without a number the key's owner; without
   *   either what was kept. Kept for another time only with `keep`.
   * @throws BroadsheetError bad-input, too-many while one is being read
   */
  bring(person: Person, asked: { kind?: string; id?: string; key?: string; keep?: boolean }): Promise<ZoteroState>
  state(person: Person): ZoteroState | undefined
  kept(person: Person): Promise<ZoteroKept | undefined>
  /** Forgets the library and its key, and ends a reading of it. */
  forget(person: Person): Promise<void>
}

export const ZOTERO_SETTING = 'zotero'
const WORTH_WAITING_MS = 8000
/** People who read at the same time; each costs a request a second at most. */
const AT_ONCE = 20
const STATES_KEPT = 1000

const Kept = z.object({ kind: z.enum(['user', 'group']), id: z.string().regex(/^\d{1,12}$/), key: z.string().max(100).optional() })

/** @param zotero undefined where this instance asks no service */
export function createZoteroSeeds({ store, taste, zotero }: { readonly store: Store; readonly taste: TasteDeeds; readonly zotero: Zotero | undefined }): ZoteroDeeds {
  const jobs = new Map<string, { state: ZoteroState; stop: AbortController; done: Promise<void> }>()
  const keptOf = async (person: Person) => Kept.safeParse((await store.people.settings(person.id))[ZOTERO_SETTING]).data

  const read = async (person: Person, library: ZoteroLibrary, key: string | undefined, signal: AbortSignal, tell: (state: Partial<ZoteroState>) => void): Promise<void> => {
    let report: SeedReport | undefined
    try {
      for await (const page of zotero!.items(library, key, { most: SEEDS_MAX, signal })) {
        const one = await taste.addReferences(person, referencesOf(page.records))
        signal.throwIfAborted()
        report = report === undefined ? one : together(report, one)
        tell({ read: page.read, total: page.total, report })
      }
      tell({ state: 'done' })
    } catch (error) {
      const why = error instanceof SourceTrouble || error instanceof BroadsheetError ? error.message : signal.aborted ? 'It was stopped.' : 'The library could not be read to its end.'
      tell({ state: 'failed', trouble: why })
    }
  }

  return {
    offered: zotero !== undefined,
    async bring(person, asked) {
      if (zotero === undefined) throw new BroadsheetError('not-found', 'This Broadsheet asks no other service; give it an export of your library instead.')
      if (jobs.get(person.id)?.state.state === 'reading') throw new BroadsheetError('too-many', 'Your library is being read; see how far it is in a moment.')
      if ([...jobs.values()].filter(({ state }) => state.state === 'reading').length >= AT_ONCE) throw new BroadsheetError('too-many', 'Many libraries are being read just now; try again in a few minutes.')
      const kept = await keptOf(person)
      const typedKey = asked.key?.trim() || undefined
      if (typedKey !== undefined && !/^[A-Za-z0-9]{1,100}$/.test(typedKey)) throw new BroadsheetError('bad-input', 'A key of Zotero is made of letters and digits alone.')
      const id = asked.id?.trim() || undefined
      if (id !== undefined && !/^\d{1,12}$/.test(id)) throw new BroadsheetError('bad-input', 'The number of a library is made of digits: zotero.org/settings/keys shows yours, the address of a group has its own.')
      const kind = asked.kind === 'group' ? 'group' : 'user'
      if (id === undefined && kind === 'group') throw new BroadsheetError('bad-input', 'Write the number of the group: it stands in the address of the group’s page.')
      const key = typedKey ?? (id === undefined || (id === kept?.id && kind === kept.kind) ? kept?.key : undefined)
      if (id === undefined && key === undefined && kept === undefined) throw new BroadsheetError('bad-input', 'Write your user number or a key; zotero.org/settings/keys has both.')

      const job = { state: { state: 'reading', read: 0, total: undefined, report: undefined, trouble: undefined } as ZoteroState, stop: new AbortController(), done: Promise.resolve() }
      const tell = (part: Partial<ZoteroState>): void => void (job.state = { ...job.state, ...part })
      jobs.delete(person.id)
      jobs.set(person.id, job)
      if (jobs.size > STATES_KEPT) jobs.delete(jobs.keys().next().value as string)
      const { signal } = job.stop
      job.done = (async () => {
        try {
          const library: ZoteroLibrary = id !== undefined ? { kind, id } : typedKey === undefined && kept !== undefined ? kept : await zotero.libraryOf(key!, signal)
          if (asked.keep === true && !signal.aborted) await store.people.setSetting(person.id, ZOTERO_SETTING, { kind: library.kind, id: library.id, ...(key === undefined ? {} : { key }) })
          await read(person, library, key, signal, tell)
        } catch (error) {
          tell({ state: 'failed', trouble: error instanceof SourceTrouble || error instanceof BroadsheetError ? error.message : 'The library could not be read.' })
        }
      })()
      let timer: NodeJS.Timeout | undefined
      await Promise.race([job.done, new Promise((resolve) => (timer = setTimeout(resolve, WORTH_WAITING_MS)))])
      clearTimeout(timer)
      return job.state
    },
    state: (person) => jobs.get(person.id)?.state,
    async kept(person) {
      const kept = await keptOf(person)
      return kept && { kind: kept.kind, id: kept.id, keyed: kept.key !== undefined }
    },
    async forget(person) {
      const job = jobs.get(person.id)
      job?.stop.abort()
      await job?.done
      jobs.delete(person.id)
      await store.people.setSetting(person.id, ZOTERO_SETTING, undefined)
    },
  }
}

function together(one: SeedReport, other: SeedReport): SeedReport {
  return {
    added: one.added + other.added,
    already: one.already + other.already,
    texts: one.texts + other.texts,
    notFound: [...one.notFound, ...other.notFound].slice(0, 50),
    notFoundMore: one.notFoundMore + other.notFoundMore,
    rejected: [...one.rejected, ...other.rejected].slice(0, 50),
    over: one.over + other.over,
  }
}
