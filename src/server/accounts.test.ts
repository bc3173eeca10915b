import { afterEach, describe, expect, it } from 'vitest'
import { LOCAL_VISITOR } from '../paper/people.ts'
import { madeUpSite, type MadeUpSite } from '../../test/support/made-up-site.ts'

const open: MadeUpSite[] = []
afterEach(async () => {
  for (const one of open.splice(0)) await one.close()
})

async function site(part: Parameters<typeof madeUpSite>[0] = {}): Promise<MadeUpSite> {
  const one = await madeUpSite(part)
  open.push(one)
  return one
}

const ADA = 'ada@example.org'

describe('signing in', () => {
  it('leads from a page that asks who somebody is, by a letter and a button, back to that page', async () => {
    const one = await site()
    await one.accounts.members.add({ email: ADA, role: 'admin', name: 'Ada' })
    const browser = one.browser()
    const refused = await browser.ask('/saved?unread=1')
    expect([refused.status, refused.headers.get('location')]).toEqual([303, '/sign-in?back=%2Fsaved%3Funread%3D1'])
    const page = await (await browser.ask('/sign-in?back=%2Fsaved%3Funread%3D1')).text()
    expect(page).toContain('name="back" value="/saved?unread=1"')

    const asked = await browser.ask('/sign-in', { form: { email: ADA, back: '/saved?unread=1' } })
    expect([asked.status, asked.headers.get('location')]).toEqual([303, '/sign-in/sent'])
    await one.accounts.close()
    const { pathname, search, searchParams } = new URL(one.letters[0]?.link ?? '')

    // A program that looks through mail opens the link, perhaps several times.
    for (let times = 0; times < 3; times++) {
      const looked = await browser.ask(pathname + search)
      expect([looked.status, looked.headers.getSetCookie(), looked.headers.get('cache-control')]).toEqual([200, [], 'no-store'])
      expect(await looked.text()).toContain(ADA)
    }
    const confirmed = await browser.ask('/sign-in/confirm', { form: { token: searchParams.get('token') ?? '', back: searchParams.get('back') ?? '' } })
    expect([confirmed.status, confirmed.headers.get('location')]).toEqual([303, '/saved?unread=1'])
    expect((await browser.ask('/saved')).status).toBe(200)
    expect(await (await browser.ask('/papers')).text()).toContain('>Ada</span>')

    expect((await browser.ask(pathname + search)).status).toBe(404)
    const out = await browser.ask('/sign-out', { form: {} })
    expect([out.status, out.headers.get('location')]).toEqual([303, '/papers'])
    expect((await browser.ask('/saved')).status).toBe(303)
  })

  it('says the same for every address, whoever has it', async () => {
    const one = await site()
    await one.accounts.members.add({ email: ADA, role: 'admin' })
    const answers = await Promise.all([ADA, 'nobody@example.org'].map(async (email) => {
      const answer = await one.browser().ask('/sign-in', { form: { email, back: '/papers' } })
      return [answer.status, await answer.text(), [...answer.headers].filter(([name]) => name !== 'date')]
    }))
    expect(answers[0]).toEqual(answers[1])
  })

  it.each(['//evil.example', 'https://evil.example/', '/\\evil.example', '/\t/evil.example', 'javascript:alert(1)', '/.//evil.example', '%2F%2Fevil.example'])('never leads to another site: %j', async (back) => {
    const one = await site()
    await one.accounts.members.add({ email: ADA, role: 'admin', name: 'Ada' })
    const { searchParams } = new URL(await one.accounts.links.make(ADA, back))
    const token = searchParams.get('token') ?? ''
    const browser = one.browser()
    const page = await (await browser.ask(`/sign-in?${new URLSearchParams({ back })}`)).text()
    expect(page).not.toContain('evil')
    expect(page).not.toContain('javascript:')
    expect(await (await browser.ask(`/sign-in/confirm?${new URLSearchParams({ token, back })}`)).text()).not.toMatch(/evil|javascript:/)
    const confirmed = await browser.ask('/sign-in/confirm', { form: { token, back } })
    expect([confirmed.status, confirmed.headers.get('location')]).toEqual([303, '/papers'])
    // Signed in already: the page passes on.
    expect((await browser.ask(`/sign-in?${new URLSearchParams({ back })}`)).headers.get('location')).toBe('/papers')
  })

  it('leads a form that nobody may send back to its page, not to where another site says', async () => {
    const one = await site()
    const send = async (referer: string) => (await one.browser().ask('/vote', { form: { paper: 'x' }, headers: { referer } })).headers.get('location')
    expect(await send('https://papers.example/papers/date/2024-10-18?p=1')).toBe('/sign-in?back=%2Fpapers%2Fdate%2F2024-10-18%3Fp%3D1')
    expect(await send('https://evil.example/papers/x')).toBe('/sign-in?back=%2Fpapers')
    expect(await send('nonsense')).toBe('/sign-in?back=%2Fpapers')
  })

  it('asks who is new what they are called, and shows the way on to what they wanted to read', async () => {
    const one = await site({ registration: { kind: 'open' } })
    const browser = one.browser()
    const { searchParams } = new URL(await one.accounts.links.make('new@example.org'))
    const confirmed = await browser.ask('/sign-in/confirm', { form: { token: searchParams.get('token') ?? '', back: '/saved' } })
    expect(confirmed.headers.get('location')).toBe('/account?new=1&back=%2Fsaved')
    expect(await (await browser.ask('/account?new=1&back=%2Fsaved')).text()).toContain('<a href="/saved">Go on reading</a>')
    expect(await (await browser.ask('/account?new=1&back=%2F%2Fevil.example')).text()).toContain('<a href="/papers">Go on reading</a>')
    expect((await browser.ask('/account/name', { form: { name: '<script>alert(1)</script>' } })).status).toBe(303)
    const page = await (await browser.ask('/account')).text()
    expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
    expect(page).not.toContain('<script>alert')
  })

  it('tells administrators of the reader before there were accounts, who came on no day', async () => {
    const one = await site()
    const ada = await one.as(ADA, 'admin')
    await one.store.people.savePerson(LOCAL_VISITOR.person!)
    const page = await (await ada.ask('/admin/people')).text()
    expect(page).toContain('the one reader before there were accounts')
    expect(page).not.toContain('1970')
  })

  it('is bounded, and says so', async () => {
    const one = await site()
    const statuses: number[] = []
    for (let times = 0; times < 6; times++) statuses.push((await one.browser().ask('/sign-in', { form: { email: ADA, back: '/papers' } })).status)
    expect(statuses).toEqual([303, 303, 303, 303, 429, 429])
    expect((await one.browser().ask('/sign-in', { form: { email: 'nonsense', back: '/papers' } })).status).toBe(400)
  })
})

