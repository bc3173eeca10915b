import { PGlite } from '@electric-sql/pglite'
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest'
import { openPglite } from '../../store/postgres/pglite.ts'
import { Jar, madeUpAccounts, tokenIn } from './made-up-accounts.test-helper.ts'

type Made = Awaited<ReturnType<typeof madeUpAccounts>>

const open: Made[] = []
afterEach(async () => {
  vi.useRealTimers()
  for (const one of open.splice(0)) await one.close()
})

async function made(part: Parameters<typeof madeUpAccounts>[0] = {}): Promise<Made> {
  const one = await madeUpAccounts(part)
  open.push(one)
  return one
}

/** Asks for a letter and waits until it is written, if it is. */
async function ask({ accounts }: Made, email: string, from = 'here'): Promise<void> {
  await accounts.links.ask({ email, back: '/papers', from })
  await accounts.close()
}

async function signedIn(one: Made, email: string, jar = new Jar()): Promise<Jar> {
  const { cookies } = await one.accounts.links.use(tokenIn(await one.accounts.links.make(email)), jar.headers())
  return jar.take(cookies)
}

const admin = { email: 'Ada@Example.org', name: 'Ada', role: 'admin' } as const

let postgres: PGlite | undefined
afterAll(() => postgres?.close())

/** Starting PostgreSQL takes seconds, so it is emptied instead of being started anew. */
async function onPostgres(): Promise<Made> {
  const one = await made({ store: await openPglite((postgres ??= new PGlite())) })
  for (const table of ['sessions', 'logins', 'verifications', 'passkeys', 'tokens', 'persons']) await one.store.accounts.db.deleteFrom(table).execute()
  return one
}

