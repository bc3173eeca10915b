import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { LOCAL_VISITOR, NOBODY, type Visitor } from '../../paper/people.ts'
import { openSqlite } from '../../store/sqlite/sqlite.ts'
import type { Store } from '../../store/store.ts'
import { createSubscriptions, type LetterRules } from './create-subscriptions.ts'
import { letterLinks } from './letter-links.ts'
import { readMailEvents } from './mail-events.ts'
import { readView, readWishes } from './read-wishes.ts'
import type { Subscriptions } from './subscriptions.ts'

const DAY_MS = 86_400_000
let folder: string
let store: Store
let now: number
let letters: { to: string; link: string; view: string }[]
let deeds: Subscriptions

const visitor = (id: string): Visitor => ({ by: 'session', person: { id, name: id, email: `${id}@example.org`, role: 'reader', since: '2026-01-01T00:00:00.000Z' }, canSignIn: true })
const ADA = visitor('ada')
const STRANGER: Visitor = { ...NOBODY, canSignIn: true }
const open = (rules: Partial<LetterRules> = {}) =>
  createSubscriptions({ store, clock: { now: () => now }, letters: { by: 'anybody', secret: 's'.repeat(40), publicUrl: 'https://papers.example', eventsSecret: 'xsecretxsecretxsecret', askToConfirm: async (letter) => void letters.push(letter), ...rules } })
const tokenOf = (link: string): string => new URL(link).searchParams.get('token') ?? link.split('/').at(-1)!

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'broadsheet-letters-'))
  store = await openSqlite(join(folder, 'x.sqlite'))
  now = Date.parse('2026-04-01T10:00:00Z')
  letters = []
  deeds = open()
  for (const id of ['ada', 'bo']) await store.people.savePerson(visitor(id).person!)
})
afterEach(async () => {
  await deeds.settled()
  expect(await store.check()).toEqual([])
  await store.close()
  rmSync(folder, { recursive: true })
})

