import { describe, expect, test } from 'vitest'
import type { Hono } from 'hono'
import { asVisitor, READER } from '../../test/page/as-visitor.ts'
import { madeUpPaper } from '../../test/page/made-up-papers.ts'
import { pageApp } from '../../test/page/page-app.ts'
import { all, elements, hasAncestor, parseHtml, textOf } from '../../test/page/parse-html.ts'
import type { Element } from '../../test/page/parse-html.ts'
import { fakeCommunity } from '../community/fake-community.test-helper.ts'
import type { MinePaper } from '../community/mine.ts'

const { app } = pageApp({ perDay: 60 })
/** Somebody who saved, hid and tagged papers, was here before, and has a list of their own. */
const own: MinePaper = { voted: true, saved: true, hidden: false, read: true, tags: ['maths', 'to read'], note: 'Compare with section 3.' }
const papers = [2100, 2101, 2102].map((key) => madeUpPaper(key))
const community = fakeCommunity({
  mine: async () => new Map([[2100, own], [2101, { ...own, hidden: true }], [100, own]]),
  visits: { arrive: async () => ({ at: '2024-10-18T09:12:00.000Z', key: 2110 }) },
  marks: { ...fakeCommunity().marks, tags: async () => [{ tag: 'maths', papers: 2 }, { tag: 'to read', papers: 1 }] },
  readingList: { ...fakeCommunity().readingList, list: async () => ({ total: 120, papers: papers.map((paper) => ({ paper, at: '2024-10-18T10:00:00.000Z' })) }) },
})
const reader = asVisitor(pageApp({ perDay: 60, community }).app, READER)
const shelf = pageApp({ shelf: true }).app

const PAGES = [
  '/papers', '/papers/date/2024-10-19', '/papers/week/2024-W42', '/papers/month/2024-10', '/papers/trending', '/papers?p=1',
  '/papers?q=', '/papers?q=retrieval', '/papers?q=%22half&category=cs.LG&after=nope', '/papers/2410.10100', '/about', '/sources', '/nowhere', '/papers/date/2024-13-45',
]

const READERS_PAGES = ['/papers', '/papers/for-you', '/account/taste', '/account/data', '/papers?since=visit', '/papers/date/2024-10-19', '/papers?q=retrieval', '/papers/2410.10100', '/saved', '/saved?q=retrieval&unread=1', '/saved?p=1', '/saved/voted', '/saved/tagged', '/saved/tag/maths', '/saved/hidden', '/saved/nowhere']

async function page(path: string, of: Hono = app): Promise<Element> {
  return parseHtml(await (await of.request(path)).text())
}

/** What a screen reader says of a control: its label, else its own words. */
function nameOf(element: Element, root: Element): string {
  const id = element.attributes.get('id')
  const label = id === undefined ? undefined : all(root, 'label').find((one) => one.attributes.get('for') === id)
  return (element.attributes.get('aria-label') ?? (label === undefined ? textOf(element) : textOf(label))).trim()
}

describe.each([...PAGES.map((path) => ({ path, who: 'nobody', of: app })), ...READERS_PAGES.map((path) => ({ path, who: 'a reader', of: reader }))])('$path for $who', ({ path, of }) => {
  test('has its landmarks, one h1 and headings in order', async () => {
    const root = await page(path, of)
    expect(all(root, 'html')[0]!.attributes.get('lang')).toBe('en')
    for (const name of ['main', 'footer', 'title']) expect([name, all(root, name).filter((one) => !hasAncestor(one, 'main')).length]).toEqual([name, 1])
    expect(all(root, 'header').filter((one) => !hasAncestor(one, 'main'))).toHaveLength(1)
    expect(all(root, 'form[role=search]').length).toBe(1)
    const levels = [...elements(all(root, 'body')[0]!)].filter((one) => /^h[1-6]$/.test(one.name) && !hasAncestor(one, 'dialog')).map((one) => Number(one.name[1]))
    expect(levels[0]).toBe(1)
    expect(levels.filter((one) => one === 1)).toHaveLength(1)
    levels.forEach((level, index) => expect(level - (levels[index - 1] ?? 0)).toBeLessThanOrEqual(1))
  })

  test('names every control, link and group', async () => {
    const root = await page(path, of)
    for (const name of ['a', 'button', 'input', 'select', 'textarea', 'summary']) {
      for (const element of all(root, name)) {
        if (element.attributes.get('type') === 'hidden') continue
        expect([name, [...element.attributes], nameOf(element, root)]).not.toEqual([name, [...element.attributes], ''])
      }
    }
    const navs = all(root, 'nav').map((one) => one.attributes.get('aria-label'))
    expect(new Set(navs).size).toBe(navs.length)
    expect(navs).not.toContain(undefined)
  })

  test('has each id once, and every reference meets one', async () => {
    const root = await page(path, of)
    const ids = [...elements(root)].map((one) => one.attributes.get('id')).filter((one) => one !== undefined)
    expect(new Set(ids).size).toBe(ids.length)
    for (const element of elements(root)) {
      for (const name of ['for', 'aria-labelledby', 'list']) {
        const to = element.attributes.get(name)
        if (to !== undefined) expect(ids).toContain(to)
      }
      const href = element.attributes.get('href')
      if (href?.startsWith('#')) expect(ids).toContain(href.slice(1))
    }
  })

  test('begins with the way past the masthead', async () => {
    const first = [...elements(all(await page(path, of), 'body')[0]!)][0]!
    expect([first.name, first.attributes.get('href')]).toEqual(['a', '#main'])
  })
})

test('what a reader without scripts cannot use is not shown, and nothing needs them', async () => {
  const root = await page('/papers')
  expect(all(root, '#theme-toggle')[0]!.attributes.has('hidden')).toBe(true)
  expect(all(root, '#view-toggle')[0]!.attributes.get('href')).toBe('/papers?view=titles')
  expect(all(root, 'dialog')[0]!.attributes.has('open')).toBe(false)
})

test('the current section is told, and is told once', async () => {
  expect(all(await page('/papers/trending'), '[aria-current=page]').map(textOf)).toEqual(['Trending'])
  expect(all(await page('/papers?q=x'), '[aria-current=page]').map(textOf)).toEqual(['Search'])
})

test('the shelf says what it is before its papers', async () => {
  const root = parseHtml(await (await shelf.request('/papers')).text())
  const order = [...elements(root)].map((one) => one.attributes.get('id')).filter((id) => id === 'shelf-banner' || id === 'papers')
  expect(order).toEqual(['shelf-banner', 'papers'])
})
