import { expect, it } from 'vitest'
import { asVisitor, READER } from '../../test/page/as-visitor.ts'
import { pageApp } from '../../test/page/page-app.ts'
import { all, hasAncestor, parseHtml } from '../../test/page/parse-html.ts'

const alternates = (html: string): string[] => [...html.matchAll(/<link rel="alternate" type="application\/(?:atom\+xml|rss\+xml|feed\+json)"[^>]* href="([^"]*)"/g)].map(([, href]) => href!.replaceAll('&amp;', '&'))

it.each([
  ['/papers', '/papers'],
  ['/papers?category=cs.LG&p=1', '/papers.X?category=cs.LG'],
  ['/papers/date/2024-10-18', '/papers/date/2024-10-18'],
  ['/papers/trending', '/papers/trending'],
  ['/papers?q=owls', '/papers.X?q=owls'],
  ['/papers?q=owls&day=2024-10-18&verbatim=1&explain=1', '/papers.X?q=owls&day=2024-10-18&verbatim=1'],
  ['/papers?search=owls&category=cs.LG', '/papers.X?q=owls&category=cs.LG'],
])('%s tells feed readers where the same list is', async (path, feed) => {
  const html = await (await pageApp().app.request(path)).text()
  const in_ = (format: string): string => (feed.includes('.X') ? feed.replace('.X', `.${format}`) : `${feed}.${format}`)
  expect(alternates(html).map((href) => href.replaceAll('&amp;', '&'))).toEqual(['atom', 'rss', 'json'].map(in_))
  expect(html.replaceAll('&amp;', '&')).toContain(`<a id="feed-link" href="${in_('atom')}">`)
})

it.each(['/about', '/papers?q=', '/papers?search=', '/papers?q=owls&day=yesterday', '/papers?since=visit', '/papers/date/2024-10-18?picked=1', '/papers/date/2024-13-99', '/papers?p=x'])('%s is no list, or a part of one, and has no feed', async (path) => {
  const html = await (await pageApp().app.request(path)).text()
  expect(alternates(html)).toEqual([])
  expect(html).not.toContain('feed-link')
})

it.each([['/papers', '/papers.X'], ['/papers/trending', '/papers/trending.X'], ['/papers?q=owls', '/papers.X?q=owls'], ['/papers?search=owls', '/papers.X?q=owls'], ['/papers/date/2024-10-18', '/papers/date/2024-10-18.X']])('%s leads from its head to its references at the foot', async (path, file) => {
  const root = parseHtml(await (await pageApp().app.request(path)).text())
  expect(all(root, 'a[href=#this-list]').filter((one) => hasAncestor(one, 'nav'))).toHaveLength(1)
  const [foot] = all(root, '#this-list')
  expect(hasAncestor(foot!, 'footer')).toBe(true)
  expect(all(all(foot!, '#export')[0]!, 'a').map((one) => one.attributes.get('href'))).toEqual(['bib', 'ris', 'csl.json'].map((format) => file.replace('X', format)))
})

it.each([['/nonsense'], ['/papers/9999.99999'], ['/submit'], ['/submit', { what: 'nonsense' }], ['/papers/search', { q: `owls ${'x'.repeat(9000)}` }]] as [string, Record<string, string>?][])('%s (%#) is no list, and is offered in no other form', async (path, form) => {
  const { app } = pageApp()
  const init = form && { method: 'POST', headers: { host: 'localhost:8765', 'sec-fetch-site': 'same-origin', 'content-type': 'application/x-www-form-urlencoded' }, body: new URLSearchParams(form).toString() }
  const root = parseHtml(await (await (path === '/submit' ? asVisitor(app, READER) : app).request(path, init)).text())
  expect(all(root, 'footer')).toHaveLength(1)
  for (const id of ['this-list', 'feed-link', 'alert-link', 'by-mail', 'export']) expect(all(root, `#${id}`)).toEqual([])
})
