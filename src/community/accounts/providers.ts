import { BroadsheetError } from '../../paper/errors.ts'
import type { Cookies } from './accounts.ts'
import { type Auth, ours, type ProviderSettings } from './auth.ts'

/** A service that does not say within this time where to go, is away. */
const PATIENCE_MS = 10_000

export interface Provider {
  /** as in addresses */
  readonly id: 'github' | 'google' | 'oidc'
  /** as on the button */
  readonly name: string
}

/** Other services that say who somebody is (OAuth 2 and OpenID Connect). */
export interface Providers {
  readonly list: readonly Provider[]
  /** Where to send the browser. @throws BroadsheetError not-found, unavailable */
  start(id: string, back: string, headers: Headers): Promise<{ address: string; cookies: Cookies }>
  /** The way back: a redirect to where somebody wanted to go, or to /sign-in?error=… */
  finish(request: Request): Promise<Response>
}

/** @param create makes the library anew with the providers; they are asked for their addresses then, so it is done when first needed */
export function createProviders(settings: ProviderSettings, create: () => Auth): Providers {
  const { github, google, oidc } = settings
  const list: Provider[] = [
    ...(github === undefined ? [] : [{ id: 'github', name: 'GitHub' } as const]),
    ...(google === undefined ? [] : [{ id: 'google', name: 'Google' } as const]),
    ...(oidc === undefined ? [] : [{ id: 'oidc', name: oidc.name } as const]),
  ]
  let held: Promise<Auth> | undefined

  /** A service that was away when it was asked is asked again the next time. */
  async function ready(): Promise<Auth> {
    held ??= (async () => {
      const auth = create()
      const { socialProviders } = await auth.$context
      if (socialProviders.length < list.length) held = undefined
      return auth
    })().catch((error: unknown) => {
      held = undefined
      throw error
    })
    return held
  }

  return {
    list,
    async start(id, back, headers) {
      if (!list.some((one) => one.id === id)) throw new BroadsheetError('not-found', 'This way to sign in is not offered here.')
      const away = (cause?: unknown) => new BroadsheetError('unavailable', 'The service to sign in with does not answer. Please try again later, or sign in another way.', { cause })
      const work = async () => {
        const auth = await ready()
        return auth.api.signInSocial({ body: { provider: id, callbackURL: back, errorCallbackURL: '/sign-in', disableRedirect: true }, headers, returnHeaders: true })
      }
      let timer: NodeJS.Timeout | undefined
      const patience = new Promise<never>((_resolve, reject) => {
        timer = setTimeout(() => reject(away()), PATIENCE_MS)
      })
      const { headers: answer, response } = await Promise.race([work(), patience])
        .catch((error: unknown) => Promise.reject(error instanceof BroadsheetError ? error : away(ours(error, 'not-found', 'The service is not set up.'))))
        .finally(() => clearTimeout(timer))
      if (response.url === undefined) throw away()
      return { address: response.url, cookies: answer.getSetCookie() }
    },
    async finish(request) {
      if (list.length === 0) throw new BroadsheetError('not-found', 'This way to sign in is not offered here.')
      return (await ready()).handler(request)
    },
  }
}