describe('a change in somebody’s name', () => {
  it.each([
    ['another site’s page', { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }],
    ['a page of a neighbouring site', { 'sec-fetch-site': 'same-site', origin: 'https://other.papers.example' }],
    ['another origin, in an old browser', { 'sec-fetch-site': undefined, origin: 'https://evil.example' }],
    ['a page without an origin', { 'sec-fetch-site': undefined, origin: 'null' }],
    ['a browser that does not say', { 'sec-fetch-site': undefined, origin: undefined }],
  ])('is refused when it comes from %s', async (_whence, said) => {
    const one = await site()
    const ada = await one.as(ADA, 'admin')
    const id = (await one.store.people.personByEmail(ADA))?.id ?? ''
    const before = await one.accounts.members.list()
    for (const [path, form] of [
      ['/account/name', { name: 'Eve' }],
      ['/admin/people/invite', { email: 'eve@example.org', role: 'admin' }],
      ['/account/tokens', { name: 'mine' }],
      ['/sign-out', {}],
    ] as const) {
      const headers = new Headers({ cookie: ada.jar.cookie, host: 'papers.example', 'content-type': 'application/x-www-form-urlencoded' })
      for (const [name, value] of Object.entries(said)) if (value !== undefined) headers.set(name, value)
      const answer = await one.app.request(`https://papers.example${path}`, { method: 'POST', headers, body: new URLSearchParams(form).toString() })
      expect([path, answer.status]).toEqual([path, 403])
    }
    expect(await one.accounts.members.list()).toEqual(before)
    expect(await one.store.people.tokens(id)).toEqual([])
    expect((await ada.ask('/account')).status).toBe(200)
  })

  it('may come from anywhere with a token, which no other site can add', async () => {
    const one = await site()
    await one.accounts.members.add({ email: ADA, role: 'reader', name: 'Ada' })
    const ada = await one.accounts.members.find(ADA)
    const token = await one.accounts.tokens.make(ada, 'script')
    const ask = (path: string, init: RequestInit = {}, headers: Record<string, string> = {}) =>
      one.app.request(`https://papers.example${path}`, { ...init, headers: { host: 'papers.example', authorization: `Bearer ${token}`, ...headers } })
    expect((await ask('/api/me')).status).toBe(200)
    const put = await ask('/api/me/taste', { method: 'PUT', body: JSON.stringify({ settings: {} }) }, { origin: 'https://app.example', 'sec-fetch-site': 'cross-site', 'content-type': 'application/json' })
    expect(put.status).toBe(200)
    for (const path of ['/account', '/account/tokens']) expect([path, (await ask(path)).status]).toEqual([path, 403])
    expect((await ask('/account/tokens', { method: 'POST', body: 'name=x' }, { 'sec-fetch-site': 'same-origin' })).status).toBe(403)
    const wrong = await one.app.request('https://papers.example/api/daily_papers', { headers: { host: 'papers.example', authorization: 'Bearer bs_wrong' } })
    expect([wrong.status, await wrong.json()]).toEqual([401, { error: 'This token is not known here, or it was revoked.' }])
  })
})

