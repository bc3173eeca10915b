import { BroadsheetError } from '../../paper/errors.ts'
import { type ChosenSources, DEFAULT_SOURCES } from '../../paper/chosen-sources.ts'
import { serviceDay } from '../../paper/announcements.ts'
import type { SourceTrouble } from '../../source/http/http.ts'
import { askForBackfill } from './arxiv/backfill.ts'
import { failureKey, SERVICE } from './backoff.ts'
import type { Fetcher, Task } from './fetcher.ts'
import type { Fetching } from './fetching.ts'
import { askForDays } from './huggingface/daily-fetcher.ts'
import { askForPages } from './paged-fetcher.ts'
import { runDue } from './run-due.ts'

export interface FetchRequest {
  /** a fetcher's key (`arxiv`, `huggingface`, `biorxiv` …); every chosen source without one */
  readonly source?: string | undefined
  /** ISO days; without them, what has come since the last time */
  readonly from?: string | undefined
  readonly to?: string | undefined
}

export interface FetchProgress {
  readonly label: string
  /** "the feed of cs.LG" */
  readonly what: string
  /** 0 to 1, where it can be told */
  readonly progress: number | undefined
  readonly added: number
  readonly updated: number
  /** set while nothing is asked because the service wants to be left alone, or did not answer: ms since 1970 */
  readonly waitingUntil?: number | undefined
}

export interface FetchReport {
  readonly added: number
  readonly updated: number
  readonly unchanged: number
  readonly rejected: number
  readonly requests: number
  /** sources that gave up, with the sentence of the last trouble */
  readonly failed: readonly { readonly label: string; readonly sentence: string }[]
  /** what was asked for and comes later, such as the second reading of old lists */
  readonly later: readonly { readonly label: string; readonly what: string }[]
  readonly interrupted: boolean
}

/** Looked for by hand, a thing may be asked for so long before its time. ms */
const SOON_MS = 13 * 3_600_000
/** So many failures in a row of one thing, and it is left to the schedule or to the next command. */
const PATIENCE = 4
/** What follows within so long is part of the same work: a service may want a pause between two requests. ms */
const PAUSE_MS = 10_000
/** A service that wants to be left alone longer than this is not waited for. ms */
const WAIT_MS_MAX = 900_000

interface Failing {
  readonly trouble: SourceTrouble
  /** ms since 1970 */
  readonly until: number
  /** since the command began, without a success in between */
  readonly times: number
}

/**
 * Fetches by hand: what is due or soon will be, or a span of days. What goes in stays in; the same request goes on from there. Before
 * anything is chosen only a source that the request names is asked, with the categories of the defaults.
 * @throws BroadsheetError bad-input where nothing is to be asked
 */
