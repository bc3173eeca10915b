/** Samples are made up in the form that the API's documentation gives. */
import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { normalise } from '../../normalise/normalise.ts'
import { createHttp } from '../http/create-http.ts'
import { Gate, type GateState } from '../http/gate.ts'
import { SourceTrouble } from '../http/http.ts'
import { zoteroItem } from './zotero-item.ts'
import { createZotero, type ZoteroPage } from './zotero.ts'

const SAMPLE = readFileSync(new URL('samples/items.json', import.meta.url), 'utf8')
const LIBRARY = { kind: 'user', id: '1234567' } as const
const KEY = 'P9NiFoyLeZuMadeUpKey0001'

describe('an item of Zotero', () => {
  const records = (JSON.parse(SAMPLE) as unknown[]).flatMap((one, at) => zoteroItem(one, at + 1) ?? [])

  it('becomes a record with its identifiers, and notes and attachments do not', () => {
    expect(records.flatMap(normalise).map(({ title, identifiers, authors, published }) => ({ title, identifiers, authors: authors.map(({ name }) => name), published }))).toEqual([
      { title: 'Counting birds with very small networks', identifiers: [{ scheme: 'arxiv', value: '2401.01234' }], authors: ['Ada Rook', 'Ben Finch'], published: '2024-01-05' },
      { title: 'On the songs of hedges', identifiers: [{ scheme: 'doi', value: '10.5555/hedge.2019.17' }], authors: ['The Hedge Consortium'], published: '2019' },
    ])
  })

  it('never fails, whatever it is made of', () => {
    fc.assert(fc.property(fc.anything(), fc.nat(), (value, place) => {
      zoteroItem(value, place)
      zoteroItem({ data: value }, place)
      zoteroItem({ data: { title: 'T', creators: value, abstractNote: value, DOI: value } }, place)
    }))
  })
})

interface Answer { status?: number; body?: string; headers?: Record<string, string> }

function library(answer: (url: URL, at: number) => Answer) {
  const asked: { url: string; authorization: string | null }[] = []
  const slept: number[] = []
  let now = 1_700_000_000_000
  let state: GateState = { lastAt: 0, quietUntil: 0 }
  const time = { now: () => now, sleep: async (ms: number) => { slept.push(ms); now += ms } }
  const gate = new Gate({ name: 'Zotero', everyMs: 0, quietMs: 1000, time, memory: { load: async () => state, save: async (next) => { state = next } } })
  const fetch = (async (url: URL, init: RequestInit) => {
    asked.push({ url: String(url), authorization: new Headers(init.headers).get('authorization') })
    const { status = 200, body = '[]', headers = {} } = answer(url, asked.length - 1)
    return new Response(body, { status, headers })
  }) as typeof globalThis.fetch
  const http = createHttp({ name: 'Zotero', gate, userAgent: 'Broadsheet test', time, fetch, quietAfter: [429], lookup: async () => ['93.184.216.34'] })
  return { zotero: createZotero({ http }), asked, slept }
}

async function all(pages: AsyncGenerator<ZoteroPage>): Promise<ZoteroPage[]> {
  const got: ZoteroPage[] = []
  for await (const page of pages) got.push(page)
  return got
}

describe('a library at Zotero', () => {
  it('is followed page by page, with the key in a header and never in the address', async () => {
    const next = '<https://api.zotero.org/users/1234567/items/top?v=3&start=100>; rel="next"'
    const { zotero, asked } = library((_, at) => ({ body: SAMPLE, headers: { ...(at === 0 && { link: next }), 'total-results': '8' } }))
    const pages = await all(zotero.items(LIBRARY, KEY, { most: 5000 }))
    expect(pages.map(({ read, total, records }) => [read, total, records.length])).toEqual([[4, 8, 2], [8, 8, 2]])
    expect(asked.map(({ authorization }) => authorization)).toEqual([`Bearer ${KEY}`, `Bearer ${KEY}`])
    expect(asked.map(({ url }) => url).join()).not.toContain(KEY)
    expect(asked[0]!.url).toMatch(/^https:\/\/api\.zotero\.org\/users\/1234567\/items\/top\?/)
  })

  it('is read no further than asked, and never on from an empty page', async () => {
    const link = { link: '<https://api.zotero.org/users/1/items/top?start=1>; rel="next"' }
    const some = library(() => ({ body: SAMPLE, headers: link }))
    expect((await all(some.zotero.items(LIBRARY, KEY, { most: 6 }))).map(({ read }) => read)).toEqual([4, 6])
    const none = library(() => ({ body: '[]', headers: link }))
    expect(await all(none.zotero.items(LIBRARY, KEY, { most: 6 }))).toHaveLength(1)
  })

  it('never sends the key to another host', async () => {
    const linked = library(() => ({ body: SAMPLE, headers: { link: '<https://elsewhere.example/items>; rel="next"' } }))
    await all(linked.zotero.items(LIBRARY, KEY, { most: 5000 }))
    expect(linked.asked).toHaveLength(1)
    const moved = library((url) => (url.hostname === 'api.zotero.org' ? { status: 302, body: '', headers: { location: 'https://elsewhere.example/items' } } : { body: SAMPLE }))
    await all(moved.zotero.items(LIBRARY, KEY, { most: 5000 }))
    expect(moved.asked.map(({ authorization }) => authorization)).toEqual([`Bearer ${KEY}`, null])
  })

  it('waits as long as Backoff asks, and tells of 429 with the time to come back', async () => {
    const slow = library((_, at) => ({ body: SAMPLE, headers: { ...(at === 0 && { backoff: '7', link: '<https://api.zotero.org/users/1/items/top?start=4>; rel="next"' }) } }))
    await all(slow.zotero.items(LIBRARY, KEY, { most: 5000 }))
    expect(slow.slept.reduce((sum, ms) => sum + ms, 0)).toBe(7000)
    const busy = library(() => ({ status: 429, body: '', headers: { 'retry-after': '120' } }))
    const trouble = await all(busy.zotero.items(LIBRARY, KEY, { most: 10 })).catch((error: unknown) => error)
    expect(trouble).toMatchObject({ kind: 'busy', retryAt: 1_700_000_120_000 })
  })

  it('says what is wrong without ever saying the key', async () => {
    for (const [status, words] of [[403, /does not let this key/], [404, /no such library/], [500, /failed/]] as const) {
      const { zotero } = library(() => ({ status, body: KEY }))
      const trouble = await all(zotero.items(LIBRARY, KEY, { most: 10 })).catch((error: unknown) => error)
      expect(trouble).toBeInstanceOf(SourceTrouble)
      expect((trouble as Error).message).toMatch(words)
      expect(String((trouble as Error).stack)).not.toContain(KEY)
    }
    const broken = library(() => ({ body: '{"items": 1}' }))
    await expect(all(broken.zotero.items(LIBRARY, undefined, { most: 10 }))).rejects.toThrow(/without its list/)
  })

  it('is found by the key alone', async () => {
    const { zotero } = library(() => ({ body: '{"key":"x","userID":1234567,"username":"made-up"}' }))
    expect(await zotero.libraryOf(KEY)).toEqual(LIBRARY)
  })
})
