/// <reference lib="dom" />
/** What people say under a paper, in a real browser on a real server with accounts: written, seen first, edited, answered, deleted, reported, hidden. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { broadsheet, importFiles, newInstance, serve, type Server, temporaryFolder } from '../support/broadsheet.ts'
import { madeUpWork, snapshotLine } from '../support/made-up-library.ts'
import { freePort } from '../support/free-port.ts'
import { chromiumPath, startChromium, whyNoBrowser } from './chromium.ts'

const works = [madeUpWork(1), madeUpWork(2)] as const
const PEOPLE = { ada: ['Ada Admin', 'admin'], cora: ['Cora Curator', 'curator'], ben: ['Ben Reader', 'reader'], eve: ['Eve <b>"Reader"</b>', 'reader'] } as const
type Who = keyof typeof PEOPLE

describe.skipIf(chromiumPath === undefined)(`Comments in the browser${chromiumPath === undefined ? ` (skipped: ${whyNoBrowser})` : ''}`, () => {
  const data = newInstance()
  const faults: string[] = []
  const signedIn = new Map<Who, Awaited<ReturnType<BrowserContext['storageState']>>>()
  let env: Record<string, string>
  let origin: string
  let browser: Browser
  let server: Server

  beforeAll(async () => {
    const port = await freePort()
    origin = `http://localhost:${port}`
    env = { BROADSHEET_ACCOUNTS: '1', BROADSHEET_PUBLIC_URL: origin, BROADSHEET_FETCH: '0' }
    const file = join(temporaryFolder(), 'papers.jsonl')
    writeFileSync(file, works.map((work) => snapshotLine(work)).join('\n'))
    expect(await importFiles(data, [file])).toMatchObject({ added: 2, code: 0 })
    for (const [id, [name, role]] of Object.entries(PEOPLE)) expect(await broadsheet(['--data', data, 'user', 'add', `${id}@example.org`, '--role', role, '--name', name], { env })).toMatchObject({ code: 0 })
    ;[server, browser] = await Promise.all([serve(data, env, port), startChromium()])
    for (const id of Object.keys(PEOPLE) as Who[]) {
      const { link } = (await broadsheet(['--json', '--data', data, 'user', 'link', `${id}@example.org`], { env })).json<{ link: string }>()
      const context = await browser.newContext()
      const page = await context.newPage()
      await page.goto(link)
      await page.click('main button')
      await page.waitForURL('**/papers')
      signedIn.set(id, await context.storageState())
      await context.close()
    }
  }, 180_000)
  afterAll(async () => {
    await Promise.all([browser?.close(), server?.stop()])
  })

  /** Somebody's browser, signed in. What goes wrong on its way is a fault. */
  async function open(who: Who | undefined, options: BrowserContextOptions = {}): Promise<Page> {
    const context = await browser.newContext({ baseURL: origin, ...options, ...(who === undefined ? {} : { storageState: signedIn.get(who)! }) })
    context.setDefaultTimeout(20_000)
    context.on('weberror', (error) => faults.push(String(error.error())))
    context.on('dialog', (dialog) => (faults.push(`a dialog: ${dialog.message()}`), void dialog.dismiss()))
    context.on('console', (message) => void (message.type() === 'error' && !/status of 400/.test(message.text()) && faults.push(message.text())))
    context.on('request', (request) => void (new URL(request.url()).origin !== origin && faults.push(`asked elsewhere: ${request.url()}`)))
    return context.newPage()
  }

  const texts = (page: Page): Promise<string[]> => page.locator('.comment-text').allInnerTexts()

  test.each([{ javaScriptEnabled: true }, { javaScriptEnabled: false }])('are written, seen before, edited, answered, deleted, reported and hidden (%j)', { timeout: 120_000 }, async (options) => {
    const home = `/papers/${works[options.javaScriptEnabled ? 0 : 1].arxiv}`
    const ben = await open('ben', options)
    await ben.goto(home)
    await ben.fill('#new-comment', 'Do the *lanterns* hang in $\\ell_p$?\n\n<script>alert(1)</script>')
    await ben.locator('#form-new-comment').getByRole('button', { name: 'Preview' }).click()
    await ben.waitForURL('**/comment#form-new-comment')
    expect(await ben.locator('.comment-preview em').innerText()).toBe('lanterns')
    expect([await ben.locator('.comment-preview math').count(), await ben.locator('.comment').count()]).toEqual([1, 0])
    expect(await ben.locator('.comment-preview').evaluate((one) => one.getBoundingClientRect().top >= 0 && one.getBoundingClientRect().top < innerHeight), 'the preview is what is seen first').toBe(true)
    await ben.locator('#form-new-comment').getByRole('button', { name: 'Comment' }).click()
    await ben.waitForURL(`**${home}#c-*`)
    expect(await texts(ben)).toEqual([expect.stringMatching(/^Do the lanterns hang in\s+ℓ[^<]*<script>alert\(1\)<\/script>$/)])

    await ben.locator('.comment summary', { hasText: 'edit' }).click()
    await ben.locator('.comment textarea[name=text]:visible').fill('Do the **lanterns** hang?')
    await ben.locator('.comment').getByRole('button', { name: 'Keep' }).click()
    await ben.waitForURL(`**${home}#c-*`)
    expect([await texts(ben), await ben.locator('.comment-head').innerText()]).toEqual([['Do the lanterns hang?'], expect.stringContaining('edited')])

    const eve = await open('eve', options)
    await eve.goto(home)
    await eve.locator('.comment summary', { hasText: 'answer' }).click()
    await eve.locator('.comment textarea[name=text]:visible').fill('They do.')
    await eve.locator('.comment').getByRole('button', { name: 'Answer' }).dblclick()
    await eve.waitForURL(`**${home}#c-*`)
    expect([await texts(eve), await eve.locator('.comment.depth-1 b').innerText()]).toEqual([['Do the lanterns hang?', 'They do.'], 'Eve <b>"Reader"</b>'])
    await eve.locator('.comment.depth-0 summary', { hasText: 'report' }).click()
    await eve.locator('input[name=reason]:visible').fill('<img src=x onerror=alert(1)>')
    await eve.locator('.comment').getByRole('button', { name: 'Report' }).click()
    await eve.waitForURL('**said=reported**')
    expect(await eve.locator('.comments [role=status]').innerText()).toBe('Thank you. A curator will look at it.')

    const cora = await open('cora', options)
    await cora.goto('/papers')
    await cora.click('#reports-link')
    await cora.waitForURL('**/admin/reports')
    expect(await cora.locator('ul.reported').innerText()).toBe('“<img src=x onerror=alert(1)>”')
    await cora.getByRole('button', { name: 'Hide it' }).click()
    await cora.waitForURL('**/admin/reports')
    expect(await cora.locator('.empty').innerText()).toBe('Nothing is reported.')
    expect(await cora.locator('#reports-link').count()).toBe(0)
    await eve.goto(home)
    expect(await eve.locator('.comment.depth-0').innerText()).toContain('hidden by a curator')
    await cora.goto(home)
    await cora.locator('.comment.depth-0').getByRole('button', { name: 'show again' }).click()
    await eve.reload()
    expect(await texts(eve)).toEqual(['Do the lanterns hang?', 'They do.'])

    await ben.goto(home)
    await ben.locator('.comment.depth-0 summary', { hasText: 'delete' }).click()
    await ben.locator('.comment.depth-0').getByRole('button', { name: 'Delete for good' }).click()
    await ben.waitForURL(`**${home}#c-*`)
    expect(await ben.locator('.comment.depth-0').innerText()).toContain('[deleted]')
    const ada = await open('ada', options)
    await ada.goto('/comments')
    expect(await texts(ada)).toEqual(['They do.'])
    await ada.locator('.comment-head a').click()
    await ada.waitForURL(`**${home}#c-*`)
    await ada.locator('.comment.depth-1 summary', { hasText: 'delete' }).click()
    await ada.locator('.comment.depth-1').getByRole('button', { name: 'Delete for good' }).click()
    await ada.waitForURL(`**${home}#comments`)
    expect(await ada.locator('.comment').count()).toBe(0)
    const nobody = await open(undefined, options)
    await nobody.goto(home)
    await nobody.locator('#comments').getByRole('link', { name: 'Sign in' }).click()
    await nobody.waitForURL('**/sign-in?back=*')
    expect(faults).toEqual([])
    await Promise.all([ben, eve, cora, ada, nobody].map((page) => page.context().close()))
  })

  test('what was refused is still in the form, and the page fits a telephone', { timeout: 120_000 }, async () => {
    const page = await open('ben', { viewport: { width: 360, height: 740 } })
    const home = `/papers/${works[0].arxiv}`
    await page.goto(home)
    const long = `${'owl '.repeat(2600)}end`
    await page.locator('#new-comment').evaluate((field) => field.removeAttribute('maxlength'))
    await page.fill('#new-comment', long)
    await page.locator('#form-new-comment').getByRole('button', { name: 'Comment' }).click()
    await page.waitForURL('**/comment#form-new-comment')
    expect(await page.locator('.fault').innerText()).toContain('10,000 characters at most')
    expect(await page.inputValue('#new-comment')).toBe(long)
    for (const text of ['Short.', `${'unbroken'.repeat(60)} $${'x_1 + '.repeat(60)} y$`, `| a | b |\n|-|-|\n| ${'wide '.repeat(30)}| x |\n\n    ${'code'.repeat(60)}`]) {
      await page.fill('#new-comment', text)
      await page.locator('#form-new-comment').getByRole('button', { name: 'Comment' }).click()
      await page.waitForURL(`**${home}#c-*`)
    }
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360)
    expect(faults).toEqual([])
    await page.context().close()
  })
})
