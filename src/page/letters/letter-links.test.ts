import { expect, test } from 'vitest'
import { pageApp } from '../../../test/page/page-app.ts'
import { all, parseHtml, textOf } from '../../../test/page/parse-html.ts'
import { fakeCommunity } from '../../community/fake-community.test-helper.ts'
import { fakeSubscriptions } from '../../community/fake-subscriptions.test-helper.ts'
import { letterLinks } from '../../community/letters/letter-links.ts'
import type { Subscription } from '../../paper/subscription.ts'

const HELD: Subscription = {
  id: 's1', personId: undefined, email: 'bo@example.org', view: '/papers/trending', rhythm: 'daily', weekday: 1, hour: 7, timeZone: 'UTC', papers: 20,
  state: 'unconfirmed', stoppedWhy: undefined, createdAt: '2026-04-01T00:00:00.000Z', confirmedAt: undefined, dueAt: undefined,
}

async function confirmPage(state: Subscription['state']) {
  const links = letterLinks({ secret: 's'.repeat(40), publicUrl: 'https://papers.example', now: () => 0 })
  const subscriptions = fakeSubscriptions({ links, toConfirm: async () => ({ ...HELD, state }) })
  const root = parseHtml(await (await pageApp({ community: fakeCommunity({ subscriptions }) }).app.request('/letters/confirm?token=x')).text())
  const main = all(root, 'main')[0]!
  return { said: textOf(main), buttons: all(main, 'button').length, manage: all(main, 'a').map((one) => one.attributes.get('href') ?? '').filter((href) => href.startsWith('/letters/manage/s1.')).length }
}

test('a link to confirm asks first, and does nothing by itself', async () => {
  expect(await confirmPage('unconfirmed')).toMatchObject({ said: expect.stringContaining('Yes, send me these papers'), buttons: 1, manage: 0 })
})

test.each([['active', 'Trending papers will come to bo@example.org.'], ['paused', 'Trending papers, to bo@example.org: paused.']] as const)('opened again it says what is so (%s) and leads to what can be changed', async (state, words) => {
  const page = await confirmPage(state)
  expect(page).toMatchObject({ buttons: 0, manage: 1 })
  expect(page.said).toContain('This is confirmed already.')
  expect(page.said).toContain(words)
})
