/** Alerts: which addresses people gave, and which papers each was told of. The same on both databases; every deed is one transaction. */
import type { Alert, Hook } from '../paper/hook.ts'

/** What may change of a hook; its kind, view and address are what it is. A key that is there with `undefined` is emptied. */
export type HookChange = Partial<Pick<Hook, 'pausedWhy' | 'floor' | 'isPrimed' | 'failures' | 'sentAt' | 'lastError' | 'alert'>>

export interface Hooks {
  /** False, and nothing is written, where the person has `most` of them already. @throws BroadsheetError not-signed-in, when the person is gone */
  addHook(hook: Hook, most: number): Promise<boolean>
  hook(id: string): Promise<Hook | undefined>
  /** oldest first */
  hooks(personId: string): Promise<readonly Hook[]>
  /** Those that are not paused, by id, after one with this id. */
  activeHooks(after?: string, limit?: number): Promise<readonly Hook[]>
  /** False when unknown. */
  changeHook(id: string, change: HookChange): Promise<boolean>
  removeHook(id: string): Promise<boolean>
  /** The papers that a hook was told of, or that its view showed before it began. */
  papersTold(id: string): Promise<ReadonlySet<number>>
  /**
   * Remembers papers as told, and keeps the alert that tells of them: both or neither. Of more than `most` papers those with the lowest keys are
   * forgotten, and the hook's floor rises above them, so that what was forgotten is not told again. False when the hook is unknown or paused.
   */
  tell(id: string, told: { readonly paperKeys: readonly number[]; readonly alert: Alert | undefined; readonly most: number }): Promise<boolean>
}
