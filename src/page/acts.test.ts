import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { asVisitor, READER } from '../../test/page/as-visitor.ts'
import { EMPTY_PAPER } from '../../test/page/made-up-papers.ts'
import { pageApp } from '../../test/page/page-app.ts'
import { all, parseHtml, textOf } from '../../test/page/parse-html.ts'
import type { Element } from '../../test/page/parse-html.ts'
import { fakeCommunity } from '../community/fake-community.test-helper.ts'
import type { MinePaper } from '../community/mine.ts'
import { LOCAL_VISITOR, NOBODY, type Visitor } from '../paper/people.ts'
import { fakeEditions } from '../../test/page/fake-editions.ts'

const OWN_FORM = { host: 'localhost:8765', 'sec-fetch-site': 'same-origin' }
const NOTHING: MinePaper = { voted: false, saved: false, hidden: false, read: false, tags: [], note: '' }
/** The keys of the papers of 18 October 2024, the front page of the fake editions. */
const FIRST = 2100

/** The pages as somebody asks for them, and what the community was asked to do. */
function site(visitor: Visitor, { mine = new Map<number, MinePaper>(), key, perDay = 12 }: { mine?: ReadonlyMap<number, MinePaper>; key?: number; perDay?: number } = {}) {
  const done: unknown[][] = []
  const quiet = fakeCommunity()
  const community = fakeCommunity({
    mine: async () => mine,
    visits: { arrive: async () => (key === undefined ? undefined : { at: '2024-10-18T09:12:00.000Z', key }) },
    votes: {
      ...quiet.votes,
      vote: async (who, paper, on) => (done.push(['vote', who.person?.id, paper, on]), { paper: String(paper), voted: on, byAuthor: false, votes: 1, own: 0 }),
      claimNames: async (who, names) => (done.push(['names', who.person?.id, names]), names),
    },
    marks: {
      ...quiet.marks,
      mark: async (who, paper, mark, on) => (done.push([mark, who.person?.id, paper, on]), { paper: String(paper) }),
      tag: async (who, paper, tags) => (done.push(['tags', who.person?.id, paper, tags]), { paper: String(paper), tags }),
      note: async (who, paper, note) => (done.push(['note', who.person?.id, paper, note]), { paper: String(paper), note }),
    },
  })
  const { app: pages, editions } = pageApp({ community, perDay })
  const app = asVisitor(pages, visitor)
  return {
    done,
    editions,
    post: (path: string, body: Record<string, string>, headers: Record<string, string> = OWN_FORM) =>
      app.request(path, { method: 'POST', headers: { ...headers, 'content-type': 'application/x-www-form-urlencoded' }, body: new URLSearchParams(body).toString() }),
    get: async (path: string): Promise<Element> => parseHtml(await (await app.request(path)).text()),
    text: async (path: string): Promise<string> => (await app.request(path)).text(),
  }
}

describe('a form', () => {
  test.each<[string, Record<string, string>, unknown[]]>([
    ['/vote', {}, ['vote', 'p1', '2410.1', true]],
    ['/vote?on=0', {}, ['vote', 'p1', '2410.1', false]],
    ['/vote', { on: '0' }, ['vote', 'p1', '2410.1', false]],
    ['/vote?on=1', { on: '0' }, ['vote', 'p1', '2410.1', true]],
    ['/save', {}, ['save', 'p1', '2410.1', true]],
    ['/hide?on=0', {}, ['hide', 'p1', '2410.1', false]],
    ['/read', {}, ['read', 'p1', '2410.1', true]],
    ['/tags', { tags: 'a, b' }, ['tags', 'p1', '2410.1', ['a', ' b']]],
    ['/note', { text: 'one\r\ntwo' }, ['note', 'p1', '2410.1', 'one\r\ntwo']],
  ])('%s %j does what it says and goes back to the paper', async (path, more, deed) => {
    const { post, done } = site(READER)
    const answer = await post(path, { paper: '2410.1', back: '/papers/date/2024-10-18?p=1#elsewhere', ...more })
    expect([answer.status, answer.headers.get('location')]).toEqual([303, `/papers/date/2024-10-18?p=1#${path === '/tags' || path === '/note' ? 'yours' : 'p-2410.1'}`])
    expect(done).toEqual([deed])
  })

  test.each(['/vote', '/save', '/hide', '/read', '/tags', '/note', '/saved/names'])('%s of another site does nothing', async (path) => {
    for (const headers of [{ host: 'localhost:8765', 'sec-fetch-site': 'cross-site' }, { host: 'localhost:8765', origin: 'https://evil.example' }, { host: 'localhost:8765' }]) {
      const { post, done } = site(READER)
      expect((await post(path, { paper: '2410.1', names: 'x' }, headers as unknown as Record<string, string>)).status).toBe(403)
      expect(done).toEqual([])
    }
  })

  test('leads to no other site, whatever it says', async () => {
    for (const back of ['//evil.example', 'https://evil.example/', '/\\evil.example', 'javascript:alert(1)', '']) {
      expect((await site(READER).post('/vote', { paper: '10.1/a(b)<c>', back })).headers.get('location')).toBe('/papers#p-10.1/a(b)%3Cc%3E')
    }
  })

  test('of names takes one a line', async () => {
    const { post, done } = site(READER)
    expect((await post('/saved/names', { names: 'Ada Lovelace\r\nLovelace, A.; A. L.' })).headers.get('location')).toBe('/saved/voted?kept=names')
    expect(done).toEqual([['names', 'p1', ['Ada Lovelace', '', 'Lovelace, A.', ' A. L.']]])
  })
})

