/** How letters stand on screens: nothing wider than the screen, nothing asked for from anywhere. */
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { composeLetter } from '../../src/mail/letter/compose-letter.ts'
import { madeUpDigest, madeUpEntry, madeUpPaper, TO } from '../../src/mail/letter/made-up-digest.test-helper.ts'
import { browserRequired, chromiumPath, startChromium, whyNoBrowser } from '../browser/chromium.ts'

const shots = process.env['BROADSHEET_SHOTS']
const long = 'Donaudampfschifffahrtsgesellschaftskapitän'.repeat(6)
const hostile = madeUpPaper(900, { title: `${long} $\\underbrace{x}_{${'y'.repeat(80)}}$ <img src=https://elsewhere.invalid/x>`, abstract: `https://elsewhere.invalid/${'a/'.repeat(120)} <script>document.title='alive'</script> مرحبا بالعالم. ${'中文'.repeat(90)}`, authors: [{ name: long }, { name: '‮evil' }] })
const digest = madeUpDigest(4, {
  more: 31, late: [madeUpEntry(madeUpPaper(77, { title: 'شبكات عصبية للترجمة' }))], notes: ['The list of 18 October is not complete. What comes in later follows in the next letter.'], view: { kind: 'for-you' },
  entries: [...madeUpDigest(4).entries.map((entry) => ({ ...entry, reasons: [{ kind: 'close' as const, text: 'close to “On the habits of owls”, which you saved' }, { kind: 'author' as const, text: 'by Ada Example, whom you follow' }] })), madeUpEntry(hostile)],
})

describe.skipIf(chromiumPath === undefined && !browserRequired)(`a letter in Chromium${chromiumPath === undefined ? ` (skipped: ${whyNoBrowser})` : ''}`, () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await startChromium()
  }, 60_000)
  afterAll(() => browser?.close())

  it.each([320, 700].flatMap((width) => (['light', 'dark'] as const).map((colorScheme) => ({ width, colorScheme }))))('fits $width px, $colorScheme', async ({ width, colorScheme }) => {
    const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme })
    const asked: string[] = []
    page.on('request', (request) => asked.push(request.url()))
    await page.setContent(composeLetter(digest, TO).html, { waitUntil: 'load' })
    const seen = await page.evaluate(() => {
      const color = (of: string, what: 'color' | 'backgroundColor'): string => getComputedStyle(document.querySelector(of)!)[what]
      /** how far a text ends from the right side of its paragraph */
      const textRight = (of: Element): number => of.closest('p')!.getBoundingClientRect().right - of.getBoundingClientRect().right
      const wide = [...document.querySelectorAll('p,h1,h2,td,a')].filter((one) => one.getBoundingClientRect().right > innerWidth + 0.5).length
      return { overflow: document.documentElement.scrollWidth - innerWidth, wide, title: document.title, papers: document.querySelectorAll('p > a.ink').length, ground: color('body', 'backgroundColor'), ink: color('td.cell', 'color'), left: document.querySelector('td.cell')!.getBoundingClientRect().width, arabic: textRight([...document.querySelectorAll('p > a.ink')].find((one) => /شبكات/.test(one.textContent ?? ''))!) }
    })
    if (shots !== undefined) await page.screenshot({ path: `${shots}/letter-${width}-${colorScheme}.png`, fullPage: true })
    expect(seen).toMatchObject({ wide: 0, title: 'Broadsheet, Friday 18 October: 6 papers for you' })
    expect(seen.overflow).toBeLessThanOrEqual(0)
    expect(seen.arabic, 'text that runs from the right stands there').toBeLessThan(1)
    expect(seen.papers).toBeGreaterThan(5)
    expect(seen.left).toBeLessThanOrEqual(640)
    expect([seen.ground, seen.ink]).toEqual(colorScheme === 'light' ? ['rgb(253, 252, 249)', 'rgb(26, 26, 26)'] : ['rgb(23, 22, 20)', 'rgb(236, 232, 223)'])
    expect(asked.filter((url) => !/^(about|data):/.test(url))).toEqual([])
    await page.close()
  })
})
