/**
 * Somebody does everything that can be done here, each thing with words that stand nowhere else, and then deletes their account. Of those
 * words nothing may be left: in no column of any table, in no byte of any file of the instance (the database, its log, the index), and not
 * in what the server said to its own log. What others did stands.
 */
import { createServer } from 'node:http'
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import Database from 'libsql'
import { afterAll, expect, test } from 'vitest'
import { openSqlite } from '../src/store/sqlite/sqlite.ts'
import { tracesOf } from '../src/store/store-traces.ts'
import { broadsheet, importFiles, newInstance, serve, temporaryFolder } from './support/broadsheet.ts'
import { madeUpWork, snapshotLine } from './support/made-up-library.ts'

const EMAIL = 'xmarkmail@leaving.example'
const OTHER = 'staying@example.org'
/** Words that stand nowhere else, by where the person leaves them. */
const MARKS = {
  mail: 'xmarkmail', name: 'Xmarkname', agent: 'xmarkagent', token: 'xmarktokenname', author: 'Xmarkauthor', claimed: 'Xmarkclaimed', word: 'xmarkword', without: 'xmarkwithout', tag: 'xmarktag', note: 'xmarknote',
  remark: 'xmarkremark', comment: 'xmarkcomment', answered: 'xmarkanswered', report: 'xmarkreport', seed: 'xmarkseedtitle', abstract: 'xmarkseedabstract', zotero: 'XMARKZOTEROKEY', paper: 'xmarkzoteropaper', passkey: 'xmarkpasskey', login: 'xmarklogin',
  setting: 'xmarksetting', hook: 'xmarkhookaddress', alert: 'xmarkalertview',
} as const
/** Asked for and kept nowhere to begin with. */
const SEARCHED = 'xmarksearched'

const works = Array.from({ length: 12 }, (_, number) => madeUpWork(number))
const [first, second, third] = works as [(typeof works)[0], (typeof works)[0], (typeof works)[0]]

const zotero = createServer((request, response) => {
  const body = request.url?.startsWith('/zotero/users/4242/items/top') && request.headers.authorization === `Bearer ${MARKS.zotero}` ? [{ data: { itemType: 'journalArticle', title: `A library paper on ${MARKS.paper} and its like`, creators: [] } }] : undefined
  response.writeHead(body === undefined ? 404 : 200, { 'content-type': 'application/json', 'total-results': '1' }).end(JSON.stringify(body ?? {}))
})
afterAll(() => void zotero.close())

/** Every file of a folder, as bytes in lower case: texts are kept as UTF-8, and these words are ASCII. */
function bytesOf(folder: string): Map<string, string> {
  return new Map(
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .map((name) => join(folder, name))
      .filter((path) => statSync(path).isFile())
      .map((path) => [path, readFileSync(path).toString('latin1').toLowerCase()]),
  )
}

const foundIn = (texts: Iterable<readonly [string, string]>, words: readonly string[]): string[] =>
  [...texts].flatMap(([path, text]) => words.filter((word) => text.includes(word.toLowerCase())).map((word) => `${word} in ${path.split('/').pop()}`))

