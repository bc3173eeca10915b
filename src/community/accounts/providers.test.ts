/** Signing in by another service: a made-up OpenID Connect one on this machine, with real signatures. */
import { createHash, createSign, generateKeyPairSync } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { Jar, madeUpAccounts } from './made-up-accounts.test-helper.ts'

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const CLIENT = 'broadsheet-client'

interface Claims {
  readonly sub: string
  readonly email: string
  readonly email_verified: boolean
  readonly name: string
}

interface MadeUpService {
  readonly issuer: string
  claims: Claims
  /** changes the token before it is signed */
  bend: (payload: Record<string, unknown>) => Record<string, unknown>
  close(): Promise<void>
}

function idToken(payload: Record<string, unknown>): string {
  const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')
  const signed = `${part({ alg: 'RS256', kid: 'one', typ: 'JWT' })}.${part(payload)}`
  return `${signed}.${createSign('RSA-SHA256').update(signed).sign(privateKey).toString('base64url')}`
}

async function madeUpService(): Promise<MadeUpService> {
  const given = new Map<string, { nonce: string | null; challenge: string | null }>()
  const service = { claims: { sub: 'u-1', email: 'ada@example.org', email_verified: true, name: 'Ada L.' }, bend: (payload: Record<string, unknown>) => payload } as MadeUpService & { issuer: string }
  const server: Server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', service.issuer)
    const json = (body: unknown, status = 200): void => void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
    if (url.pathname === '/.well-known/openid-configuration') {
      const { issuer } = service
      return json({ issuer, authorization_endpoint: `${issuer}/authorize`, token_endpoint: `${issuer}/token`, jwks_uri: `${issuer}/keys`, userinfo_endpoint: `${issuer}/me`, id_token_signing_alg_values_supported: ['RS256'] })
    }
    if (url.pathname === '/keys') return json({ keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'one', alg: 'RS256', use: 'sig' }] })
    if (url.pathname === '/authorize') {
      const code = `code-${given.size}`
      given.set(code, { nonce: url.searchParams.get('nonce'), challenge: url.searchParams.get('code_challenge') })
      const back = new URL(url.searchParams.get('redirect_uri') ?? '')
      back.search = new URLSearchParams({ code, state: url.searchParams.get('state') ?? '' }).toString()
      return void response.writeHead(302, { location: back.toString() }).end()
    }
    if (url.pathname === '/token') {
      let body = ''
      request.on('data', (chunk) => (body += chunk))
      request.on('end', () => {
        const form = new URLSearchParams(body)
        const held = given.get(form.get('code') ?? '')
        const challenge = createHash('sha256').update(form.get('code_verifier') ?? '').digest('base64url')
        if (held === undefined || held.challenge !== challenge) return json({ error: 'invalid_grant' }, 400)
        const now = Math.floor(Date.now() / 1000)
        const payload = service.bend({ iss: service.issuer, aud: CLIENT, iat: now, exp: now + 300, nonce: held.nonce, ...service.claims })
        json({ access_token: 'access-secret', token_type: 'Bearer', expires_in: 300, id_token: idToken(payload) })
      })
      return
    }
    json(service.claims)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  service.issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  service.close = () => new Promise((resolve) => (server.closeAllConnections(), server.close(() => resolve())))
  return service
}

const open: { close(): Promise<void> }[] = []
afterEach(async () => {
  for (const one of open.splice(0)) await one.close()
})

async function made(part: Parameters<typeof madeUpAccounts>[0] = {}) {
  const service = await madeUpService()
  const one = await madeUpAccounts({ providers: { oidc: { id: CLIENT, secret: 'hush', issuer: service.issuer, name: 'Example University' } }, ...part })
  open.push(one, service)
  return { ...one, service }
}

/** A browser's way: to the service, and back with what it says. */
async function signIn({ accounts }: { accounts: Awaited<ReturnType<typeof madeUpAccounts>>['accounts'] }, jar = new Jar()) {
  const { address, cookies } = await accounts.providers.start('oidc', '/saved', jar.headers())
  jar.take(cookies)
  const there = await fetch(address, { redirect: 'manual' })
  const back = there.headers.get('location') ?? ''
  const answer = await accounts.providers.finish(new Request(back, { headers: jar.headers() }))
  jar.take(answer.headers.getSetCookie())
  return { jar, back, location: answer.headers.get('location'), visitor: (await accounts.who(jar.headers())).visitor }
}