describe('what others may read', () => {
  it('is told to known hosts only', async () => {
    const one = await site()
    const ask = async (host: string) => (await one.app.request('https://papers.example/papers', { headers: { host } })).status
    expect([await ask('papers.example'), await ask('papers.example:443'), await ask('PAPERS.example'), await ask('localhost:8765'), await ask('evil.example'), await ask('papers.example.evil.example'), await ask('papers.example:8080')])
      .toEqual([200, 200, 200, 200, 421, 421, 421])
  })

  it('is nothing where reading is for members only, but for what signing in needs', async () => {
    const one = await site({ membersOnly: true })
    const nobody = one.browser()
    for (const path of ['/papers', '/', '/about', '/papers/2410.00001', '/sources']) {
      const answer = await nobody.ask(path)
      expect([path, answer.status, answer.headers.get('location')]).toEqual([path, 303, `/sign-in?back=${encodeURIComponent(path)}`])
    }
    for (const path of ['/api/daily_papers', '/api/status', '/api/papers/2410.00001']) expect([path, (await nobody.ask(path)).status]).toEqual([path, 401])
    expect((await nobody.ask('/sign-in')).status).toBe(200)
    const css = /href="(\/assets\/[^"]+\.css)"/.exec(await (await nobody.ask('/sign-in')).text())?.[1] ?? ''
    expect((await nobody.ask(css)).status).toBe(200)
    const reader = await one.as('reader@example.org', 'reader')
    expect((await reader.ask('/papers')).status).toBe(200)
  })

  it('holds no cookie where anything between may keep it', async () => {
    const one = await site()
    const ada = await one.as(ADA, 'reader')
    const css = /href="(\/assets\/[^"]+\.css)"/.exec(await (await ada.ask('/papers')).text())?.[1] ?? ''
    const answer = await ada.ask(css)
    expect([answer.headers.get('cache-control'), answer.headers.getSetCookie()]).toEqual([expect.stringContaining('public'), []])
    expect((await ada.ask('/papers')).headers.get('cache-control')).toContain('private')
    expect((await ada.ask('/account')).headers.get('cache-control')).toBe('no-store')
  })
})

