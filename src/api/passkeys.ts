import type { Context } from 'hono'
import type { Accounts, Cookies } from '../community/accounts/accounts.ts'
import type { Community } from '../community/community.ts'
import { BroadsheetError } from '../paper/errors.ts'

/** What a page of this site asks for when a passkey is made or used: the standard's JSON forms (WebAuthn Level 3, `PublicKeyCredential.toJSON`). */
export type PasskeyDeed = 'toSignIn' | 'signIn' | 'toAdd' | 'add'

/** POST /api/sign-in/passkey/options, /api/sign-in/passkey, /api/me/passkeys/options and /api/me/passkeys */
export async function passkeys(c: Context, { accounts }: Community, deed: PasskeyDeed): Promise<Response> {
  if (accounts === undefined) throw new BroadsheetError('not-found', 'Nobody signs in here.')
  // Nothing but a page of this site needs a passkey, and that a browser says so is part of what makes one safe.
  if (c.req.header('sec-fetch-site') !== 'same-origin' && c.req.header('origin') === undefined) throw new BroadsheetError('not-allowed', 'This is for pages of this site.')
  return DEEDS[deed](c, accounts)
}

const DEEDS: Readonly<Record<PasskeyDeed, (c: Context, accounts: Accounts) => Promise<Response>>> = {
  async toSignIn(c, accounts) {
    const { options, cookies } = await accounts.passkeys.toSignIn()
    return answer(c, options, cookies)
  },
  async signIn(c, accounts) {
    const cookies = await accounts.passkeys.signIn(c.req.raw.headers, (await bodyOf(c))['response'])
    return answer(c, { ok: true }, cookies)
  },
  async toAdd(c, accounts) {
    const { options, cookies } = await accounts.passkeys.toAdd(c.req.raw.headers)
    return answer(c, options, cookies)
  },
  async add(c, accounts) {
    const { response, name } = await bodyOf(c)
    await accounts.passkeys.add(c.req.raw.headers, { response, name })
    return answer(c, { ok: true }, [])
  },
}

function answer(c: Context, body: unknown, cookies: Cookies): Response {
  for (const cookie of cookies) c.header('Set-Cookie', cookie, { append: true })
  c.header('Cache-Control', 'no-store')
  return c.json(body as object)
}

async function bodyOf(c: Context): Promise<Record<string, unknown>> {
  const body: unknown = await c.req.json().catch(() => undefined)
  if (typeof body !== 'object' || body === null) throw new BroadsheetError('bad-input', 'The body is not a JSON object.')
  return body as Record<string, unknown>
}
