import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { LOCAL_VISITOR, NOBODY, type Visitor } from '../../paper/people.ts'
import { viewPath } from '../../paper/view.ts'
import { madeUpPaper } from '../../store/made-up-papers.ts'
import { openSqlite } from '../../store/sqlite/sqlite.ts'
import type { Store } from '../../store/store.ts'
import { alertRounds } from './alert-rounds.ts'
import type { Alerts } from './alerts.ts'
import { createAlerts, HOOKS_MAX } from './create-alerts.ts'
import type { Posted, PostOptions } from './post-alert.ts'
import type { ShapedAlert } from './shape-alert.ts'
import type { ListView } from './what-is-new.ts'

let folder: string
let store: Store
let now: number
let shown: number[]
let asked: { path: string; page: number }[]
let sent: (ShapedAlert & { options: PostOptions })[]
let answer: Posted
let during: () => Promise<unknown>
let number: number
let alerts: Alerts

const visitor = (id: string): Visitor => ({ by: 'session', person: { id, name: id, email: `${id}@example.org`, role: 'reader', since: '2026-01-01T00:00:00.000Z' }, canSignIn: true })
const ADA = visitor('ada')
const ARRIVED: Posted = { outcome: 'arrived', said: 'It arrived.' }
const WANTED = { kind: 'generic', view: '/papers/trending', address: 'https://hooks.example.org/a/secretpart' }
const rules = { publicUrl: 'https://papers.example', userAgent: 'Broadsheet/1' }
const list: ListView = async (view, { page, pageSize }) => {
  asked.push({ path: viewPath(view), page })
  const papers = await store.papers(shown.slice(page * pageSize, (page + 1) * pageSize))
  return { entries: papers.map((paper) => ({ paper })) }
}
const post = async (shaped: ShapedAlert, options: PostOptions): Promise<Posted> => {
  sent.push({ ...shaped, options })
  await during()
  return answer
}
const rounds = (toldMax?: number) => alertRounds({ store, clock: { now: () => now }, list, rules, ownNetwork: false, log: { warn: (facts) => { throw new Error(JSON.stringify(facts)) } }, post, toldMax })
const round = async (): Promise<void> => {
  await rounds().look()
  await rounds().send()
}
/** Papers come in, and are shown at the front of every list. */
async function come(count: number): Promise<readonly number[]> {
  const keys = await store.write((writer) => writer.write(Array.from({ length: count }, () => madeUpPaper(number++))))
  shown = [...keys, ...shown]
  return keys
}
const titles = (): string[][] => sent.map(({ body }) => (JSON.parse(body) as { papers: { title: string }[] }).papers.map(({ title }) => title))
const more = (): number[] => sent.map(({ body }) => (JSON.parse(body) as { more: number }).more)

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'broadsheet-alerts-'))
  store = await openSqlite(join(folder, 'x.sqlite'))
  ;[now, shown, asked, sent, answer, number] = [Date.parse('2026-04-01T10:00:00Z'), [], [], [], ARRIVED, 0]
  during = async () => {}
  alerts = createAlerts({ store, clock: { now: () => now }, accounts: {}, alerts: rules, post, addressesOf: async (host) => (host.startsWith('inside') ? ['1.1.1.1', '10.0.0.1'] : ['1.1.1.1']) })
  for (const id of ['ada', 'bo']) await store.people.savePerson(visitor(id).person!)
})
afterEach(async () => {
  expect(await store.check()).toEqual([])
  await store.close()
  rmSync(folder, { recursive: true })
})

describe('an address', () => {
  test.each([
    'http://hooks.example.org/x', 'https://me:word@hooks.example.org/x', 'https://localhost/x', 'https://127.0.0.1/x', 'https://[::1]/', 'https://10.0.0.1/', 'https://169.254.169.254/latest', 'https://router.local/x',
    'https://2130706433/', 'ftp://hooks.example.org/', 'hooks.example.org', '', `https://hooks.example.org/${'x'.repeat(3000)}`, 'https://inside.example.org/x', 'javascript:alert(1)', undefined, 7,
  ])('%s is refused', async (address) => {
    await expect(alerts.add(ADA, { ...WANTED, address })).rejects.toMatchObject({ code: 'bad-input' })
    expect(await store.hooks.hooks('ada')).toEqual([])
  })

  test('of Telegram names a chat', async () => {
    for (const query of ['', '?chat_id=', '?chat_id=a b', '?chat_id=12x']) await expect(alerts.add(ADA, { ...WANTED, kind: 'telegram', address: `https://api.telegram.org/bot1:x/sendMessage${query}` })).rejects.toMatchObject({ code: 'bad-input' })
    for (const chat of ['-100123', '@channel_name']) await alerts.add(ADA, { ...WANTED, kind: 'telegram', address: `https://api.telegram.org/bot1:x/sendMessage?chat_id=${chat}` })
  })

  test('on this machine is for the reader of an instance without accounts', async () => {
    const here = createAlerts({ store, clock: { now: () => now }, alerts: rules, post })
    expect((await here.add(LOCAL_VISITOR, { ...WANTED, address: 'http://localhost:9000/in' })).hook.shownAddress).toBe('localhost:9000/…')
    await expect(here.add(LOCAL_VISITOR, { ...WANTED, address: 'http://192.168.1.4/in' })).rejects.toMatchObject({ code: 'bad-input' })
    await expect(alerts.add(LOCAL_VISITOR, { ...WANTED, address: 'http://localhost:9000/in' })).rejects.toMatchObject({ code: 'bad-input' })
  })
})

