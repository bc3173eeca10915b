/** Bodies that no page and no careful program sends, to every route that takes one: refused with a sentence, or taken for what they say; never a fault of the server. */
import { afterAll, beforeAll, expect, test, vi } from 'vitest'

vi.mock('../../src/server/serve.ts', () => import('./caught-app.ts'))

import { all, parseHtml, textOf } from '../page/parse-html.ts'
import type { Dump } from './dump.ts'
import { requestOf } from './requests.ts'
import { isLetIn, TABLE } from './table.ts'
import { OWN, type Sent } from './asking.ts'
import { WHO } from './people.ts'
import { openTown, type Town } from './town.ts'

let town: Town
let start: Dump
beforeAll(async () => {
  town = await openTown('accounts')
  start = town.dump()
})
afterAll(() => town?.close())

const FORM = 'application/x-www-form-urlencoded'
const JSON_TYPE = 'application/json'
const MULTIPART = 'multipart/form-data; boundary=b'
const bytes = (...parts: readonly (string | readonly number[])[]): Uint8Array<ArrayBuffer> => new Uint8Array(Buffer.concat(parts.map((part) => Buffer.from(part as string))))
/** The fields that forms and programs know here, all with one value. */
const FIELDS = ['paper', 'text', 'tags', 'note', 'names', 'name', 'email', 'id', 'role', 'token', 'what', 'day', 'date', 'remark', 'comment', 'parent', 'reason', 'step', 'kind', 'value', 'key', 'part', 'typed', 'confirm', 'file', 'dial', 'span', 'q', 'back', 'on', 'sure', 'title', 'settings', 'follow', 'seeds', 'response', 'picked', 'everybody', 'feeds', 'contact', 'further']
const form = (value: string): string => FIELDS.map((name) => `${name}=${value}`).join('&')
const json = (value: string): string => `{${FIELDS.map((name) => `"${name}":${value}`).join(',')}}`

const BODIES: readonly (readonly [name: string, type: string, body: string | Uint8Array<ArrayBuffer> | undefined])[] = [
  ['nothing at all', FORM, undefined],
  ['a multipart form without end', MULTIPART, '--b\r\nContent-Disposition: form-data; name="text"\r\n\r\nno end'],
  ['a multipart form without a boundary', 'multipart/form-data', '--b\r\n\r\n'],
  ['a multipart form with a file in each field', MULTIPART, `${FIELDS.map((name) => `--b\r\nContent-Disposition: form-data; name="${name}"; filename="../../x\u0000.html"\r\nContent-Type: text/html\r\n\r\n<script>armed()</script>\r\n`).join('')}--b--\r\n`],
  ['10,000 fields', FORM, Array.from({ length: 10_000 }, (_, place) => `tags=t${place}&switch=s${place}`).join('&')],
  ['prototype keys as a form', FORM, '__proto__=x&constructor=x&__proto__[role]=admin&prototype[x]=1&toString=x&hasOwnProperty=x'],
  ['prototype keys as words', FORM, form('__proto__')],
  ['prototype keys as JSON', JSON_TYPE, '{"__proto__":{"role":"admin","text":"x"},"constructor":{"prototype":{"role":"admin"}},"toString":1}'],
  ['deep JSON', JSON_TYPE, `${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`],
  ['deep lists', JSON_TYPE, json('['.repeat(2000) + ']'.repeat(2000))],
  ['JSON that is no object', JSON_TYPE, 'null'],
  ['a list for an object', JSON_TYPE, '[{}]'],
  ['a number for an object', JSON_TYPE, '1e999'],
  ['numbers for texts', JSON_TYPE, json('-1e308')],
  ['objects for texts', JSON_TYPE, json('{"toString":"x","length":-1}')],
  ['XML with an entity', 'application/xml', '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>'],
  ['a NUL in each field', FORM, form('a%00b')],
  ['a NUL in each text', JSON_TYPE, json('"a\\u0000b"')],
  ['half a character in each text', JSON_TYPE, json('"\\ud800 half \\udfff"')],
  ['bytes that are no UTF-8', FORM, bytes(form('x'), [0xff, 0xfe, 0xc0, 0xaf, 0xed, 0xa0, 0x80])],
  ['bytes that are no UTF-8, encoded', FORM, form('%ff%fe%ed%a0%80')],
  ['percent signs that encode nothing', FORM, form('%%%zz%')],
  ['a mark of byte order', JSON_TYPE, bytes([0xef, 0xbb, 0xbf], json('"x"'))],
  ['words of SQL', FORM, form(encodeURIComponent(`x'); drop table persons; --`))],
  ['long words', FORM, form('w'.repeat(12_000))],
  ['long texts', JSON_TYPE, json(`"${'w'.repeat(20_000)}"`)],
  ['text that goes in all directions', FORM, form(encodeURIComponent('\u202e\u2066\u200f\ufeff\u2028\u0301'.repeat(50)))],
  ['a type that is none', 'x', 'x'],
]

