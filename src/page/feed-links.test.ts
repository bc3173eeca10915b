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

it.each(['/about', '/papers?q=', '/papers?q=owls&day=2024-10-18', '/papers/date/2024-10-18?picked=1', '/papers/date/2024-13-99', '/papers?p=x'])('%s is no list, or a part of one, and has no feed', async (path) => {
  const html = await (await pageApp().app.request(path)).text()
  expect(alternates(html)).toEqual([])
  expect(html).not.toContain('feed-link')
})
