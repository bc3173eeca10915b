/** The description of the API against the application: its routes, its table of who may, what it takes and what it answers. */
import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import formats from 'ajv-formats'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { openApiDocument } from '../../src/api/openapi/document.ts'
import { openPath, type Operation } from '../../src/api/openapi/operation.ts'
import { OPERATIONS } from '../../src/api/openapi/operations.ts'
import { ErrorShape } from '../../src/api/schemas.ts'
import { ACCESS } from '../../src/server/access.ts'
import type { Dump } from './dump.ts'
import { PAPER, yesterday } from './people.ts'
import { requestOf } from './requests.ts'
import { openTown, type Town } from './town.ts'

vi.mock('../../src/server/serve.ts', async () => import('./caught-app.ts'))

let town: Town
let before: Dump
beforeAll(async () => {
  town = await openTown('accounts')
  before = town.dump()
}, 120_000)
afterAll(() => town.close())

/** Of the browser's ceremonies, and of other services. */
const NOT_BY_TOKEN = new Set(['Signing in'])
const nameOf = ({ method, route, end = '' }: Operation): string => `${method} ${route}${end}`
const tokened = () => ({ authorization: `Bearer ${town.tokens.reader}` })

/** As a reader of the document holds an answer against it: by what is written there. */
const document = JSON.parse(JSON.stringify(openApiDocument({ publicUrl: 'https://papers.example', version: '1.2.3' }))) as ReturnType<typeof openApiDocument>
const ajv = new Ajv2020({ strict: true, strictTypes: false, allErrors: true, validateFormats: true })
formats.default(ajv)
ajv.addVocabulary(['openapi', 'info', 'servers', 'tags', 'paths', 'components'])
ajv.addSchema({ ...document, $id: 'https://papers.example/api/openapi.json' })
const pointer = (...steps: string[]): string => `https://papers.example/api/openapi.json#/${steps.map((step) => encodeURIComponent(step.replaceAll('~', '~0').replaceAll('/', '~1'))).join('/')}`
const writtenFaults = (operation: Operation, status: number, answer: unknown): unknown => {
  const validate = ajv.getSchema(pointer('paths', openPath(operation), operation.method.toLowerCase(), 'responses', String(status), 'content', 'application/json', 'schema'))
  if (validate === undefined) return 'no schema'
  return validate(answer) ? [] : validate.errors
}

/** An address of the operation, about the first reader's things. */
function addressOf({ method, route, end = '' }: Operation): string {
  if (route === '/api/papers/:id{.+}') return `/api/papers/${PAPER.talked}${end}`
  return requestOf(`${method} ${route}`, town).path
}

describe('the table of operations', () => {
  it('has every route of the API, and none that is not there', () => {
    const rows = ACCESS.filter(({ path }) => path.startsWith('/api/')).map(({ method, path }) => `${method} ${path}`)
    expect([...new Set(OPERATIONS.map(({ method, route }) => `${method} ${route}`))].sort()).toEqual([...rows].sort())
    expect(OPERATIONS.map(nameOf)).toEqual([...new Set(OPERATIONS.map(nameOf))])
  })

  it('says who may as the server does', () => {
    const rows = new Map(ACCESS.map(({ method, path, may, inPerson }) => [`${method} ${path}`, [may, inPerson]]))
    for (const { method, route, may, inPerson } of OPERATIONS) expect([may, inPerson], route).toEqual(rows.get(`${method} ${route}`))
  })

  it('makes a document without loose ends', () => {
    const text = JSON.stringify(document)
    for (const [, name] of text.matchAll(/"\$ref":"#\/components\/(\w+\/\w+)"/g)) {
      const [kind, one] = name!.split('/') as [string, string]
      expect((document.components as Record<string, Record<string, unknown>>)[kind]![one], name).toBeTypeOf('object')
    }
    const ids = Object.values(document.paths).flatMap((methods) => Object.values(methods).map((one) => one['operationId']))
    expect(ids).toHaveLength(OPERATIONS.length)
    expect(new Set(ids).size).toBe(OPERATIONS.length)
    for (const [path, methods] of Object.entries(document.paths)) {
      const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)
      for (const one of Object.values(methods)) expect((one.parameters ?? []).filter((parameter) => parameter.in === 'path').map(({ name }) => name)).toEqual(named)
    }
    expect(Object.keys(document.paths)).toContain(openPath({ route: '/api/papers/:id{.+}', end: '/similar' }))
    expect(text).not.toContain(':id')
  })
})