describe('with an account', () => {
  test('letters to its own address come at once, and asking again changes them', async () => {
    const first = await deeds.subscribe(ADA, { view: '/papers/date/2026-03-31?category=cs.LG', hour: '6', timeZone: 'America/New_York' }, 'x')
    expect(first).toMatchObject({ state: 'active', subscription: { personId: 'ada', email: 'ada@example.org', view: '/papers?category=cs.LG', rhythm: 'daily', hour: 6, dueAt: '2026-04-02T10:00:00.000Z' } })
    const again = await deeds.subscribe(ADA, { view: '/papers?category=cs.LG', rhythm: 'weekly', weekday: 5, hour: 0 }, 'x')
    expect(again).toMatchObject({ state: 'active', subscription: { id: first.subscription!.id, rhythm: 'weekly', dueAt: '2026-04-03T00:00:00.000Z' } })
    expect(await deeds.list(ADA)).toEqual([again.subscription])
    await deeds.settled()
    expect(letters).toEqual([])
  })

  test('everything of one’s own is stopped at once, nobody else’s, and can begin again', async () => {
    for (const view of ['/papers', '/papers/trending']) for (const who of [ADA, visitor('bo')]) await deeds.subscribe(who, { view }, 'x')
    expect([await deeds.stopOwn(ADA), await deeds.stopOwn(ADA)]).toEqual([2, 0])
    expect((await deeds.list(ADA)).map(({ state, stoppedWhy, dueAt }) => [state, stoppedWhy, dueAt])).toEqual([['stopped', 'reader', undefined], ['stopped', 'reader', undefined]])
    expect((await deeds.list(visitor('bo'))).every(({ state }) => state === 'active')).toBe(true)
    expect(await deeds.subscribe(ADA, { view: '/papers' }, 'x')).toMatchObject({ state: 'active', subscription: { stoppedWhy: undefined } })
  })

  test('another address is asked first, once', async () => {
    expect(await deeds.subscribe(ADA, { view: '/papers/for-you', email: 'Work@Example.com' }, 'x')).toMatchObject({ state: 'asked', subscription: { state: 'unconfirmed', dueAt: undefined } })
    await deeds.settled()
    expect(letters).toMatchObject([{ to: 'work@example.com', view: '/papers/for-you' }])
    await expect(deeds.change(ADA, (await deeds.list(ADA))[0]!.id, { state: 'active' })).rejects.toMatchObject({ code: 'bad-input' })
    expect(await deeds.confirm(tokenOf(letters[0]!.link))).toMatchObject({ state: 'active', confirmedAt: '2026-04-01T10:00:00.000Z', dueAt: '2026-04-02T07:00:00.000Z' })
    expect((await deeds.subscribe(ADA, { view: '/picks', email: 'work@example.com' }, 'x')).state).toBe('active')
    // Hers only: to anybody else the address is as unknown as before.
    expect((await deeds.subscribe(visitor('bo'), { view: '/picks', email: 'work@example.com' }, 'x')).state).toBe('asked')
  })

  test('nobody touches what is another’s', async () => {
    const { subscription } = await deeds.subscribe(ADA, { view: '/papers' }, 'x')
    for (const id of [subscription!.id, 'none', '', 'x'.repeat(5000)]) {
      await expect(deeds.change(visitor('bo'), id, { state: 'stopped' })).rejects.toMatchObject({ code: 'not-found' })
      await expect(deeds.remove(visitor('bo'), id)).rejects.toMatchObject({ code: 'not-found' })
    }
    await expect(deeds.list(STRANGER)).rejects.toMatchObject({ code: 'not-signed-in' })
    expect((await deeds.list(ADA))[0]?.state).toBe('active')
    expect(await deeds.change(ADA, subscription!.id, { state: 'paused', papers: 3 })).toMatchObject({ state: 'paused', papers: 3, dueAt: undefined })
    expect(await deeds.change(ADA, subscription!.id, { state: 'active' })).toMatchObject({ state: 'active', papers: 3, dueAt: '2026-04-02T07:00:00.000Z' })
    await deeds.remove(ADA, subscription!.id)
    expect(await deeds.list(ADA)).toEqual([])
  })

  test('after a bounce they begin again when their owner asks anew, and not by changing what there was', async () => {
    const { subscription } = await deeds.subscribe(ADA, { view: '/papers' }, 'x')
    expect(await deeds.mailEvents('xsecretxsecretxsecret', '{"event":"bounce","email":"Ada <ADA@example.org>"}')).toEqual({ stopped: 1 })
    await expect(deeds.change(ADA, subscription!.id, { state: 'active' })).rejects.toMatchObject({ code: 'bad-input' })
    expect(await deeds.subscribe(ADA, { view: '/papers' }, 'x')).toMatchObject({ state: 'active', subscription: { stoppedWhy: undefined } })
    await store.post.suppress('ada@example.org', 'owner', '2026-04-01T10:00:00.000Z')
    await expect(deeds.subscribe(ADA, { view: '/papers' }, 'x')).rejects.toMatchObject({ code: 'bad-input' })
  })

  test('the reader of an instance without accounts confirms an address once', async () => {
    await expect(deeds.subscribe(LOCAL_VISITOR, { view: '/papers/for-you' }, 'x')).rejects.toMatchObject({ code: 'bad-input' })
    expect((await deeds.subscribe(LOCAL_VISITOR, { view: '/papers/for-you', email: 'me@example.org' }, 'x')).state).toBe('asked')
    await deeds.settled()
    await deeds.confirm(tokenOf(letters[0]!.link))
    expect((await deeds.subscribe(LOCAL_VISITOR, { view: '/saved', email: 'me@example.org' }, 'x')).state).toBe('active')
  })
})