describe.each([
  ['SQLite', () => made()],
  ['PostgreSQL', onPostgres],
] as const)('signing in by a letter, on %s', { timeout: 90_000 }, (_name, begin) => {
  it('leads from the letter to a session as the person', async () => {
    const one = await begin()
    await one.accounts.members.add(admin)
    await ask(one, ' ada@example.ORG ')
    expect(one.letters).toEqual([{ to: 'ada@example.org', link: expect.stringMatching(/^https:\/\/papers\.example\/sign-in\/confirm\?token=[A-Za-z]{32}&back=%2Fpapers$/) }])
    const token = tokenIn(one.letters[0]?.link ?? '')
    expect(await one.accounts.links.read(token)).toEqual({ email: 'ada@example.org' })

    const jar = new Jar()
    const { cookies, isNew } = await one.accounts.links.use(token, jar.headers({ 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0' }))
    expect(isNew).toBe(false)
    expect(cookies).toHaveLength(1)
    expect(cookies[0]).toMatch(/^__Secure-broadsheet\.session_token=[^;]+;.*HttpOnly/)
    expect(cookies[0]).toMatch(/SameSite=Lax/i)
    expect(cookies[0]).toMatch(/Secure/)
    const { visitor } = await one.accounts.who(jar.take(cookies).headers())
    expect(visitor).toMatchObject({ by: 'session', canSignIn: true, person: { name: 'Ada', email: 'ada@example.org', role: 'admin' } })
    expect(await one.accounts.sessions.list(jar.headers())).toMatchObject([{ current: true, browser: 'Firefox on Linux' }])

    jar.take(await one.accounts.sessions.signOut(jar.headers()))
    expect(jar.cookie).toBe('')
    expect((await one.accounts.who(jar.take(cookies).headers())).visitor.by).toBe('nobody')
  })

  it('uses a link once, however many try at the same time', async () => {
    const one = await begin()
    await one.accounts.members.add(admin)
    const token = tokenIn(await one.accounts.links.make('ada@example.org'))
    const tries = await Promise.allSettled(Array.from({ length: 8 }, () => one.accounts.links.use(token, new Headers())))
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(tries.filter(({ status }) => status === 'rejected').map((failed) => (failed as PromiseRejectedResult).reason.code)).toEqual(Array(7).fill('not-found'))
    expect(await one.accounts.links.read(token)).toBeUndefined()
  })

  it('knows a token by its digest alone, says when it was used, and forgets it', async () => {
    const one = await begin()
    const ada = await one.accounts.members.add(admin)
    const token = await one.accounts.tokens.make(ada, 'My notebook')
    expect(token).toMatch(/^bs_[A-Za-z0-9_-]{43}$/)
    expect(await one.accounts.tokens.list(ada)).toMatchObject([{ name: 'My notebook', lastUsedAt: undefined }])
    const bearing = new Headers({ authorization: `Bearer ${token}` })
    expect((await one.accounts.who(bearing)).visitor).toMatchObject({ by: 'token', person: { id: ada.id } })
    const [held] = await one.accounts.tokens.list(ada)
    expect(held?.lastUsedAt).toMatch(/^20/)
    expect(JSON.stringify(await one.store.accounts.db.selectFrom('tokens').selectAll().execute())).not.toContain(token.slice(3))
    await one.accounts.tokens.revoke(ada, held?.id ?? '')
    await expect(one.accounts.who(bearing)).rejects.toMatchObject({ code: 'not-signed-in' })
    await expect(one.accounts.tokens.revoke(ada, held?.id ?? '')).rejects.toMatchObject({ code: 'not-found' })
  })
})

describe('a link', () => {
  it('is of no use after 15 minutes, and neither is one made up', async () => {
    const one = await made()
    await one.accounts.members.add(admin)
    const token = tokenIn(await one.accounts.links.make('ada@example.org'))
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 15 * 60_000 + 1000 })
    expect(await one.accounts.links.read(token)).toBeUndefined()
    await expect(one.accounts.links.use(token, new Headers())).rejects.toMatchObject({ code: 'not-found', message: expect.stringContaining('15 minutes') })
    for (const wrong of ['', 'x'.repeat(32), 'a'.repeat(5000), undefined, "' or 1=1 --", 42]) {
      await expect(one.accounts.links.use(wrong, new Headers())).rejects.toMatchObject({ code: 'not-found' })
    }
  })

  it('is kept as a digest: who reads the database cannot use it', async () => {
    const one = await made()
    await one.accounts.members.add(admin)
    const token = tokenIn(await one.accounts.links.make('ada@example.org'))
    const rows = JSON.stringify(await one.store.accounts.db.selectFrom('verifications').selectAll().execute())
    expect(rows).toContain('ada@example.org')
    expect(rows).not.toContain(token)
  })

  it('lets nobody in who was taken out since it was written', async () => {
    const one = await made()
    await one.accounts.members.add(admin)
    await one.accounts.members.add({ email: 'bob@example.org', role: 'reader' })
    const token = tokenIn(await one.accounts.links.make('bob@example.org'))
    await one.accounts.members.remove('bob@example.org')
    await expect(one.accounts.links.use(token, new Headers())).rejects.toMatchObject({ code: expect.stringMatching(/^not-(found|allowed)$/) })
    expect(await one.store.people.personByEmail('bob@example.org')).toBeUndefined()
  })
})

describe('asking for a letter', () => {
  it('answers alike and writes only to who may come in', async () => {
    const one = await made()
    await one.accounts.members.add(admin)
    expect(await one.accounts.links.ask({ email: 'nobody@example.org', back: '/papers', from: 'a' })).toBeUndefined()
    expect(await one.accounts.links.ask({ email: 'ada@example.org', back: '/papers', from: 'a' })).toBeUndefined()
    // Nothing is looked up before the answer is given.
    expect(one.letters).toEqual([])
    await one.accounts.close()
    expect(one.letters.map(({ to }) => to)).toEqual(['ada@example.org'])
  })

  it.each([
    [{ kind: 'invite' }, []],
    [{ kind: 'domain', domains: ['example.org'] }, ['new@example.org']],
    [{ kind: 'open' }, ['new@example.org', 'new@elsewhere.example', 'new@sub.example.org', 'new@notexample.org']],
  ] as const)('under %j writes to %j of those who are new', async (registration, expected) => {
    const one = await made({ registration })
    for (const email of ['new@example.org', 'new@elsewhere.example', 'new@sub.example.org', 'new@notexample.org']) await ask(one, email)
    expect(one.letters.map(({ to }) => to)).toEqual(expected)
    for (const { link, to } of one.letters) {
      const { cookies, isNew } = await one.accounts.links.use(tokenIn(link), new Headers())
      expect(isNew).toBe(true)
      expect((await one.accounts.who(new Jar().take(cookies).headers())).visitor.person).toMatchObject({ email: to, role: 'reader', name: expect.stringMatching(/^Reader \d{4}$/) })
    }
  })

  it('holds to the rules of when the link is used', async () => {
    const one = await made({ registration: { kind: 'open' } })
    await ask(one, 'new@example.org')
    const stricter = await madeUpAccounts({ store: one.store })
    await expect(stricter.accounts.links.use(tokenIn(one.letters[0]?.link ?? ''), new Headers())).rejects.toMatchObject({ code: 'not-allowed' })
    expect(await one.store.people.personByEmail('new@example.org')).toBeUndefined()
  })

  it('is bounded for each address and for each place it is asked from', async () => {
    const one = await made()
    for (let times = 0; times < 4; times++) await ask(one, 'eve@example.org', `place ${times}`)
    await expect(ask(one, 'eve@example.org', 'another')).rejects.toMatchObject({ code: 'too-many' })
    for (let times = 0; times < 20; times++) await ask(one, `eve${times}@example.org`, 'one place')
    await expect(ask(one, 'ada@example.org', 'one place')).rejects.toMatchObject({ code: 'too-many' })
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 15 * 60_000 + 1000 })
    await ask(one, 'eve@example.org', 'one place')
  })

  it.each(['', 'nobody', 'a@b', 'a@b.c, d@e.f', 'a@b.example\r\nbcc: c@d.example', 'a b@c.example', '<a@b.example>', `${'a'.repeat(65)}@b.example`, 'a@-b.example', ['a@b.example'], undefined])('refuses %j', async (email) => {
    const one = await made()
    await expect(one.accounts.links.ask({ email, back: '/papers', from: 'a' })).rejects.toMatchObject({ code: 'bad-input' })
  })

  it('tells the log neither of whom nor with what, when a letter fails', async () => {
    const one = await made({ letters: { signIn: async ({ to, link }) => Promise.reject(new Error(`550 <${to}> refused: ${link}`)), invitation: async () => {} } })
    await one.accounts.members.add(admin)
    await ask(one, 'ada@example.org')
    expect(one.logged).toHaveLength(1)
    expect(one.logged.join()).not.toMatch(/ada|token|confirm/)
  })
})

