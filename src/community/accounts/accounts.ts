/**
 * Who is let in, and how: letters with links, passkeys, other services, personal tokens; and who belongs here. The one part of
 * the room that knows cookies, because they are how a browser says who asks: deeds take a request's headers and answer the
 * cookies to be set. Everything stands on better-auth, of which nothing else in Broadsheet knows.
 */
import type { Visitor } from '../../paper/people.ts'
import type { Links } from './links.ts'
import type { Members } from './members.ts'
import type { Passkeys } from './passkeys.ts'
import type { Providers } from './providers.ts'
import type { Sessions } from './sessions.ts'
import type { Tokens } from './tokens.ts'

/** Values of Set-Cookie headers, in order. */
export type Cookies = readonly string[]

export interface Accounts {
  /**
   * Who asks, by a personal token or by a session's cookie; nobody with neither.
   * @throws BroadsheetError not-signed-in when there is a token and it is not known
   */
  who(headers: Headers): Promise<{ visitor: Visitor; cookies: Cookies }>
  /** Who reads with a token for feeds. @throws BroadsheetError not-signed-in when it is not known */
  whoReads(feedToken: string): Promise<Visitor>
  readonly links: Links
  readonly sessions: Sessions
  readonly passkeys: Passkeys
  readonly providers: Providers
  readonly tokens: Tokens
  readonly members: Members
  /** Waits for letters that are being written. */
  close(): Promise<void>
}

/** Who may make an account for themselves. */
export type Registration = { readonly kind: 'invite' | 'open' } | { readonly kind: 'domain'; readonly domains: readonly string[] }

/** The letters that accounts write; made and sent outside of this room. */
export interface Letters {
  signIn(letter: { to: string; link: string }): Promise<void>
  invitation(letter: { to: string; by: string | undefined; link: string }): Promise<void>
}

/** Where problems are told; never of whom, and never with a token or a link. */
export interface AccountsLog {
  warn(facts: object, sentence: string): void
}
