/// <reference lib="dom" />
/** A reader's ways through the pages, in a real browser on a real server. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { importFiles, newInstance, serve, temporaryFolder, type Server } from '../support/broadsheet.ts'
import { DAY, HOSTILE_FILES } from '../support/hostile-files.ts'
import { dailyEntry, madeUpWork, type MadeUpWork } from '../support/made-up-library.ts'
import { browserRequired, chromiumPath, startChromium, whyNoBrowser } from './chromium.ts'

if (chromiumPath === undefined) console.warn(`Browser journeys are ${browserRequired ? 'required and cannot run' : 'skipped'}: ${whyNoBrowser}`)

test('Chromium is there where BROADSHEET_REQUIRE_BROWSER=1 asks for it', () => {
  expect(browserRequired && chromiumPath === undefined, whyNoBrowser).toBe(false)
})

/** Papers a day in the lists of four days, a weekend between the last two. */
const LISTS = { '2024-10-16': 3, '2024-10-17': 4, '2024-10-18': 60, '2024-10-21': 6 } as const
const MATHEMATICAL: MadeUpWork = {
  ...madeUpWork(9000),
  arxiv: '2410.09000',
  title: 'Lanterns in $\\ell_p$: hanging them in $O(n^{-3})$ steps',
  abstract: `A fraction first: $\\frac{a+1}{b}$. Then a sum that is wider than a telephone: $$\\sum_{i=1}^{n} ${Array.from({ length: 30 }, (_, i) => `x_{${i}}^{2} y_{${i}}`).join(' + ')} = 0.$$ Broken mathematics stays as it is: $\\frac{a}{$ and \\begin{nothing}. ${madeUpWork(9000).abstract}`,
}