test('somebody who did everything and deletes their account leaves no trace', { timeout: 240_000 }, async () => {
  const folder = newInstance()
  const library = join(temporaryFolder(), 'library.jsonl')
  writeFileSync(library, works.map((work) => snapshotLine(work)).join('\n'))
  await importFiles(folder, [library])
  await new Promise<void>((resolve) => zotero.listen(0, '127.0.0.1', resolve))
  const env = {
    BROADSHEET_ACCOUNTS: '1', BROADSHEET_FETCH: '0', BROADSHEET_SHELF: '0', BROADSHEET_GUESS: '0', BROADSHEET_LOG: 'debug', BROADSHEET_SECRET: 'for-this-test-and-nothing-else-0123456789',
    BROADSHEET_SERVICES_URL: `http://127.0.0.1:${(zotero.address() as AddressInfo).port}`, BROADSHEET_REQUEST_EVERY_MS: '0', BROADSHEET_SUBMIT_BY: 'reader',
  }
  const user = async (...said: string[]): Promise<string> => {
    const { code, out, err } = await broadsheet(['user', ...said, '--data', folder], { env })
    expect(code, err).toBe(0)
    return out.trim()
  }
  await user('add', OTHER, '--name', 'Staying Person', '--role', 'admin')
  await user('add', EMAIL)

  // What has no page of its own, or is said by somebody else, is put into the store.
  const store = await openSqlite(join(folder, 'broadsheet.db'))
  const [person, other] = [(await store.people.personByEmail(EMAIL))!, (await store.people.personByEmail(OTHER))!]
  const key = (await store.find(first.arxiv))!.key
  const at = '2026-04-01T10:00:00.000Z'
  await store.people.addComment({ id: 'left', paperKey: key, personId: person.id, parent: undefined, text: MARKS.comment, at })
  await store.people.addComment({ id: 'answered', paperKey: key, personId: person.id, parent: undefined, text: MARKS.answered, at })
  await store.people.addComment({ id: 'stays', paperKey: key, personId: other.id, parent: 'answered', text: 'what somebody else said', at })
  await store.people.report('stays', person.id, MARKS.report, at)
  await store.people.vote(key, other.id, true, { own: false, at })
  await store.people.setSetting(person.id, 'something', { of: MARKS.setting })
  await store.close()
  const server = await serve(folder, env)
  const link = new URL(await user('link', EMAIL))
  let cookie = ''
  const ask = async (method: string, path: string, body?: string | URLSearchParams | FormData, headers: Record<string, string> = {}) => {
    const answer = await server.get(path, { method, ...(body === undefined ? {} : { body }), headers: { 'user-agent': `${MARKS.agent}/1.0`, origin: server.url, 'sec-fetch-site': 'same-origin', ...(cookie === '' ? {} : { cookie }), ...headers } })
    const set = answer.headers.getSetCookie().map((one) => one.split(';', 1)[0]!).filter((one) => !one.endsWith('='))
    if (set.length > 0) cookie = set.join('; ')
    return { status: answer.status, text: await answer.text(), location: answer.headers.get('location') }
  }
  const form = (path: string, fields: Record<string, string>) => ask('POST', path, new URLSearchParams(fields))
  const did = async (answer: Promise<{ status: number; text: string }>, ...expected: number[]): Promise<string> => {
    const { status, text } = await answer
    expect(expected, `${/<p id="error-message">[^<]*/.exec(text)?.[0] ?? text.slice(0, 500)}\n${server.log().slice(-3000)}`).toContain(status)
    return text
  }
  await did(form('/sign-in/confirm', { token: link.searchParams.get('token') ?? '' }), 303)
  const session = cookie
  const db = new Database(join(folder, 'broadsheet.db'))
  const insert = (table: string, row: Record<string, unknown>): void => {
    db.prepare(`insert into ${table} (${Object.keys(row).join(', ')}) values (${Object.keys(row).map(() => '?').join(', ')})`).run(Object.values(row))
  }
  insert('passkeys', sampleRow(db, 'passkeys', { id: 'passkey-1', person_id: person.id, name: MARKS.passkey }))
  insert('logins', sampleRow(db, 'logins', { id: 'login-1', person_id: person.id, account_id: MARKS.login }))
  db.close()

  await did(form('/account/name', { name: MARKS.name }), 303)
  const tokenPage = await did(form('/account/tokens', { name: MARKS.token }), 200, 303)
  const token = /bs[a-z]*_[A-Za-z0-9_-]{20,}/.exec(tokenPage)?.[0] ?? ''
  for (const what of ['vote', 'save', 'hide', 'read']) await did(form(`/${what}`, { paper: first.arxiv, back: '/papers' }), 303)
  await did(form('/save', { paper: second.arxiv }), 303)
  await did(form('/tags', { paper: first.arxiv, tags: `${MARKS.tag}, ordinary` }), 303)
  await did(form('/note', { paper: first.arxiv, text: `I think ${MARKS.note}` }), 303)
  await did(form('/account/alerts', { kind: 'slack', view: `/papers?q=${MARKS.alert}`, address: `https://chat.invalid/${MARKS.hook}` }), 200)
  await did(form('/saved/names', { names: `${MARKS.claimed} Person` }), 303)
  await did(form('/account/taste/follow', { kind: 'author', value: `${MARKS.author} Person` }), 303)
  await did(form('/account/taste/follow', { kind: 'word', value: MARKS.word }), 303)
  await did(form('/account/taste/follow', { kind: 'without', value: MARKS.without }), 303)
  await did(form('/account/taste/settings', { dial: '75', span: 'month' }), 303)
  const seeds = new FormData()
  seeds.set('text', `${third.arxiv}\n@article{x, title={A paper on ${MARKS.seed}}, abstract={We say ${MARKS.abstract}.}}`)
  await did(ask('POST', '/account/taste/seeds', seeds), 200)
  await did(form('/account/taste/zotero', { kind: 'user', id: '4242', key: MARKS.zotero, keep: '1' }), 303)
  expect(await did(ask('GET', '/account/taste'), 200)).toContain('Your library was read, 1 item')
  const store2 = await openSqlite(join(folder, 'broadsheet.db'))
  await store2.people.submit({ day: '2026-04-02', paperKey: key, personId: person.id, at, picked: false, remark: MARKS.remark })
  await store2.close()
  for (const path of ['/papers/for-you', '/saved', `/saved/tag/${MARKS.tag}`, `/papers?q=${SEARCHED}`, `/papers/${first.arxiv}`, '/account', '/api/me/export', `/api/suggest?q=${SEARCHED}`]) await did(ask('GET', path), 200)
  const exported = await did(ask('GET', '/api/me/export'), 200)
  expect(exported).not.toContain(MARKS.zotero)
  await did(ask('POST', '/api/me/import', exported, { 'content-type': 'application/json' }), 200)

  const words = [...Object.values(MARKS), person.id, session.split('=').pop()!.slice(0, 24), ...(token === '' ? [] : [token]), SEARCHED]
  expect(token).not.toBe('')
  // The test sees what it looks for: every mark is in the database's bytes now.
  const before = [...bytesOf(folder).values()].join('\n')
  expect(Object.values(MARKS).filter((word) => !before.includes(word.toLowerCase()))).toEqual([])

  expect((await form('/account/data/delete', { typed: 'yes' })).status).toBe(400)
  expect(await form('/account/data/delete', { typed: EMAIL.toUpperCase() })).toMatchObject({ status: 303, location: '/account/gone' })
  await did(ask('GET', '/account/gone'), 200)
  cookie = session
  expect((await ask('GET', '/api/me/export')).status).toBe(401)
  cookie = ''
  expect((await ask('GET', '/api/me/export', undefined, { authorization: `Bearer ${token}` })).status).toBe(401)
  expect((await ask('GET', '/papers/for-you')).status).not.toBe(200)

  expect(foundIn(bytesOf(folder), words), 'while the server runs').toEqual([])
  expect(await server.stop()).toBe(0)
  expect(foundIn(bytesOf(folder), words), 'after the server has ended').toEqual([])
  expect(foundIn([['log', server.log().toLowerCase()]], words)).toEqual([])

  const after = await openSqlite(join(folder, 'broadsheet.db'))
  try {
    expect(await tracesOf(after, words)).toEqual([])
    expect((await after.people.comments(key)).map(({ id, text, person: by }) => [id, text, by?.name])).toEqual([['answered', '', undefined], ['stays', 'what somebody else said', 'Staying Person']])
    expect((await after.people.votes([key])).get(key)).toEqual({ votes: 1, own: 0 })
    expect((await after.daysOf(key)).filter(({ source }) => source === 'community')).toEqual([])
    expect(await after.check()).toEqual([])
    expect(await after.count()).toBe(works.length)
  } finally {
    await after.close()
  }
})

/** A row with something in every column that must not be empty. */
function sampleRow(db: Database.Database, table: string, row: Record<string, unknown>): Record<string, unknown> {
  const columns = db.prepare(`pragma table_info(${table})`).all() as { name: string; type: string; notnull: number }[]
  return { ...Object.fromEntries(columns.filter(({ notnull }) => notnull === 1).map(({ name, type }) => [name, /int/i.test(type) ? 1 : `${table}-${name}`])), ...row }
}
