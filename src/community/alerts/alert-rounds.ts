/**
 * Looks for new papers of the views that people want alerts of, and sends what is due.
 *
 * No paper is told twice to one hook: what an alert tells is remembered with the alert, before it goes out. An attempt that may have
 * arrived (no answer came, or the process ended) is made again only where the receiver can know it again by its Broadsheet-Delivery, which is
 * the same over all attempts; in a chat it would be seen twice, so there it counts as arrived.
 */
import { randomBytes } from 'node:crypto'
import { LOCAL_PERSON_ID } from '../../paper/people.ts'
import type { Alert, Hook, PausedWhy } from '../../paper/hook.ts'
import type { Paper } from '../../paper/paper.ts'
import { isPrivate, viewOfPath } from '../../paper/view.ts'
import type { HookChange } from '../../store/hooks.ts'
import type { Store } from '../../store/store.ts'
import type { Clock } from '../../tools/clock.ts'
import type { AlertRules } from './create-alerts.ts'
import { messageOf } from './message-of.ts'
import { postAlert, type PostAlert, type Posted } from './post-alert.ts'
import { shapeAlert, SHOWN } from './shape-alert.ts'
import { frontOf, type ListView } from './what-is-new.ts'

/** Remembered of one hook. */
export const TOLD_MAX = 5000
/** Minutes until an attempt is made again; after the last the alert is given up. */
const RETRY_MINUTES = [1, 5, 15, 60, 180] as const
/** Given up one after another, after which a hook is paused. */
const FAILURES_MAX = 3
const AT_ONCE = 8
const MINUTE_MS = 60_000
const RETRY_AFTER_MAX_SECONDS = 6 * 3600

interface Parts {
  readonly store: Store
  readonly clock: Clock
  readonly list: ListView
  readonly rules: AlertRules
  /** no accounts: the one reader may have alerts within their own network */
  readonly ownNetwork: boolean
  readonly log: { warn(facts: object, text: string): void }
  readonly post?: PostAlert | undefined
  readonly toldMax?: number | undefined
}

export interface AlertRounds {
  /** Finds what is new and plans an alert of it. */
  look(signal?: AbortSignal): Promise<void>
  /** Sends what is planned and due. */
  send(signal?: AbortSignal): Promise<void>
}

export function alertRounds({ store, clock, list, rules, ownNetwork, log, post = postAlert, toldMax = TOLD_MAX }: Parts): AlertRounds {
  const { hooks } = store
  const iso = (ms = clock.now()): string => new Date(ms).toISOString()

  async function* active(signal: AbortSignal | undefined): AsyncGenerator<Hook> {
    for (let after = ''; ; ) {
      const page = await hooks.activeHooks(after)
      for (const hook of page) if (!signal?.aborted) yield hook
      if (page.length === 0 || signal?.aborted) return
      after = page.at(-1)!.id
    }
  }

  async function lookFor(hook: Hook, papers: readonly Paper[]): Promise<void> {
    const keys = papers.map(({ key }) => key)
    // What its view showed when it began is nothing new.
    if (!hook.isPrimed) return void (await hooks.tell(hook.id, { paperKeys: keys, alert: undefined, most: toldMax }))
    const above = keys.filter((key) => key > hook.floor)
    if (above.length === 0) return
    const told = await hooks.papersTold(hook.id)
    const fresh = [...new Set(above)].filter((key) => !told.has(key))
    if (fresh.length === 0) return
    const shown = fresh.slice(0, SHOWN[hook.kind])
    const at = iso()
    const alert: Alert = { id: `alert_${randomBytes(12).toString('base64url')}`, paperKeys: shown, more: fresh.length - shown.length, at, attempts: 0, nextAt: at, isUnderWay: false }
    await hooks.tell(hook.id, { paperKeys: fresh, alert, most: toldMax })
  }

  async function sendOne(id: string, signal: AbortSignal | undefined): Promise<void> {
    const hook = await hooks.hook(id)
    const alert = hook?.alert
    if (hook === undefined || alert === undefined || hook.pausedWhy !== undefined) return
    if (alert.isUnderWay && hook.kind !== 'generic') return void (await hooks.changeHook(id, { alert: undefined, lastError: 'It is not known whether the last alert arrived.' }))
    const papers = await store.papers(alert.paperKeys)
    // Every paper of it has gone meanwhile.
    if (papers.length === 0) return void (await hooks.changeHook(id, { alert: undefined }))
    if (!(await hooks.changeHook(id, { alert: { ...alert, isUnderWay: true } }))) return
    const shaped = shapeAlert(hook, messageOf(hook, alert, papers, rules.publicUrl), Math.floor(clock.now() / 1000))
    const posted = await post(shaped, { ownNetwork: ownNetwork && hook.personId === LOCAL_PERSON_ID, userAgent: rules.userAgent, signal })
    const later = await hooks.hook(id)
    // Paused, removed or begun anew meanwhile.
    if (later?.alert?.id !== alert.id) return
    await hooks.changeHook(id, changeAfter(hook, alert, posted))
  }

  function changeAfter(hook: Hook, alert: Alert, { outcome, said, retryAfterSeconds = 0 }: Posted): HookChange {
    if (outcome === 'arrived') return { alert: undefined, failures: 0, lastError: undefined, sentAt: iso() }
    if (outcome === 'gone' || outcome === 'refused' || outcome === 'private') return { alert: undefined, pausedWhy: outcome, lastError: said }
    if (outcome === 'unknown' && hook.kind !== 'generic') return { alert: undefined, lastError: `${said} It is not known whether the last alert arrived.` }
    const minutes = RETRY_MINUTES[alert.attempts]
    if (outcome !== 'unwanted' && minutes !== undefined) {
      const wait = Math.max(minutes * MINUTE_MS, Math.min(retryAfterSeconds, RETRY_AFTER_MAX_SECONDS) * 1000)
      return { alert: { ...alert, attempts: alert.attempts + 1, nextAt: iso(clock.now() + wait), isUnderWay: false }, lastError: said }
    }
    const failures = hook.failures + 1
    const pausedWhy: PausedWhy | undefined = failures >= FAILURES_MAX ? 'failing' : undefined
    return { alert: undefined, failures, pausedWhy, lastError: said }
  }

  return {
    async look(signal) {
      // Many want the same public view: it is listed once a round.
      const fronts = new Map<string, Promise<readonly Paper[]>>()
      for await (const hook of active(signal)) {
        if (hook.alert !== undefined) continue
        try {
          const view = viewOfPath(hook.view)
          const own = view === undefined || isPrivate(view)
          const front = (own ? undefined : fronts.get(hook.view)) ?? frontOf(list, hook.view, hook.personId, clock.now())
          if (!own) fronts.set(hook.view, front)
          await lookFor(hook, await front)
        } catch (cause) {
          log.warn({ cause, hook: hook.id }, 'an alert could not be looked after')
        }
      }
    },

    async send(signal) {
      const due: string[] = []
      for await (const { id, alert } of active(signal)) if (alert !== undefined && alert.nextAt <= iso()) due.push(id)
      const next = due.values()
      await Promise.all(Array.from({ length: Math.min(AT_ONCE, due.length) }, async () => {
        for (const id of next) {
          if (signal?.aborted) return
          await sendOne(id, signal).catch((cause: unknown) => log.warn({ cause, hook: id }, 'an alert could not be sent'))
        }
      }))
    },
  }
}
