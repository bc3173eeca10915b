import { expect, test } from 'vitest'
import { asVisitor, READER } from '../../../test/page/as-visitor.ts'
import { pageApp } from '../../../test/page/page-app.ts'
import { all, parseHtml, textOf } from '../../../test/page/parse-html.ts'
import { fakeCommunity } from '../../community/fake-community.test-helper.ts'
import { fakeSubscriptions } from '../../community/fake-subscriptions.test-helper.ts'
import type { Subscriptions } from '../../community/letters/subscriptions.ts'
import { BroadsheetError } from '../../paper/errors.ts'
import { LOCAL_VISITOR, NOBODY, type Visitor } from '../../paper/people.ts'
import type { Subscription } from '../../paper/subscription.ts'

const HELD: Subscription = {
  id: 's1', personId: 'ada', email: 'ada@example.org', view: '/papers?q=%3Cb%3Eowls', rhythm: 'weekly', weekday: 3, hour: 6, timeZone: 'Europe/Berlin', papers: 7,
  state: 'active', stoppedWhy: undefined, createdAt: '2026-04-01T00:00:00.000Z', confirmedAt: '2026-04-01T00:00:00.000Z', dueAt: '2026-04-08T04:00:00.000Z',
}
const done: unknown[][] = []
function appWith(held: readonly Subscription[], part: Partial<Subscriptions> = {}, visitor = READER) {
  const subscriptions = fakeSubscriptions({
    offered: () => true,
    list: async () => held,
    subscribe: async (_, wanted) => (done.push(['subscribe', wanted]), { state: 'active', subscription: HELD }),
    change: async (_, id, wishes) => (done.push([id, wishes]), HELD),
    stopOwn: async () => (done.push(['stopOwn']), 2),
    ...part,
  })
  return asVisitor(pageApp({ community: fakeCommunity({ subscriptions }) }).app, visitor)
}
const app = appWith([HELD, { ...HELD, id: 's2', view: '/papers/trending', state: 'stopped', stoppedWhy: 'bounce' }])
const post = (path: string, body: Record<string, string>, on = app) =>
  on.request(path, { method: 'POST', headers: { host: 'localhost:8765', 'sec-fetch-site': 'same-origin', 'content-type': 'application/x-www-form-urlencoded' }, body: new URLSearchParams(body).toString() })
const pageOf = async (path: string, on = app) => parseHtml(await (await on.request(path)).text())

test('the page says what comes and when, and offers the settings of the last letters for the next', async () => {
  const root = await pageOf('/account/letters?view=/papers/trending')
  const list = textOf(all(root, '#subscriptions')[0]!)
  expect(list).toContain('Search for “<b>owls”Every Wednesday at 06:00 (Europe/Berlin), at most 7 papers, to ada@example.org')
  expect(list).toContain('Stopped: letters to this address came back.')
  const chosen = all(all(root, '#ask-for-letters')[0]!, 'option').filter((one) => one.attributes.has('selected')).map((one) => one.attributes.get('value'))
  expect(chosen).toEqual(['weekly 3', '6', 'Europe/Berlin'])
})

test('whoever comes from a day is told that letters bring the days to come', async () => {
  for (const view of ['/papers/date/2026-04-10', '/papers/week/2026-W15', '/papers/month/2026-04']) {
    const root = await pageOf(`/account/letters?${new URLSearchParams({ view: `${view}?category=cs.LG` })}`)
    expect(textOf(all(root, '#is-dated')[0]!)).toContain('days to come')
    expect(all(all(root, '#ask-for-letters')[0]!, 'input').find((one) => one.attributes.get('name') === 'view')?.attributes.get('value')).toBe('/papers?category=cs.LG')
  }
  expect(all(await pageOf('/account/letters?view=/papers/trending'), '#is-dated')).toEqual([])
})

