import { describe, expect, test } from 'vitest'
import { asVisitor, READER } from '../../test/page/as-visitor.ts'
import { madeUpPaper } from '../../test/page/made-up-papers.ts'
import { pageApp } from '../../test/page/page-app.ts'
import { all, parseHtml, textOf } from '../../test/page/parse-html.ts'
import { fakeCommunity } from '../community/fake-community.test-helper.ts'
import { fakeSubscriptions } from '../community/fake-subscriptions.test-helper.ts'
import type { ReadingListQuery } from '../community/reading-list.ts'

/** Papers of the fake editions, as the reader's list gives them. */
const papers = [2102, 2100, 2101].map((key) => ({ paper: madeUpPaper(key), at: '2024-10-18T10:00:00.000Z' }))

function site({ total = 3, tags = [{ tag: 'maths', papers: 2 }], note = '' }: { total?: number; tags?: { tag: string; papers: number }[]; note?: string } = {}) {
  const asked: ReadingListQuery[] = []
  const quiet = fakeCommunity()
  const community = fakeCommunity({
    subscriptions: fakeSubscriptions({ offered: () => true }),
    mine: async () => new Map([[2102, { voted: false, saved: true, hidden: false, read: false, tags: [], note }]]),
    marks: { ...quiet.marks, tags: async () => tags },
    votes: { ...quiet.votes, names: async () => ['Ada Lovelace', '<b>'] },
    readingList: {
      list: async (_, query) => (asked.push(query), { total, papers: query.offset === 0 ? papers : [] }),
      keys: async () => [2100, 2102],
      counts: async () => ({ saved: 1234, voted: 2, read: 3, tagged: tags.length, noted: 5, hidden: 6 }),
    },
  })
  const { app, editions } = pageApp({ community })
  const reader = asVisitor(app, READER)
  return { asked, editions, get: async (path: string) => { const answer = await reader.request(path); return { status: answer.status, root: parseHtml(await answer.text()) } } }
}

describe('each list', () => {
  test.each([
    ['/saved', 'saved', undefined], ['/saved/voted', 'voted', undefined], ['/saved/read', 'read', undefined], ['/saved/noted', 'noted', undefined],
    ['/saved/hidden', 'hidden', undefined], ['/saved/tag/to%20read%2Flater', 'tagged', 'to read/later'],
  ])('%s is of the reader who asks, in its order, told in the tabs', async (path, shelf, tag) => {
    const { get, asked } = site()
    const { status, root } = await get(path)
    expect(status).toBe(200)
    expect(asked).toEqual([{ shelf, tag, unreadFirst: false, offset: 0, limit: 50 }])
    expect(all(root, 'article').map((one) => one.attributes.get('data-id'))).toEqual(papers.map(({ paper }) => paper.id))
    expect(textOf(all(root, '#shelves')[0]!).trim()).toBe('Saved 1,234 Voted 2 Read 3 Tags 1 Notes 5 Hidden 6')
    expect(all(root, '[aria-current=true]').map((one) => one.attributes.get('href'))).toEqual(tag === undefined ? [path] : [])
    expect(textOf(all(root, 'h1')[0]!)).toBe(tag === undefined ? 'Saved' : '#to read/later')
    expect(all(root, '#by-mail').map((one) => one.attributes.get('href'))).toEqual([`/letters?${new URLSearchParams({ view: path })}`])
  })

  test('unread first stays over the pages, and is left again', async () => {
    const { get, asked } = site({ total: 120 })
    const { root } = await get('/saved?unread=1&view=titles')
    expect(asked[0]).toMatchObject({ unreadFirst: true })
    expect(all(root, '#unread').map((one) => [textOf(one), one.attributes.get('href')])).toEqual([['Newest first', '/saved?view=titles']])
    expect(all(root, 'a[rel=next]').map((one) => one.attributes.get('href'))).toEqual(['/saved?unread=1&view=titles&p=1'])
    expect((await get('/saved?p=2')).root && asked.at(-1)).toMatchObject({ offset: 100 })
  })

  test('papers here can be marked as read, and show the note', async () => {
    const { root } = await site({ note: 'Why <b>?</b>' }).get('/saved')
    const first = all(root, 'article')[0]!
    expect(all(first, 'button').map((one) => textOf(one).trim()).slice(1)).toEqual(['saved', 'mark as read', 'hide'])
    expect(textOf(all(first, '.note')[0]!)).toBe('Why <b>?</b>')
  })

  test('says what to do where it is empty', async () => {
    const empty = { ...fakeCommunity() }
    const reader = asVisitor(pageApp({ community: empty }).app, READER)
    for (const path of ['/saved', '/saved/voted', '/saved/read', '/saved/tagged', '/saved/noted', '/saved/hidden', '/saved/tag/x', '/saved?q=zzzqqq']) {
      const root = parseHtml(await (await reader.request(path)).text())
      expect([path, textOf(all(root, '#empty')[0]!)]).toEqual([path, expect.stringMatching(/\.$/)])
      expect(all(root, 'article')).toEqual([])
    }
  })

  test.each(['/saved/nothing', '/saved/constructor', '/saved/__proto__'])('there is no %s', async (path) => {
    expect((await site().get(path)).status).toBe(404)
  })
})

test('a search stays within the list', async () => {
  const { get, asked, editions } = site()
  const { root } = await get('/saved/voted?q=%20retrieval&p=0')
  expect(asked).toEqual([])
  expect(editions.asked).toContainEqual({ what: 'search', with: { query: 'retrieval', within: [2100, 2102], page: 0, pageSize: 50 } })
  expect(textOf(all(root, '#found')[0]!)).toContain('found here for “retrieval”. Show the whole list')
  expect(all(root, '#q-within').map((one) => one.attributes.get('value'))).toEqual(['retrieval'])
  expect(all(root, '#unread')).toEqual([])
})

test('tags lead to their papers, whatever they are called', async () => {
  const { root } = await site({ tags: [{ tag: 'a/b?c#d', papers: 1 }, { tag: '<script>', papers: 12 }] }).get('/saved/tagged')
  expect(all(all(root, '#tag-list')[0]!, 'li').map((one) => [textOf(one), all(one, 'a')[0]!.attributes.get('href')])).toEqual([
    ['#a/b?c#d 1 paper', '/saved/tag/a%2Fb%3Fc%23d'], ['#<script> 12 papers', '/saved/tag/%3Cscript%3E'],
  ])
})

test('beside the votes stand the names by which they are counted', async () => {
  const { root } = await site().get('/saved/voted?kept=names')
  expect(textOf(all(root, '#own-names')[0]!)).toBe('Ada Lovelace\n<b>')
  expect(textOf(all(root, '.notes')[0]!)).toContain('Your names are kept')
  expect(all((await site().get('/saved')).root, '#own-names')).toEqual([])
})
