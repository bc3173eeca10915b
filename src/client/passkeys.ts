/**
 * Passkeys: the one way in that needs a script, because only a script may ask the browser for a key (WebAuthn). The parts of the
 * pages that offer them are hidden until here it is known that the browser can.
 */
type Json = Record<string, unknown>

/** Shows what the pages offer, where the browser has passkeys. */
export function wirePasskeys(): void {
  if (typeof PublicKeyCredential === 'undefined') return
  offer('passkey-sign-in', async (box) => {
    const options = await ask('/api/sign-in/passkey/options')
    const credential = await navigator.credentials.get({ publicKey: forGetting(options) })
    await ask('/api/sign-in/passkey', { response: answerOf(credential) })
    location.assign(box.dataset['back'] ?? '/papers')
  })
  offer('passkey-add', async (box) => {
    const options = await ask('/api/me/passkeys/options')
    const credential = await navigator.credentials.create({ publicKey: forCreating(options) })
    await ask('/api/me/passkeys', { response: answerOf(credential), name: box.querySelector('input')?.value ?? '' })
    location.assign('/account?done=added')
  })
}

function offer(id: string, deed: (box: HTMLElement) => Promise<void>): void {
  const box = document.getElementById(id)
  const button = box?.querySelector('button')
  const trouble = box?.querySelector<HTMLElement>('[role=alert]')
  if (!box || !button || !trouble) return
  box.hidden = false
  button.addEventListener('click', async () => {
    button.disabled = true
    trouble.hidden = true
    try {
      await deed(box)
    } catch (error) {
      trouble.textContent = sentenceOf(error)
      trouble.hidden = false
    } finally {
      button.disabled = false
    }
  })
}

class Refused extends Error {}

async function ask(path: string, body: Json = {}): Promise<Json> {
  const answer = await fetch(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })
  const said = (await answer.json().catch(() => ({}))) as Json
  if (!answer.ok) throw new Refused(typeof said['error'] === 'string' ? said['error'] : 'The server did not answer as it should. Please try again.')
  return said
}

/** A browser says what went wrong in words for programmers. */
function sentenceOf(error: unknown): string {
  if (error instanceof Refused) return error.message
  const name = error instanceof Error ? error.name : ''
  if (name === 'NotAllowedError' || name === 'AbortError') return 'No passkey was chosen.'
  if (name === 'InvalidStateError') return 'This passkey is kept here already.'
  if (name === 'SecurityError') return 'Passkeys do not work under this address; use the one in the letters of this site.'
  return 'That did not work. Please try again, or sign in another way.'
}

// The standard's JSON forms. Browsers have functions for them by now, but not all that have passkeys.

function forGetting(options: Json): PublicKeyCredentialRequestOptions {
  return { ...options, challenge: bytesOf(options['challenge']), allowCredentials: credentials(options['allowCredentials']) } as PublicKeyCredentialRequestOptions
}

function forCreating(options: Json): PublicKeyCredentialCreationOptions {
  const user = options['user'] as Json
  return {
    ...options,
    challenge: bytesOf(options['challenge']),
    user: { ...user, id: bytesOf(user['id']) },
    excludeCredentials: credentials(options['excludeCredentials']),
  } as unknown as PublicKeyCredentialCreationOptions
}

function credentials(list: unknown): unknown[] {
  return Array.isArray(list) ? list.map((one: Json) => ({ ...one, id: bytesOf(one['id']) })) : []
}

function answerOf(credential: Credential | null): Json {
  if (!(credential instanceof PublicKeyCredential)) throw new DOMException('', 'NotAllowedError')
  const { response } = credential
  const parts: Json = { clientDataJSON: textOf(response.clientDataJSON) }
  if (response instanceof AuthenticatorAttestationResponse) {
    parts['attestationObject'] = textOf(response.attestationObject)
    parts['transports'] = response.getTransports?.() ?? []
  } else if (response instanceof AuthenticatorAssertionResponse) {
    parts['authenticatorData'] = textOf(response.authenticatorData)
    parts['signature'] = textOf(response.signature)
    if (response.userHandle !== null) parts['userHandle'] = textOf(response.userHandle)
  }
  return {
    id: credential.id,
    rawId: textOf(credential.rawId),
    type: credential.type,
    response: parts,
    clientExtensionResults: credential.getClientExtensionResults(),
    ...(credential.authenticatorAttachment === null ? {} : { authenticatorAttachment: credential.authenticatorAttachment }),
  }
}

/** base64url to bytes */
function bytesOf(text: unknown): Uint8Array {
  return Uint8Array.from(atob(String(text).replace(/-/g, '+').replace(/_/g, '/')), (letter) => letter.charCodeAt(0))
}

/** bytes to base64url */
function textOf(bytes: ArrayBuffer): string {
  return btoa(String.fromCharCode(...new Uint8Array(bytes))).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '')
}
