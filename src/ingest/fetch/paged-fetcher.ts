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
}

interface Span {
  readonly from: string
  readonly to: string
}

interface Running extends Span {
  readonly cursor: unknown
  readonly pages: number
  readonly progress?: number | undefined
  /** this is what was asked for by hand */
  readonly asked: boolean
}

/** No source has so many pages; one that says so is going round in circles. */
const PAGES_MAX = 20_000

const stateName = (key: string): string => `fetch/${key}`
/** Each span that is asked for by hand has a setting of its own: who asks is often another process than who reads. */
const askedUnder = (key: string): string => `fetch/${key}/asked/`
const askedName = (key: string, { from, to }: Span): string => `${askedUnder(key)}${from}/${to}`

/** Reads a further source over and over, a page at a time. */
export function pagedFetcher(parts: FetchParts & { http: Http; jitter: number }, source: PagedSource): Fetcher {
  const { store, time, log, http, jitter } = parts
  const name = stateName(source.key)
  const read = async (): Promise<PagedState> => ((await store.setting(name)) as PagedState | undefined) ?? {}
  const readAsked = async (): Promise<Span | undefined> => Object.values(await store.settingsUnder(askedUnder(source.key)))[0] as Span | undefined

  return {
    key: source.key,
    label: source.label,
    tasks: async (now) => {
      const { running, doneAt } = await read()
      const at = running !== undefined || doneAt === undefined || (await readAsked()) !== undefined ? now : doneAt + source.everyMs * (0.95 + 0.1 * jitter)
      return [{ key: source.key, at, what: source.label, step } satisfies Task]
    },
    work: async () => {
      const { running } = await read()
      return running === undefined ? undefined : { what: `${source.label} since ${running.from}`, progress: running.progress }
    },
  }

  async function step(signal?: AbortSignal): Promise<void> {
    const state = await read()
    const running = state.running ?? (await begin(state))
    const page = await source.page(http, { from: running.from, to: running.to, cursor: running.cursor, memory: running.asked ? undefined : state.memory, signal })
    await takePage(parts, page.records, page.rejected)
    const { running: _, ...kept } = state
    if (page.next !== undefined && running.pages < PAGES_MAX) {
      const next: Running = { ...running, cursor: page.next, pages: running.pages + 1, progress: page.progress }
      return store.setSetting(name, { ...kept, running: next })
    }
    if (page.next !== undefined) log.warn({ source: source.key, pages: running.pages }, 'a source says that it has more pages than any source has')
    // A span in between says nothing of what has come since.
    if (running.asked) return store.saveLedger([], { [name]: kept, [askedName(source.key, running)]: undefined })
    const memory = page.memory ?? state.memory
    await store.setSetting(name, { ...kept, through: running.to, ...(memory === undefined ? {} : { memory }), doneAt: time.now() })
  }

  async function begin({ through }: PagedState): Promise<Running> {
    const asked = await readAsked()
    const today = serviceDay(time.now())
    return { ...(asked ?? { from: earlier(addDays(today, -source.daysBack), through), to: today }), cursor: undefined, pages: 0, asked: asked !== undefined }
  }
}

function earlier(day: string, other: string | undefined): string {
  return other !== undefined && other < day ? other : day
}

/** Asks for a span of days of a source; it is read when what is being read has been. */
export async function askForPages(store: FetchParts['store'], key: string, from: string, to: string): Promise<void> {
  const span: Span = { from, to }
  await store.setSetting(askedName(key, span), span)
}