const CHANGING = TABLE.filter(({ row, route }) => !route.startsWith('GET ') && !row.includes('#'))

test.each(CHANGING.map((one) => [one.row, one] as const))('%s', async (row, { expected }) => {
  const faults: string[] = []
  const who = WHO.find((one) => isLetIn(expected[one])) ?? 'reader'
  const { method, path } = requestOf(row, town)
  for (const [name, type, body] of BODIES) {
    const answer = await town.ask({ method, path, headers: { ...OWN, 'content-type': type, cookie: town.cookies[who] }, body } as Sent)
    const text = await answer.text()
    // 501 says that a thing of another service's API is not done here.
    const fault = answer.status >= 500 && answer.status !== 501 ? 'a fault' : answer.status >= 400 ? faultOf(answer, text, path) : undefined
    if (fault !== undefined) faults.push(`${name}: ${answer.status}, ${fault}`)
    if (/<script>armed|root:|at \S+ \(.*:\d+:\d+\)|SQLITE|ENOENT/.test(text)) faults.push(`${name}: tells ${text.slice(0, 200)}`)
    const { gone, come } = town.changes(start)
    const odd = come.filter((one) => /\\u0000|\\ud[89a-f][0-9a-f]{2}/i.test(one))
    if (odd.length > 0) faults.push(`${name}: kept ${odd[0]?.slice(0, 200)}`)
    if (come.some((one) => one.startsWith('persons:') && !one.includes('"role":"reader"') && !gone.some((before) => roleAndId(before) === roleAndId(one)))) faults.push(`${name}: made somebody of ${come.find((one) => one.startsWith('persons:'))}`)
    if (gone.length + come.length > 0) await town.restore(start)
  }
  expect(faults).toEqual([])
  // Nothing of all that stuck to the process.
  expect(({} as Record<string, unknown>)['role']).toBeUndefined()
})

test.each(CHANGING.map((one) => [one.row, one] as const))('%s takes no more than it says', async (row, { expected }) => {
  const who = WHO.find((one) => isLetIn(expected[one])) ?? 'reader'
  const { method, path } = requestOf(row, town)
  const large = /\/(seeds|import|taste)$/.test(path)
  const size = large ? 17.5 * 1_048_576 : 1_100_000
  const answer = await town.ask({ method, path, headers: { ...OWN, 'content-type': FORM, 'content-length': String(size), cookie: town.cookies[who] }, body: 'x' })
  expect(answer.status).toBe(413)
  expect(faultOf(answer, await answer.text(), path)).toBeUndefined()
  expect(town.changes(start)).toEqual({ gone: [], come: [] })
})

const roleAndId = (row: string): string => row.replace(/"(name|updated_at|email_verified|image)":[^,}]*/g, '')

/** What is wrong with the way in which somebody is told that they were refused. */
function faultOf(answer: Response, text: string, path: string): string | undefined {
  const type = answer.headers.get('content-type') ?? ''
  if (path === '/mcp' && type.startsWith('application/json')) {
    // JSON-RPC has a shape of its own for errors; some sentences are the protocol's library's.
    const { error } = JSON.parse(text) as { error?: { message?: unknown } | string }
    const message = typeof error === 'string' ? error : error?.message
    return typeof message === 'string' && message.length > 10 && !/\n\s+at /.test(message) ? undefined : `told ${JSON.stringify(error)}`
  }
  if (path.startsWith('/api/')) {
    if (!type.startsWith('application/json')) return `told as ${type}`
    const { error } = JSON.parse(text) as { error?: unknown }
    return typeof error === 'string' && /^[\p{Lu}\p{Ll}_“][^]{8,}[.!?”]$/u.test(error) ? undefined : `told ${JSON.stringify(error)}`
  }
  if (!type.startsWith('text/html')) return `told as ${type}: ${text.slice(0, 100)}`
  const [main] = all(parseHtml(text), 'main')
  return main !== undefined && textOf(main).trim().length > 20 ? undefined : 'a page without words'
}
