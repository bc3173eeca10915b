/** The samples are made up, after the formats that arXiv documents and the code that it publishes (arxiv-feed, oaipmh). */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { SourceTrouble, type Http, type HttpAnswer, type HttpRequest } from '../http/http.ts'
import { createArxiv } from './create-arxiv.ts'
import { oaiSet } from './oai-set.ts'

const SAMPLES = join(import.meta.dirname, 'samples')
const sample = (name: string): string => readFileSync(join(SAMPLES, name), 'utf8')

function arxivOf(body: string | Buffer, facts: Partial<HttpAnswer> = {}) {
  const asked: HttpRequest[] = []
  const http: Http = {
    get: async (request) => {
      asked.push(request)
      return { status: 200, body: Buffer.from(body as string), etag: '"e"', lastModified: undefined, contentType: 'application/xml', next: undefined, ...facts }
    },
  }
  return { ...createArxiv({ http }), asked }
}

async function troubleOf(promise: Promise<unknown>): Promise<SourceTrouble> {
  try {
    await promise
  } catch (error) {
    if (!(error instanceof SourceTrouble)) throw error
    expect(error.message).toMatch(/^[A-Z\p{L}].*\.$/u)
    return error
  }
  return expect.fail('there was no trouble')
}

describe('feeds', () => {
  it('are asked for by category, with what is known of them', async () => {
    const { feed, asked } = arxivOf(sample('feed-day.xml'))
    await feed('astro-ph.CO', { etag: '"old"' })
    expect(asked).toMatchObject([{ url: 'https://rss.arxiv.org/rss/astro-ph.CO', etag: '"old"' }])
    const mirrored: string[] = []
    const http: Http = { get: async ({ url }) => (mirrored.push(url), { status: 304, body: Buffer.alloc(0), etag: '"x"', lastModified: undefined, contentType: '', next: undefined }) }
    const unchanged = await createArxiv({ http, base: 'http://127.0.0.1:9/replay/' }).feed('cs.LG', {})
    expect(mirrored).toEqual(['http://127.0.0.1:9/replay/arxiv-feed/rss/cs.LG'])
    expect(unchanged).toMatchObject({ notModified: true, etag: '"x"', entries: [] })
  })

  it('tell ids, versions and how each paper is announced', async () => {
    const day = await arxivOf(sample('feed-day.xml')).feed('cs.LG', {})
    expect(day.entries.map(({ id, version, type }) => [id, version, type])).toEqual([['2603.99901', 1, 'new'], ['2603.99902', 1, 'cross'], ['2401.99903', 3, 'replace'], ['math/0309999', 2, 'replace-cross']])
    expect(day).toMatchObject({ notModified: false, etag: '"e"', printedDay: '2026-03-03', whole: true, rejected: [], unread: [] })
    expect(day.entries[0]!.raw).toMatchObject({ shape: 'arxiv-atom', file: 'cs.LG', line: 17, value: { kind: 'rss', fetched: true } })
  })

  it('tell the type by their text where the element is missing', async () => {
    const day = await arxivOf(sample('feed-day.xml').replace(/<arxiv:announce_type>.*<\/arxiv:announce_type>/g, '')).feed('cs.LG', {})
    expect(day.entries.map(({ type }) => type)).toEqual(['new', 'cross', 'replace', 'replace-cross'])
  })

  it('may be Atom', async () => {
    const day = await arxivOf(readFileSync(join(SAMPLES, '../../file/samples/atom-daily.xml'))).feed('cs.CG', {})
    expect(day.entries.map(({ id, version, type }) => [id, version, type])).toEqual([['2410.99991', 1, 'new'], ['2401.99992', 3, 'replace']])
    expect(day.printedDay).toBe('2024-10-18')
  })

  it('are empty at weekends', async () => {
    expect(await arxivOf(sample('feed-weekend.xml')).feed('cs.LG', {})).toMatchObject({ entries: [], printedDay: '2026-03-07', whole: true })
  })

  it('may have been cut at the most that arXiv puts in', async () => {
    const text = sample('feed-day.xml')
    const item = text.slice(text.indexOf('<item>'), text.indexOf('</item>') + 7)
    const many = (count: number) => text.replace(item, Array.from({ length: count - 3 }, (_, i) => item.replaceAll('2603.99901', `2603.${10000 + i}`)).join(''))
    expect(await arxivOf(many(1999)).feed('cs.LG', {})).toMatchObject({ whole: true, entries: { length: 1999 } })
    expect(await arxivOf(many(2000)).feed('cs.LG', {})).toMatchObject({ whole: false, entries: { length: 2000 } })
  })

  it('that report an error are trouble in their own words', async () => {
    expect(await troubleOf(arxivOf(sample('feed-error.xml')).feed('cs.XX', {}))).toMatchObject({ kind: 'refused', message: 'arXiv has no feed of cs.XX: Bad subject class or archive: cs.XX.' })
    // A category may hold papers on errors; only the feed's own title counts.
    expect((await arxivOf(sample('feed-day.xml').replace('Cups, stacked', 'Error bars')).feed('cs.LG', {})).entries).toHaveLength(4)
  })

  it('name the ids of entries that cannot be read', async () => {
    const text = sample('feed-day.xml')
    const unknown = await arxivOf(text.replace('<arxiv:announce_type>cross<', '<arxiv:announce_type>lost<').replace('<title>Old spoons</title>', '<title> </title>')).feed('cs.LG', {})
    expect(unknown.entries.map(({ id }) => id)).toEqual(['2603.99901', '2401.99903'])
    // A replaced paper is not listed, so nobody waits for it.
    expect(unknown).toMatchObject({ unread: ['2603.99902'], whole: true })
    expect(unknown.rejected.map(({ line }) => line)).toEqual([30, 57])
    const nameless = await arxivOf(text.replaceAll('2603.99902', 'nothing')).feed('cs.LG', {})
    expect(nameless).toMatchObject({ unread: [], whole: false, rejected: [{ reason: 'the entry has no arXiv id' }] })
  })

  it('count only when they are whole', async () => {
    const text = sample('feed-day.xml')
    for (const at of [200, 1200, text.indexOf('</channel>'), text.lastIndexOf('</rss>'), text.length - 3]) expect(await troubleOf(arxivOf(text.slice(0, at)).feed('cs.LG', {})), String(at)).toMatchObject({ kind: 'cut' })
    expect(await troubleOf(arxivOf('').feed('cs.LG', {}))).toMatchObject({ kind: 'broken' })
    expect(await troubleOf(arxivOf(text.replace('</title>', '</titel>')).feed('cs.LG', {}))).toMatchObject({ kind: 'broken' })
    expect(await troubleOf(arxivOf('<!DOCTYPE html><html><body><p>Busy</p></body></html>').feed('cs.LG', {}))).toMatchObject({ kind: 'broken' })
    expect(await troubleOf(arxivOf('<rss></rss>').feed('cs.LG', {}))).toMatchObject({ kind: 'broken' })
    expect(await troubleOf(arxivOf(`<!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa">]>${text.slice(text.indexOf('<rss'))}`).feed('cs.LG', {}))).toMatchObject({ kind: 'broken' })
  })
})