describe('under each paper', () => {
  const buttons = (root: Element) => all(all(root, 'article')[0]!, 'button')

  test.each([['a reader', READER], ['the one reader without accounts', LOCAL_VISITOR]])('%s finds buttons of one form that comes back here', async (_, visitor) => {
    const root = await site(visitor).get('/papers/date/2024-10-18?category=cs.LG')
    expect(all(root, '#act').map((one) => [one.attributes.get('method'), one.attributes.get('action')])).toEqual([['post', '/vote']])
    expect(all(root, 'input').filter((one) => one.attributes.get('name') === 'back').map((one) => one.attributes.get('value'))).toEqual(['/papers/date/2024-10-18?category=cs.LG'])
    const id = all(root, 'article')[0]!.attributes.get('data-id')!
    expect(buttons(root).map((one) => [one.attributes.get('form'), one.attributes.get('name'), one.attributes.get('value'), one.attributes.get('formaction'), one.attributes.get('aria-pressed')])).toEqual(
      ['/vote', '/save', '/hide'].map((to) => ['act', 'paper', id, to, 'false']))
  })

  test('what was done is seen, and is taken back by the same button', async () => {
    const mine = new Map([[FIRST, { ...NOTHING, voted: true, saved: true, read: true, tags: ['maths', '<b>'] }], [FIRST + 1, { ...NOTHING, hidden: true }]])
    const root = await site(READER, { mine }).get('/papers')
    expect(buttons(root).map((one) => [one.attributes.get('formaction'), textOf(one).trim(), one.attributes.get('aria-pressed')])).toEqual([
      ['/vote?on=0', expect.stringMatching(/^▲ \d+$/), 'true'], ['/save?on=0', 'saved', 'true'], ['/read?on=0', 'read', 'true'], ['/hide', 'hide', 'false'],
    ])
    const [first, second] = all(root, 'article')
    expect([first!.attributes.get('class'), second!.attributes.get('class')]).toEqual(['paper is-saved', 'paper is-hidden'])
    expect(all(first!, 'a').filter((one) => one.attributes.get('href')!.startsWith('/saved/tag/')).map((one) => [one.attributes.get('href'), textOf(one)])).toEqual([['/saved/tag/maths', '#maths'], ['/saved/tag/%3Cb%3E', '#<b>']])
    expect(all(second!, 'button').map((one) => textOf(one).trim())).toContain('show again')
  })

  test('votes here and elsewhere are told apart', async () => {
    const editions = fakeEditions({ papers: [{ ...EMPTY_PAPER, key: 1, id: '2410.00001', upvotes: 1200 }] })
    const front = editions.front.bind(editions)
    editions.front = async (options) => {
      const list = await front(options)
      return { ...list, entries: list.entries.map((entry, at) => (at === 0 ? { ...entry, community: { votes: 34, own: 2, comments: 3, submissions: [] } } : entry)) }
    }
    const root = parseHtml(await (await asVisitor(pageApp({ editions }).app, READER).request('/papers')).text())
    const vote = buttons(root)[0]!
    const said = '34 votes here, 1,200 upvotes elsewhere; 2 votes of authors are counted apart'
    expect([textOf(vote).trim(), vote.attributes.get('title'), vote.attributes.get('data-elsewhere')]).toEqual(['▲ 1,234', said, '1200'])
    expect(vote.attributes.get('aria-label')).toBe(`Vote: A paper. ${said}`)
    expect(all(root, 'a').filter((one) => one.attributes.get('href') === '/papers/2410.00001#comments').map(textOf)).toEqual(['3 comments'])
    const nobody = parseHtml(await (await asVisitor(pageApp({ editions }).app, NOBODY).request('/papers')).text())
    expect(all(nobody, '.votes').slice(0, 1).map((one) => [one.name, textOf(one), one.attributes.get('title')])).toEqual([['span', '1,234 votes', said]])
  })

  test('nobody finds a count, and the way to sign in where there is one', async () => {
    const without = await site(NOBODY).text('/papers')
    expect(without).not.toMatch(/formaction|id="act"|sign-in|class="acts"/)
    expect(without).toMatch(/<span class="votes">[\d,]+ upvotes?<\/span>/)
    const root = await site({ ...NOBODY, canSignIn: true }).get('/papers?category=cs.LG')
    const links = all(all(root, 'article')[0]!, '.votes')
    expect(links.map((one) => [one.name, one.attributes.get('href')])).toEqual([['a', '/sign-in?back=%2Fpapers%3Fcategory%3Dcs.LG']])
    expect(all(root, 'button').filter((one) => one.attributes.has('formaction'))).toEqual([])
  })

  test('fifty whole abstracts with buttons weigh less than 60 kB compressed', async () => {
    const html = await site(READER, { perDay: 50, key: 2110 }).text('/papers')
    expect(all(parseHtml(html), 'button').filter((one) => one.attributes.has('formaction'))).toHaveLength(150)
    expect(gzipSync(html).length).toBeLessThan(60_000)
  })
})

