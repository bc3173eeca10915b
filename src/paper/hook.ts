/** Alerts as the rest of Broadsheet knows them: an address of somebody's to which the new papers of a view are sent. Instants are ISO. */

export const HOOK_KINDS = ['generic', 'slack', 'discord', 'telegram', 'mattermost'] as const
export type HookKind = (typeof HOOK_KINDS)[number]

/**
 * Why a hook sends nothing: its owner said so; there is nothing at the address any more (404, 410); the address lets nobody in (401, 403);
 * it lies in a network that is not asked; or several alerts one after another could not be brought.
 */
export const PAUSED_WHY = ['reader', 'gone', 'refused', 'private', 'failing'] as const
export type PausedWhy = (typeof PAUSED_WHY)[number]

/** New papers on their way to one address. */
export interface Alert {
  /** the same over every attempt, never reused */
  readonly id: string
  /** those shown, in the view's order */
  readonly paperKeys: readonly number[]
  /** how many more are only counted */
  readonly more: number
  readonly at: string
  /** how often it was sent in vain */
  readonly attempts: number
  readonly nextAt: string
  /** a request is under way, or was when the process ended: it may have arrived */
  readonly isUnderWay: boolean
}

export interface Hook {
  readonly id: string
  readonly personId: string
  readonly kind: HookKind
  /** the view's address, as `viewPath` writes it */
  readonly view: string
  /** where alerts go; who knows it can write there */
  readonly address: string
  /** signs what is sent */
  readonly secret: string
  readonly pausedWhy: PausedWhy | undefined
  /** papers with this key or a lower one are never announced */
  readonly floor: number
  /** what the view showed when the hook began is known, so that only what comes after is new */
  readonly isPrimed: boolean
  /** alerts given up since the last that arrived */
  readonly failures: number
  readonly createdAt: string
  readonly sentAt: string | undefined
  /** what became of the last attempt, as a sentence; undefined while all is well */
  readonly lastError: string | undefined
  readonly alert: Alert | undefined
}