describe('what it answers', () => {
  it.each(OPERATIONS.filter(({ group }) => !NOT_BY_TOKEN.has(group)).map((operation) => [nameOf(operation), operation] as const))('%s, as it says', async (_name, operation) => {
    const sent = operation.end === undefined ? requestOf(`${operation.method} ${operation.route}`, town) : { method: 'GET', path: addressOf(operation) }
    const path = operation.route === '/api/papers/:id{.+}' ? addressOf(operation) : sent.path
    try {
      // One's own comment is not reported; what is not done with a token is done by a session.
      const who = operation.inPerson ? { cookie: town.cookies.reader } : operation.route.endsWith('/report') ? { authorization: `Bearer ${town.tokens.other}` } : tokened()
      const answer = await town.ask({ ...sent, path, headers: { ...('headers' in sent ? sent.headers : {}), ...who } })
      if (operation.route === '/api/mail/events/:secret') return expect(answer.status).toBe(404) // no mail service is set up here
      const said = operation.answers[answer.status]
      const text = await answer.text()
      expect(said, `${answer.status} ${text.slice(0, 300)}`).toBeDefined()
      if (said!.shape === undefined) expect(text).toBe('')
      else {
        expect(writtenFaults(operation, answer.status, JSON.parse(text)), text.slice(0, 400)).toEqual([])
        expect(said!.shape.safeParse(JSON.parse(text)).error?.issues ?? [], text.slice(0, 400)).toEqual([])
      }
    } finally {
      await town.restore(before)
    }
  })

  it('errors as it says, to nobody where somebody is needed', async () => {
    for (const operation of OPERATIONS.filter(({ may, group }) => may === 'reader' && !NOT_BY_TOKEN.has(group))) {
      const answer = await town.ask(requestOf(`${operation.method} ${operation.route}`, town))
      expect([answer.status, ErrorShape.safeParse(await answer.json()).success], nameOf(operation)).toEqual([401, true])
    }
  })
})

describe('what it takes', () => {
  const needed: Readonly<Record<string, string>> = { q: 'owls', from: yesterday, to: yesterday, date: yesterday }
  const asked = OPERATIONS.filter(({ query }) => query !== undefined)

  it.each(asked.map((operation) => [nameOf(operation), operation] as const))('%s: bounds and words are those that are refused beyond', async (_name, operation) => {
    const { properties = {}, required = [] } = z.toJSONSchema(operation.query!, { io: 'input' }) as { properties?: Record<string, { type?: string; minimum?: number; maximum?: number; maxLength?: number; enum?: string[] }>; required?: string[] }
    const status = async (name: string, value: string): Promise<number> => {
      const query = new URLSearchParams({ ...Object.fromEntries(required.map((one) => [one, needed[one]!])), ...(name === 'stood' || name === 'order' ? { date: yesterday } : {}), [name]: value })
      return (await town.ask({ method: 'GET', path: `${addressOf(operation).split('?')[0]}?${query}`, headers: tokened() })).status
    }
    for (const [name, { type, minimum, maximum, maxLength, enum: words }] of Object.entries(properties)) {
      const at = `${nameOf(operation)} ${name}`
      if (type === 'integer') {
        expect(await status(name, String(minimum)), at).toBe(200)
        if (maximum! < 1e9) expect([await status(name, String(maximum)), await status(name, String(maximum! + 1))], at).toEqual([200, 400])
        expect(await status(name, 'x'), at).toBe(400)
      } else if (words !== undefined) {
        for (const word of words) expect([200, ...(name === 'stood' ? [404] : [])], `${at}=${word}`).toContain(await status(name, word))
        expect(await status(name, 'nonsense'), at).toBe(400)
      } else if (maxLength !== undefined && name !== 'cursor' && name !== 'tag') {
        expect([await status(name, 'x'.repeat(maxLength)), await status(name, 'x'.repeat(maxLength + 1))], at).toEqual([200, 400])
      }
    }
  })
})

it('stands at /api/openapi.json, and for reading at /api', async () => {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string }
  expect(await (await town.ask({ method: 'GET', path: '/api/openapi.json' })).json()).toEqual(JSON.parse(JSON.stringify(openApiDocument({ publicUrl: 'https://papers.example', version }))))
  const page = await (await town.ask({ method: 'GET', path: '/api' })).text()
  for (const operation of OPERATIONS) expect(page).toContain(`${operation.method} ${openPath(operation)}<`)
})