test('deeds are for their owner, who is told the secret once and never the address', async () => {
  const { hook, secret } = await alerts.add(ADA, WANTED)
  expect(secret).toMatch(/^bsh_[\w-]{32}$/)
  expect(JSON.stringify([hook, await alerts.list(ADA)])).not.toMatch(/bsh_|secretpar/)
  for (const id of [hook.id, 'none', '', 'x'.repeat(5000)]) {
    for (const deed of [alerts.test(visitor('bo'), id), alerts.change(visitor('bo'), id, 'paused'), alerts.remove(visitor('bo'), id)]) await expect(deed).rejects.toMatchObject({ code: 'not-found' })
  }
  await expect(alerts.add({ ...NOBODY, canSignIn: true }, WANTED)).rejects.toMatchObject({ code: 'not-signed-in' })
  for (const wrong of [{ kind: 'pager' }, { view: '/about' }, { view: 'https://evil.example/papers' }, { view: undefined }]) await expect(alerts.add(ADA, { ...WANTED, ...wrong })).rejects.toMatchObject({ code: 'bad-input' })
  expect((await alerts.add(ADA, { ...WANTED, view: '/papers/date/2026-03-31?category=cs.LG' })).hook.view).toBe('/papers?category=cs.LG')
  await expect(alerts.add(ADA, WANTED)).rejects.toMatchObject({ code: 'bad-input', message: expect.stringContaining('already') })
  const another = (number: number) => alerts.add(ADA, { ...WANTED, view: `/papers?q=${number}` })
  for (let held = 2; held < HOOKS_MAX; held++) await another(held)
  await expect(another(HOOKS_MAX)).rejects.toMatchObject({ code: 'too-many' })
  expect(sent).toEqual([])
  await alerts.remove(ADA, hook.id)
  expect(await alerts.list(ADA)).toHaveLength(HOOKS_MAX - 1)
})

test('a test says what came of it, some times', async () => {
  const { hook } = await alerts.add(ADA, WANTED)
  expect(await alerts.test(ADA, hook.id)).toEqual({ arrived: true, said: 'It arrived.' })
  expect(JSON.parse(sent[0]!.body)).toMatchObject({ type: 'test', papers: [{ id: 'test' }] })
  expect(sent[0]!.options.ownNetwork).toBe(false)
  answer = { outcome: 'later', said: 'It answered with status 500.' }
  for (let n = 1; n < 10; n++) expect((await alerts.test(ADA, hook.id)).arrived).toBe(false)
  await expect(alerts.test(ADA, hook.id)).rejects.toMatchObject({ code: 'too-many' })
})

describe('what is new', () => {
  test.each(['/papers', '/papers/trending', '/papers?q=owls', '/picks'])('%s: nothing old, then each once', async (view) => {
    await come(30)
    await alerts.add(ADA, { ...WANTED, view })
    await round()
    await round()
    expect(sent).toEqual([])
    await come(2)
    await round()
    await round()
    shown.reverse()
    await round()
    expect(titles().map((one) => one.length)).toEqual([2])
    await come(1)
    await round()
    expect(titles().map((one) => one.length)).toEqual([2, 1])
    expect(new Set(titles().flat()).size).toBe(3)
  })

  test('an old paper is news where lists are made of votes, and none where they are of what came in', async () => {
    const [old = 0] = await come(1)
    shown = []
    await alerts.add(ADA, { ...WANTED, view: '/papers' })
    const { hook } = await alerts.add(ADA, { ...WANTED, view: '/picks' })
    await round()
    shown = [old]
    await round()
    expect(sent).toHaveLength(1)
    expect((await store.hooks.hook(hook.id))?.sentAt).toBe('2026-04-01T10:00:00.000Z')
  })

  test('many are shown in part and counted', async () => {
    await alerts.add(ADA, WANTED)
    await alerts.add(ADA, { ...WANTED, kind: 'slack', view: '/papers' })
    await round()
    await come(63)
    await round()
    const [generic, slack] = [...sent].sort((a) => (a.headers['Broadsheet-Delivery'] === undefined ? 1 : -1))
    expect(JSON.parse(generic!.body)).toMatchObject({ more: 0, papers: { length: 50 } })
    expect(slack!.body).toContain('and 53 more')
  })

  test('a search is asked for late papers only, a public view once for all, one’s own for its owner', async () => {
    await alerts.add(ADA, { ...WANTED, view: '/papers?q=owls' })
    await alerts.add(visitor('bo'), { ...WANTED, view: '/papers?q=owls' })
    await round()
    expect(asked).toEqual([{ path: '/papers?q=owls&after=2026-03-02', page: 0 }])
  })

  test('a search is made once, however many papers it finds', async () => {
    await come(300)
    await alerts.add(ADA, { ...WANTED, view: '/papers?q=owls' })
    await round()
    expect(asked).toEqual([{ path: '/papers?q=owls&after=2026-03-02', page: 0 }])
  })

  test('what was forgotten is not told again', async () => {
    await alerts.add(ADA, WANTED)
    const few = rounds(5)
    await few.look()
    for (let day = 0; day < 6; day++) {
      await come(2)
      await few.look()
      await few.send()
    }
    shown.reverse()
    await few.look()
    await few.send()
    expect([titles().flat().length, new Set(titles().flat()).size]).toEqual([12, 12])
  })

  test('what came while it was paused is not told afterwards', async () => {
    const { hook } = await alerts.add(ADA, { ...WANTED, view: '/papers' })
    expect((await alerts.change(ADA, hook.id, 'paused')).pausedWhy).toBe('reader')
    await come(3)
    await round()
    await alerts.change(ADA, hook.id, 'active')
    await round()
    expect(sent).toEqual([])
    await come(1)
    await round()
    expect(more()).toEqual([0])
  })
})