describe('the owner’s alone', () => {
  it('is shown to administrators, and to nobody else', async () => {
    const one = await site()
    const [nobody, reader, admin] = [one.browser(), await one.as('reader@example.org', 'reader'), await one.as(ADA, 'admin')]
    for (const [who, may] of [[nobody, false], [reader, false], [admin, true]] as const) {
      expect((await (await who.ask('/sources')).text()).includes('action="/sources"')).toBe(may)
    }
    expect((await reader.ask('/sources', { form: { huggingface: 'on' } })).status).toBe(403)
    expect((await reader.ask('/shelf/clear', { form: {} })).status).toBe(403)
    expect((await nobody.ask('/shelf/clear', { form: {} })).status).toBe(303)
  })
})

describe('people', () => {
  it('are invited, given roles and removed by administrators', async () => {
    const one = await site()
    const admin = await one.as(ADA, 'admin')
    expect((await admin.ask('/admin/people/invite', { form: { email: 'bob@example.org', role: 'reader' } })).headers.get('location')).toBe('/admin/people?done=invited')
    const bob = await one.accounts.members.find('bob@example.org')
    expect((await admin.ask('/admin/people/role', { form: { id: bob.id, role: 'curator' } })).status).toBe(303)
    expect((await one.accounts.members.find(bob.id)).role).toBe('curator')
    expect((await admin.ask('/admin/people/role', { form: { id: bob.id, role: 'owner' } })).status).toBe(400)
    expect((await admin.ask('/admin/people/remove', { form: { id: bob.id } })).status).toBe(400)
    expect((await admin.ask('/admin/people/remove', { form: { id: bob.id, sure: 'on' } })).status).toBe(303)
    const ada = await one.accounts.members.find(ADA)
    const last = await admin.ask('/admin/people/remove', { form: { id: ada.id, sure: 'on' } })
    expect([last.status, await last.text()]).toEqual([400, expect.stringContaining('last administrator')])
  })
})

describe('the log', () => {
  it('holds no address, link, cookie, code or token, whatever goes wrong', async () => {
    const one = await site({ registration: { kind: 'open' } })
    const browser = await one.as('secretive@example.org', 'admin')
    await browser.ask('/sign-in?back=/x')
    await one.browser().ask('/sign-in', { form: { email: 'secretive@example.org', back: '/papers' } })
    await one.browser().ask('/sign-in', { form: { email: 'not secretive@', back: '/papers' } })
    await one.accounts.close()
    const link = new URL(one.letters[0]?.link ?? '')
    await one.browser().ask(link.pathname + link.search)
    await one.browser().ask('/sign-in/confirm', { form: { token: link.searchParams.get('token') ?? '', back: '/papers' } })
    await one.browser().ask('/sign-in/confirm', { form: { token: link.searchParams.get('token') ?? '', back: '/papers' } })
    const made = await (await browser.ask('/account/tokens', { form: { name: 'script' } })).text()
    const token = /bs_[A-Za-z0-9_-]{43}/.exec(made)?.[0] ?? ''
    expect(token).not.toBe('')
    for (const authorization of [`Bearer ${token}`, `Bearer ${token}x`]) await one.app.request('https://papers.example/api/me', { headers: { host: 'papers.example', authorization } })
    await one.app.request(`https://papers.example/api/me?token=${token}`, { headers: { host: 'papers.example' } })
    await browser.ask('/admin/people/invite', { form: { email: 'other-secretive@example.org', role: 'reader' } })
    await browser.ask('/api/sign-in/passkey', { method: 'POST', headers: { 'content-type': 'application/json' } })

    const log = one.logged.join('')
    expect(log).toContain('"path":"/sign-in/confirm"')
    expect(log).not.toContain('secretive')
    expect(log).not.toContain(link.searchParams.get('token') ?? 'missing')
    expect(log).not.toContain(token)
    expect(log).not.toContain(token.slice(3))
    for (const [, value] of [...browser.jar.cookie.matchAll(/=([^;]+)/g)]) expect(log).not.toContain(value)
  })
})
