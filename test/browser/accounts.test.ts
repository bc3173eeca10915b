/// <reference lib="dom" />
/** Signing in with a letter and with a passkey, in a real browser on a real server. The passkey is kept by Chromium's virtual authenticator. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { broadsheet, newInstance, serve, type Server } from '../support/broadsheet.ts'
import { freePort } from '../support/free-port.ts'
import { chromiumPath, startChromium, whyNoBrowser } from './chromium.ts'

describe.skipIf(chromiumPath === undefined)(`Accounts in the browser${chromiumPath === undefined ? ` (skipped: ${whyNoBrowser})` : ''}`, () => {
  const data = newInstance()
  const letters = join(data, 'letters')
  let browser: Browser
  let server: Server
  let origin: string

  beforeAll(async () => {
    const port = await freePort()
    origin = `http://localhost:${port}`
    const env = { BROADSHEET_ACCOUNTS: '1', BROADSHEET_PUBLIC_URL: origin, BROADSHEET_MAIL_FOLDER: letters, BROADSHEET_FETCH: '0', BROADSHEET_LOG: 'debug' }
    expect(await broadsheet(['--data', data, 'user', 'add', 'ada@example.org', '--role', 'admin', '--name', 'Ada'], { env })).toMatchObject({ code: 0, err: '' })
    ;[server, browser] = await Promise.all([serve(data, env, port), startChromium()])
  })
  afterAll(async () => {
    await Promise.all([browser?.close(), server?.stop()])
  })

  /** A reader whose machine keeps passkeys. */
  async function reader(): Promise<{ context: BrowserContext; page: Page; faults: string[] }> {
    const context = await browser.newContext({ baseURL: origin })
    context.setDefaultTimeout(20_000)
    const page = await context.newPage()
    const faults: string[] = []
    page.on('pageerror', (error) => faults.push(error.message))
    page.on('console', (message) => void (message.type() === 'error' && !message.text().includes('status of 404') && faults.push(message.text())))
    const devtools = await context.newCDPSession(page)
    await devtools.send('WebAuthn.enable')
    await devtools.send('WebAuthn.addVirtualAuthenticator', {
      options: { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true },
    })
    return { context, page, faults }
  }

  /** The link in the newest letter. */
  function newestLink(): string {
    const file = readdirSync(letters).filter((name) => name.endsWith('.eml')).sort().at(-1) ?? ''
    const plain = readFileSync(join(letters, file), 'utf8').replace(/=\r?\n/g, '').replace(/=3D/g, '=')
    return /^http\S+$/m.exec(plain)?.[0] ?? ''
  }

  test('a letter signs in, a passkey is added, and the next time it is enough', async () => {
    const { context, page, faults } = await reader()
    await page.goto('/saved')
    expect(new URL(page.url()).pathname).toBe('/sign-in')
    await page.fill('#email', 'Ada@example.org')
    await page.click('text=Send me a link')
    await page.waitForURL('**/sign-in/sent')
    await expect.poll(() => readdirSync(letters).filter((name) => name.endsWith('.eml')).length, { timeout: 15_000 }).toBe(1)

    const link = newestLink()
    await page.goto(link)
    expect(await page.textContent('main')).toContain('ada@example.org')
    await page.click('main button')
    await page.waitForURL('**/saved')
    expect(await page.textContent('.who .name')).toBe('Ada')
    await page.goto(link)
    expect(await page.textContent('h1')).toBe('This link is spent')

    await page.goto('/account')
    await page.fill('#passkey-name', 'My laptop')
    await page.click('#passkey-add button')
    await page.waitForURL('**/account?done=added')
    expect(await page.textContent('main')).toContain('My laptop')
    // The machine holds one already.
    await page.click('#passkey-add button')
    await page.waitForSelector('#passkey-add [role=alert]:not([hidden])')
    expect(await page.textContent('#passkey-add [role=alert]')).toBe('This passkey is kept here already.')

    await page.click('#sign-out')
    await page.waitForURL('**/papers')
    expect(await page.textContent('.who')).toBe('Sign in')

    await page.goto('/sign-in?back=/account/tokens')
    await page.click('#passkey-sign-in button')
    await page.waitForURL('**/account/tokens')
    await page.fill('#token-name', 'script')
    await page.click('text=Make a token')
    const token = await page.inputValue('#token')
    expect(token).toMatch(/^bs_/)
    const asToken = await fetch(`${origin}/api/me`, { headers: { authorization: `Bearer ${token}` } })
    expect(asToken.status).toBe(200)

    // Removed here, the key opens nothing, though the machine still offers it.
    await page.goto('/account')
    await page.click('text=Remove')
    await page.waitForURL('**/account?done=passkey')
    await page.click('#sign-out')
    await page.waitForURL('**/papers')
    await page.goto('/sign-in')
    expect(faults).toEqual([])
    await page.click('#passkey-sign-in button')
    await page.waitForSelector('#passkey-sign-in [role=alert]:not([hidden])')
    expect(await page.textContent('#passkey-sign-in [role=alert]')).toContain('not known here')

    const cookies = await context.cookies()
    for (const { httpOnly, sameSite } of cookies) expect([httpOnly, sameSite]).toEqual([true, 'Lax'])
    for (const secret of [new URL(link).searchParams.get('token') ?? '', token, 'ada@example.org', 'Ada@example']) expect(server.log()).not.toContain(secret)
    await context.close()
  })

  test('without scripts everything but passkeys works', async () => {
    const context = await browser.newContext({ baseURL: origin, javaScriptEnabled: false })
    const page = await context.newPage()
    const { out } = await broadsheet(['--data', data, '--json', 'user', 'link', 'ada@example.org'], { env: { BROADSHEET_ACCOUNTS: '1', BROADSHEET_PUBLIC_URL: origin } })
    await page.goto((JSON.parse(out) as { link: string }).link)
    await page.click('main button')
    await page.waitForURL('**/papers')
    await page.goto('/admin/people')
    await page.fill('#email', 'bob@example.org')
    await page.selectOption('#role-new', 'curator')
    await page.click('text=Invite >> nth=-1')
    await page.waitForURL('**/admin/people?done=invited')
    expect(await page.textContent('main')).toContain('bob@example.org')
    await page.goto('/account')
    expect(await page.isVisible('#passkey-add')).toBe(false)
    await page.click('#sign-out')
    await page.waitForURL('**/papers')
    await context.close()
  })
})
