import { serviceDay } from '../../paper/announcements.ts'
import type { Http } from '../../source/http/http.ts'
import type { PagedSource } from '../../source/paged.ts'
import { addDays } from '../../tools/dates.ts'
import type { Fetcher, FetchParts, Task } from './fetcher.ts'
import { takePage } from './take-page.ts'

/** What is remembered of a source that is read a page at a time. Instants are ms since 1970. */
interface PagedState {
  readonly doneAt?: number
  /** the last day of the last whole reading: after a longer pause the next one begins there */
  readonly through?: string
  readonly memory?: unknown
  readonly running?: Running
  /** days asked for by hand */
  readonly asked?: { readonly from: string; readonly to: string }
}

interface Running {
  readonly from: string
  readonly to: string
  readonly cursor: unknown
  readonly pages: number
  readonly progress?: number | undefined
  /** this is what was asked for by hand */
  readonly asked: boolean
}

/** No source has so many pages; one that says so is going round in circles. */
const PAGES_MAX = 20_000

const stateName = (key: string): string => `fetch/${key}`

/** Reads a further source over and over, a page at a time. */
export function pagedFetcher(parts: FetchParts & { http: Http; jitter: number }, source: PagedSource): Fetcher {
  const { store, time, http, jitter } = parts
  const name = stateName(source.key)
  const read = async (): Promise<PagedState> => ((await store.setting(name)) as PagedState | undefined) ?? {}

  return {
    key: source.key,
    label: source.label,
    tasks: async (now) => {
      const { running, asked, doneAt } = await read()
      const at = running !== undefined || asked !== undefined || doneAt === undefined ? now : doneAt + source.everyMs * (0.95 + 0.1 * jitter)
      return [{ key: source.key, at, what: source.label, step } satisfies Task]
    },
    work: async () => {
      const { running } = await read()
      return running === undefined ? undefined : { what: `${source.label} since ${running.from}`, progress: running.progress }
    },
  }

  async function step(signal?: AbortSignal): Promise<void> {
    const state = await read()
    const today = serviceDay(time.now())
    const running: Running = state.running ?? { from: state.asked?.from ?? earlier(addDays(today, -source.daysBack), state.through), to: state.asked?.to ?? today, cursor: undefined, pages: 0, asked: state.asked !== undefined }
    const page = await source.page(http, { from: running.from, to: running.to, cursor: running.cursor, memory: running.asked ? undefined : state.memory, signal })
    await takePage(parts, page.records, page.rejected)
    const { running: _, asked, ...kept } = state
    if (page.next === undefined || running.pages >= PAGES_MAX) {
      const memory = page.memory ?? state.memory
      return store.setSetting(name, { ...kept, ...(running.asked ? {} : { through: running.to }), ...(running.asked || asked === undefined ? {} : { asked }), ...(memory === undefined ? {} : { memory }), doneAt: time.now() })
    }
    const next: Running = { ...running, cursor: page.next, pages: running.pages + 1, progress: page.progress }
    await store.setSetting(name, { ...kept, ...(asked === undefined ? {} : { asked }), running: next })
  }
}

function earlier(day: string, other: string | undefined): string {
  return other !== undefined && other < day ? other : day
}

/** Asks for a span of days of a source. */
export async function askForPages(store: FetchParts['store'], key: string, from: string, to: string): Promise<void> {
  const state = ((await store.setting(stateName(key))) as PagedState | undefined) ?? {}
  await store.setSetting(stateName(key), { ...state, asked: { from, to }, running: undefined })
}