test('the day of a weekly letter is chosen with its rhythm', async () => {
  done.length = 0
  const settings = { hour: '6', timeZone: 'Europe/Berlin', papers: '7' }
  await post('/account/letters', { view: '/papers', email: '', rhythm: 'weekly 5', ...settings })
  await post('/account/letters/change', { id: 's1', deed: 'keep', rhythm: 'weekdays', ...settings })
  expect(done).toEqual([
    ['subscribe', { view: '/papers', email: '', rhythm: 'weekly', weekday: '5', ...settings }],
    ['s1', { state: 'active', rhythm: 'weekdays', ...settings }],
  ])
})

test('everything is stopped at once, where there is more than one thing to stop', async () => {
  const buttons = (root: ReturnType<typeof parseHtml>) => all(root, 'button').filter((one) => one.attributes.get('value') === 'stop-all')
  expect(buttons(await pageOf('/account/letters'))).toHaveLength(0)
  expect(buttons(await pageOf('/account/letters', appWith([HELD, { ...HELD, id: 's2', state: 'paused' }])))).toHaveLength(1)
  done.length = 0
  expect((await post('/account/letters/change', { deed: 'stop-all' })).headers.get('location')).toBe('/account/letters?done=stopped-all')
  expect(done).toEqual([['stopOwn']])
})

test('whoever signed in after opening the page to ask is told what is so with their account', async () => {
  const asked = { view: '/papers/trending', rhythm: 'daily', hour: '7', timeZone: 'UTC', papers: '20' }
  for (const email of ['ada@example.org', undefined]) {
    done.length = 0
    const answer = await post('/letters', email === undefined ? asked : { ...asked, email })
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/account/letters?done=added'])
    expect(done).toEqual([['subscribe', { ...asked, email: email ?? '' }]])
  }
  expect(textOf(all(await pageOf('/account/letters?done=added'), 'main')[0]!)).toContain('They come from now on.')
  const toConfirm = appWith([], { subscribe: async () => ({ state: 'asked', subscription: { ...HELD, state: 'unconfirmed' } }) })
  expect((await post('/letters', { ...asked, email: 'bo@example.org' }, toConfirm)).headers.get('location')).toBe('/account/letters?done=asked')
})

test('without an account one is told where the letter to confirm goes, and without an address what is missing', async () => {
  const nobody = appWith([], {
    subscribe: async (_, { email }) => {
      if (email === '') throw new BroadsheetError('bad-input', 'Please give an address.')
      return { state: 'asked', subscription: undefined }
    },
  }, { ...NOBODY, canSignIn: true })
  const said = async (body: Record<string, string>): Promise<unknown[]> => {
    const answer = await post('/letters', { view: '/papers', ...body }, nobody)
    return [answer.status, textOf(all(parseHtml(await answer.text()), 'main')[0]!)]
  }
  expect(await said({ email: ' bo@example.org ' })).toEqual([200, expect.stringContaining('A letter is on its way to bo@example.org. Follow the link in it')])
  expect(await said({})).toEqual([400, expect.stringContaining('Please give an address.')])
})

test('where no letters are sent, whoever could change it is told how', async () => {
  const said = async (visitor: Visitor) => {
    const answer = await asVisitor(pageApp().app, visitor).request('/account/letters')
    return [answer.status, textOf(all(parseHtml(await answer.text()), '#error-message')[0]!)]
  }
  expect(await said(LOCAL_VISITOR)).toEqual([404, expect.stringMatching(/BROADSHEET_SMTP_URL.*BROADSHEET_MAIL_FOLDER/)])
  expect(await said(READER)).toEqual([404, 'No letters are sent from here.'])
})

test.each([
  '/papers', '/papers?category=cs.LG', '/papers?q=owls', '/papers/trending', '/papers/date/2024-10-18', '/papers/week/2024-W42', '/papers/month/2024-10', '/picks', '/picks?by=Ada', '/papers/for-you',
])('there is one way to have %s by mail, before its papers', async (path) => {
  const html = await (await app.request(path)).text()
  expect(all(parseHtml(html), '#by-mail').map((one) => one.attributes.get('href'))).toEqual([`/letters?${new URLSearchParams({ view: path })}`])
  const papers = html.indexOf('id="papers"')
  if (papers >= 0) expect(html.indexOf('id="by-mail"')).toBeLessThan(papers)
})
