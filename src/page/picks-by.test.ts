import { expect, it } from 'vitest'
import { pageApp } from '../../test/page/page-app.ts'

it('a page of one person’s picks asks for those, and says so wherever it leads', async () => {
  const { app, editions } = pageApp()
  const html = await (await app.request('/picks?by=Ada+Example')).text()
  expect(editions.asked).toContainEqual({ what: 'picks', with: expect.objectContaining({ by: 'Ada Example' }) })
  expect(html).toMatch(/<input type="hidden" name="by" value="Ada Example"\s*\/>/)
  expect(html).toContain('href="/picks.atom?by=Ada+Example"')
})