export async function fetchNow(fetching: Fetching, choice: ChosenSources | undefined, request: FetchRequest, options: { onProgress?: (progress: FetchProgress) => void; signal?: AbortSignal | undefined } = {}): Promise<FetchReport> {
  const { store, time } = fetching.parts
  const { signal, onProgress = () => {} } = options
  if (choice === undefined && request.source === undefined) throw new BroadsheetError('bad-input', 'Nothing is chosen yet, so nothing is fetched. Choose with `broadsheet sources set …` (alone it takes the defaults) or on the page /sources, or name the one service to ask: `broadsheet fetch arxiv`.')
  const chosen = choice ?? DEFAULT_SOURCES
  const counts = { added: 0, updated: 0, unchanged: 0, rejected: 0, requests: 0 }
  const all = await fetching.fetchers(chosen, (taken) => {
    for (const name of ['added', 'updated', 'unchanged', 'rejected'] as const) counts[name] += taken[name]
  })
  const asked = all.filter(({ key }) => request.source === undefined || key === request.source || key.startsWith(`${request.source}:`))
  if (asked.length === 0) {
    const which = choice === undefined ? 'the sources that can be asked before any is chosen' : 'the chosen sources'
    throw new BroadsheetError('bad-input', `${request.source ?? 'Nothing'} is not among ${which}${all.length > 0 ? ` (${all.map(({ key }) => key).join(', ')})` : ''}; \`broadsheet sources set …\` chooses.`)
  }
  const today = serviceDay(time.now())
  if (request.from !== undefined && request.from > today) throw new BroadsheetError('bad-input', `Nothing has come yet from ${request.from} on: it is ${today} where the services live.`)
  // Services take an end that is still to come for a mistake.
  const until = request.to !== undefined && request.to < today ? request.to : undefined
  const failed: { label: string; sentence: string }[] = []
  const later: { label: string; what: string }[] = []
  for (const fetcher of asked) {
    if (signal?.aborted) break
    if (request.from !== undefined) await ask(fetcher, request.from)
    const lock = await store.tryLock(`fetch-${fetcher.key}`)
    if (lock === undefined) {
      failed.push({ label: fetcher.label, sentence: request.from === undefined ? 'Another Broadsheet is fetching from it at this moment.' : 'Another Broadsheet is fetching from it at this moment, and takes over what was asked for.' })
      continue
    }
    try {
      const trouble = await runAll(fetcher)
      const left = await fetcher.work?.(time.now())
      if (trouble !== undefined) failed.push({ label: fetcher.label, sentence: trouble.message })
      else if (left !== undefined && !signal?.aborted) later.push({ label: fetcher.label, what: left.what })
    } finally {
      await lock.release()
    }
  }
  return { ...counts, failed, later, interrupted: signal?.aborted === true }

  async function ask(fetcher: Fetcher, from: string): Promise<void> {
    const to = until ?? today
    if (fetcher.key === 'arxiv') await askForBackfill(store, chosen.arxiv, from, until)
    else if (fetcher.key === 'huggingface') await askForDays(store, from, to)
    else if (fetcher.key !== 'openalex') await askForPages(store, fetcher.key, from, to)
  }

  /** Answers the last trouble of what could not be done; what else there is to do is done nevertheless. */
  async function runAll(fetcher: Fetcher): Promise<SourceTrouble | undefined> {
    const begun = time.now()
    const done = new Set<string>()
    const failing = new Map<string, Failing>()
    let answered = false
    const heldBack = (key: string): boolean => (failing.get(key)?.until ?? 0) > time.now()
    // Everything of the next hours, each once, also what failed shortly before the command. With a span: the span and what is due.
    const wanted = (task: Task): boolean => !done.has(task.key) && !heldBack(task.key) && !heldBack(SERVICE) && (request.from === undefined ? task.at < begun + SOON_MS : task.at <= time.now())
    while (!signal?.aborted) {
      const work = await fetcher.work?.(time.now())
      const ran = await runDue(fetching.parts, fetcher, signal, wanted)
      const now = time.now()
      if (ran.task === undefined) {
        // Without network from the beginning, whoever sits before the terminal is told so at once.
        const worthWaiting = ({ trouble, times, until: held }: Failing): boolean => (answered || trouble.kind !== 'unreachable') && times < PATIENCE && held <= now + WAIT_MS_MAX
        const troubles = [...failing.values()].filter(({ until: held }) => held > now)
        const service = failing.get(SERVICE)
        if (service !== undefined && service.until > now && !worthWaiting(service)) return service.trouble
        const again = Math.min(...troubles.filter(worthWaiting).map(({ until: held }) => held))
        const pause = ran.nextAt !== undefined && ran.nextAt <= now + PAUSE_MS ? ran.nextAt : Infinity
        if (again === Infinity && pause === Infinity) return troubles.at(-1)?.trouble
        if (again < pause) onProgress({ label: fetcher.label, what: 'waiting', progress: work?.progress, added: counts.added, updated: counts.updated, waitingUntil: again })
        await time.sleep(Math.min(again, pause) - now, signal)
        continue
      }
      counts.requests++
      onProgress({ label: fetcher.label, what: ran.task, progress: work?.progress, added: counts.added, updated: counts.updated })
      if (ran.trouble === undefined) {
        answered = true
        done.add(ran.key)
        for (const key of [ran.key, SERVICE]) failing.delete(key)
        continue
      }
      for (const key of new Set([ran.key, failureKey(ran.trouble.kind, ran.key)])) failing.set(key, { trouble: ran.trouble, until: ran.until ?? now, times: (failing.get(key)?.times ?? 0) + 1 })
    }
    return undefined
  }
}