describe('without an account', () => {
  const ask = (email: string, view = '/papers/trending') => deeds.subscribe(STRANGER, { view, email }, 'x')

  test('the answer is the same whatever is known of an address', async () => {
    await store.post.suppress('gone@example.org', 'complaint', '2026-04-01T00:00:00.000Z')
    await deeds.subscribe(ADA, { view: '/papers/trending' }, 'x')
    for (const email of ['new@example.org', 'gone@example.org', 'ada@example.org']) expect(await ask(email)).toEqual({ state: 'asked', subscription: undefined })
    await deeds.settled()
    expect(letters.map(({ to }) => to).sort()).toEqual(['ada@example.org', 'new@example.org'])
    // Nothing that came before was changed by who merely named the address.
    expect((await deeds.list(ADA))[0]).toMatchObject({ state: 'active', personId: 'ada' })
  })

  test('a link holds some days, and looking at it does nothing', async () => {
    await ask('new@example.org')
    await deeds.settled()
    const token = tokenOf(letters[0]!.link)
    expect(await deeds.toConfirm(token)).toMatchObject({ state: 'unconfirmed' })
    expect(await store.post.countSubscriptions()).toMatchObject({ active: 0, unconfirmed: 1 })
    now += 7 * DAY_MS + 1000
    await expect(deeds.confirm(token)).rejects.toMatchObject({ code: 'not-found' })
    now -= DAY_MS
    expect((await deeds.confirm(token)).state).toBe('active')
    expect((await deeds.confirm(token)).state).toBe('active')
  })

  test('who stopped and asks again is asked again, and begins only then', async () => {
    await ask('new@example.org')
    await deeds.settled()
    const held = await deeds.confirm(tokenOf(letters[0]!.link))
    await deeds.stop(tokenOf(deeds.links!.unsubscribe(held.id)))
    await expect(deeds.confirm(tokenOf(letters[0]!.link))).rejects.toMatchObject({ code: 'not-found' })
    now += 20 * DAY_MS
    await ask('new@example.org')
    await deeds.settled()
    expect(letters).toHaveLength(2)
    expect((await store.post.subscription(held.id))?.state).toBe('unconfirmed')
    expect((await deeds.confirm(tokenOf(letters[1]!.link))).id).toBe(held.id)
  })

  test('own lists, too many askings, and instances for members only are refused', async () => {
    await expect(ask('a@example.org', '/papers/for-you')).rejects.toMatchObject({ code: 'not-signed-in' })
    await expect(ask('nothing')).rejects.toMatchObject({ code: 'bad-input' })
    for (let n = 0; n < 4; n++) await ask('a@example.org')
    await expect(ask('a@example.org')).rejects.toMatchObject({ code: 'too-many' })
    for (let n = 0; n < 15; n++) await ask(`a${n}@example.org`)
    await expect(ask('b@example.org')).rejects.toMatchObject({ code: 'too-many' })
    await expect(open({ by: 'members' }).subscribe(STRANGER, { view: '/papers', email: 'a@example.org' }, 'y')).rejects.toMatchObject({ code: 'not-signed-in' })
    await expect(open({ by: 'off' }).subscribe(ADA, { view: '/papers' }, 'y')).rejects.toMatchObject({ code: 'not-allowed' })
    expect([open({ by: 'members' }).offered(STRANGER), open({ by: 'members' }).offered(ADA), open({ by: 'off' }).offered(ADA)]).toEqual([false, true, false])
  })
})

