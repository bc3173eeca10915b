import { BroadsheetError } from '../../paper/errors.ts'
import { type Person, Role, type Visitor } from '../../paper/people.ts'
import type { Store } from '../../store/store.ts'
import type { Clock } from '../../tools/clock.ts'
import type { Accounts, AccountsLog, Letters, Registration } from './accounts.ts'
import { createAuth, type ProviderSettings } from './auth.ts'
import { createLinks } from './links.ts'
import { createMembers } from './members.ts'
import { createPasskeys } from './passkeys.ts'
import { createProviders } from './providers.ts'
import { createSessions } from './sessions.ts'
import { createTokens } from './tokens.ts'
import { withoutSecrets } from './without-secrets.ts'

export interface AccountsParts {
  readonly store: Store
  readonly clock: Clock
  readonly log: AccountsLog
  /** origin that readers use: https://papers.example */
  readonly publicUrl: string
  /** signs cookies; at least 32 characters */
  readonly secret: string
  readonly registration: Registration
  /** without it no letter can be sent */
  readonly letters?: Letters | undefined
  readonly providers?: ProviderSettings | undefined
  /** a letter is begun so long after it was asked for, ms, when the answer has surely gone: what is done here takes longer for who is known */
  readonly letterDelayMs?: number
}

const LETTER_DELAY_MS = 250

/** Accounts over the store's tables. */
export function createAccounts({ store, clock, log, publicUrl, secret, registration, letters, providers = {}, letterDelayMs = LETTER_DELAY_MS }: AccountsParts): Accounts {
  const made = new Map<string, string>()
  const mayRegister = (email: string): boolean =>
    registration.kind === 'open' || (registration.kind === 'domain' && registration.domains.includes(email.slice(email.lastIndexOf('@') + 1).toLowerCase()))
  const authParts = { database: store.accounts, publicUrl, secret, log, mayRegister, onLink: (email: string, token: string) => void made.set(email, token) }
  const auth = createAuth(authParts)

  const underWay = new Set<Promise<void>>()
  const later = (work: () => Promise<void>): void => {
    const done = new Promise<void>((resolve) => setTimeout(resolve, letterDelayMs))
      .then(work)
      .catch((cause: unknown) => log.warn({ said: withoutSecrets(cause instanceof Error ? cause.message : cause) }, 'a letter could not be sent'))
      .finally(() => underWay.delete(done))
    underWay.add(done)
  }

  const sessions = createSessions(auth)
  const tokens = createTokens({ store, clock })
  const nobody: Visitor = { by: 'nobody', person: undefined, canSignIn: true }

  return {
    sessions,
    tokens,
    passkeys: createPasskeys(auth, sessions),
    links: createLinks({ auth, store, clock, publicUrl, letters, sessions, log, made, mayRegister, later }),
    providers: createProviders(providers, () => createAuth({ ...authParts, providers })),
    members: createMembers({ store, clock, letters, publicUrl }),

    async whoReads(feedToken) {
      const person = await tokens.owner(feedToken, 'feeds')
      if (person === undefined) throw new BroadsheetError('not-signed-in', 'The token in this address is not known here, or it was revoked.')
      return { by: 'token', person, canSignIn: true }
    },

    async who(headers) {
      const bearer = /^Bearer\b(.*)$/i.exec(headers.get('authorization') ?? '')?.[1]?.trim()
      // The Hugging Face client sends its own token to whichever service it is pointed at: that is a visitor like any other, not a wrong token of ours.
      if (bearer?.startsWith('hf_')) return { visitor: nobody, cookies: [] }
      if (bearer !== undefined) {
        const person = await tokens.owner(bearer)
        if (person === undefined) throw new BroadsheetError('not-signed-in', 'This token is not known here, or it was revoked.')
        return { visitor: { by: 'token', person, canSignIn: true }, cookies: [] }
      }
      if (!headers.get('cookie')?.includes('broadsheet.session_token=')) return { visitor: nobody, cookies: [] }
      const { headers: answer, response } = await auth.api.getSession({ headers, returnHeaders: true })
      const cookies = answer.getSetCookie()
      return response === null ? { visitor: nobody, cookies } : { visitor: { by: 'session', person: personOf(response.user), canSignIn: true }, cookies }
    },

    async close() {
      while (underWay.size > 0) await Promise.all(underWay)
    },
  }
}

function personOf(user: { id: string; name: string; email: string; createdAt: Date; role?: string | null | undefined }): Person {
  return { id: user.id, name: user.name, email: user.email, role: Role.safeParse(user.role).data ?? 'reader', since: new Date(user.createdAt).toISOString() }
}
