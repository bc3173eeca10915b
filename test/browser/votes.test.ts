/// <reference lib="dom" />
/** Votes, saves, hides and tags by a reader with a browser: by mouse, by keyboard, twice at once, without script, and with the network gone. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { importFiles, newInstance, serve, temporaryFolder, until, type Server } from '../support/broadsheet.ts'
import { dailyEntry, madeUpWork } from '../support/made-up-library.ts'
import { chromiumPath, startChromium, whyNoBrowser } from './chromium.ts'

const DAY = '2024-10-18'
const works = Array.from({ length: 12 }, (_, number) => madeUpWork(number))
const [first, second, third, fourth] = works.map(({ arxiv }) => arxiv) as [string, string, string, string]

describe.skipIf(chromiumPath === undefined)(`In the browser${chromiumPath === undefined ? ` (skipped: ${whyNoBrowser})` : ''}`, () => {
  let browser: Browser
  let server: Server

  beforeAll(async () => {
    const file = join(temporaryFolder(), 'day.jsonl')
    writeFileSync(file, JSON.stringify({ date: DAY, entries: works.map((work, place) => dailyEntry(work, DAY, 100 - place)) }))
    const data = newInstance()
    expect(await importFiles(data, [file])).toMatchObject({ added: works.length, code: 0 })
    ;[server, browser] = await Promise.all([serve(data, { BROADSHEET_FETCH: '0' }), startChromium()])
  })
  afterAll(async () => {
    await Promise.all([browser?.close(), server?.stop()])
  })

  async function read(journey: (page: Page) => Promise<void>, options: BrowserContextOptions = {}): Promise<void> {
    const context = await browser.newContext({ baseURL: server.url, ...options })
    context.setDefaultTimeout(20_000)
    const faults: string[] = []
    context.on('weberror', (error) => faults.push(String(error.error())))
    try {
      await journey(await context.newPage())
    } finally {
      await context.close()
    }
    expect(faults).toEqual([])
  }

  const button = (page: Page, id: string, act: string) => page.locator(`article[data-id="${id}"] button[data-act=${act}]`)
  const lists = async (): Promise<Record<string, number>> => (await server.json<{ lists: Record<string, number> }>('/api/me')).lists
  const held = (name: string, count: number) => until(`${name} to be ${count}`, async () => ((await lists())[name] === count ? true : undefined))

  test('a click votes without a new page; a double click is one vote; another click takes it back', () =>
    read(async (page) => {
      await page.goto(`/papers/date/${DAY}`)
      const asked: string[] = []
      page.on('request', (request) => {
        const { pathname } = new URL(request.url())
        if (!pathname.startsWith('/assets/')) asked.push(`${request.method()} ${pathname}`)
      })
      const vote = button(page, first, 'vote')
      await vote.dblclick()
      expect(await vote.getAttribute('aria-pressed')).toBe('true')
      await held('voted', 1)
      expect(asked).toEqual([`PUT /api/me/votes/${first}`])
      await expect.poll(() => vote.textContent()).toBe('▲ 101')
      expect(await vote.getAttribute('title')).toBe('1 vote here, 100 upvotes elsewhere')
      await page.reload()
      expect(await vote.getAttribute('aria-pressed')).toBe('true')
      await vote.click()
      await held('voted', 0)
      expect(await vote.textContent()).toBe('▲ 100')
    }))

  test('v, s and x do it to the paper that j and k chose', () =>
    read(async (page) => {
      await page.goto(`/papers/date/${DAY}`)
      for (const key of ['v', 's']) await page.keyboard.press(key)
      expect(await lists()).toMatchObject({ voted: 0, saved: 0 })
      for (const key of ['j', 'j', 'v', 's', 'j', 'x', 'j', 's']) await page.keyboard.press(key)
      await held('voted', 1)
      await held('saved', 2)
      await held('hidden', 1)
      await page.reload()
      expect(await page.locator('article.is-saved').evaluateAll((all) => all.map((one) => one.getAttribute('data-id')))).toEqual([second, fourth])
      expect(await button(page, second, 'vote').getAttribute('aria-pressed')).toBe('true')
      const hidden = page.locator(`article[data-id="${third}"]`)
      expect(await hidden.locator('.abstract').isVisible()).toBe(false)
      expect((await hidden.boundingBox())!.height).toBeLessThan(60)
      await hidden.getByRole('button', { name: /^show again/ }).click()
      expect(await hidden.locator('.abstract').isVisible()).toBe(true)
      await held('hidden', 0)
      await page.goto(`/papers/${second}`)
      await page.keyboard.press('s')
      await page.keyboard.press('v')
      await held('saved', 1)
      await held('voted', 0)
    }))

  test('tags are written in their place, and lead to their papers', () =>
    read(async (page) => {
      await page.goto(`/papers/date/${DAY}`)
      const tags = page.locator(`article[data-id="${first}"] .tags`)
      await tags.getByRole('link', { name: /^Tags/ }).click()
      await page.keyboard.type('To read, maths')
      await page.keyboard.press('Enter')
      await expect.poll(() => tags.textContent()).toBe('#To read #maths tags')
      await tags.getByRole('link', { name: /^Tags/ }).click()
      expect(await tags.locator('input').inputValue()).toBe('To read, maths')
      await page.keyboard.press('Escape')
      await tags.getByRole('link', { name: '#To read' }).click()
      await page.waitForURL('**/saved/tag/To%20read')
      expect(await page.locator('article.paper').evaluateAll((all) => all.map((one) => one.getAttribute('data-id')))).toEqual([first])
    }))

  test('what the server does not take is shown as it was', () =>
    read(async (page) => {
      await page.goto(`/papers/date/${DAY}`)
      await page.route('**/api/me/**', (route) => route.abort())
      const save = button(page, first, 'save')
      await save.click()
      expect(await save.textContent()).toBe('saved')
      await expect.poll(() => save.textContent(), { timeout: 20_000 }).toBe('save')
      expect(await page.locator(`article[data-id="${first}"] [role=status]`).textContent()).toBe('This could not be kept. Try again.')
      await page.unroute('**/api/me/**')
      await save.click()
      await held('saved', 2)
      await save.click()
      await held('saved', 1)
    }))

  test('many clicks while answers are slow end as the last of them said', () =>
    read(async (page) => {
      await page.goto(`/papers/date/${DAY}`)
      await page.route('**/api/me/**', async (route) => {
        await new Promise((resolve) => setTimeout(resolve, 150))
        await route.continue()
      })
      const vote = button(page, first, 'vote')
      for (let click = 0; click < 5; click++) await vote.evaluate((one: HTMLElement) => one.click())
      await held('voted', 1)
      await expect.poll(() => vote.textContent()).toBe('▲ 101')
      for (let click = 0; click < 4; click++) await vote.evaluate((one: HTMLElement) => one.click())
      await vote.click()
      await held('voted', 0)
    }))

  test('without script the same buttons do the same and come back to the paper', () =>
    read(async (page) => {
      await page.goto(`/papers/date/${DAY}`)
      await button(page, fourth, 'vote').click()
      await page.waitForURL(`**/papers/date/${DAY}#p-${fourth}`)
      expect(await button(page, fourth, 'vote').getAttribute('aria-pressed')).toBe('true')
      expect(await button(page, fourth, 'vote').textContent()).toBe('▲ 98')
      await button(page, fourth, 'vote').click()
      await held('voted', 0)
      await page.goto(`/papers/${fourth}`)
      await page.getByRole('textbox', { name: 'Note' }).fill('Two lines,\nof which this is one.')
      await page.getByRole('button', { name: 'Keep note' }).click()
      await page.waitForURL(`**/papers/${fourth}#yours`)
      await page.getByRole('navigation', { name: 'Sections' }).getByRole('link', { name: 'Saved' }).click()
      await page.getByRole('link', { name: /^Notes/ }).click()
      expect(await page.locator('.note').textContent()).toBe('Two lines,\nof which this is one.')
    }, { javaScriptEnabled: false }))
})
