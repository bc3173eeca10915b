/// <reference lib="dom" />
/** A first visit, in a real browser on a real server: nothing is chosen, fields are chosen, and the choice is seen. */
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { broadsheet, newInstance, serve, type Server } from '../support/broadsheet.ts'
import { chromiumPath, startChromium, whyNoBrowser } from './chromium.ts'

interface Sources {
  readonly chosen: { readonly arxiv: string[]; readonly huggingface: boolean; readonly feeds: string[]; readonly contact: string | null } | null
}

describe.skipIf(chromiumPath === undefined)(`A first visit${chromiumPath === undefined ? ` (skipped: ${whyNoBrowser})` : ''}`, () => {
  let browser: Browser
  const servers: Server[] = []

  beforeAll(async () => {
    browser = await startChromium()
  })
  afterAll(async () => {
    await Promise.all([browser?.close(), ...servers.map((server) => server.stop())])
  })

  /** A new instance with its starter shelf that fetches nothing. */
  async function fresh(): Promise<{ server: Server; data: string }> {
    const data = newInstance()
    const server = await serve(data, { BROADSHEET_FETCH: '0' })
    servers.push(server)
    return { server, data }
  }

  async function visit(server: Server, journey: (page: Page) => Promise<void>, options: BrowserContextOptions = {}): Promise<void> {
    const context = await browser.newContext({ baseURL: server.url, ...options })
    context.setDefaultTimeout(20_000)
    const faults: string[] = []
    context.on('weberror', (error) => faults.push(String(error.error())))
    context.on('console', (message) => {
      // A refused form is told with status 400, which the console repeats.
      if (message.type() === 'error' && !/status of 400/.test(message.text())) faults.push(message.text())
    })
    try {
      await journey(await context.newPage())
      expect(faults).toEqual([])
    } finally {
      await context.close()
    }
  }

  const JAVASCRIPT = [{ javaScriptEnabled: true }, { javaScriptEnabled: false }]
  test.each(JAVASCRIPT)('one click begins with the usual fields (%j)', async (options) => {
    const { server, data } = await fresh()
    const foreign = await server.get('/sources', {
      method: 'POST', body: 'huggingface=on', headers: { 'content-type': 'application/x-www-form-urlencoded', origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' },
    })
    expect(foreign.status, 'another site’s page chooses nothing').toBe(403)
    await visit(server, async (page) => {
      await page.goto('/')
      expect(await page.locator('#begin').innerText()).toMatch(/^Choose your fields and tomorrow’s paper writes itself\./)
      expect(await page.locator('#shelf-banner').count()).toBe(1)
      expect((await server.json<Sources>('/api/sources')).chosen).toBeNull()
      await page.getByLabel('Artificial Intelligence').uncheck()
      await page.getByRole('button', { name: 'Begin with these' }).click()
      await page.waitForURL('**/sources?kept=now')
      expect(await page.locator('.notes').innerText()).toMatch(/^Your choice is kept/)
      expect(await page.locator('#source-arxiv').innerText()).toContain('cs.LG, cs.CL, cs.CV, stat.ML')
      expect(await page.locator('#source-huggingface').count()).toBe(1)
      expect((await server.json<Sources>('/api/sources')).chosen).toMatchObject({ arxiv: ['cs.LG', 'cs.CL', 'cs.CV', 'stat.ML'], huggingface: true })
      await page.goto('/papers')
      expect(await page.locator('#begin').count()).toBe(0)
    }, options)
    // The same choice is seen from a terminal, and may be changed there while the server runs.
    expect((await broadsheet(['sources', 'add', '--arxiv', 'cs.RO', '--data', data])).out).toContain('cs.LG, cs.CL, cs.CV, stat.ML, cs.RO')
    expect((await server.json<Sources>('/api/sources')).chosen!.arxiv).toContain('cs.RO')
  })

  test.each(JAVASCRIPT)('all sources can be chosen among, and mistakes cost nothing that was typed (%j)', async (options) => {
    const { server } = await fresh()
    await visit(server, async (page) => {
      await page.goto('/papers')
      await page.getByRole('link', { name: 'Choose among all sources' }).click()
      await page.waitForURL('**/sources')
      await page.locator('summary', { hasText: 'Computer Science ·' }).click()
      await page.getByLabel('cs.CV Computer Vision').uncheck()
      await page.locator('summary', { hasText: /^Mathematics$/ }).click()
      await page.getByLabel('math.NT Number Theory').check()
      await page.getByLabel('Addresses of RSS or Atom feeds').fill('https://feeds.example/a.xml\njavascript:alert(1)')
      await page.getByLabel('Your e-mail address').fill('reader@example.org')
      await page.getByRole('button', { name: 'Choose these' }).click()
      await page.locator('#faults a').click()
      expect(await page.locator('#faults').innerText()).toContain('“javascript:alert(1)” is no address of a feed')
      expect((await server.json<Sources>('/api/sources')).chosen).toBeNull()
      const feeds = page.getByLabel('Addresses of RSS or Atom feeds')
      expect(await feeds.inputValue()).toBe('https://feeds.example/a.xml\njavascript:alert(1)')
      expect(await page.getByLabel('Your e-mail address').inputValue()).toBe('reader@example.org')
      await feeds.fill('https://feeds.example/a.xml')
      await page.getByRole('button', { name: 'Choose these' }).click()
      await page.waitForURL('**/sources?kept=now')
      const { chosen } = await server.json<Sources>('/api/sources')
      expect(chosen).toMatchObject({ feeds: ['https://feeds.example/a.xml'], contact: 'reader@example.org' })
      expect([...chosen!.arxiv].sort()).toEqual(['cs.AI', 'cs.CL', 'cs.LG', 'math.NT', 'stat.ML'])
    }, options)
  })

  test('on a telephone nothing is wider than the screen', async () => {
    const { server } = await fresh()
    await visit(server, async (page) => {
      const fits = async (): Promise<void> => {
        await page.evaluate(() => document.querySelectorAll('details').forEach((one) => (one.open = true)))
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360)
      }
      await page.goto('/papers')
      await fits()
      await page.goto('/sources')
      await fits()
      await page.locator('#feeds').fill(`https://feeds.example/${'x'.repeat(300)}`)
      await page.locator('#choose-sources').click()
      await page.waitForURL('**/sources?kept=now')
      await fits()
    }, { viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true })
  })

  test('where anybody may read, nobody chooses and nothing private is shown', async () => {
    const data = newInstance()
    expect((await broadsheet(['sources', 'set', '--feed', 'https://feeds.example/qz7secret', '--contact', 'reader@example.org', '--data', data])).code).toBe(0)
    const server = await serve(data, { BROADSHEET_ALLOW_PUBLIC_READING: '1', BROADSHEET_FETCH: '0' })
    servers.push(server)
    const own = { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' }
    expect((await server.get('/sources', { method: 'POST', body: 'huggingface=on', headers: own })).status).toBe(401)
    expect((await server.get('/shelf/clear', { method: 'POST', body: '', headers: own })).status).toBe(401)
    for (const path of ['/sources', '/papers', '/api/sources']) {
      const text = await (await server.get(path)).text()
      expect([path, /qz7secret|reader@example/.exec(text)?.[0]]).toEqual([path, undefined])
    }
    expect((await server.json<Sources>('/api/sources')).chosen).toMatchObject({ feeds: ['https://feeds.example/'], contact: null })
  })
})