describe.skipIf(chromiumPath === undefined)(`In the browser${chromiumPath === undefined ? ` (skipped: ${whyNoBrowser})` : ''}`, () => {
  let browser: Browser
  let server: Server

  beforeAll(async () => {
    const places = temporaryFolder()
    const file = (name: string, content: string | Buffer): string => {
      writeFileSync(join(places, name), content)
      return join(places, name)
    }
    let number = 0
    const days = Object.entries(LISTS).map(([date, papers]) => {
      const works = Array.from({ length: papers }, () => madeUpWork(number++))
      if (date === '2024-10-21') works[0] = MATHEMATICAL
      return { works, line: JSON.stringify({ date, entries: works.map((work, place) => dailyEntry(work, date, 100 - place)) }) }
    })
    const listing = days.flatMap(({ works }) => works).map((work, place) =>
      JSON.stringify({ ...work, id: work.arxiv, categories: [place % 3 === 0 ? 'math.CO' : 'cs.LG'], primary: place % 3 === 0 ? 'math.CO' : 'cs.LG', created: work.day }))
    const data = newInstance()
    const charged = HOSTILE_FILES.find(({ name }) => name === 'scripts.jsonl')!
    const report = await importFiles(data, [file('days.jsonl', days.map(({ line }) => line).join('\n')), file('listing.jsonl', listing.join('\n')), file('charged.jsonl', charged.content)])
    expect(report).toMatchObject({ added: listing.length + charged.added, rejected: [], code: 0 })
    ;[server, browser] = await Promise.all([serve(data), startChromium()])
  })
  afterAll(async () => {
    await Promise.all([browser?.close(), server?.stop()])
  })

  /** A reader with a browser of their own. What goes wrong on their way is held against the test when they leave. */
  async function read(journey: (page: Page) => Promise<void>, options: BrowserContextOptions & { at?: Server } = {}): Promise<void> {
    const { at = server, ...rest } = options
    const context = await browser.newContext({ baseURL: at.url, ...rest })
    context.setDefaultTimeout(20_000)
    const faults: string[] = []
    context.on('request', (request) => {
      const { origin, protocol } = new URL(request.url())
      if (origin !== at.url && protocol !== 'data:') faults.push(`asked elsewhere: ${request.url()}`)
    })
    context.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') faults.push(`the console says: ${message.text()}`)
    })
    context.on('weberror', (error) => faults.push(`a script failed: ${String(error.error())}`))
    context.on('dialog', (dialog) => {
      faults.push(`a dialog: ${dialog.message()}`)
      void dialog.dismiss()
    })
    context.on('requestfailed', (request) => {
      // Going on to the next page breaks off what this one still loads.
      const why = request.failure()?.errorText
      if (why !== 'net::ERR_ABORTED') faults.push(`not loaded: ${request.url()} (${why})`)
    })
    context.on('response', (answer) => {
      if (answer.status() >= 400) faults.push(`${answer.status()}: ${answer.url()}`)
    })
    try {
      await journey(await context.newPage())
      expect(faults).toEqual([])
    } finally {
      await context.close()
    }
  }

  const titles = (page: Page): Promise<string[]> => page.locator('.papers a.title').allInnerTexts()
  const current = (page: Page): Promise<number> => page.evaluate(() => [...document.querySelectorAll('.papers .paper')].findIndex((one) => one.hasAttribute('aria-current')))
  const background = (page: Page): Promise<string> => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor)

  test('the front page is the latest day, whole, and leads to the days beside it', () => read(async (page) => {
    await page.goto('/')
    expect(new URL(page.url()).pathname).toBe('/papers')
    expect(await page.locator('h1').innerText()).toBe('Monday, 21 October 2024')
    expect(await page.locator('#ledger').innerText()).toMatch(/^6 papers/)
    expect(await page.locator('.papers .paper').count()).toBe(6)
    expect(await page.locator('.papers .paper .abstract').nth(1).innerText()).toMatch(/^We look at .* at a time\.$/s)
    await page.locator('.folio a[rel=prev]').click()
    await page.waitForURL('**/papers/date/2024-10-18')
    expect(await page.locator('.papers .paper').count()).toBe(50)
    await page.locator('.pager a[rel=next]').click()
    await page.waitForURL('**/papers/date/2024-10-18?p=1')
    expect(await page.locator('.papers .paper').count()).toBe(10)
    await page.goto('/papers/date/2024-10-20')
    expect(await page.locator('#empty').innerText()).toMatch(/weekend/)
    await page.keyboard.press('n')
    await page.waitForURL('**/papers/date/2024-10-21')
    await page.getByRole('link', { name: 'Week 43', exact: false }).first().click()
    await page.waitForURL('**/papers/week/2024-W43')
    await page.getByRole('link', { name: 'Trending' }).click()
    await page.waitForURL('**/papers/trending')
    expect(await page.locator('.papers .paper').count()).toBe(50)
  }))

  test('a search is typed, narrowed by filters, and says why it found nothing', () => read(async (page) => {
    await page.goto('/papers')
    await page.locator('#q').fill('weighing lanterns')
    await page.keyboard.press('Enter')
    await page.waitForURL('**/papers?q=weighing+lanterns')
    const all = await page.locator('#count').innerText()
    expect(all).toMatch(/^\d+ papers in /)
    expect((await titles(page))[0]!.toLowerCase()).toMatch(/weighing|lanterns/)
    expect(await page.locator('.papers mark').count()).toBeGreaterThan(0)
    await page.locator('summary', { hasText: 'Filters' }).click()
    await page.locator('#category').fill('math.CO')
    await page.locator('#after').fill('2023-03')
    await page.locator('#before').fill('2023-08')
    await page.locator('.ask button').click()
    await page.waitForURL((url) => url.searchParams.get('category') === 'math.CO')
    expect(Number.parseInt(await page.locator('#count').innerText(), 10)).toBeLessThan(Number.parseInt(all, 10))
    const facts = await page.locator('.papers .paper .facts').allInnerTexts()
    expect(facts.length).toBeGreaterThan(0)
    for (const fact of facts) expect(fact).toMatch(/math\.CO/)
    for (const date of await page.locator('.papers .paper .facts time').evaluateAll((all) => all.map((one) => one.getAttribute('datetime')!))) {
      expect(date >= '2023-03' && date < '2023-09', date).toBe(true)
    }
    await page.locator('#before').fill('1999')
    await page.keyboard.press('Enter')
    await page.waitForURL((url) => url.searchParams.get('before') === '1999')
    expect(await page.locator('#empty').innerText()).toMatch(/filters/)
    await page.goto('/papers?q=%22open+phrase+before%3Anever')
    expect(await page.locator('.notes li').count()).toBeGreaterThan(0)
  }))

  test('a pasted text is a query, however long, and a day can be searched', () => read(async (page) => {
    const paste = (selector: string, text: string): Promise<void> => page.locator(selector).evaluate((field, pasted) => {
      const data = new DataTransfer()
      data.setData('text', pasted)
      // What nobody takes up is pasted by the browser, which a made-up event does not make it do.
      if (field.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))) (field as HTMLInputElement).value = pasted
    }, text)
    const work = madeUpWork(2)
    const abstract = `@article{x,\n  title = {${work.title}},\n  abstract = {${work.abstract}}\n}`
    await page.goto('/papers?q=')
    await paste('#q', abstract)
    expect(await page.locator('textarea#q').inputValue()).toBe(abstract)
    await page.keyboard.press('Shift+Enter')
    expect(new URL(page.url()).searchParams.get('q')).toBe('')
    await page.keyboard.press('Enter')
    await page.waitForURL((url) => (url.searchParams.get('q') ?? '').startsWith('@article'))
    expect((await titles(page))[0]).toBe(work.title)
    // No address carries this one.
    await page.locator('textarea#q').fill(`${work.title} ${'ひらがな'.repeat(1000)}`)
    await page.keyboard.press('Enter')
    await page.waitForURL('**/papers/search')
    expect((await titles(page))[0]).toBe(work.title)
    const before = await titles(page)
    await page.getByRole('button', { name: 'Next page' }).click()
    await page.waitForFunction(() => document.querySelector('.pager')?.textContent?.includes('Page 2'))
    expect(await titles(page)).not.toEqual(before)
    await page.goto('/papers/date/2024-10-18')
    await paste('#q-within', 'weighing\nlanterns')
    expect(await page.locator('#q-within').inputValue()).toBe('weighing lanterns')
    await page.locator('#q-within').press('Enter')
    await page.waitForURL('**/papers?q=weighing+lanterns&day=2024-10-18')
    expect(await page.locator('#within').innerText()).toMatch(/^Only papers listed on Friday, 18 October 2024\./)
    const inDay = Number.parseInt(await page.locator('#count').innerText(), 10)
    expect(inDay).toBeLessThanOrEqual(60)
    expect(await page.locator('.papers .numbers').count()).toBe(0)
    await page.locator('#explain').click()
    await page.waitForURL((url) => url.searchParams.get('explain') === '1')
    expect(await page.locator('.papers .numbers').count()).toBe(await page.locator('.papers .paper').count())
    expect(await page.locator('.papers .numbers').first().innerText()).toMatch(/^Score \d\.\d{3}/)
    await page.locator('#within a', { hasText: 'Search all papers' }).click()
    await page.waitForURL((url) => !url.searchParams.has('day'))
    expect(Number.parseInt(await page.locator('#count').innerText(), 10)).toBeGreaterThanOrEqual(inDay)
  }))

  test('everything answers to the keyboard', () => read(async (page) => {
    await page.goto('/papers/date/2024-10-17')
    await page.keyboard.press('j')
    expect(await current(page)).toBe(0)
    await page.keyboard.press('j')
    await page.keyboard.press('j')
    await page.keyboard.press('k')
    expect(await current(page)).toBe(1)
    const chosen = (await titles(page))[1]!
    expect(await page.evaluate(() => (document.activeElement as HTMLElement).innerText)).toBe(chosen)
    await page.keyboard.press('z')
    expect(await page.locator('.papers .abstract').first().isVisible()).toBe(false)
    await page.keyboard.press('z')
    expect(await page.locator('.papers .abstract').first().isVisible()).toBe(true)
    await page.keyboard.press('?')
    expect(await page.locator('#key-list').isVisible()).toBe(true)
    await page.keyboard.press('j')
    expect(await current(page), 'keys belong to the open dialog').toBe(1)
    await page.keyboard.press('Escape')
    expect(await page.locator('#key-list').isVisible()).toBe(false)
    await page.keyboard.press('/')
    await page.keyboard.type('jkozt?/')
    expect(await page.locator('#q').inputValue(), 'keys belong to the field').toBe('jkozt?/')
    expect(await current(page)).toBe(1)
    await page.locator('h1').click()
    await page.keyboard.press('o')
    await page.waitForURL((url) => /^\/papers\/23\d\d\.\d+$/.test(url.pathname))
    expect(await page.locator('h1').innerText()).toBe(chosen)
    await page.goBack()
    await page.keyboard.press('p')
    await page.waitForURL('**/papers/date/2024-10-16')
    await page.keyboard.press('Tab')
    expect(await page.evaluate(() => (document.activeElement as HTMLElement).className)).toBe('skip')
    await page.keyboard.press('Enter')
    expect(await page.evaluate(() => document.activeElement!.id)).toBe('main')
  }))

  test('a paper’s page typesets its mathematics and leads to its sources and to similar papers', () => read(async (page) => {
    await page.goto('/papers')
    await page.locator('.papers a.title').first().click()
    await page.waitForURL(`**/papers/${MATHEMATICAL.arxiv}`)
    expect(await page.title()).toBe('Lanterns in ℓₚ: hanging them in O(n⁻³) steps · Broadsheet')
    const heads = await page.locator('h1 math').evaluateAll((all) => all.map((one) => ({ space: one.namespaceURI, display: getComputedStyle(one).display, width: one.getBoundingClientRect().width, text: one.textContent })))
    expect(heads.map(({ text }) => text!.replace(/\s|\u2061/g, ''))).toEqual(['ℓp', 'O(n−3)'])
    for (const { space, display, width } of heads) {
      expect(space).toBe('http://www.w3.org/1998/Math/MathML')
      expect(display).toMatch(/math/)
      expect(width).toBeGreaterThan(5)
    }
    const [above, below] = await page.locator('.abstract mfrac').first().evaluate((one) => [...one.children].map((part) => part.getBoundingClientRect()).map(({ top, bottom }) => ({ top, bottom })))
    expect(above!.bottom, 'the numerator stands above the denominator').toBeLessThanOrEqual(below!.top + 1)
    expect(await page.locator('.abstract').innerText()).toContain('\\frac{a}{')
    expect(await page.locator('merror, .temml-error').count()).toBe(0)
    expect(await page.locator('#places a').first().getAttribute('href')).toBe(`https://arxiv.org/abs/${MATHEMATICAL.arxiv}`)
    const dates = () => page.locator('#similar .facts').allInnerTexts()
    await page.getByRole('link', { name: 'older only' }).click()
    await page.waitForURL('**/papers/*?similar=older#similar')
    const older = await dates()
    await page.getByRole('link', { name: 'newer only' }).click()
    await page.waitForURL('**/papers/*?similar=newer#similar')
    expect(await dates()).not.toEqual(older)
    await page.getByRole('link', { name: 'all', exact: true }).click()
    await page.waitForURL(`**/papers/${MATHEMATICAL.arxiv}#similar`)
    const similar = page.locator('#similar a.title')
    expect(await similar.count()).toBeGreaterThan(2)
    const next = await similar.first().getAttribute('href')
    expect(next).not.toBe(`/papers/${MATHEMATICAL.arxiv}`)
    await similar.first().click()
    await page.waitForURL(`**${next}`)
  }))

  test('the theme follows the system until a reader chooses, and the choice is kept', async () => {
    await read(async (page) => {
      await page.goto('/papers')
      const light = await background(page)
      await page.keyboard.press('t')
      const dark = await background(page)
      expect(dark).not.toBe(light)
      await page.goto('/about')
      expect(await background(page)).toBe(dark)
      await page.locator('#theme-toggle').click()
      expect(await background(page)).toBe(light)
      await page.reload()
      expect(await background(page)).toBe(light)
      await page.keyboard.press('z')
      await page.goto('/papers')
      await page.keyboard.press('z')
      await page.goto('/papers/date/2024-10-17')
      expect(await page.locator('.papers .abstract').first().isVisible(), 'the view is kept too').toBe(false)
      await page.emulateMedia({ colorScheme: 'dark' })
      expect(await background(page)).toBe(dark)
    }, { colorScheme: 'light' })
  })

  test('without scripts everything works', () => read(async (page) => {
    await page.goto('/papers')
    expect(await page.locator('#theme-toggle').isVisible(), 'no button that does nothing').toBe(false)
    await page.locator('#view-toggle').click()
    await page.waitForURL('**/papers?view=titles')
    expect(await page.locator('.papers .abstract').first().isVisible()).toBe(false)
    await page.locator('.folio a[rel=prev]').click()
    await page.waitForURL('**/papers/date/2024-10-18?view=titles')
    await page.locator('.more-tools summary').click()
    await page.locator('#day').fill('2024-10-17')
    await page.getByRole('button', { name: 'Go' }).click()
    await page.waitForURL('**/papers/date/2024-10-17?view=titles')
    await page.locator('.more-tools summary').click()
    await page.locator('#category').fill('math.CO')
    await page.getByRole('button', { name: 'Show' }).click()
    await page.waitForURL((url) => url.searchParams.get('category') === 'math.CO')
    const narrowed = await page.locator('.papers .paper').count()
    expect(narrowed > 0 && narrowed < LISTS['2024-10-17']).toBe(true)
    await page.locator('#q').fill('lanterns')
    await page.locator('#q').press('Enter')
    await page.waitForURL((url) => url.searchParams.get('q') === 'lanterns')
    await page.locator('.papers a.title').first().click()
    await page.waitForURL((url) => /^\/papers\/\d{4}\.\d+$/.test(url.pathname))
    expect(await page.locator('#similar a.title').count()).toBe(10)
    await page.locator('#keys-link').click()
    await page.waitForURL('**/about#keys')
    expect(await page.locator('table.keys').first().isVisible()).toBe(true)
  }, { javaScriptEnabled: false }))

  test('on a telephone nothing is wider than the screen', () => read(async (page) => {
    for (const address of ['/papers', '/papers?view=titles', '/papers/date/2024-10-18', '/papers/date/2024-10-20', '/papers/week/2024-W42', '/papers/month/2024-10', '/papers/trending', '/papers?q=', '/papers?q=lanterns&category=cs.LG', `/papers/${MATHEMATICAL.arxiv}`, '/about', `/papers/date/${DAY}`]) {
      await page.goto(address)
      await page.evaluate(() => document.querySelectorAll('details').forEach((one) => (one.open = true)))
      const { wide, all } = await page.evaluate(() => ({
        wide: [...document.querySelectorAll('body *')].filter((one) => one.getBoundingClientRect().right > innerWidth + 0.5 && one.closest('.papers math, .abstract math, .unseen') === null).map((one) => `${one.tagName} ${one.className} ${(one.textContent ?? '').slice(0, 40)}`).slice(0, 5),
        all: document.documentElement.scrollWidth,
      }))
      expect({ address, width: all, wide: all > 360 ? wide : [] }).toEqual({ address, width: 360, wide: [] })
      expect((await page.locator('.nameplate a').boundingBox())!.height).toBeGreaterThan(15)
    }
  }, { viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true }))

  test('charged papers stay quiet', () => read(async (page) => {
    await page.addInitScript(() => {
      ;(window as unknown as { armed: () => void }).armed = () => console.error('a paper came alive')
    })
    for (const address of [`/papers/date/${DAY}`, `/papers/date/${DAY}?view=titles`, '/papers?q=charge', '/papers?q=%3Cscript%3Earmed()%3C%2Fscript%3E', '/papers/2401.00021', '/papers/2401.00026', '/papers/2401.00050']) {
      const answer = await page.goto(address)
      expect([address, answer!.status()]).toEqual([address, 200])
      await page.keyboard.press('j')
    }
  }))

  test('the starter shelf says what it is and can be cleared', async () => {
    const fresh = await serve(newInstance())
    try {
      await read(async (page) => {
        await page.goto('/papers')
        expect(await page.locator('#shelf-banner').innerText()).toMatch(/^This is a starter shelf/)
        expect(await page.locator('.papers .paper').count()).toBe(50)
        await page.locator('#clear-shelf').click()
        await page.waitForURL('**/papers?cleared=*')
        expect(await page.locator('#shelf-banner').count()).toBe(0)
        expect(await page.locator('.notes').innerText()).toMatch(/cleared: 333 of its records are gone/)
        expect(await page.locator('#empty').innerText()).toMatch(/broadsheet import/)
        await page.goto('/papers?q=lipschitz')
        expect(await page.locator('#empty').innerText()).toMatch(/holds no papers yet/)
      }, { at: fresh })
    } finally {
      await fresh.stop()
    }
  })
})
