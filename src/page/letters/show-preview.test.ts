import { expect, it } from 'vitest'
import { asVisitor, READER } from '../../../test/page/as-visitor.ts'
import { pageApp } from '../../../test/page/page-app.ts'
import { NOBODY } from '../../paper/people.ts'

const LETTER = { subject: 'Broadsheet, <b>Friday</b>', html: '<html><head></head><body><p>in HTML</p></body></html>', text: 'in <i>text</i>\n' }

it('shows a letter in a frame of its own, which runs and loads nothing, and as text', async () => {
  const asked: unknown[] = []
  const app = asVisitor(pageApp({ previewLetter: async (request) => (asked.push(request), LETTER) }).app, READER)
  const page = await app.request('/letters/preview?view=/saved')
  const html = await page.text()
  expect(page.status).toBe(200)
  expect(page.headers.get('cache-control')).toBe('no-store')
  expect(html).toContain('Broadsheet, &lt;b&gt;Friday&lt;/b&gt;')
  expect(html).toContain('in &lt;i&gt;text&lt;/i&gt;')
  expect(html).not.toContain('in HTML')
  const [, src, sandbox] = /<iframe[^>]* src="([^"]+)" sandbox="([^"]+)"/.exec(html)!
  expect(sandbox).not.toMatch(/scripts|same-origin|forms/)
  const letter = await app.request(src!.replaceAll('&amp;', '&'))
  expect(await letter.text()).toBe('<html><head><base target="_blank"></head><body><p>in HTML</p></body></html>')
  const policy = letter.headers.get('content-security-policy')
  expect(policy).toContain("default-src 'none'")
  expect(policy).toMatch(/sandbox [^;]*/)
  expect(policy).not.toMatch(/allow-scripts|allow-same-origin|img-src/)
  expect(asked).toEqual(Array.from({ length: 2 }, () => ({ view: { kind: 'saved' }, email: 'ada@example.org', person: READER.person })))
})

it('says so where there is nothing to send, and shows nobody a letter of somebody’s', async () => {
  const empty = asVisitor(pageApp({ previewLetter: async () => undefined }).app, READER)
  expect(await (await empty.request('/letters/preview')).text()).toContain('nothing in this list to send')
  expect(await (await empty.request('/letters/preview?part=html')).text()).toContain('nothing in this list to send')
  for (const view of ['/nope', '//evil.example/papers', 'javascript:alert(1)']) expect((await empty.request(`/letters/preview?${new URLSearchParams({ view })}`)).status).toBe(400)
  const stranger = asVisitor(pageApp({ previewLetter: async () => LETTER }).app, { ...NOBODY, canSignIn: true })
  const refused = await stranger.request('/letters/preview?view=/papers')
  expect(refused.status).not.toBe(200)
  expect(await refused.text()).not.toContain('Friday')
})
