import { createHash, randomUUID } from 'node:crypto'
import { passkey } from '@better-auth/passkey'
import { betterAuth } from 'better-auth'
import { APIError } from 'better-auth/api'
import { genericOAuth, magicLink } from 'better-auth/plugins'
import { BroadsheetError } from '../../paper/errors.ts'
import type { AccountsDatabase } from '../../store/store.ts'
import type { AccountsLog } from './accounts.ts'
import { ACCOUNT_COLUMNS, PASSKEY_TABLE, SESSION_COLUMNS, USER_COLUMNS, VERIFICATION_COLUMNS } from './auth-columns.ts'
import { plainName } from './plain-name.ts'
import { withoutSecrets } from './without-secrets.ts'

/** A link or a code lives so long, seconds. */
export const LINK_SECONDS = 15 * 60
/** A session that is not used for so long ends, seconds. */
const SESSION_SECONDS = 60 * 24 * 3600
/** A session in use is made longer once a day. */
const RENEW_SECONDS = 24 * 3600
/** A passkey is added only soon after signing in: who finds a machine unlocked is not to keep a key to it. Seconds. */
const FRESH_SECONDS = 3600

export interface AuthParts {
  readonly database: AccountsDatabase
  /** origin that readers use */
  readonly publicUrl: string
  readonly secret: string
  readonly log: AccountsLog
  /** Whether somebody who is not here yet may come in with this address. */
  mayRegister(email: string): boolean
  /** Takes the token of a link that was asked for. */
  onLink(email: string, token: string): void
  /** other services; their addresses are asked for when this is made */
  readonly providers?: ProviderSettings | undefined
}

export interface ProviderSettings {
  readonly github?: { readonly id: string; readonly secret: string } | undefined
  readonly google?: { readonly id: string; readonly secret: string } | undefined
  readonly oidc?: { readonly id: string; readonly secret: string; readonly issuer: string; readonly name: string } | undefined
}

/** What is kept of a token: enough to know it again. */
export const digest = (token: string): string => createHash('sha256').update(token).digest('hex')

export type Auth = ReturnType<typeof createAuth>

/** better-auth as Broadsheet uses it. Its own routes are mounted nowhere but for the way back from other services. */
export function createAuth({ database, publicUrl, secret, log, mayRegister, onLink, providers = {} }: AuthParts) {
  const { github, google, oidc } = providers
  const client = (one: { id: string; secret: string }) => ({ clientId: one.id, clientSecret: one.secret })
  return betterAuth({
    appName: 'Broadsheet',
    baseURL: publicUrl,
    basePath: '/api/auth',
    secret,
    database,
    telemetry: { enabled: false },
    rateLimit: { enabled: false }, // it would guard routes that are not mounted
    logger: { level: 'warn', log: (level, message) => log.warn({ level, said: withoutSecrets(message) }, 'the accounts library says something') },
    onAPIError: { errorURL: `${publicUrl}/sign-in` },
    session: { ...SESSION_COLUMNS, expiresIn: SESSION_SECONDS, updateAge: RENEW_SECONDS, freshAge: FRESH_SECONDS },
    user: { ...USER_COLUMNS, additionalFields: { role: { type: 'string', required: false, defaultValue: 'reader', input: false } } },
    account: {
      ...ACCOUNT_COLUMNS,
      accountLinking: {
        enabled: true,
        // Rows with an unproven address were made by an administrator and have no way in yet, so nobody waits in them.
        requireLocalEmailVerified: false,
      },
    },
    verification: VERIFICATION_COLUMNS,
    socialProviders: { ...(github && { github: client(github) }), ...(google && { google: client(google) }) },
    plugins: [
      magicLink({
        expiresIn: LINK_SECONDS,
        storeToken: { type: 'custom-hasher', hash: async (token) => digest(token) },
        sendMagicLink: ({ email, token }) => onLink(email, token),
      }),
      // Without an address typed first, only a key that the browser can find by itself is of use.
      passkey({ authenticatorSelection: { residentKey: 'required', userVerification: 'preferred' }, rpName: 'Broadsheet', rpID: new URL(publicUrl).hostname, origin: publicUrl, schema: PASSKEY_TABLE, advanced: { webAuthnChallengeCookie: 'challenge' } }),
      ...(oidc === undefined
        ? []
        : [
            genericOAuth({
              config: [
                {
                  providerId: 'oidc',
                  name: oidc.name,
                  ...client(oidc),
                  discoveryUrl: `${oidc.issuer.replace(/\/+$/, '')}/.well-known/openid-configuration`,
                  scopes: ['openid', 'email', 'profile'],
                  requireIdTokenVerification: true,
                },
              ],
            }),
          ]),
    ],
    advanced: {
      cookiePrefix: 'broadsheet',
      useSecureCookies: publicUrl.startsWith('https:'),
      disableOriginCheck: false,
      ipAddress: { disableIpTracking: true },
      // The tables are the store's, which keeps them by migrations of its own.
      database: { generateId: () => randomUUID(), validateSchema: false },
    },
    databaseHooks: {
      user: {
        create: {
          before: async (user) => {
            // The last word, whichever way somebody comes: links check before they are written, other services only here.
            if (!user.emailVerified || !mayRegister(user.email)) throw new APIError('FORBIDDEN', { code: 'not_invited', message: 'Nobody was invited with this address.' })
            return { data: { ...user, name: plainName(user.name), image: null } }
          },
        },
      },
      account: {
        // Other services only say who somebody is; what they would let us do is not kept.
        create: { before: async (account) => ({ data: { ...account, ...NOTHING_KEPT } }) },
        update: { before: async (account) => ({ data: { ...account, ...NOTHING_KEPT } }) },
      },
      session: { create: { before: async (session) => ({ data: { ...session, userAgent: session.userAgent?.slice(0, 300) ?? null } }) } },
    },
  })
}

const NOTHING_KEPT = { accessToken: null, refreshToken: null, idToken: null, accessTokenExpiresAt: null, refreshTokenExpiresAt: null, scope: null }

/** An error of the library as ours: `sentence` where the asker is at fault, else one for the log that says nothing of people. */
export function ours(error: unknown, code: 'bad-input' | 'not-found' | 'not-allowed', sentence: string): BroadsheetError {
  if (error instanceof BroadsheetError) return error
  const { name, message, stack = '', statusCode }: Error & { statusCode?: unknown } = error instanceof Error ? error : new Error(String(error))
  // A database repeats what it was given in its errors: only where it happened is kept as it is.
  const cause = new Error(`${name}: ${withoutSecrets(message)}`)
  cause.stack = [`${cause.name}: ${cause.message}`, ...stack.split('\n').filter((line) => /^\s+at /.test(line))].join('\n')
  // A redirect is thrown by another class of the same name, so the name it is.
  const asked = name === 'APIError' && typeof statusCode === 'number' && statusCode < 500
  return asked ? new BroadsheetError(code, sentence, { cause }) : new BroadsheetError('internal', 'Something went wrong while signing in; the log has the cause.', { cause })
}
