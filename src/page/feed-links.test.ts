import { expect, it } from 'vitest'
import { pageApp } from '../../test/page/page-app.ts'

const alternates = (html: string): string[] => [...html.matchAll(/<link rel="alternate" type="application\/(?:atom\+xml|rss\+xml|feed\+json)"[^>]* href="([^"]*)"/g)].map(([, href]) => href!.replaceAll('&amp;', '&'))

it.each([
  ['/papers', '/papers'],
  ['/papers?category=cs.LG&p=1', '/papers.X?category=cs.LG'],
  ['/papers/date/2024-10-18', '/papers/date/2024-10-18'],
  ['/papers/trending', '/papers/trending'],
  ['/papers?q=owls', '/papers.X?q=owls'],
])('%s tells feed readers where the same list is', async (path, feed) => {
  const html = await (await pageApp().app.request(path)).text()
  const in_ = (format: string): string => (feed.includes('.X') ? feed.replace('.X', `.${format}`) : `${feed}.${format}`)
  expect(alternates(html)).toEqual(['atom', 'rss', 'json'].map(in_))
  expect(html.replaceAll('&amp;', '&')).toContain(`<a id="feed-link" href="${in_('atom')}">`)
})

it('pages that are no list have no feed', async () => {
  const html = await (await pageApp().app.request('/about')).text()
  expect(alternates(html)).toEqual([])
  expect(html).not.toContain('feed-link')
})
