import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { asVisitor } from '../../../test/page/as-visitor.ts'
import { pageApp } from '../../../test/page/page-app.ts'
import { all, type Element, elements, parseHtml, textOf } from '../../../test/page/parse-html.ts'
import { fakeCommunity } from '../../community/fake-community.test-helper.ts'
import { COMMENTS_AN_HOUR } from '../../community/comments.ts'
import { type MadeUpTalk, madeUpTalk } from '../../community/made-up-talk.test-helper.ts'
import { LOCAL_VISITOR, NOBODY, type Visitor } from '../../paper/people.ts'
import { COMMENTS_A_PAGE } from './comment-page.ts'

const OWN_FORM = { host: 'localhost:8765', 'sec-fetch-site': 'same-origin' }
const GUEST: Visitor = { ...NOBODY, canSignIn: true }

let talk: MadeUpTalk
let paper: string
let home: string
beforeEach(async () => {
  talk = await madeUpTalk()
  paper = talk.papers[0].id
  home = `/papers/${paper}`
})
afterEach(() => talk.close())

/** The pages as somebody asks for them, over comments that are really kept. */
function site(visitor: Visitor) {
  const { app: pages } = pageApp({ papers: [...talk.papers], community: fakeCommunity({ comments: talk.comments }), clock: talk.clock })
  const app = asVisitor(pages, visitor)
  const post = (path: string, body: Record<string, string>, headers: Record<string, string> = OWN_FORM) =>
    app.request(path, { method: 'POST', headers: { ...headers, 'content-type': 'application/x-www-form-urlencoded' }, body: new URLSearchParams({ paper, back: home, ...body }).toString() })
  return { post, get: async (path = home): Promise<Element> => parseHtml(await (await app.request(path)).text()), ask: (path: string) => app.request(path) }
}
const add = async (who: Visitor, text: string, parent?: string, on = paper): Promise<string> => {
  talk.clock.time += 60_001
  return (await talk.comments.add(who, on, text, parent)).id
}
const within = (root: Element, selector: string): Element[] => all(all(root, '#comments')[0]!, selector)
const shownAt = (root: Element): string[] => all(root, '.comment').map((one) => `${/depth-\d/.exec(one.attributes.get('class')!)![0].slice(6)} ${textOf(all(one, '.comment-text')[0] ?? all(one, '.quiet').at(-1)!).trim()}`)
const acts = (root: Element): string[] => all(root, '.comment-acts').flatMap((one) => [...all(one, 'summary'), ...all(one, '.plain')]).map((one) => textOf(one).replace(/ \(.*/, '')).filter((word) => word !== 'Preview')

describe('a form', () => {
  test('puts a comment under the paper and leads to it', async () => {
    const { post, get } = site(talk.who.ben)
    const answer = await post('/comment', { text: 'A *fine* paper, for $\\ell_p$.' })
    const { id } = (await talk.comments.of(GUEST, paper)).comments[0]!
    expect([answer.status, answer.headers.get('location')]).toEqual([303, `${home}#c-${id}`])
    const root = await get()
    expect([textOf(all(root, '#comments-title')[0]!), all(root, `#c-${id}`).length, all(all(root, '.comment-text')[0]!, 'em').length, all(all(root, '.comment-text')[0]!, 'math').length]).toEqual(['1 comment', 1, 1, 1])
    const second = await post('/comment', { text: 'An answer.', parent: id })
    expect(second.status).toBe(303)
    expect(shownAt(await get())[1]).toBe('1 An answer.')
  })

  test('edits, deletes, reports, hides and shows again, and leads back', async () => {
    const id = await add(talk.who.ben, 'Wrng.')
    const place = `${home}#c-${id}`
    const to = async (who: Visitor, path: string, body: Record<string, string>) => (await site(who).post(path, body)).headers.get('location')
    const text = async () => (await talk.comments.of(GUEST, paper)).comments[0]?.text
    expect([await to(talk.who.ben, '/comment/edit', { comment: id, text: 'Wrong.' }), await text()]).toEqual([place, 'Wrong.'])
    expect(await to(talk.who.ann, '/comment/report', { comment: id, reason: 'rude' })).toBe(`${home}?said=reported#c-${id}`)
    expect(textOf(all(await site(talk.who.ann).get(`${home}?said=reported`), '[role=status]')[0]!)).toBe('Thank you. A curator will look at it.')
    expect(await talk.comments.openReports(talk.who.cat)).toBe(1)
    expect([await to(talk.who.cat, '/comment/hide', { comment: id, back: '/admin/reports' }), await text()]).toEqual(['/admin/reports', undefined])
    expect([await to(talk.who.cat, '/comment/restore', { comment: id }), await text()]).toEqual([place, 'Wrong.'])
    await talk.comments.report(talk.who.eve, id, 'x')
    expect(await to(talk.who.cat, '/admin/reports/dismiss', { comment: id, back: '/admin/reports' })).toBe('/admin/reports')
    expect(await talk.comments.openReports(talk.who.cat)).toBe(0)
    expect([await to(talk.who.ben, '/comment/remove', { comment: id }), await text()]).toEqual([`${home}#comments`, undefined])
  })

  test.each(['https://evil.example/', '//evil.example', '/\\evil.example', 'javascript:alert(1)'])('never leads to %s', async (back) => {
    const id = await add(talk.who.ben, 'x')
    for (const [path, body] of [['/comment', { text: 'y' }], ['/comment/report', { comment: id, reason: 'r' }], ['/comment/hide', { comment: id }], ['/comment/restore', { comment: id }], ['/admin/reports/dismiss', { comment: id }], ['/comment/remove', { comment: id }]] as const) {
      const answer = await site(talk.who.dan).post(path, { ...body, back })
      expect([path, answer.status, answer.headers.get('location')?.startsWith(home)]).toEqual([path, 303, true])
    }
    const again = parseHtml(await (await site(talk.who.ben).post('/comment', { text: 'y', step: 'preview', back })).text())
    expect(all(again, 'input').filter((one) => one.attributes.get('name') === 'back').map((one) => one.attributes.get('value'))).not.toContain(back)
  })

  test.each(['/comment', '/comment/edit', '/comment/report', '/comment/remove', '/comment/hide', '/comment/restore', '/admin/reports/dismiss'])('%s from another site does nothing', async (path) => {
    const id = await add(talk.who.ben, 'As it was.')
    await talk.comments.report(talk.who.ann, id, 'r')
    const before = JSON.stringify([await talk.store.people.comments(talk.papers[0].key), await talk.store.people.reports()])
    for (const from of [{ 'sec-fetch-site': 'cross-site' }, { 'sec-fetch-site': 'same-site' }, {}, { origin: 'https://evil.example' }] as Record<string, string>[]) {
      for (const who of [talk.who.ben, talk.who.dan]) {
        talk.clock.time += 60_001
        expect((await site(who).post(path, { comment: id, text: 'Evil.', reason: 'Evil.' }, { host: 'localhost:8765', ...from })).status).toBe(403)
      }
    }
    expect(JSON.stringify([await talk.store.people.comments(talk.papers[0].key), await talk.store.people.reports()])).toBe(before)
  })

  test('shows what it will look like before anything is kept, with all that was written still in it', async () => {
    const { post } = site(talk.who.ben)
    const answer = await post('/comment', { text: '**Look** at $\\ell_p$ & <b>', step: 'preview' })
    const root = parseHtml(await answer.text())
    const preview = all(root, '.comment-preview')[0]!
    expect([answer.status, all(preview, 'strong').length, all(preview, 'math').length, all(preview, 'b').length]).toEqual([200, 1, 1, 0])
    expect(textOf(all(root, '#new-comment')[0]!)).toBe('**Look** at $\\ell_p$ & <b>')
    expect((await talk.comments.of(GUEST, paper)).total).toBe(0)
    const id = await add(talk.who.ben, 'Old.')
    const edit = parseHtml(await (await post('/comment/edit', { comment: id, text: '*New.*', step: 'preview' })).text())
    const form = all(edit, `#form-edit-${id}`)[0]!
    expect([textOf(all(form, 'em')[0]!), textOf(all(form, 'textarea')[0]!), all(edit, '.more-tools').filter((one) => one.attributes.has('open')).length]).toEqual(['New.', '*New.*', 1])
    expect((await talk.comments.of(GUEST, paper)).comments[0]!.text).toBe('Old.')
  })

  test('that is refused keeps what was written, beside the reason', async () => {
    const { post } = site(talk.who.ben)
    const id = await add(talk.who.ann, 'Ann’s.')
    const long = 'owl '.repeat(2600)
    const refused = async (path: string, body: Record<string, string>): Promise<[number, string, string]> => {
      const answer = await post(path, body)
      const root = parseHtml(await answer.text())
      const fault = all(root, '.fault')[0]
      const field = elementsWith(root, 'aria-invalid')[0]
      return [answer.status, fault === undefined ? textOf(all(root, '[role=status]')[0]!) : textOf(fault), field === undefined ? '' : (field.attributes.get('value') ?? textOf(field))]
    }
    expect(await refused('/comment', { text: '  ' })).toEqual([400, 'The comment is empty.', '  '])
    expect(await refused('/comment', { text: long })).toEqual([400, expect.stringContaining('10,000 characters at most'), long])
    expect(await refused('/comment', { text: long, step: 'preview' })).toEqual([400, expect.stringContaining('10,000 characters at most'), long])
    expect(await refused('/comment', { text: long, parent: id })).toEqual([400, expect.stringContaining('10,000'), long])
    expect(await refused('/comment', { text: 'To whom?', parent: 'gone' })).toEqual([404, 'The comment that this answers is no longer there.', 'To whom?'])
    expect(await refused('/comment/edit', { text: 'Hers.', comment: id })).toEqual([403, 'Only who wrote a comment may edit it.', 'Hers.'])
    expect(await refused('/comment/report', { reason: ' ', comment: id })).toEqual([400, 'Say in a few words what is wrong with the comment.', ' '])
    expect(await refused('/comment/report', { reason: 'x', comment: 'gone' })).toEqual([404, 'This comment is no longer there.', ''])
    for (let n = 0; n < COMMENTS_AN_HOUR; n++) await talk.comments.add(talk.who.ben, paper, `Number ${n}`)
    expect(await refused('/comment', { text: 'One more.' })).toEqual([429, expect.stringContaining('30 comments within an hour'), 'One more.'])
    expect((await post('/comment', { text: 'x', paper: '9999.9' })).status).toBe(404)
  })
})

describe('a paper’s page', () => {
  test('offers each what they may do', async () => {
    const id = await add(talk.who.ben, 'Ben’s.')
    expect(acts(await site(GUEST).get())).toEqual([])
    expect(acts(await site(talk.who.ann).get())).toEqual(['answer', 'report'])
    expect(acts(await site(talk.who.ben).get())).toEqual(['answer', 'edit', 'delete'])
    expect(acts(await site(talk.who.cat).get())).toEqual(['answer', 'hide'])
    await talk.comments.hide(talk.who.cat, id, true)
    expect(acts(await site(talk.who.ann).get())).toEqual([])
    expect(acts(await site(talk.who.dan).get())).toEqual(['delete', 'show again'])
    expect(shownAt(await site(GUEST).get())).toEqual(['0 hidden by a curator'])
    for (const who of [GUEST, talk.who.ann]) expect(await (await site(who).ask(home)).text()).not.toMatch(/Ben’s|Ben Wren/)
  })

  test('leads who is nobody to where they sign in, and says nothing where nobody could', async () => {
    const link = within(await site(GUEST).get(), 'a').find((one) => textOf(one) === 'Sign in')
    expect(link?.attributes.get('href')).toBe(`/sign-in?back=${encodeURIComponent(`${home}#comments`)}`)
    expect(all(await site(NOBODY).get(), '#comments')).toEqual([])
    await add(talk.who.ben, 'x')
    const read = await site(NOBODY).get()
    expect([all(read, '.comment').length, all(read, '.comment-form').length]).toEqual([1, 0])
    expect(within(await site(LOCAL_VISITOR).get(`/papers/${talk.papers[1].id}`), 'summary').map(textOf)).toEqual(['Write a comment'])
  })

  test('keeps the place of a deleted comment that was answered, without words or name', async () => {
    const id = await add(talk.who.ben, 'To be deleted.')
    await add(talk.who.ann, 'Why?', id)
    await talk.comments.remove(talk.who.ben, id)
    const root = await site(talk.who.dan).get()
    expect(shownAt(root)).toEqual(['0 [deleted]', '1 Why?'])
    expect(JSON.stringify(textOf(all(root, '#comments')[0]!))).not.toMatch(/Ben|To be/)
    expect(textOf(all(root, '#comments-title')[0]!)).toBe('1 comment')
  })

  test('says whom an answer answers where its place does not', async () => {
    let parent: string | undefined
    for (const who of [talk.who.ann, talk.who.ben, talk.who.ann, talk.who.ben, talk.who.cat]) parent = await add(who, 'x', parent)
    const heads = all(await site(GUEST).get(), '.comment-head')
    expect(heads.map((one) => all(one, 'a').map(textOf).filter((text) => text.startsWith('to')))).toEqual([[], [], [], [], ['to Ben Wren']])
    expect(all(heads[0]!, '.quiet').map(textOf)).toContain('author')
  })

  test('shows a hundred comments a page, and any of them is found by its own address', async () => {
    const people = [talk.who.ann, talk.who.ben, talk.who.cat, talk.who.dan, talk.who.eve]
    for (let n = 0; n < COMMENTS_A_PAGE + 5; n++) await talk.comments.add(people[n % 5]!, paper, `Number ${n}`).then(() => (talk.clock.time += 1000))
    const { ask, get, post } = site(talk.who.cat)
    const [first, second] = [await get(), await get(`${home}?comments=2`)]
    expect([shownAt(first).length, shownAt(second)]).toEqual([COMMENTS_A_PAGE, [100, 101, 102, 103, 104].map((n) => `0 Number ${n}`)])
    expect(all(within(first, '.pager')[0]!, 'a').map((one) => one.attributes.get('href'))).toEqual([`${home}?comments=2#comments`])
    const last = (await talk.comments.of(GUEST, paper)).comments.at(-1)!.id
    expect((await ask(`/comments/${last}`)).headers.get('location')).toBe(`${home}?comments=2#c-${last}`)
    expect((await post('/comment/hide', { comment: last, back: `${home}?comments=2` })).headers.get('location')).toBe(`${home}?comments=2#c-${last}`)
    for (const odd of ['0', '99', 'x', '-1', '1e3', '']) expect([odd, (await ask(`${home}?comments=${odd}`)).status]).toEqual([odd, 200])
    expect((await ask('/comments/nothing')).status).toBe(404)
  })
})

test('a hundred comments weigh little, have each id once and a name for every control', async () => {
  const people = [talk.who.ann, talk.who.ben, talk.who.dan, talk.who.cat, talk.who.eve]
  let parent: string | undefined
  for (let n = 0; n < COMMENTS_A_PAGE; n++) {
    talk.clock.time += 60_001
    const text = `Comment ${n}: ${Array.from({ length: 60 }, (_, at) => `word${(n * 7919 + at * 104_729) % 4000}`).join(' ')} and $x_${n}$.`
    parent = (await talk.comments.add(people[n % 5]!, paper, text, n % 4 === 0 ? undefined : parent)).id
  }
  const html = await (await site(talk.who.ben).ask(home)).text()
  expect(gzipSync(html).length).toBeLessThan(60_000)
  const root = parseHtml(html)
  const ids = elementsWith(root, 'id').map((one) => one.attributes.get('id')!)
  expect(new Set(ids).size).toBe(ids.length)
  const labels = new Set(all(root, 'label').map((one) => one.attributes.get('for')))
  for (const name of ['textarea', 'input']) for (const one of within(root, name)) expect(one.attributes.get('type') === 'hidden' || labels.has(one.attributes.get('id'))).toBe(true)
  for (const name of ['button', 'summary', 'a']) expect(within(root, name).filter((one) => textOf(one).trim() === '')).toEqual([])
  for (const one of elementsWith(root, 'aria-describedby')) for (const id of one.attributes.get('aria-describedby')!.split(' ')) expect(ids).toContain(id)
})

describe('for curators', () => {
  test('the foot of every page says that something is reported, to nobody else', async () => {
    const id = await add(talk.who.ben, 'x')
    const foot = async (who: Visitor, path = '/papers') => all(await site(who).get(path), '#reports-link').map(textOf)
    expect(await foot(talk.who.cat)).toEqual([])
    await talk.comments.report(talk.who.ann, id, 'dull')
    expect(await Promise.all([talk.who.cat, talk.who.dan, talk.who.ann, GUEST].map((who) => foot(who)))).toEqual([['1 reported comment'], ['1 reported comment'], [], []])
    const page = await site(talk.who.cat).get('/admin/reports')
    expect(textOf(all(page, 'main')[0]!)).toMatch(/Reported by 1 reader:.*“dull”.*Hide it.*It may stay/s)
  })

  test('a page is shown when the reports cannot be counted', async () => {
    const quiet = fakeCommunity()
    const { app } = pageApp({ community: { ...quiet, comments: { ...quiet.comments, openReports: () => Promise.reject(new Error('no')) } } })
    expect((await asVisitor(app, talk.who.cat).request('/papers')).status).toBe(200)
  })
})

describe('the newest comments', () => {
  test('stand with their papers, page by page', async () => {
    expect(textOf(all(await site(GUEST).get('/comments'), '.empty')[0]!)).toBe('Nobody has commented yet.')
    for (let n = 0; n < 16; n++) await add(n % 2 === 0 ? talk.who.ben : talk.who.ann, `Number ${n}`, undefined, talk.papers[n % 2]!.id)
    for (let n = 16; n < 31; n++) await add(talk.who.cat, `Number ${n}`)
    const page = await site(GUEST).get('/comments')
    expect([all(page, '.comment').length, textOf(all(page, '.comment-text')[0]!).trim(), textOf(all(page, '.title')[0]!)]).toEqual([30, 'Number 30', `Owls counted in ${paper}`])
    expect(all(await site(GUEST).get('/comments?p=1'), '.comment-text').map((one) => textOf(one).trim())).toEqual(['Number 0'])
    expect([(await site(GUEST).ask('/comments?p=x')).status, (await site(GUEST).ask('/comments?p=999')).status]).toEqual([400, 200])
  })
})

const HOSTILE = [
  '<script>alert(1)</script>', '<img src=x onerror=alert(1)>', '"><svg onload=alert(1)>', "' autofocus onfocus=alert(1) x='", '</textarea><script>alert(1)</script>', '</title><script>alert(1)</script>',
  '[x](javascript:alert(1))', '[x](data:text/html,<script>alert(1)</script>)', '![x](https://evil.example/pixel)', '<a href="javascript:alert(1)">x</a>', '$\\href{javascript:alert(1)}{x}$', '$\\text{</math><img src=x onerror=alert(1)>}$',
  '[x](https://a.example "\\" onmouseover=alert(1) \\"")', '```"><script>alert(1)</script>\nx\n```', '<style>*{display:none}</style>', '<form action=https://evil.example><button formaction=javascript:alert(1)>', '&lt;script&gt;', '<!-- ', ']]>', '{{constructor}}', '<base href=https://evil.example>', '<meta http-equiv=refresh content=0;url=https://evil.example>',
]

describe('what people write stays text', () => {
  test('as comment, answer, reason and name, on every page that shows them', async () => {
    const { eve, ben, cat, dan } = talk.who
    const clean = harmless(await (await site(eve).ask(home)).text())
    expect(clean).toEqual([])
    let parent: string | undefined
    for (const [place, text] of HOSTILE.entries()) {
      const id = await add(place % 2 === 0 ? eve : ben, text, place % 4 === 0 ? undefined : parent)
      await talk.comments.report(place % 2 === 0 ? ben : eve, id, text)
      if (place % 3 === 0) await talk.comments.report(cat, id, text)
      parent = id
    }
    for (const who of [GUEST, eve, ben, cat, dan]) {
      for (const path of [home, '/comments', ...(who === cat || who === dan ? ['/admin/reports'] : [])]) {
        const html = await (await site(who).ask(path)).text()
        expect([who.person?.name, path, harmless(html)]).toEqual([who.person?.name, path, []])
        if (path !== home) expect(html).toContain('&lt;script&gt;')
      }
    }
  })

  test('in a form that is shown again', async () => {
    const { eve } = talk.who
    const id = await add(talk.who.ben, 'x')
    const own = await add(eve, 'x')
    for (const text of HOSTILE) {
      for (const [path, body] of [
        ['/comment', { text, step: 'preview' }], ['/comment', { text, parent: id, step: 'preview' }], ['/comment/edit', { text, comment: own, step: 'preview' }], ['/comment', { text, parent: text }],
        ['/comment/edit', { text, comment: text }], ['/comment/report', { reason: text.padEnd(600, 'x'), comment: id }], ['/comment/report', { reason: text, comment: text }], ['/comment', { text, paper: text }], ['/comment', { text: '', back: text }], ['/comment', { text: '', back: `/${text}` }],
      ] as const) {
        const answer = await site(eve).post(path, body)
        expect([path, body, answer.status < 500, harmless(await answer.text())]).toEqual([path, body, true, []])
      }
    }
  })
})

/** Everything in a page that acts and is not of our own making. */
function harmless(html: string): string[] {
  const wrong: string[] = []
  for (const one of elements(parseHtml(html))) {
    const [src, href, action] = ['src', 'href', 'action'].map((name) => one.attributes.get(name))
    if (/^(img|svg|iframe|object|embed|style|base|video|audio)$/.test(one.name)) wrong.push(one.name)
    if (one.name === 'script' && !/^\/assets\//.test(src ?? '')) wrong.push(`script ${src}`)
    if (one.name === 'meta' && one.attributes.has('http-equiv')) wrong.push('meta refresh')
    for (const name of one.attributes.keys()) if (/^on|^style$|^srcdoc$|^autofocus$|^xlink/.test(name)) wrong.push(`${one.name} ${name}`)
    for (const value of [href, action, one.attributes.get('formaction')]) if (value !== undefined && !/^(\/(?!\/)|#|https?:\/\/|$)/.test(value)) wrong.push(`${one.name} ${value}`)
    if (action !== undefined && !action.startsWith('/')) wrong.push(`form ${action}`)
  }
  return wrong
}

const elementsWith = (root: Element, name: string): Element[] => [...elements(root)].filter((one) => one.attributes.has(name))
