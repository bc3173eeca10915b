/**
 * The door for letters that a ledger keeps count of. Beside `Mailer` it tells what became of a letter as exactly as it can be
 * known, and asks before the one step that cannot be taken back.
 */
import type { Letter } from '../mailer.ts'

export type Carried =
  | { readonly kind: 'sent' }
  /** `begin` said no; nothing went out */
  | { readonly kind: 'withdrawn' }
  /** not taken, and may be later. `whose`: this letter's (its address, its domain) or the mail server's for any letter */
  | { readonly kind: 'later'; readonly whose: 'letter' | 'server'; readonly why: string }
  /** never will be. `address`: because nobody can be written to at it */
  | { readonly kind: 'never'; readonly address: boolean; readonly why: string }
  /** handed over whole, and the line broke before the answer */
  | { readonly kind: 'unknown'; readonly why: string }

export interface Carrier {
  /** so many letters at a time */
  readonly connections: number
  /**
   * Carries a letter; never throws. No sentence holds the address or what the server said beside its codes.
   * @param begin asked once, when all but the letter's end has been handed over: whether it may go. Until it has answered yes no
   * server can have taken the letter.
   */
  carry(letter: Letter, begin: () => Promise<boolean>): Promise<Carried>
  close(): Promise<void>
}
