/** The deeds of alerts: an address of somebody's own to which the new papers of a view are sent. */
import type { Hook, HookKind } from '../../paper/hook.ts'
import type { Visitor } from '../../paper/people.ts'

/** A hook as its owner sees it. Its address is as good as a password, so only its host and its end are shown. */
export interface OwnHook extends Pick<Hook, 'id' | 'kind' | 'view' | 'pausedWhy' | 'createdAt' | 'sentAt' | 'lastError'> {
  readonly shownAddress: string
}

export interface NewHook {
  readonly kind?: unknown
  readonly view?: unknown
  readonly address?: unknown
}

export interface Alerts {
  /** The secret is told this once; receivers check signatures with it. @throws BroadsheetError bad-input, too-many, not-signed-in */
  add(visitor: Visitor, wanted: NewHook): Promise<{ readonly hook: OwnHook; readonly secret: string }>
  /** oldest first */
  list(visitor: Visitor): Promise<readonly OwnHook[]>
  /** Sends one made-up paper now, and says in a sentence what came of it. @throws BroadsheetError not-found, too-many */
  test(visitor: Visitor, id: string): Promise<{ readonly arrived: boolean; readonly said: string }>
  /** What came while it was paused is not told afterwards. @throws BroadsheetError not-found */
  change(visitor: Visitor, id: string, state: 'active' | 'paused'): Promise<OwnHook>
  /** @throws BroadsheetError not-found */
  remove(visitor: Visitor, id: string): Promise<void>
}

export const KIND_NAMES: Readonly<Record<HookKind, string>> = { generic: 'Your own program', slack: 'Slack', discord: 'Discord', telegram: 'Telegram', mattermost: 'Mattermost' }
