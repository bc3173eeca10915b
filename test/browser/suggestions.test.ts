/// <reference lib="dom" />
/** Suggestions while a reader types, in a real browser on a real server. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { importFiles, newInstance, serve, temporaryFolder, type Server } from '../support/broadsheet.ts'
import { madeUpWork } from '../support/made-up-library.ts'
import { chromiumPath, startChromium, whyNoBrowser } from './chromium.ts'

/** A title that must stay text, beside twenty ordinary ones; all by the same hand. */
const HOSTILE = { ...madeUpWork(77), title: 'Quokkas <img src=x onerror=alert(1)> & "friends"', authors: ['Zoë Quill'] }
const NAMED = { ...madeUpWork(78), title: 'Quorum sensing in $\\ell_p$ lanterns', authors: ['Zoë Quill', 'Ada Quist'] }

describe.skipIf(chromiumPath === undefined)(`Suggestions in the browser${chromiumPath === undefined ? ` (skipped: ${whyNoBrowser})` : ''}`, () => {
  let browser: Browser
  let server: Server

  beforeAll(async () => {
    const file = join(temporaryFolder(), 'papers.jsonl')
    const works = [...Array.from({ length: 20 }, (_, number) => madeUpWork(number)), HOSTILE, NAMED]
    writeFileSync(file, works.map((work) => JSON.stringify({ ...work, id: work.arxiv, categories: ['cs.LG'], primary: 'cs.LG', created: work.day })).join('\n'))
    const data = newInstance()
    expect(await importFiles(data, [file])).toMatchObject({ added: works.length, code: 0 })
    ;[server, browser] = await Promise.all([serve(data), startChromium()])
  })
  afterAll(async () => {
    await Promise.all([browser?.close(), server?.stop()])
  })

  async function read(journey: (page: Page) => Promise<void>, javaScriptEnabled = true): Promise<void> {
    const context = await browser.newContext({ baseURL: server.url, javaScriptEnabled })
    context.setDefaultTimeout(20_000)
    const faults: string[] = []
    context.on('console', (message) => void (['error', 'warning'].includes(message.type()) && faults.push(message.text())))
    context.on('weberror', (error) => void faults.push(String(error.error())))
    context.on('dialog', (dialog) => (faults.push(`a dialog: ${dialog.message()}`), void dialog.dismiss()))
    try {
      await journey(await context.newPage())
      expect(faults).toEqual([])
    } finally {
      await context.close()
    }
  }

  const field = (page: Page) => page.getByRole('combobox', { name: /search papers|words/i })
  const options = (page: Page) => page.getByRole('listbox', { name: 'Suggestions' }).getByRole('option')
  const typed = async (page: Page, text: string): Promise<void> => {
    await field(page).fill('')
    await field(page).pressSequentially(text)
    await options(page).first().waitFor()
  }

  test('a title is chosen with the arrows and leads to its paper, and stays text', () => read(async (page) => {
    await page.goto('/papers')
    await typed(page, 'quo')
    expect(await field(page).getAttribute('aria-expanded')).toBe('true')
    const papers = page.getByRole('group', { name: 'Papers' }).getByRole('option')
    expect((await papers.allInnerTexts()).toSorted()).toEqual([HOSTILE.title, 'Quorum sensing in ℓₚ lanterns'])
    expect(await page.locator('.suggestions img').count()).toBe(0)
    await page.keyboard.press('ArrowDown')
    const chosen = page.locator('[role=option][aria-selected=true]')
    expect(await chosen.count()).toBe(1)
    expect(await field(page).getAttribute('aria-activedescendant')).toBe(await chosen.getAttribute('id'))
    const title = await chosen.innerText()
    await page.keyboard.press('ArrowUp') // back in the field
    expect(await page.locator('[role=option][aria-selected=true]').count()).toBe(0)
    expect(await field(page).getAttribute('aria-activedescendant')).toBeNull()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await page.waitForURL(`**/papers/${title === HOSTILE.title ? HOSTILE.arxiv : NAMED.arxiv}`)
    expect(await page.locator('h1').innerText()).toContain(title.slice(0, 6))
  }))

  test('an author leads to their papers, a category to its own, by a click', () => read(async (page) => {
    await page.goto('/papers?q=')
    await typed(page, 'zoe q')
    expect(await options(page).allInnerTexts()).toEqual([expect.stringMatching(/^Zoë Quill\s+2 papers$/)])
    await options(page).first().click()
    await page.waitForURL((url) => url.searchParams.get('q') === 'author:"Zoë Quill"')
    expect(await page.locator('.papers .paper').count()).toBe(2)
    await typed(page, 'machine l')
    await page.getByRole('group', { name: 'Categories' }).getByRole('option').click()
    await page.waitForURL((url) => url.searchParams.get('q') === 'cat:cs.LG')
    expect(await page.locator('#count').innerText()).toMatch(/^22 papers/)
  }))

  test('Escape, Tab and nothing to suggest close the list; Enter without a choice searches what is written', () => read(async (page) => {
    await page.goto('/papers')
    await typed(page, 'quo')
    await page.keyboard.press('Escape')
    await page.locator('.suggestions').waitFor({ state: 'hidden' })
    expect(await field(page).inputValue()).toBe('quo')
    expect(await field(page).getAttribute('aria-expanded')).toBe('false')
    await page.keyboard.press('ArrowDown')
    expect(await options(page).first().isVisible()).toBe(true)
    await field(page).pressSequentially('zzz')
    await page.locator('.suggestions').waitFor({ state: 'hidden' })
    await typed(page, 'quor')
    await page.keyboard.press('Tab')
    await page.locator('.suggestions').waitFor({ state: 'hidden' })
    await typed(page, 'quorum')
    await page.keyboard.press('Enter')
    await page.waitForURL('**/papers?q=quorum')
  }))

  test('an answer that comes late is not shown for what has been typed since', () => read(async (page) => {
    await page.goto('/papers')
    let held: (() => void) | undefined
    const holding = new Promise<void>((resolve) => {
      void page.route('**/api/suggest?q=quo', async (route) => {
        resolve()
        await new Promise<void>((go) => (held = go))
        await route.continue().catch(() => {})
      })
    })
    await field(page).pressSequentially('quo')
    await holding
    await field(page).pressSequentially('rum')
    await options(page).first().waitFor()
    held?.()
    await page.waitForTimeout(300)
    expect(await options(page).allInnerTexts()).toEqual(['Quorum sensing in ℓₚ lanterns'])
  }))

  test('without scripts the field is a plain search field', () => read(async (page) => {
    await page.goto('/papers')
    expect(await page.locator('[role=combobox]').count()).toBe(0)
    await page.locator('#q').fill('quorum')
    await page.keyboard.press('Enter')
    await page.waitForURL('**/papers?q=quorum')
    expect(await page.locator('.papers .paper').count()).toBeGreaterThan(0)
  }, false))

  test('a mistyped query shows what was meant, and the way back', () => read(async (page) => {
    await page.goto('/papers?q=qourum+sensign')
    await page.getByRole('link', { name: 'quorum sensing' }).first().waitFor()
    expect(await page.locator('.papers .paper').first().innerText()).toContain('Quorum')
  }))
})