describe('character sets', () => {
  const text = sample('feed-day.xml')
  const authorOf = async (body: Buffer, contentType = 'application/rss+xml') => {
    const { entries } = await arxivOf(body, { contentType }).feed('cs.LG', {})
    return JSON.stringify(entries[1]?.raw.value).match(/René [^"]*/)?.[0]
  }
  const latin = Buffer.from(text, 'latin1')

  it.each([
    ['UTF-8 as declared', Buffer.from(text), undefined],
    ['UTF-8 with a mark', Buffer.from(`\ufeff${text}`), undefined],
    ['UTF-8 that says it is Latin-1', Buffer.from(text.replace('UTF-8', 'ISO-8859-1')), 'text/xml; charset=iso-8859-1'],
    ['Latin-1 that the header names', latin, 'text/xml; charset=ISO-8859-1'],
    ['Latin-1 that the document names', Buffer.from(text.replace("'UTF-8'", '"iso-8859-1"'), 'latin1'), 'text/xml; charset=utf-8'],
    ['UTF-16', Buffer.from(`\ufeff${text}`, 'utf16le'), undefined],
    ['a set that nobody knows', Buffer.from(text.replace('UTF-8', 'x-none')), 'text/xml; charset=x-none'],
  ])('%s', async (_, body, contentType) => expect(await authorOf(body, contentType)).toBe('René Bärlein'))

  it('a few bytes that are no text spoil only their own entry', async () => {
    const day = await arxivOf(latin).feed('cs.LG', {})
    expect(day.entries.map(({ id }) => id)).toEqual(['2603.99901', '2401.99903', 'math/0309999'])
    expect(day.unread).toEqual(['2603.99902'])
  })

  it('many spoil all', async () => {
    expect(await troubleOf(arxivOf(Buffer.from(text.replaceAll('e', 'é'), 'latin1')).feed('cs.LG', {}))).toMatchObject({ kind: 'broken', message: expect.stringContaining('character set') })
    expect(await troubleOf(arxivOf(Buffer.from(text, 'utf16le').subarray(1)).feed('cs.LG', {}))).toMatchObject({ kind: 'broken' })
  })
})

describe('harvests', () => {
  const request = { category: 'cs.LG', from: '2026-03-03' }

  it.each([
    ['cs.LG', 'cs:cs:LG'], ['math.AG', 'math:math:AG'], ['hep-th', 'physics:hep-th'], ['astro-ph.CO', 'physics:astro-ph:CO'], ['cond-mat.mes-hall', 'physics:cond-mat:mes-hall'], ['math-ph', 'physics:math-ph'],
    ['physics.optics', 'physics:physics:optics'], ['physics', 'physics:physics'], ['astro-ph', 'physics:astro-ph'], ['nlin.CD', 'physics:nlin:CD'], ['cs', 'cs'], ['q-bio', 'q-bio'], ['q-bio.NC', 'q-bio:q-bio:NC'], ['stat.ML', 'stat:stat:ML'], ['eess.AS', 'eess:eess:AS'],
  ])('%s is the set %s', (category, set) => expect(oaiSet(category)).toBe(set))

  it('are asked for by set and day, then by the token alone', async () => {
    const { records, asked } = arxivOf(sample('oai-page.xml'))
    const page = await records(request)
    await records({ ...request, until: '2026-03-04' })
    if (page === 'expired') return expect.fail('expired')
    expect(await troubleOf(records({ token: page.token! }))).toMatchObject({ kind: 'broken' })
    expect(asked.map(({ url }) => [...new URL(url).searchParams])).toEqual([
      [['verb', 'ListRecords'], ['metadataPrefix', 'arXivRaw'], ['set', 'cs:cs:LG'], ['from', '2026-03-03']],
      [['verb', 'ListRecords'], ['metadataPrefix', 'arXivRaw'], ['set', 'cs:cs:LG'], ['from', '2026-03-03'], ['until', '2026-03-04']],
      [['verb', 'ListRecords'], ['resumptionToken', page.token!]],
    ])
    expect(asked[0]!.url).toMatch(/^https:\/\/oaipmh\.arxiv\.org\/oai\?/)
  })

  it('tell records, deletions, where the list goes on and until when', async () => {
    const page = await arxivOf(sample('oai-page.xml')).records(request)
    expect(page).toMatchObject({
      records: [
        { id: '2401.99903', datestamp: '2026-03-03', deleted: false, raw: { shape: 'arxiv-oai', line: 6 } },
        { id: '2602.99904', datestamp: '2026-03-03', deleted: false },
        { id: '2602.99905', datestamp: '2026-03-03', deleted: true, raw: undefined },
      ],
      token: expect.stringMatching(/skip%3D3$/), tokenExpires: '2026-03-05T00:00:00.000Z', responseDate: '2026-03-04T03:40:12.000Z', rejected: [], unread: [],
    })
  })

  it.each([
    ['an empty token', (text: string) => text.replace(/<resumptionToken.*<\/resumptionToken>/, '<resumptionToken/>')],
    ['no token', (text: string) => text.replace(/<resumptionToken.*<\/resumptionToken>/, '')],
  ])('end with %s', async (_, change) => expect(await arxivOf(change(sample('oai-page.xml'))).records(request)).toMatchObject({ token: undefined, tokenExpires: undefined, records: { length: 3 } }))

  const error = (code: string) => `<?xml version="1.0"?><OAI-PMH><responseDate>2026-03-04T03:40:12Z</responseDate><request/><error code='${code}'>Such words.</error></OAI-PMH>`
  it('may be empty, expired or refused', async () => {
    expect(await arxivOf(error('noRecordsMatch')).records(request)).toMatchObject({ records: [], token: undefined, responseDate: '2026-03-04T03:40:12.000Z' })
    expect(await arxivOf(error('badResumptionToken')).records({ token: 'old' })).toBe('expired')
    expect(await troubleOf(arxivOf(error('badResumptionToken')).records(request))).toMatchObject({ kind: 'refused' })
    expect(await troubleOf(arxivOf(error('badArgument')).records(request))).toMatchObject({ kind: 'refused', message: 'arXiv refused the request: Such words.' })
  })

  it('name the ids of records that cannot be read', async () => {
    const page = await arxivOf(sample('oai-page.xml').replace('<title>Saucers, revisited</title>', '').replace('<datestamp>2026-03-03</datestamp>\n                <setSpec>cs:cs:LG</setSpec>\n            </header>\n        </record>', '</header></record>')).records(request)
    expect(page).toMatchObject({ records: [{ id: '2602.99904' }], unread: ['2401.99903', '2602.99905'], rejected: { length: 2 } })
  })

  it('count only when they are whole', async () => {
    const text = sample('oai-page.xml')
    for (const at of [500, text.indexOf('<resumptionToken'), text.indexOf('</ListRecords>'), text.length - 4]) expect(await troubleOf(arxivOf(text.slice(0, at)).records(request)), String(at)).toMatchObject({ kind: 'cut' })
    expect(await troubleOf(arxivOf(text.replaceAll('ListRecords', 'ListSets')).records(request))).toMatchObject({ kind: 'broken' })
    expect(await troubleOf(arxivOf(text.replace('2026-03-04T03:40:12Z', 'today')).records(request))).toMatchObject({ kind: 'broken' })
    expect(await troubleOf(arxivOf(sample('feed-day.xml')).records(request))).toMatchObject({ kind: 'broken' })
  })
})

describe('papers by id', () => {
  it('are asked for all at once, none of them wrong', async () => {
    const { byIds, asked } = arxivOf(sample('query.xml'))
    const { records, rejected } = await byIds(['2603.99901', 'math/0309999', 'nonsense', '2603.99901v2'])
    expect(records.map(({ id, raw }) => [id, raw.shape])).toEqual([['2603.99901', 'arxiv-atom'], ['math/0309999', 'arxiv-atom']])
    expect(rejected).toEqual([])
    expect(asked.map(({ url }) => [...new URL(url).searchParams])).toEqual([[['id_list', '2603.99901,math/0309999'], ['max_results', '2']]])
    expect(await byIds(['nonsense'])).toEqual({ records: [], rejected: [] })
    expect(asked).toHaveLength(1)
    await expect(byIds(Array.from({ length: 101 }, (_, i) => `2603.${10_000 + i}`))).rejects.toThrow(RangeError)
  })

  it('that nobody asked for or knows are left out', async () => {
    expect((await arxivOf(sample('query.xml')).byIds(['math/0309999'])).records.map(({ id }) => id)).toEqual(['math/0309999'])
    const text = sample('query.xml').replace('<title>Old spoons</title>', '')
    expect((await arxivOf(text).byIds(['math/0309999', '2603.99901'])).records.map(({ id }) => id)).toEqual(['2603.99901'])
  })

  it('come with the words of an error, and not in part', async () => {
    expect(await troubleOf(arxivOf(readFileSync(join(SAMPLES, '../../file/samples/atom-error.xml'))).byIds(['2603.99901']))).toMatchObject({ kind: 'refused', message: 'arXiv refused the request: incorrect id format for 1234.12345x.' })
    const text = sample('query.xml')
    const short = text.slice(0, text.lastIndexOf('<entry>')) + '</feed>'
    expect(await troubleOf(arxivOf(short).byIds(['2603.99901', 'math/0309999']))).toMatchObject({ kind: 'cut' })
    expect(await troubleOf(arxivOf(text.slice(0, -20)).byIds(['2603.99901']))).toMatchObject({ kind: 'cut' })
  })
})

describe('wild answers', () => {
  const bodies = readdirSync(SAMPLES).map((name) => readFileSync(join(SAMPLES, name)))
  const pieces = ['<', '>', '&', '"', "'", '<item>', '</item>', '<record>', '</rss>', '<?xml ', '<![CDATA[', ']]>', '<!--', '&#x0;', '&lt;', '\u0000', 'é', ' '].map((one) => Buffer.from(one)).concat(Buffer.from([0xff]), Buffer.from([0xc3]), Buffer.from([0xfe, 0xff]))
  const change = fc.record({ at: fc.nat(), remove: fc.nat(40), put: fc.oneof(fc.constantFrom(...pieces), fc.uint8Array({ maxLength: 6 }).map((one) => Buffer.from(one))) })
  const mutated = fc.tuple(fc.constantFrom(...bodies), fc.array(change, { minLength: 1, maxLength: 8 }), fc.option(fc.nat())).map(([body, changes, cut]) => {
    let bytes: Buffer = body
    for (const { at, remove, put } of changes) {
      const start = at % (bytes.length + 1)
      bytes = Buffer.concat([bytes.subarray(0, start), put, bytes.subarray(start + remove)])
    }
    return cut === null ? bytes : bytes.subarray(0, cut % (bytes.length + 1))
  })

  it('give what they promise, or trouble in a sentence', async () => {
    const ids = ['2603.99901', 'math/0309999']
    await fc.assert(
      fc.asyncProperty(mutated, fc.constantFrom('', 'text/xml; charset=utf-16', 'text/xml; charset=latin1', 'a;charset="'), async (body, contentType) => {
        const arxiv = arxivOf(body, { contentType })
        for (const ask of [() => arxiv.feed('cs.LG', {}), () => arxiv.records({ category: 'cs.LG', from: '2026-03-03' }), () => arxiv.records({ token: 't' }), () => arxiv.byIds(ids)]) {
          try {
            const answer = await ask()
            if (answer === 'expired') continue
            for (const one of 'entries' in answer ? answer.entries : answer.records) expect(one.id).toMatch(/^(\d{4}\.\d{4,5}|[a-z-]+\/\d{7})$/)
            for (const { reason } of answer.rejected) expect(reason.length).toBeLessThan(300)
          } catch (error) {
            if (!(error instanceof SourceTrouble)) throw error
            expect(['cut', 'broken', 'refused']).toContain(error.kind)
            expect(error.message.length).toBeLessThan(500)
          }
        }
      }),
      { numRuns: 800 },
    )
  })

  // A pattern that takes quadratic time on one of these would run for many minutes.
  it('are read in one go however long one thing is repeated', async () => {
    for (const piece of ['<', '&', ' ', '\n', 'arXiv:', '<item>', '<item/>', '<a b="c" ', '<?xml encoding="', '<link href="x"/>', '2603.', 'é']) {
      const long = piece.repeat(Math.ceil(150_000 / piece.length))
      for (const body of [long, `<rss><channel><title>${long}</title></channel></rss>`, `<rss><channel><item><description>${long}</description></item></channel></rss>`, `<rss><channel><item>${long}</item></channel></rss>`]) {
        await arxivOf(body).feed('cs.LG', {}).catch((error: unknown) => expect(error).toBeInstanceOf(SourceTrouble))
      }
    }
  })
})