describe('links in letters', () => {
  test('stop one, change or stop everything to the address, for good', async () => {
    const one = (await deeds.subscribe(ADA, { view: '/papers' }, 'x')).subscription!
    const two = (await deeds.subscribe(ADA, { view: '/picks' }, 'x')).subscription!
    const bo = (await deeds.subscribe(visitor('bo'), { view: '/papers' }, 'x')).subscription!
    now += 3000 * DAY_MS
    const stop = tokenOf(deeds.links!.unsubscribe(one.id))
    expect((await deeds.toStop(stop))?.state).toBe('active')
    expect([(await deeds.stop(stop))?.state, (await deeds.stop(stop))?.state]).toEqual(['stopped', 'stopped'])
    const manage = tokenOf(deeds.links!.manage(one.id))
    expect((await deeds.toManage(manage)).subscriptions.map(({ id }) => id).sort()).toEqual([one.id, two.id].sort())
    await expect(deeds.changeByLink(manage, bo.id, { state: 'stopped' })).rejects.toMatchObject({ code: 'not-found' })
    expect(await deeds.changeByLink(manage, one.id, { state: 'active', hour: 9 })).toMatchObject({ state: 'active', hour: 9 })
    expect([await deeds.stopAllByLink(manage), await deeds.stopAllByLink(manage)]).toEqual([2, 0])
    expect((await store.post.subscription(bo.id))?.state).toBe('active')
    await deeds.remove(ADA, one.id)
    expect(await deeds.stop(stop)).toBeUndefined()
    await expect(deeds.toManage(manage)).rejects.toMatchObject({ code: 'not-found' })
  })

  test('that were changed in any character, or signed for something or somewhere else, are nothing', () => {
    const links = letterLinks({ secret: 'a'.repeat(40), publicUrl: 'https://x.example', now: () => now })
    const token = tokenOf(links.unsubscribe('someSubscription'))
    expect(links.read(token, 'unsubscribe')).toBe('someSubscription')
    expect([links.read(token, 'manage'), links.read(token, 'confirm'), links.read(undefined, 'unsubscribe'), links.read('', 'unsubscribe')]).toEqual([undefined, undefined, undefined, undefined])
    expect(letterLinks({ secret: 'b'.repeat(40), publicUrl: 'https://x.example', now: () => now }).read(token, 'unsubscribe')).toBeUndefined()
    const ends = tokenOf(links.confirm('one', now + 1000))
    expect(links.read(ends.replace(/\.\d+\./, '.0.'), 'confirm')).toBeUndefined()
    fc.assert(
      fc.property(fc.nat(token.length - 1), fc.constantFrom(...'AZaz09-_.+/= \u0000é'), (place, character) => {
        fc.pre(token[place] !== character)
        expect(links.read(token.slice(0, place) + character + token.slice(place + 1), 'unsubscribe')).toBeUndefined()
      }),
    )
    fc.assert(fc.property(fc.anything(), (said) => links.read(said, 'manage') === undefined))
  })
})

