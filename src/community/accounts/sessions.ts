import { BroadsheetError } from '../../paper/errors.ts'
import type { Cookies } from './accounts.ts'
import type { Auth } from './auth.ts'
import { browserName } from './browser-name.ts'

export interface SessionFacts {
  readonly id: string
  /** the one that asks */
  readonly current: boolean
  /** Firefox on Linux */
  readonly browser: string
  /** ISO instants */
  readonly since: string
  /** to the day */
  readonly lastUsed: string
}

/** The browsers that somebody is signed in with. Deeds are done as the person whose cookie the headers hold. */
export interface Sessions {
  /** newest use first */
  list(headers: Headers): Promise<readonly SessionFacts[]>
  /** @throws BroadsheetError not-found */
  end(headers: Headers, id: string): Promise<void>
  /** Answers how many ended. */
  endOthers(headers: Headers): Promise<number>
  signOut(headers: Headers): Promise<Cookies>
  /** Ends the session that the headers' cookie names, if it names one: who signs in anew leaves none behind. */
  endCurrent(headers: Headers): Promise<void>
}

export function createSessions(auth: Auth): Sessions {
  async function held(headers: Headers) {
    const current = await auth.api.getSession({ headers, query: { disableRefresh: true } })
    if (current === null) throw new BroadsheetError('not-signed-in', 'Please sign in first.')
    const { internalAdapter } = await auth.$context
    const sessions = await internalAdapter.listSessions(current.user.id, { onlyActiveSessions: true })
    return { current, sessions, end: (token: string) => internalAdapter.deleteSession(token) }
  }
  return {
    async list(headers) {
      const { current, sessions } = await held(headers)
      return sessions
        .map((one) => ({
          id: one.id,
          current: one.id === current.session.id,
          browser: browserName(one.userAgent ?? undefined),
          since: new Date(one.createdAt).toISOString(),
          lastUsed: new Date(one.updatedAt).toISOString(),
        }))
        .sort((a, b) => Number(b.current) - Number(a.current) || b.lastUsed.localeCompare(a.lastUsed))
    },
    async end(headers, id) {
      const { sessions, end } = await held(headers)
      const session = sessions.find((one) => one.id === id)
      if (session === undefined) throw new BroadsheetError('not-found', 'This session has ended already.')
      await end(session.token)
    },
    async endOthers(headers) {
      const { current, sessions, end } = await held(headers)
      const others = sessions.filter(({ id }) => id !== current.session.id)
      for (const { token } of others) await end(token)
      return others.length
    },
    async signOut(headers) {
      const { headers: answer } = await auth.api.signOut({ headers, returnHeaders: true })
      return answer.getSetCookie()
    },
    async endCurrent(headers) {
      const current = await auth.api.getSession({ headers, query: { disableRefresh: true } })
      if (current !== null) await (await auth.$context).internalAdapter.deleteSession(current.session.token)
    },
  }
}
