import { Hono } from 'hono'
import { describe, expect, test } from 'vitest'
import { fakeEditions } from '../../test/page/fake-editions.ts'
import { pageApp } from '../../test/page/page-app.ts'
import { fakeCommunity } from '../community/fake-community.test-helper.ts'
import { setVisitor } from '../community/visitor.ts'
import type { ListEdition } from '../edition/edition.ts'
import { LOCAL_VISITOR, NOBODY, type Visitor } from '../paper/people.ts'
import { pageRoutes } from './page.ts'

const DAY = '/papers/date/2024-10-18'

/** The pages on a day on which nobody has voted, as this visitor sees them; `asked` are the options of each list, `set` what was switched. */
function open(guessed: ListEdition['guessed'], visitor: Visitor = NOBODY) {
  const { deps } = pageApp()
  const editions = fakeEditions()
  const asked: unknown[] = []
  const set: unknown[] = []
  const pages = pageRoutes({
    ...deps,
    editions: { ...editions, day: async (day, options) => (asked.push(options), { ...(await editions.day(day, options)), guessed }) },
    community: fakeCommunity({ guessSwitch: { set: async (who, on) => void set.push([who.person?.id, on]) } }),
  })
  const app = new Hono().use(async (c, next) => (setVisitor(c, visitor), next())).route('/', pages)
  return { asked, set, read: async (path: string) => (await app.request(path)).text(), app }
}

describe('a day on which nobody has voted', () => {
  test.each<[guessed: ListEdition['guessed'], visitor: Visitor, path: string, has: readonly string[], hasNot: readonly string[]]>([
    ['shown', NOBODY, DAY, ['this order is a <a href="/about#guess">guess</a> of what readers tend to like.', `href="${DAY}?order=newest" rel="nofollow">Newest first`], ['action="/guess"', 'id="order"']],
    ['shown', LOCAL_VISITOR, `${DAY}?view=titles`, ['Never guess for me', `name="back" value="${DAY}?view=titles"`, 'name="on" value="0"', `href="${DAY}?order=newest&amp;view=titles"`], ['Always guess']],
    ['possible', LOCAL_VISITOR, DAY, ['the papers stand as they were listed', `href="${DAY}?order=guess"`, 'Always guess for me', 'name="on" value="1"'], ['Never guess', 'Newest first']],
    ['possible', LOCAL_VISITOR, `${DAY}?order=newest`, ['Nobody has voted yet.', `href="${DAY}?order=guess"`, 'date=2024-10-18&amp;order=newest'], ['Always guess', 'Most votes first']],
    [undefined, LOCAL_VISITOR, DAY, ['id="order"'], ['id="guess"', 'Nobody has voted']],
  ])('%s, %o, %s', async (guessed, visitor, path, has, hasNot) => {
    const html = await open(guessed, visitor).read(path)
    for (const text of has) expect(html).toContain(text)
    for (const text of hasNot) expect(html).not.toContain(text)
  })

  test('is asked for as the address says, and for whoever reads', async () => {
    const { asked, read } = open('shown', LOCAL_VISITOR)
    for (const path of [DAY, `${DAY}?order=guess`, `${DAY}?order=newest`, `${DAY}?order=%3Cb%3E`]) await read(path)
    expect(asked).toMatchObject([
      { guess: undefined, sort: undefined, reader: 'local' }, { guess: true, sort: undefined }, { guess: undefined, sort: 'published' }, { guess: undefined, sort: undefined },
    ])
  })
})

describe('POST /guess', () => {
  const send = (app: Hono, body: string, site = 'same-origin') => app.request('/guess', { method: 'POST', body, headers: { 'sec-fetch-site': site } })

  test('switches the guess for the reader and goes back to a page of this site only', async () => {
    const { app, set } = open('shown', LOCAL_VISITOR)
    const answers = [await send(app, `on=0&back=${encodeURIComponent(DAY)}`), await send(app, 'on=1&back=//elsewhere.example/')]
    expect(answers.map(({ status, headers }) => [status, headers.get('location')])).toEqual([[303, DAY], [303, '/papers']])
    expect(set).toEqual([['local', false], ['local', true]])
  })

  test('does nothing for another site', async () => {
    const { app, set } = open('shown', LOCAL_VISITOR)
    expect((await send(app, 'on=0', 'cross-site')).status).toBe(403)
    expect(set).toEqual([])
  })
})