describe('new since the last visit', () => {
  test('the papers are marked, and the head counts them and leads to them', async () => {
    const { get } = site(READER, { key: FIRST + 8 })
    const root = await get('/papers?view=full')
    expect(textOf(all(root, '#new-since')[0]!)).toBe('3 new since Friday 09:12 UTC. Show only those')
    expect(all(root, '.new').length).toBe(3)
    expect(all(all(root, '#new-since')[0]!, 'a').map((one) => one.attributes.get('href'))).toEqual(['/papers?since=visit&view=full'])
  })

  test('those alone are asked for, and the way back is there', async () => {
    const { get, editions } = site(READER, { key: FIRST + 8 })
    const root = await get('/papers/date/2024-10-18?since=visit')
    expect(editions.asked).toContainEqual({ what: 'day', with: ['2024-10-18', expect.objectContaining({ afterKey: FIRST + 8 })] })
    expect(all(root, 'article')).toHaveLength(3)
    expect(textOf(all(root, '#new-since')[0]!)).toBe('3 new since Friday 09:12 UTC. Show all')
    expect(all(all(root, '#new-since')[0]!, 'a').map((one) => one.attributes.get('href'))).toEqual(['/papers/date/2024-10-18'])
    expect(all(root, '[rel=prev]').every((one) => one.attributes.get('href') === '/papers/date/2024-10-17?since=visit')).toBe(true)
  })

  test('where everything is new, the head says it alone', async () => {
    const root = await site(READER, { key: 1 }).get('/papers')
    expect(textOf(all(root, '#new-since')[0]!)).toMatch(/^12 new since/)
    expect(all(root, '.new')).toEqual([])
  })

  test('nothing is said on a first visit, to nobody, and where nothing is new', async () => {
    expect(await site(READER).text('/papers')).not.toContain('id="new-since"')
    expect(await site(READER, { key: 9999 }).text('/papers')).not.toContain('id="new-since"')
    expect(await site(READER).text('/papers?since=visit')).not.toContain('id="new-since"')
    expect(textOf(all(await site(READER, { key: 9999 }).get('/papers?since=visit'), '#new-since')[0]!)).toBe('Nothing new since Friday 09:12 UTC. Show all')
  })
})

describe('a paper’s own page', () => {
  test('has the buttons, the reader’s tags and their note, safe whatever they say', async () => {
    const mine = new Map([[100, { ...NOTHING, tags: ['"quoted"', 'maths'], note: '</textarea><script>alert(1)</script>' }]])
    const html = await site(READER, { mine }).text('/papers/2410.10100')
    const root = parseHtml(html)
    expect(all(root, 'button').filter((one) => one.attributes.has('formaction')).map((one) => one.attributes.get('formaction'))).toEqual(['/vote', '/save', '/read', '/hide'])
    expect(all(root, '#own-tags')[0]!.attributes.get('value')).toBe('"quoted", maths')
    expect(html).not.toContain('<script>alert')
    expect(textOf(all(root, '#own-note')[0]!)).toBe('</textarea><script>alert(1)</script>')
  })

  test('shows nobody a place for notes', async () => {
    expect(await site(NOBODY).text('/papers/2410.10100')).not.toMatch(/own-note|own-tags|class="acts"/)
  })
})

test.each<[string, Visitor, boolean]>([
  ['a reader', READER, true],
  ['the one reader of a machine', LOCAL_VISITOR, true],
  ['nobody', NOBODY, false],
  ['nobody who could sign in', { ...NOBODY, canSignIn: true }, false],
])('the keys for votes, saving and hiding are listed for who may press them: %s', async (_, visitor, may) => {
  const { get } = site(visitor)
  // The dialog of every page, and on the page about Broadsheet the list beside it.
  for (const [path, tables] of [['/papers', 1], ['/about', 2]] as const) {
    const lists = all(await get(path), 'table.keys')
    expect(lists).toHaveLength(tables)
    for (const list of lists) {
      const keys = all(list, 'kbd').map((key) => textOf(key))
      expect(keys).toEqual(expect.arrayContaining(['j', 'k', '/', 'z', '?']))
      expect(keys.filter((key) => ['v', 's', 'x'].includes(key))).toEqual(may ? ['v', 's', 'x'] : [])
    }
  }
})
