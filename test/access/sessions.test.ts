/** Sessions and tokens: planted, stolen, spent, of somebody who is gone or may less; and what is told of who is here. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'

vi.mock('../../src/server/serve.ts', () => import('./caught-app.ts'))

import { ACCESS } from '../../src/server/access.ts'
import type { Dump } from './dump.ts'
import { requestOf } from './requests.ts'
import { cookieOf, OWN } from './asking.ts'
import { EMAIL, inOrder, PAPER, type Who } from './people.ts'
import { openTown, type Town } from './town.ts'

let town: Town
let start: Dump
beforeAll(async () => {
  town = await openTown('accounts')
  start = town.dump()
})
beforeEach(() => town.restore(start))
afterAll(() => town?.close())

const FORM = { ...OWN, 'content-type': 'application/x-www-form-urlencoded' }
const post = (path: string, form: Record<string, string>, headers: Record<string, string> = {}): Promise<Response> =>
  town.ask({ method: 'POST', path, headers: { ...FORM, ...headers }, body: new URLSearchParams(form).toString() })
const me = async (headers: Record<string, string>): Promise<number> => (await town.ask({ method: 'GET', path: '/api/me', headers })).status
const bearer = (token: string): Record<string, string> => ({ authorization: `Bearer ${token}` })

const linkToken = (who: Who): Promise<string> => town.linkToken(EMAIL[who])

describe('a session', () => {
  test('that was planted before signing in is none afterwards: it is made anew, and the one before has ended', async () => {
    const planted = await town.signIn(EMAIL.other)
    expect(await me({ cookie: planted })).toBe(200)
    const answer = await post('/sign-in/confirm', { token: await linkToken('reader') }, { cookie: planted })
    expect(answer.status).toBe(303)
    const made = cookieOf(answer)
    expect(made).not.toBe(planted)
    expect(await (await town.ask({ method: 'GET', path: '/api/me', headers: { cookie: made } })).json()).toMatchObject({ email: EMAIL.reader })
    expect(await me({ cookie: planted })).toBe(401)
  })

  test.each([
    ['a value that is not signed', '__Secure-broadsheet.session_token=planted'],
    ['a token with a signature of nobody’s', `__Secure-broadsheet.session_token=${'a'.repeat(32)}.${'b'.repeat(43)}%3D`],
    ['the name without its prefix', 'broadsheet.session_token=planted.planted'],
  ])('with %s is not taken over', async (_, planted) => {
    const answer = await post('/sign-in/confirm', { token: await linkToken('reader') }, { cookie: planted })
    const made = cookieOf(answer)
    expect(made).not.toContain('planted')
    expect(await me({ cookie: planted })).toBe(401)
    expect(await me({ cookie: made })).toBe(200)
  })

  test('is a cookie that no script reads, no other site sends, and no plain line carries', async () => {
    const answer = await post('/sign-in/confirm', { token: await linkToken('reader') })
    const [cookie] = answer.headers.getSetCookie().filter((one) => one.includes('session_token'))
    expect(cookie).toMatch(/^__Secure-/)
    for (const attribute of [/; HttpOnly/i, /; Secure/i, /; SameSite=Lax/i, /; Path=\//i]) expect(cookie).toMatch(attribute)
    expect(cookie).not.toMatch(/; Domain=/i)
  })

  test('without its prefix, cut short, changed in a letter or of another is nobody', async () => {
    const whole = town.cookies.reader
    const value = whole.slice(whole.indexOf('=') + 1)
    const [token = '', signature = ''] = value.split('.')
    const [, othersSignature = ''] = town.cookies.other.slice(whole.indexOf('=') + 1).split('.')
    for (const cookie of [
      `broadsheet.session_token=${value}`, `__Secure-broadsheet.session_token=${token}`, `__Secure-broadsheet.session_token=${token}.`, `__Secure-broadsheet.session_token=${token}.${othersSignature}`,
      `__Secure-broadsheet.session_token=${token.toLowerCase()}.${signature}`, `__Secure-broadsheet.session_token=${value.slice(0, -5)}`, `__Secure-broadsheet.session_token=${token}x.${signature}`, '__Secure-broadsheet.session_token=', '__Secure-broadsheet.session_token',
      '__Secure-broadsheet.session_token=%', `__Secure-broadsheet.session_token=${'a'.repeat(5000)}.b`, `__Secure-broadsheet.session_data=${Buffer.from('{"session":{"user":{"role":"admin"}}}').toString('base64')}; broadsheet.session_token=x`,
    ]) expect([cookie, await me({ cookie })]).toEqual([cookie, 401])
  })

  test('ends at once when it is signed out of, ended from another browser, or its person goes; and its role is that of now', async () => {
    const [here, there] = [await town.signIn(EMAIL.reader), await town.signIn(EMAIL.reader)]
    await post('/sign-out', {}, { cookie: there })
    expect([await me({ cookie: here }), await me({ cookie: there })]).toEqual([200, 401])
    await post('/account/sessions/end-others', {}, { cookie: here })
    expect([await me({ cookie: here }), await me({ cookie: town.cookies.reader })]).toEqual([200, 401])

    const people = (cookie: string): Promise<number> => town.ask({ method: 'GET', path: '/admin/people', headers: { cookie } }).then(({ status }) => status)
    const reports = (headers: Record<string, string>): Promise<number> => town.ask({ method: 'GET', path: '/admin/reports', headers }).then(({ status }) => status)
    const admin = { cookie: town.cookies.admin }
    await post('/admin/people/role', { id: town.ids.curator, role: 'admin' }, admin)
    expect([await people(town.cookies.curator), await reports(bearer(town.tokens.curator))]).toEqual([200, 200])
    await post('/admin/people/role', { id: town.ids.curator, role: 'reader' }, admin)
    expect([await people(town.cookies.curator), await reports(bearer(town.tokens.curator)), await reports({ cookie: town.cookies.curator })]).toEqual([403, 403, 403])

    const left = await linkToken('other')
    await post('/admin/people/remove', { id: town.ids.other, sure: 'on' }, admin)
    expect([await me({ cookie: town.cookies.other }), await me(bearer(town.tokens.other))]).toEqual([401, 401])
    // A letter that was on its way lets nobody in who has gone.
    expect([403, 404]).toContain((await post('/sign-in/confirm', { token: left })).status)

    await town.ask({ method: 'DELETE', path: '/api/me', headers: { ...OWN, cookie: here, 'content-type': 'application/json' }, body: JSON.stringify({ confirm: EMAIL.reader }) })
    expect([await me({ cookie: here }), await me(bearer(town.tokens.reader))]).toEqual([401, 401])
  })

  test('a link is used once, by a form of this site, and one for an address is of no use to another', async () => {
    const token = await linkToken('reader')
    for (const wrong of [token.slice(0, -1), `${token}x`, token.toLowerCase() === token ? token.toUpperCase() : token.toLowerCase(), '', `${token}%00`, 'null', `${token} `]) expect([wrong, (await post('/sign-in/confirm', { token: wrong })).status]).toEqual([wrong, 404])
    // Looking at it, as programs that look through mail do, uses nothing up and lets nobody in.
    for (const method of ['GET', 'HEAD']) expect((await town.ask({ method, path: `/sign-in/confirm?token=${token}` })).headers.getSetCookie()).toEqual([])
    const all = await Promise.all(Array.from({ length: 6 }, () => post('/sign-in/confirm', { token })))
    expect(all.map(({ status }) => status).sort()).toEqual([303, 404, 404, 404, 404, 404])
  })

  test('there is always an administrator: the last one can neither go nor be less', async () => {
    const admin = { cookie: town.cookies.admin }
    for (const [path, form] of [['/admin/people/remove', { id: town.ids.admin, sure: 'on' }], ['/admin/people/role', { id: town.ids.admin, role: 'reader' }], ['/account/data/delete', { typed: EMAIL.admin }]] as const) {
      const answer = await post(path, form, admin)
      expect([path, answer.status >= 400 && answer.status < 500, answer.status]).toEqual([path, true, answer.status])
    }
    const away = await town.ask({ method: 'DELETE', path: '/api/me', headers: { ...OWN, ...admin, 'content-type': 'application/json' }, body: JSON.stringify({ confirm: EMAIL.admin }) })
    expect([away.status >= 400, (await town.ask({ method: 'GET', path: '/admin/people', headers: admin })).status]).toEqual([true, 200])
  })
})

describe('a token', () => {
  test('that is revoked, or anything but itself, is nobody', async () => {
    const { reader: token } = town.tokens
    const wrong = [
      token.slice(0, -1), `${token}A`, `x${token}`, token.slice(3), token.toUpperCase(), token.toLowerCase(), ` ${token.slice(0, 20)}`, `${token.slice(0, 40)}%00`, `bs_${'A'.repeat(43)}`, 'bs_', 'undefined', 'null', '*', `${token},${token}`, `${token} ${token}`, `'; drop table tokens; --`,
    ].filter((one) => one !== token)
    for (const one of wrong) expect([one, await me(bearer(one))]).toEqual([one, 401])
    for (const authorization of [token, `Basic ${Buffer.from(`${token}:`).toString('base64')}`, `Token ${token}`, `Bearer: ${token}`, `Bearer${token}`]) expect([authorization, await me({ authorization })]).toEqual([authorization, 401])
    for (const [name, value] of [['cookie', `__Secure-broadsheet.session_token=${token}`], ['x-api-key', token], ['x-auth-token', token], ['proxy-authorization', `Bearer ${token}`]] as const) expect([name, await me({ [name]: value })]).toEqual([name, 401])
    for (const name of ['token', 'access_token', 'api_key', 'key', 'authorization', 'bearer']) expect([name, (await town.ask({ method: 'GET', path: `/api/me?${name}=${token}` })).status]).toEqual([name, 401])
    expect(await me(bearer(token))).toBe(200)
    expect((await post('/account/tokens/revoke', { id: town.things.token }, { cookie: town.cookies.reader })).status).toBe(303)
    expect(await me(bearer(token))).toBe(401)
  })

  test('that is not known is nobody, also beside a session that is', async () => {
    // Else a token that was revoked would seem to work in whoever's browser tries it.
    expect(await me({ ...bearer(`bs_${'A'.repeat(43)}`), cookie: town.cookies.admin })).toBe(401)
    const beside = await town.ask({ method: 'GET', path: '/api/me', headers: { ...bearer(town.tokens.reader), cookie: town.cookies.admin } })
    expect(await beside.json()).toMatchObject({ email: EMAIL.reader, by: 'token' })
    // What is for somebody in person is not opened by a cookie beside a token.
    expect((await town.ask({ method: 'GET', path: '/admin/people', headers: { ...bearer(town.tokens.admin), cookie: town.cookies.admin } })).status).toBe(403)
  })

  test('does nothing that is for somebody in person, and is written down as no more than a digest', async () => {
    const rows = ACCESS.filter(({ inPerson }) => inPerson).map(({ method, path }) => `${method} ${path}`)
    expect(rows.length).toBeGreaterThan(12)
    for (const row of rows) {
      const answer = await town.ask({ ...requestOf(row, town), headers: { ...requestOf(row, town).headers, ...bearer(town.tokens.admin) } })
      expect([row, answer.status]).toEqual([row, 403])
    }
    expect(town.changes(start)).toEqual({ gone: [], come: [] })
    const all = JSON.stringify([...town.dump()])
    for (const token of Object.values(town.tokens)) expect(all).not.toContain(token.slice(3))
    const shown = await (await town.ask({ method: 'GET', path: '/account/tokens', headers: { cookie: town.cookies.reader } })).text()
    expect([shown.includes('xtokennamereader'), shown.includes(town.tokens.reader.slice(3))]).toEqual([true, false])
  })
})

describe('a token for feeds', () => {
  test('stands in an address, reads lists as feeds and references and nothing else, and goes when it is revoked', async () => {
    const page = await (await post('/account/tokens', { name: 'xfeeds', kind: 'feeds' }, { cookie: town.cookies.reader })).text()
    const token = /bsf_[\w-]{43}/.exec(page)![0]
    const status = async (method: string, path: string, headers: Record<string, string> = {}): Promise<number> => (await town.ask({ method, path, headers: { ...(method !== 'GET' && OWN), ...headers } })).status
    for (const path of ['/saved.atom', '/papers/for-you.json', '/papers.rss', '/saved.bib']) expect([path, await status('GET', `${path}?token=${token}`)]).toEqual([path, 200])
    for (const path of ['/api/me', '/api/me/export', '/saved', '/account', '/account/tokens', '/papers/for-you', '/api/me/list', '/saved.atom/../api/me', '/api/me?x=/saved.atom']) {
      expect([path, [401, 303, 404].includes(await status('GET', `${path}${path.includes('?') ? '&' : '?'}token=${token}`))]).toEqual([path, true])
    }
    expect(await me(bearer(token))).toBe(401)
    expect(await me({ cookie: `__Secure-broadsheet.session_token=${token}` })).toBe(401)
    for (const [method, path] of [['PUT', `/api/me/votes/${PAPER.fresh}`], ['DELETE', '/api/me'], ['POST', '/saved.atom'], ['POST', '/vote']] as const) expect([path, [401, 303, 404, 405].includes(await status(method, `${path}?token=${token}`))]).toEqual([path, true])
    // A token for programs is of no use in an address, and neither is one cut short, doubled or of another kind.
    for (const wrong of [town.tokens.reader, token.slice(0, -1), `${token}x`, token.replace('bsf_', 'bs_'), token.replace('bsf_', 'BSF_')]) expect([wrong, await status('GET', `/saved.atom?token=${wrong}`)]).toEqual([wrong, 401])
    const { id } = town.db.prepare("select id from tokens where name = 'xfeeds'").get() as { id: string }
    await post('/account/tokens/revoke', { id }, { cookie: town.cookies.reader })
    expect(await status('GET', `/saved.atom?token=${token}`)).toBe(401)
  })

  test('shows nobody who reads along where it stands: its feed is kept by its reader alone, and names no one', async () => {
    const token = /bsf_[\w-]{43}/.exec(await (await post('/account/tokens', { name: 'xfeeds', kind: 'feeds' }, { cookie: town.cookies.reader })).text())![0]
    const answer = await town.ask({ method: 'GET', path: `/saved.json?token=${token}` })
    const text = await answer.text()
    expect([answer.headers.get('cache-control')?.includes('private'), answer.headers.get('referrer-policy')]).toEqual([true, 'no-referrer'])
    for (const word of [EMAIL.reader, town.ids.reader, 'xnotereader', 'xtagreader']) expect([word, text.includes(word)]).toEqual([word, false])
    // The same address without it, and another's feed, are not the one that was kept for this reader.
    expect((await town.ask({ method: 'GET', path: '/saved.json' })).status).toBe(401)
    const others = await (await town.ask({ method: 'GET', path: '/saved.json', headers: { authorization: `Bearer ${town.tokens.curator}` } })).json() as { items: unknown[] }
    expect(others.items).toEqual([])
  })
})

describe('who is here', () => {
  test('is told to nobody who asks for a letter: known and unknown addresses get one answer', async () => {
    const before = readdirSync(town.mail).length
    const said = await inOrder([EMAIL.admin, 'nobody-at-all@unknown.example', `${EMAIL.reader.toUpperCase()}`, 'x@y.zz'], async (email) => {
      const answer = await post('/sign-in', { email, back: '/saved' })
      return [answer.status, await answer.text(), [...answer.headers].sort()]
    })
    for (const one of said) expect(one).toEqual(said[0])
    const pages = await inOrder([EMAIL.admin, 'nobody-at-all@unknown.example'], async (email) => {
      const answer = await town.ask({ method: 'GET', path: `/sign-in?email=${encodeURIComponent(email)}` })
      return (await answer.text()).replaceAll(email, '')
    })
    expect(pages[0]).toBe(pages[1])
    await town.linkTo(EMAIL.admin)
    await town.linkTo(EMAIL.reader)
    const after = readdirSync(town.mail).length
    expect(after - before).toBeLessThanOrEqual(2)
  })

  test('is told in no address, comment, submission or export of others', async () => {
    for (const path of ['/comments', '/api/comments', `/papers/${PAPER.talked}`, `/papers/${PAPER.submitted}`, '/picks', `/api/comments?paper=${PAPER.talked}`, '/api/me/export', '/api/me/list', '/saved/voted']) {
      const text = await (await town.ask({ method: 'GET', path, headers: { cookie: town.cookies.other } })).text()
      for (const who of ['reader', 'curator', 'admin'] as const) {
        expect([path, text.includes(EMAIL[who])]).toEqual([path, false])
        expect([path, text.includes(town.ids[who])]).toEqual([path, false])
      }
    }
  })

  test.each([
    ['a line break', 'a@b.example\r\nBcc: evil@evil.example'], ['an encoded line break', 'a@b.example%0d%0aBcc:evil@evil.example'], ['two addresses', 'a@b.example,evil@evil.example'], ['a name', '"Evil" <otto@xother.example>'], ['a blank', 'a b@c.example'],
    ['a NUL', 'a@b.example\0'], ['a soft break', 'a@b.example\u2028Bcc: x@y.zz'], ['a quoted part', '"a\\r\\n"@b.example'], ['a literal', 'a@[127.0.0.1]'], ['half a character', 'a\ud800@b.example'], ['too many letters', `${'a'.repeat(300)}@b.example`], ['no letter', ''], ['a script', '<script>@b.example'],
  ])('is not asked for by %s in an address', async (_, email) => {
    const before = readdirSync(town.mail).length
    for (const [path, headers] of [['/sign-in', {}], ['/admin/people/invite', { cookie: town.cookies.admin }]] as const) {
      const answer = await post(path, { email, role: 'reader' }, headers)
      expect([path, answer.status]).toEqual([path, 400])
      expect(await answer.text()).not.toMatch(/<script>@/)
    }
    expect([readdirSync(town.mail).length, town.changes(start)]).toEqual([before, { gone: [], come: [] }])
  })

  test('a name holds no line of a letter, and an invitation by its bearer has none either', async () => {
    for (const name of ['Evil\r\nBcc: evil@evil.example', 'Evil\u2028Subject: x', '\u202egnihtemoS']) {
      const answer = await post('/account/name', { name }, { cookie: town.cookies.admin })
      expect([400, 303]).toContain(answer.status)
      await post('/admin/people/invite', { email: 'guest@xguest.example', role: 'reader' }, { cookie: town.cookies.admin })
      const letters = readdirSync(town.mail).map((file) => readFileSync(join(town.mail, file), 'utf8'))
      for (const letter of letters) expect(letter).not.toMatch(/^Bcc:|^Subject: x|\u202e/im)
    }
  })
})