describe('another service', () => {
  it('lets in who was invited, as themselves, and keeps nothing of what it would allow', async () => {
    const one = await made()
    const ada = await one.accounts.members.add({ email: 'ada@example.org', name: 'Ada', role: 'curator' })
    expect(one.accounts.providers.list).toEqual([{ id: 'oidc', name: 'Example University' }])
    const { back, location, visitor } = await signIn(one)
    expect(back).toMatch(/^https:\/\/papers\.example\/api\/auth\/callback\/oidc\?/)
    expect(location).toBe('/saved')
    expect(visitor).toMatchObject({ by: 'session', person: { id: ada.id, name: 'Ada', role: 'curator' } })
    const logins = await one.store.accounts.db.selectFrom('logins').selectAll().execute()
    expect(logins).toMatchObject([{ provider_id: 'oidc', account_id: 'u-1', access_token: null, refresh_token: null, id_token: null }])
    // Again, by the same account there.
    expect((await signIn(one)).visitor.person?.id).toBe(ada.id)
    expect(one.logged.join()).not.toMatch(/ada|access-secret|hush/)
  })

  it('lets nobody in who is not invited, nor with an address that it has not proven', async () => {
    const one = await made()
    for (const claims of [{ ...one.service.claims, email: 'eve@example.org' }]) {
      one.service.claims = claims
      const { location, visitor } = await signIn(one)
      expect([visitor.by, location]).toEqual(['nobody', expect.stringMatching(/\/sign-in\?error=/)])
    }
    await one.accounts.members.add({ email: 'ada@example.org', role: 'admin' })
    one.service.claims = { sub: 'eve', email: 'ada@example.org', email_verified: false, name: 'Eve' }
    expect((await signIn(one)).visitor.by).toBe('nobody')
    expect((await one.accounts.members.list()).total).toBe(1)
  })

  it.each([
    [{ kind: 'domain', domains: ['example.org'] }, { email_verified: true }, 'session'],
    [{ kind: 'domain', domains: ['example.org'] }, { email_verified: false }, 'nobody'],
    [{ kind: 'domain', domains: ['other.example'] }, { email_verified: true }, 'nobody'],
    [{ kind: 'open' }, { email_verified: true }, 'session'],
    [{ kind: 'open' }, { email_verified: false }, 'nobody'],
  ] as const)('under %j with %j makes a %s', async (registration, part, by) => {
    const one = await made({ registration })
    one.service.claims = { ...one.service.claims, ...part }
    const { visitor } = await signIn(one)
    expect(visitor.by).toBe(by)
    if (by === 'session') expect(visitor.person).toMatchObject({ name: 'Ada L.', role: 'reader', email: 'ada@example.org' })
  })

  it.each([
    ['for another site', { aud: 'another-client' }],
    ['by another issuer', { iss: 'https://evil.example' }],
    ['for another attempt', { nonce: 'another' }],
    ['that is over', { exp: 1 }],
  ])('is not believed with a token %s', async (_what, part) => {
    const one = await made({ registration: { kind: 'open' } })
    one.service.bend = (payload) => ({ ...payload, ...part })
    expect((await signIn(one)).visitor.by).toBe('nobody')
  })

  it('is not believed without the cookie of whoever began, or with a state made up', async () => {
    const one = await made({ registration: { kind: 'open' } })
    const { address } = await one.accounts.providers.start('oidc', '/saved', new Headers())
    const back = (await fetch(address, { redirect: 'manual' })).headers.get('location') ?? ''
    for (const way of [back, back.replace(/state=[^&]+/, 'state=made-up'), back.replace(/[?].*/, ''), back.replace(/[?].*/, '?error=access_denied')]) {
      const answer = await one.accounts.providers.finish(new Request(way))
      const visitor = (await one.accounts.who(new Jar().take(answer.headers.getSetCookie()).headers())).visitor
      expect([visitor.by, answer.status]).toEqual(['nobody', 302])
    }
  })

  it('that is away is said to be away, and asked again the next time', async () => {
    const one = await made()
    await one.accounts.members.add({ email: 'ada@example.org', role: 'reader' })
    const { issuer } = one.service
    const away = await madeUpAccounts({ store: one.store, providers: { oidc: { id: CLIENT, secret: 'hush', issuer: 'http://127.0.0.1:1', name: 'Away' } } })
    await expect(away.accounts.providers.start('oidc', '/', new Headers())).rejects.toMatchObject({ code: 'unavailable' })
    await expect(away.accounts.providers.start('github', '/', new Headers())).rejects.toMatchObject({ code: 'not-found' })
    expect(issuer).toMatch(/^http/)
    expect((await signIn(one)).visitor.by).toBe('session')
  })
})
