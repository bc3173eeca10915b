import { publicMessage } from '../../paper/errors.ts'
import { STATUS_PREFIX, type SourceStatus } from '../../paper/source-status.ts'
import { SourceTrouble } from '../../source/http/http.ts'
import { type Failure, failedAgain, failureKey, SERVICE } from './backoff.ts'
import type { Fetcher, FetchParts, Task } from './fetcher.ts'

export interface Ran {
  /** what was done; undefined when nothing was due */
  readonly task: string | undefined
  readonly key: string
  readonly trouble: SourceTrouble | undefined
  /** ms since 1970: until when the task, or the whole service, is left alone after the trouble */
  readonly until?: number | undefined
  /** ms since 1970: when there will be something to do; undefined for never */
  readonly nextAt: number | undefined
}

const backoffName = (key: string): string => `fetch/${key}/failures`

/**
 * Does the first thing of a fetcher that is due and not held back by a failure, and keeps its status up. The caller holds
 * the fetcher's lock.
 * @param also tasks that count as due although their time has not come, or they failed a short while ago
 */
export async function runDue(parts: FetchParts, fetcher: Fetcher, signal?: AbortSignal, also: (task: Task) => boolean = () => false): Promise<Ran> {
  const { store, time, random, log } = parts
  const tasks = await fetcher.tasks(time.now())
  const failures = await readFailures(parts, fetcher, tasks)
  const service = failures[SERVICE]
  const dueAt = (task: Task): number => (also(task) ? 0 : Math.max(task.at, failures[task.key]?.until ?? 0, service?.until ?? 0))
  const nextAt = (): number | undefined => (tasks.length === 0 ? undefined : Math.min(...tasks.map(dueAt)))
  // What has not failed goes first: one list that always fails must not keep the others from being asked for.
  const failed = (one: Task): number => failures[one.key]?.failures ?? 0
  const task = tasks.filter((one) => dueAt(one) <= time.now()).reduce<Task | undefined>((best, one) => (best === undefined || failed(one) < failed(best) ? one : best), undefined)
  if (task === undefined) {
    await keepStatus(parts, fetcher, { failures, nextAt: nextAt() })
    return { task: undefined, key: '', trouble: undefined, nextAt: nextAt() }
  }
  const triedAt = time.now()
  try {
    await task.step(signal)
    const { [SERVICE]: away, [task.key]: _, ...others } = failures
    const left = away === undefined ? others : soonAgain(others, time.now())
    if (away !== undefined || failures[task.key] !== undefined) await store.setSetting(backoffName(fetcher.key), left)
    await keepStatus(parts, fetcher, { triedAt, ok: true, failures: left, nextAt: time.now() })
    return { task: task.what, key: task.key, trouble: undefined, nextAt: time.now() }
  } catch (error) {
    if (signal?.aborted) return { task: task.what, key: task.key, trouble: undefined, nextAt: time.now() }
    if (!(error instanceof SourceTrouble)) log.warn({ cause: error, task: task.key }, 'fetching failed inside Broadsheet')
    const trouble = error instanceof SourceTrouble ? error : new SourceTrouble('broken', publicMessage(error), { cause: error })
    const key = failureKey(trouble.kind, task.key)
    // What fails for the whole service has failed for the task too, should others fare better.
    const now = Object.fromEntries([...Object.entries(failures), ...[task.key, key].map((name) => [name, { ...failedAgain(failures[name], trouble, time.now(), random()), ...(key === SERVICE ? { ofService: true } : {}) }] as const)])
    await store.setSetting(backoffName(fetcher.key), now)
    const facts = { source: fetcher.label, task: task.what, kind: trouble.kind, status: trouble.status, until: new Date(now[key]!.until).toISOString(), why: whyOf(trouble) }
    // A night without network is one warning, not hundreds.
    if (now[key]!.failures === 1) log.warn(facts, trouble.message)
    else log.info(facts, trouble.message)
    await keepStatus(parts, fetcher, { triedAt, failures: now, nextAt: now[key]!.until })
    return { task: task.what, key: task.key, trouble, until: now[key]!.until, nextAt: key === SERVICE ? now[key]!.until : time.now() }
  }
}

/** The innermost cause in a few words: a stack says nothing of somebody else's service. */
function whyOf(trouble: SourceTrouble): string | undefined {
  let why: string | undefined
  for (let cause = trouble.cause, depth = 0; cause instanceof Error && depth < 5; cause = cause.cause, depth++) why = cause.message
  return why?.slice(0, 300)
}

/**
 * The service answers again: if it was away for several things, all of them are tried at once. One that alone was not
 * answered may have a trouble of its own, and keeps its distance.
 */
function soonAgain(failures: Readonly<Record<string, Failure>>, now: number): Readonly<Record<string, Failure>> {
  const away = Object.values(failures).filter(({ ofService }) => ofService === true)
  if (away.length < 2) return failures
  return Object.fromEntries(Object.entries(failures).map(([name, one]) => [name, one.ofService === true ? { ...one, until: now } : one]))
}

/**
 * Failures by task. Those of tasks that nobody has any more (a category that was given up) are forgotten, and so are
 * those that were to be tried again by now, but are not due any more (a day whose votes have settled).
 */
async function readFailures({ store, time }: FetchParts, { key }: Fetcher, tasks: readonly Task[]): Promise<Readonly<Record<string, Failure>>> {
  const held = ((await store.setting(backoffName(key))) as Record<string, Failure> | undefined) ?? {}
  const now = time.now()
  return Object.fromEntries(Object.entries(held).filter(([name, { until }]) => name === SERVICE || tasks.some(({ key: one, at }) => one === name && (until > now || at <= now))))
}

/** A status is written anew when it says something else; the next time alone only when it is another minute. */
async function keepStatus(
  { store, time }: FetchParts,
  { key, label, work }: Fetcher,
  news: { triedAt?: number; ok?: boolean; failures: Readonly<Record<string, Failure>>; nextAt: number | undefined },
): Promise<void> {
  const name = `${STATUS_PREFIX}${key}`
  const before = (await store.setting(name)) as SourceStatus | undefined
  // A service that leaves one request after the other unanswered is away since the first of them, though a single list of
  // it may have failed for weeks.
  const away = news.failures[SERVICE]
  const failing = away !== undefined && away.failures > 1 ? [away] : Object.values(news.failures).sort((a, b) => a.since - b.since)
  const iso = (instant: number): string => new Date(instant).toISOString()
  const status: SourceStatus = {
    key,
    label,
    triedAt: news.triedAt === undefined ? before?.triedAt : iso(news.triedAt),
    okAt: news.ok === true ? iso(time.now()) : before?.okAt,
    trouble: failing[0] === undefined ? undefined : { since: iso(failing[0].since), sentence: failing.at(-1)!.sentence },
    nextAt: news.nextAt === undefined ? undefined : iso(news.nextAt),
    work: await work?.(time.now()),
  }
  const minute = (one: SourceStatus | undefined): string => JSON.stringify({ ...one, nextAt: one?.nextAt?.slice(0, 16) })
  if (minute(before) !== minute(status)) await store.setSetting(name, status)
}
