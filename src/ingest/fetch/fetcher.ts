/**
 * How papers are fetched from a service: every fetcher keeps what it has to remember in the store, names the one thing to
 * do next and when, and does it in steps of one request. Between two steps a process may end at any moment.
 */
import type { Log } from '../log.ts'
import type { Store } from '../../store/store.ts'
import type { Time } from '../../tools/clock.ts'
import type { Taken } from './take-page.ts'

/** What every fetcher works with. */
export interface FetchParts {
  readonly store: Store
  readonly time: Time
  readonly log: Log
  /** 0 to 1, for jitter: many instances must not ask at the same second */
  readonly random: () => number
  /** told of every page that went in */
  readonly onTaken?: ((taken: Taken) => void) | undefined
}

export interface Task {
  /** unique and lasting: failures are remembered by it */
  readonly key: string
  /** ms since 1970; in the past when it is due */
  readonly at: number
  /** for a person: "the feed of cs.LG" */
  readonly what: string
  /** one request and what follows from it. @throws SourceTrouble */
  readonly step: (signal?: AbortSignal) => Promise<void>
}

export interface Fetcher {
  /** names its lock, its status and what it remembers: `arxiv`, `huggingface`, `openreview:…` */
  readonly key: string
  readonly label: string
  /** Everything that is to be done, also later; the runner takes the first that is due and not held back. */
  tasks(now: number): Promise<readonly Task[]>
  /** longer work under way, for the status */
  work?(now: number): Promise<{ what: string; progress?: number | undefined } | undefined>
}