describe('sessions', () => {
  it('begin anew at each sign-in: a cookie that was planted before does not become one', async () => {
    const one = await made()
    await one.accounts.members.add(admin)
    await one.accounts.members.add({ email: 'eve@example.org', role: 'reader' })
    const eve = await signedIn(one, 'eve@example.org')
    const planted = eve.cookie
    const victim = await signedIn(one, 'ada@example.org', new Jar().take([planted]))
    expect(victim.cookie).not.toBe(planted)
    expect((await one.accounts.who(victim.headers())).visitor.person?.email).toBe('ada@example.org')
    // The planted session is over for whoever holds it, and is nobody's.
    expect((await one.accounts.who(new Headers({ cookie: planted }))).visitor.by).toBe('nobody')
  })

  it('are ended one by one, and all others at once, but only one’s own', async () => {
    const one = await made()
    await one.accounts.members.add(admin)
    await one.accounts.members.add({ email: 'bob@example.org', role: 'reader' })
    const [first, second, third, bob] = [await signedIn(one, 'ada@example.org'), await signedIn(one, 'ada@example.org'), await signedIn(one, 'ada@example.org'), await signedIn(one, 'bob@example.org')]
    const list = await one.accounts.sessions.list(first.headers())
    expect(list.map(({ current }) => current)).toEqual([true, false, false])
    await expect(one.accounts.sessions.end(bob.headers(), list[0]?.id ?? '')).rejects.toMatchObject({ code: 'not-found' })
    expect((await one.accounts.who(first.headers())).visitor.by).toBe('session')
    await one.accounts.sessions.end(first.headers(), list[1]?.id ?? '')
    expect(await one.accounts.sessions.endOthers(first.headers())).toBe(1)
    const states = await Promise.all([first, second, third, bob].map(async (jar) => (await one.accounts.who(jar.headers())).visitor.by))
    expect(states).toEqual(['session', 'nobody', 'nobody', 'session'])
  })

  it('end with the person, and follow their role at once', async () => {
    const one = await made()
    await one.accounts.members.add(admin)
    await one.accounts.members.add({ email: 'bob@example.org', role: 'reader' })
    const bob = await signedIn(one, 'bob@example.org')
    await one.accounts.members.setRole('bob@example.org', 'curator')
    expect((await one.accounts.who(bob.headers())).visitor.person?.role).toBe('curator')
    await one.accounts.members.remove('bob@example.org')
    expect((await one.accounts.who(bob.headers())).visitor.by).toBe('nobody')
  })

  it('are not believed when the cookie was changed, or signed with another secret', async () => {
    const one = await made()
    await one.accounts.members.add(admin)
    const jar = await signedIn(one, 'ada@example.org')
    const changed = jar.cookie.replace(/=(.)/, (_whole, letter: string) => `=${letter === 'a' ? 'b' : 'a'}`)
    expect((await one.accounts.who(new Headers({ cookie: changed }))).visitor.by).toBe('nobody')
    const other = await madeUpAccounts({ store: one.store, secret: 'another-secret-of-some-length-0123456789' })
    expect((await other.accounts.who(jar.headers())).visitor.by).toBe('nobody')
  })
})