describe('what mail services tell', () => {
  const events = (value: unknown) => readMailEvents(JSON.stringify(value)).events
  const sns = (message: unknown) => ({ Type: 'Notification', Message: JSON.stringify(message) })

  test.each([
    ['our own', { event: 'bounce', email: 'a@example.org' }, ['bounce a@example.org']],
    ['a list of our own', [{ event: 'complaint', email: 'a@example.org' }, { event: 'open', email: 'b@example.org' }, 7, null], ['complaint a@example.org']],
    ['SES, permanent', sns({ notificationType: 'Bounce', bounce: { bounceType: 'Permanent', bouncedRecipients: [{ emailAddress: 'A@example.org' }, { emailAddress: '"B" <b@example.org>' }] } }), ['bounce a@example.org', 'bounce b@example.org']],
    ['SES, for now', sns({ notificationType: 'Bounce', bounce: { bounceType: 'Transient', bouncedRecipients: [{ emailAddress: 'a@example.org' }] } }), []],
    ['SES by event', sns({ eventType: 'Complaint', complaint: { complainedRecipients: [{ emailAddress: 'a@example.org' }] } }), ['complaint a@example.org']],
    ['Postmark, hard', { RecordType: 'Bounce', Type: 'HardBounce', Email: 'a@example.org' }, ['bounce a@example.org']],
    ['Postmark, soft', { RecordType: 'Bounce', Type: 'SoftBounce', Email: 'a@example.org' }, []],
    ['Postmark, spam', { RecordType: 'SpamComplaint', Email: 'a@example.org' }, ['complaint a@example.org']],
    ['Mailgun, for good', { signature: {}, 'event-data': { event: 'failed', severity: 'permanent', recipient: 'a@example.org' } }, ['bounce a@example.org']],
    ['Mailgun, for now', { 'event-data': { event: 'failed', severity: 'temporary', recipient: 'a@example.org' } }, []],
    ['Mailgun, spam', { 'event-data': { event: 'complained', recipient: 'a@example.org' } }, ['complaint a@example.org']],
    ['Resend', { type: 'email.bounced', data: { to: ['a@example.org'], bounce: { type: 'Permanent', subType: 'General' } } }, ['bounce a@example.org']],
    ['Resend, for now', { type: 'email.bounced', data: { to: ['a@example.org'], bounce: { type: 'Transient' } } }, []],
    ['Resend, spam', { type: 'email.complained', data: { to: ['a@example.org'] } }, ['complaint a@example.org']],
    ['Resend, delivered', { type: 'email.delivered', data: { to: ['a@example.org'] } }, []],
    ['Mailjet', [{ event: 'bounce', email: 'a@example.org', blocked: false, hard_bounce: true }, { event: 'bounce', email: 'b@example.org', hard_bounce: false }, { event: 'spam', email: 'c@example.org' }], ['bounce a@example.org', 'complaint c@example.org']],
    ['Brevo', [{ event: 'hard_bounce', email: 'a@example.org' }, { event: 'soft_bounce', email: 'b@example.org' }, { event: 'spam', email: 'c@example.org' }], ['bounce a@example.org', 'complaint c@example.org']],
    ['SendGrid', [{ event: 'bounce', type: 'blocked', email: 'a@example.org' }, { event: 'spamreport', email: 'b@example.org' }], ['complaint b@example.org']],
    ['no address', { event: 'bounce', email: 'x' }, []],
  ])('%s', (_, value, expected) => {
    expect(events(value).map(({ why, email }) => `${why} ${email}`)).toEqual(expected)
  })

  test('of Amazon’s question only its own address is passed on, and nothing is asked for', () => {
    const question = (SubscribeURL: unknown) => readMailEvents(JSON.stringify({ Type: 'SubscriptionConfirmation', SubscribeURL })).confirm
    expect(question('https://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription&Token=x')).toContain('Token=x')
    for (const other of ['http://sns.eu-west-1.amazonaws.com/', 'https://sns.evil.example/', 'https://sns.eu.amazonaws.com.evil.example/', 'https://x@evil.example/sns.a.amazonaws.com', 7, undefined]) expect(question(other)).toBeUndefined()
  })

  test('anything else is read without harm, and only what was asked for here is stopped', async () => {
    fc.assert(fc.property(fc.json({ maxDepth: 5 }), (text) => readMailEvents(text).events.length <= 1000))
    expect(events(Array.from({ length: 5000 }, (_, n) => ({ event: 'bounce', email: `a${n}@example.org` })))).toHaveLength(1000)
    await expect(deeds.mailEvents('xsecretxsecretxsecret', '{')).rejects.toMatchObject({ code: 'bad-input' })
    for (const wrong of ['', 'xsecretxsecretxsecreT', undefined]) await expect(deeds.mailEvents(wrong, '{}')).rejects.toMatchObject({ code: 'not-found' })
    await expect(open({ eventsSecret: undefined }).mailEvents('', '{}')).rejects.toMatchObject({ code: 'not-found' })
    expect(await deeds.mailEvents('xsecretxsecretxsecret', '{"event":"bounce","email":"stranger@example.org"}')).toEqual({ stopped: 0 })
    expect(await store.post.suppression('stranger@example.org')).toBeUndefined()
  })
})

test('settings that are none are refused with a sentence', () => {
  expect(readWishes({ hour: '07', timeZone: 'europe/berlin', weekday: 7, papers: '50' })).toEqual({ rhythm: 'daily', weekday: 7, hour: 7, timeZone: 'Europe/Berlin', papers: 50 })
  for (const wrong of [{ rhythm: 'hourly' }, { hour: 24 }, { hour: '-1' }, { hour: 1.5 }, { hour: 'x' }, { weekday: 0 }, { papers: 51 }, { timeZone: 'Nowhere/Town' }, { timeZone: '+02:00' }, { timeZone: 7 }, { timeZone: '' }]) {
    expect(() => readWishes(wrong)).toThrow(expect.objectContaining({ code: 'bad-input' }))
  }
  for (const wrong of ['', 'papers', 'https://evil.example/papers', '//evil.example/papers', '/account', '/papers?q=' + 'x'.repeat(5000), 7, undefined]) expect(() => readView(wrong, true)).toThrow(expect.objectContaining({ code: 'bad-input' }))
})