describe('what does not arrive', () => {
  const begin = async (kind = 'generic') => {
    const { hook } = await alerts.add(ADA, { kind, view: '/papers', address: `${WANTED.address}?chat_id=1` })
    await come(1)
    await rounds().look()
    return { state: async () => (await store.hooks.hook(hook.id))!, id: hook.id }
  }
  const send = () => rounds().send()

  test('is sent again later and later under one name, then given up; after some the hook rests', async () => {
    answer = { outcome: 'later', said: 'It answered with status 500.' }
    const { state } = await begin()
    const gaps: number[] = []
    for (let at = now, n = 0; n < 6; n++) {
      await send()
      await send()
      const next = (await state()).alert?.nextAt
      if (next !== undefined) {
        gaps.push((Date.parse(next) - at) / 60_000)
        at = now = Date.parse(next)
      }
    }
    expect([gaps, sent.length, new Set(sent.map(({ headers }) => headers['Broadsheet-Delivery'])).size]).toEqual([[1, 5, 15, 60, 180], 6, 1])
    expect(await state()).toMatchObject({ alert: undefined, failures: 1, pausedWhy: undefined, lastError: 'It answered with status 500.' })
    answer = { outcome: 'unwanted', said: 'It answered with status 400.' }
    for (let n = 0; n < 2; n++) {
      await come(1)
      await round()
    }
    expect(await state()).toMatchObject({ pausedWhy: 'failing', alert: undefined })
    await come(1)
    const before = sent.length
    await round()
    expect(sent).toHaveLength(before)
  })

  test.each(['gone', 'refused', 'private'] as const)('because it is %s ends it with that reason', async (outcome) => {
    answer = { outcome, said: 'No.' }
    const { state } = await begin()
    await send()
    expect(await state()).toMatchObject({ pausedWhy: outcome, alert: undefined, lastError: 'No.' })
  })

  test('waits as long as it is asked to, within reason', async () => {
    answer = { outcome: 'later', said: 'Busy.', retryAfterSeconds: 999_999 }
    const { state } = await begin()
    await send()
    expect((await state()).alert?.nextAt).toBe('2026-04-01T16:00:00.000Z')
  })

  test.each([['generic', 2], ['slack', 1], ['telegram', 1]])('perhaps: to %s it is sent %i times', async (kind, times) => {
    answer = { outcome: 'unknown', said: 'No answer came in time.' }
    const { state } = await begin(kind)
    await send()
    answer = ARRIVED
    now += 3_600_000
    await send()
    await send()
    expect([sent.length, (await state()).alert]).toEqual([times, undefined])
  })

  test.each([['generic', 1], ['discord', 0]])('because the process ended: to %s it is sent %i times more', async (kind, times) => {
    const { state, id } = await begin(kind)
    await store.hooks.changeHook(id, { alert: { ...(await state()).alert!, isUnderWay: true } })
    await send()
    await send()
    expect([sent.length, (await state()).alert]).toEqual([times, undefined])
  })

  test('leaves alone what its owner did meanwhile', async () => {
    const { id } = await begin()
    during = () => alerts.remove(ADA, id)
    await send()
    expect(await store.hooks.hook(id)).toBeUndefined()
    const second = await begin()
    during = () => alerts.change(ADA, second.id, 'paused')
    await send()
    expect(await second.state()).toMatchObject({ pausedWhy: 'reader', sentAt: undefined })
  })
})