describe('tokens', () => {
  it.each(['bs_', 'bs_short', `bs_${'A'.repeat(43)}`, `bs_${'A'.repeat(4000)}`, 'something-else', "bs_' or 1=1"])('lets nobody in with a wrong one, not even beside a good cookie (%#)', async (token) => {
    const one = await made()
    await one.accounts.members.add(admin)
    const jar = await signedIn(one, 'ada@example.org')
    await expect(one.accounts.who(jar.headers({ authorization: `Bearer ${token}` }))).rejects.toMatchObject({ code: 'not-signed-in' })
  })

  it('are at most twenty, each with a name, and revoked by their owner alone', async () => {
    const one = await made()
    const ada = await one.accounts.members.add(admin)
    const bob = await one.accounts.members.add({ email: 'bob@example.org', role: 'reader' })
    for (const name of ['', '  ', 'x'.repeat(61), undefined]) await expect(one.accounts.tokens.make(ada, name)).rejects.toMatchObject({ code: 'bad-input' })
    for (let n = 0; n < 20; n++) await one.accounts.tokens.make(ada, `token ${n}`)
    await expect(one.accounts.tokens.make(ada, 'one more')).rejects.toMatchObject({ code: 'too-many' })
    const [first] = await one.accounts.tokens.list(ada)
    await expect(one.accounts.tokens.revoke(bob, first?.id ?? '')).rejects.toMatchObject({ code: 'not-found' })
    expect(await one.accounts.tokens.list(ada)).toHaveLength(20)
  })
})

describe('members', () => {
  it('always keep one administrator who can sign in', async () => {
    const one = await made()
    await one.store.people.savePerson({ id: 'local', name: 'You', email: undefined, role: 'admin', since: '1970-01-01T00:00:00.000Z' })
    const ada = await one.accounts.members.add(admin)
    await expect(one.accounts.members.setRole(ada.id, 'reader')).rejects.toMatchObject({ code: 'not-allowed' })
    await expect(one.accounts.members.remove('ADA@example.org')).rejects.toMatchObject({ code: 'not-allowed' })
    await one.accounts.members.add({ email: 'bob@example.org', role: 'admin' })
    expect(await one.accounts.members.remove(ada.id)).toMatchObject({ email: 'ada@example.org' })
    expect((await one.accounts.members.list()).persons.map(({ email }) => email)).toEqual([undefined, 'bob@example.org'])
  })

  it('are invited by a letter without any token', async () => {
    const one = await made()
    const ada = await one.accounts.members.add(admin)
    expect(await one.accounts.members.invite({ email: 'bob@example.org', role: 'curator', by: ada })).toMatchObject({ written: true, person: { role: 'curator' } })
    expect(one.invitations).toEqual([{ to: 'bob@example.org', by: 'Ada', link: 'https://papers.example/sign-in' }])
    // Again, for somebody who lost the letter; their role stays.
    expect(await one.accounts.members.invite({ email: 'bob@example.org', role: 'reader', by: ada })).toMatchObject({ person: { role: 'curator' } })
    await expect(one.accounts.members.add({ email: 'BOB@example.org', role: 'reader' })).rejects.toMatchObject({ code: 'bad-input' })
  })

  it('have names of one plain line', async () => {
    const one = await made()
    const ada = await one.accounts.members.add({ ...admin, name: ' Ada\n\u202e Lovelace\u0000 ' })
    expect(ada.name).toBe('Ada Lovelace')
    await one.accounts.members.rename(ada, ' Countess  of Lovelace ')
    expect((await one.store.people.person(ada.id))?.name).toBe('Countess of Lovelace')
    for (const name of ['', ' ', 'x'.repeat(61), 'ada@example.org', 'a\u202eb', 7]) await expect(one.accounts.members.rename(ada, name)).rejects.toMatchObject({ code: 'bad-input' })
  })
})
