import { getAuthenticatorName } from '@better-auth/passkey'
import { BroadsheetError } from '../../paper/errors.ts'
import type { Cookies } from './accounts.ts'
import { type Auth, ours } from './auth.ts'
import { plainName } from './plain-name.ts'
import type { Sessions } from './sessions.ts'

const PASSKEYS_MAX = 20

/** Checked by the library, field by field. */
type AuthenticationAnswer = NonNullable<Parameters<Auth['api']['verifyPasskeyAuthentication']>[0]>['body']['response']

export interface PasskeyFacts {
  readonly id: string
  readonly name: string
  /** ISO instant */
  readonly createdAt: string | undefined
}

/** Keys that a machine or a phone keeps for its owner (WebAuthn). Options and answers are the JSON forms of the standard's. */
export interface Passkeys {
  list(headers: Headers): Promise<readonly PasskeyFacts[]>
  /** What the browser needs to make a key. @throws BroadsheetError not-allowed when signing in was long ago, too-many */
  toAdd(headers: Headers): Promise<{ options: unknown; cookies: Cookies }>
  /** Keeps what the browser made. @throws BroadsheetError bad-input */
  add(headers: Headers, made: { response: unknown; name: unknown }): Promise<void>
  /** @throws BroadsheetError not-found */
  remove(headers: Headers, id: string): Promise<void>
  /** What the browser needs to sign in. */
  toSignIn(): Promise<{ options: unknown; cookies: Cookies }>
  /** @throws BroadsheetError not-allowed */
  signIn(headers: Headers, response: unknown): Promise<Cookies>
}

const NOT_FRESH = 'A passkey is added soon after signing in. Please sign out and in again first.'
const NOT_KNOWN = 'This passkey is not known here. Please sign in another way.'

export function createPasskeys(auth: Auth, sessions: Sessions): Passkeys {
  const list = async (headers: Headers): Promise<readonly PasskeyFacts[]> => {
    const held = await auth.api.listPasskeys({ headers }).catch((error: unknown) => Promise.reject(ours(error, 'not-allowed', 'Please sign in first.')))
    return held.map((one) => ({ id: one.id, name: one.name ?? getAuthenticatorName(one.aaguid) ?? 'Passkey', createdAt: one.createdAt ? new Date(one.createdAt).toISOString() : undefined }))
  }
  return {
    list,
    async toAdd(headers) {
      if ((await list(headers)).length >= PASSKEYS_MAX) throw new BroadsheetError('too-many', `There are ${PASSKEYS_MAX} passkeys already; remove one first.`)
      const { headers: answer, response } = await auth.api
        .generatePasskeyRegistrationOptions({ headers, query: {}, returnHeaders: true })
        .catch((error: unknown) => Promise.reject(ours(error, 'not-allowed', NOT_FRESH)))
      return { options: response, cookies: answer.getSetCookie() }
    },
    async add(headers, { response, name }) {
      const said = typeof name === 'string' && name.trim() !== '' ? plainName(name) : undefined
      await auth.api
        .verifyPasskeyRegistration({ headers, body: { response: bounded(response), ...(said && { name: said }) } })
        .catch((error: unknown) => Promise.reject(ours(error, 'bad-input', 'The passkey could not be taken. Please try again.')))
    },
    async remove(headers, id) {
      await auth.api.deletePasskey({ headers, body: { id } }).catch((error: unknown) => Promise.reject(ours(error, 'not-found', 'This passkey is not there.')))
    },
    async toSignIn() {
      // Without the asker's cookies: whose keys there are is not told before somebody has signed in.
      const { headers, response } = await auth.api.generatePasskeyAuthenticationOptions({ headers: new Headers(), returnHeaders: true })
      return { options: response, cookies: headers.getSetCookie() }
    },
    async signIn(headers, response) {
      const signedIn = await auth.api
        .verifyPasskeyAuthentication({ headers: new Headers(headers), body: { response: bounded(response) as unknown as AuthenticationAnswer }, returnHeaders: true })
        .catch((error: unknown) => Promise.reject(ours(error, 'not-allowed', NOT_KNOWN)))
      await sessions.endCurrent(headers)
      return signedIn.headers.getSetCookie()
    },
  }
}

/** An authenticator's answer is some hundred bytes of text in a few fields. */
function bounded(response: unknown): Record<string, unknown> {
  if (typeof response !== 'object' || response === null || Array.isArray(response) || JSON.stringify(response).length > 20_000) {
    throw new BroadsheetError('bad-input', 'This is not an answer of a passkey.')
  }
  return response as Record<string, unknown>
}
