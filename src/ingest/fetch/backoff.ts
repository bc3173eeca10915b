import type { SourceTrouble, TroubleKind } from '../../source/http/http.ts'

/** What went wrong with a task, or under `*` with the service itself. Instants are ms since 1970. */
export interface Failure {
  readonly since: number
  readonly failures: number
  readonly until: number
  readonly sentence: string
  /** of a task: what failed was the service, whatever was asked of it */
  readonly ofService?: boolean
}

/** Failures that are the service's, whatever was asked of it. */
const OF_SERVICE: ReadonlySet<TroubleKind> = new Set(['unreachable', 'busy', 'failed'])
export const SERVICE = '*'

export const failureKey = (kind: TroubleKind, task: string): string => (OF_SERVICE.has(kind) ? SERVICE : task)

const MINUTE = 60_000
const FIRST_MS = MINUTE
const MOST_MS = 60 * MINUTE
/** What was refused will be refused again, until somebody changes something. */
const REFUSED_MS = 6 * 60 * MINUTE

/**
 * After the first failure a minute, after each further one twice as long, up to an hour, a fifth more or less; never
 * before the time that the service named.
 * @param random 0 to 1
 */
export function failedAgain(before: Failure | undefined, trouble: SourceTrouble, now: number, random: number): Failure {
  const failures = (before?.failures ?? 0) + 1
  const wait = trouble.kind === 'refused' ? REFUSED_MS : Math.min(MOST_MS, FIRST_MS * 2 ** Math.min(failures - 1, 10))
  return {
    since: before?.since ?? now,
    failures,
    until: Math.max(now + wait * (0.8 + 0.4 * random), trouble.retryAt ?? 0),
    sentence: trouble.message,
  }
}
