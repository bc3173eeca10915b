import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { BroadsheetError } from '../../paper/errors.ts'
import { PaperRecord } from '../../paper/paper.ts'
import { normalise } from '../../normalise/normalise.ts'
import { SourceTrouble, type Http, type HttpAnswer, type HttpRequest } from '../http/http.ts'
import type { RawRecord } from '../source.ts'
import { feedSource } from './feed.ts'

// The samples are made up after the formats' documents and after how journals' feeds look; no real paper is in them.
const sample = (name: string) => readFileSync(join(import.meta.dirname, 'samples', name))
const SAMPLES = ['rss-1.0-journal.xml', 'rss-2.0.xml', 'atom.xml'].map(sample)

const answer = (body: Buffer | string, more: Partial<HttpAnswer> = {}): HttpAnswer => ({ status: 200, body: Buffer.from(body), etag: undefined, lastModified: undefined, contentType: 'application/rss+xml', next: undefined, ...more })

function fakeHttp(given: HttpAnswer): Http & { asked: HttpRequest[] } {
  const asked: HttpRequest[] = []
  return {
    asked,
    get: async (request) => {
      asked.push(request)
      return given
    },
  }
}

const REQUEST = { from: '2031-11-05', to: '2031-11-05', cursor: undefined, memory: undefined }
const lookup = async () => ['8.8.8.8', '2606:4700:4700::1111']
const sourceOf = (url = 'https://lab.example/feed.xml') => feedSource({ url, lookup })
const read = async (body: Buffer | string, more: Partial<HttpAnswer> = {}, url?: string) => sourceOf(url).page(fakeHttp(answer(body, more)), REQUEST)
const recordsOf = (records: readonly RawRecord[]) => records.flatMap((one) => normalise(one))
const item = (inside: string, { title = 'A title of some length', root = '' } = {}) => `<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:prism="http://prismstandard.org/namespaces/basic/2.0/" xmlns:content="http://purl.org/rss/1.0/modules/content/"${root}><channel><title>Some feed</title><item><title>${title}</title>${inside}</item></channel></rss>`
const oneOf = async (inside: string, options?: { title?: string; root?: string }) => recordsOf((await read(item(inside, options))).records)[0]!

describe('feedSource', () => {
  it('asks once, with what it remembers', async () => {
    const http = fakeHttp(answer(sample('atom.xml'), { etag: '"a"', lastModified: 'Tue, 04 Nov 2031 08:00:00 GMT' }))
    const source = sourceOf()
    expect(source).toMatchObject({ key: 'feed:https://lab.example/feed.xml', label: 'lab.example/feed.xml', service: 'feed:lab.example', everyMs: 7_200_000, daysBack: 0 })
    const page = await source.page(http, REQUEST)
    const memory = { url: 'https://lab.example/feed.xml', etag: '"a"', lastModified: 'Tue, 04 Nov 2031 08:00:00 GMT' }
    expect(page).toMatchObject({ next: undefined, progress: 1, memory })
    expect(http.asked[0]).toMatchObject({ url: 'https://lab.example/feed.xml', etag: undefined, lastModified: undefined })
    const again = fakeHttp(answer('', { status: 304 }))
    expect(await source.page(again, { ...REQUEST, memory })).toEqual({ records: [], rejected: [], next: undefined, memory, progress: 1 })
    expect(again.asked[0]).toMatchObject({ etag: '"a"', lastModified: 'Tue, 04 Nov 2031 08:00:00 GMT' })
  })

  it('has a short key for a long address', () => {
    const long = (end: string) => feedSource({ url: `https://lab.example/${'x'.repeat(1000)}${end}` }).key
    expect(long('a')).toMatch(/^feed:[0-9a-f]{32}$/)
    expect(long('a')).not.toBe(long('b'))
    expect(feedSource({ url: `https://www.lab.example/${'x'.repeat(1000)}` }).label).toHaveLength(80)
  })

  it.each([
    ['http://127.0.0.1/feed', 'refused'],
    ['http://localhost:8080/feed', 'refused'],
    ['http://[::1]/feed', 'refused'],
    ['http://[::ffff:10.0.0.1]/feed', 'refused'],
    ['http://169.254.169.254/latest/meta-data/', 'refused'],
    ['http://metadata.google.internal/', 'refused'],
    ['http://2130706433/', 'refused'],
    ['http://0x7f.1/', 'refused'],
    ['https://ada:secret@lab.example/feed', 'refused'],
    ['file:///etc/passwd', 'refused'],
    ['javascript:alert(1)', 'refused'],
    ['not an address', 'refused'],
  ])('asks nothing of %s', async (url, kind) => {
    const http = fakeHttp(answer(sample('atom.xml')))
    await expect(sourceOf(url).page(http, REQUEST)).rejects.toMatchObject({ name: 'SourceTrouble', kind, message: expect.stringMatching(/^The address of the feed .*\.$/) as string })
    expect(http.asked).toEqual([])
  })

  it('asks nothing of a name that leads inside, unless that is wanted', async () => {
    for (const addresses of [['10.0.0.1'], ['8.8.8.8', '127.0.0.1'], ['::1']]) {
      const http = fakeHttp(answer(sample('atom.xml')))
      await expect(feedSource({ url: 'https://inside.example/feed', lookup: async () => addresses }).page(http, REQUEST)).rejects.toMatchObject({ kind: 'refused', message: expect.stringContaining('own machine or network') as string })
      expect(http.asked).toEqual([])
    }
    for (const none of [async () => [], () => Promise.reject(new Error('ENOTFOUND'))]) {
      await expect(feedSource({ url: 'https://nowhere.example/feed', lookup: none }).page(fakeHttp(answer('')), REQUEST)).rejects.toMatchObject({ kind: 'unreachable' })
    }
    expect((await feedSource({ url: 'http://127.0.0.1:1/feed', allowPrivate: true }).page(fakeHttp(answer(sample('atom.xml'))), REQUEST)).records).toHaveLength(2)
  })

  it.each([
    ['<!DOCTYPE html><html><head><title>x</title></head><body><p>Hello<br>there</body></html>', 'The address gives a web page, not a feed.'],
    ['<html><head><link rel="alternate" type="application/rss+xml" title="x" href="/rss?a=1&amp;b=2"></head></html>', 'The address gives a web page, not a feed; its feed may be at https://lab.example/rss?a=1&b=2'],
    ['<html><head><link rel="alternate" type="application/rss+xml" href="javascript:alert(1)"></head></html>', 'The address gives a web page, not a feed.'],
    ['{"version":"https://jsonfeed.org/version/1.1","items":[]}', 'The address gives JSON, not an RSS or Atom feed.'],
    ['', 'The address gives nothing.'],
    ['404 not found', 'The address gives neither an RSS nor an Atom feed.'],
    ['<opml version="2.0"><body/></opml>', 'The address gives XML, but no RSS or Atom feed (its outermost element is opml).'],
    ['<!DOCTYPE rss [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><rss><channel><item><title>&a;</title></item></channel></rss>', /declares XML entities of its own/],
    ['<rss><channel><title>x</title>', /^The feed cannot be read: it breaks off/],
    ['<?xml version="1.0"?>\n<!-- made by hand -->\n<rss><channel><title>x', /^The feed cannot be read: it breaks off/],
    [`<feed>${'<x>'.repeat(300)}`, /^The feed cannot be read: it nests more than 200 elements/],
  ])('has trouble with %s', async (body, message) => {
    const error: unknown = await read(body).catch((caught: unknown) => caught)
    expect(error).toBeInstanceOf(SourceTrouble)
    expect((error as Error).message).toMatch(message instanceof RegExp ? message : new RegExp(`^${message.replace(/[.?(){}[\]+*]/g, '\\$&')}$`))
  })

  it('takes an empty feed for what it is', async () => {
    for (const empty of ['<rss version="2.0"><channel><title>x</title></channel></rss>', '<feed xmlns="http://www.w3.org/2005/Atom"/>', '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/>']) {
      expect(await read(empty)).toMatchObject({ records: [], rejected: [], next: undefined })
    }
  })

  it('keeps the items before a fault, and remembers nothing of such a feed', async () => {
    const text = sample('rss-2.0.xml').toString()
    const broken = await read(text.replace('<description>&lt;p&gt;Our', '</wrong><description>&lt;p&gt;Our'), { etag: '"a"' })
    expect(broken.records).toHaveLength(1)
    expect(broken.rejected).toEqual([{ file: 'https://lab.example/feed.xml', line: 24, reason: 'The feed is broken XML in line 24: unmatched closing tag: wrong; what follows was not read.' }])
    expect(broken.memory).toBeUndefined()
    const cut = await read(text.slice(0, text.indexOf('appeared first')))
    expect(cut.records).toHaveLength(1)
    expect(cut.rejected[0]!.reason).toMatch(/^The feed breaks off in line \d+; what follows was not read\.$/)
  })
})

describe('the three formats', () => {
  it('RSS 1.0 of a journal, whatever its prefixes', async () => {
    const page = await read(sample('rss-1.0-journal.xml'), {}, 'https://journal.example/rss')
    expect(page.records).toHaveLength(2)
    expect(normalise(page.records[0]!)[0]).toEqual({
      source: 'feed',
      sourceKey: 'https://journal.example/articles/1',
      title: 'Ten thousand owls at 10$^{5}$ & more',
      abstract: 'Owls were counted by night.\n\nThere were H$_{2}$O < 5.',
      authors: [{ name: 'Ada Example' }, { name: 'Bo Sample' }],
      identifiers: [{ scheme: 'doi', value: '10.99999/jmt.1' }],
      categories: [],
      keywords: [],
      versions: [],
      venue: 'Journal of Made-up Things',
      published: '2031-11-05',
      days: [{ day: '2031-11-05', position: 0, upvotes: 0, numComments: 0 }],
      links: [{ kind: 'abstract', url: 'https://journal.example/articles/1' }],
    })
    expect(() => normalise(page.records[1]!)).toThrow('The item “Issue Information” is no paper.')
  })

  it('RSS 2.0 of a blog and of journals', async () => {
    const page = await read(sample('rss-2.0.xml'))
    const [note, paper, elsevier, wiley] = recordsOf(page.records)
    expect(note).toMatchObject({
      sourceKey: 'lab.example~94620b02608cceaa#17',
      title: 'A note on parrots & parsing',
      abstract: 'Parrots\n\nWe let parrots parse, and they did it well.\n\nFirst\n\nSecond, where $a < b$',
      authors: [{ name: 'Ada Example' }],
      identifiers: [],
      keywords: ['birds', 'Parsing'],
      venue: 'A Made-up Laboratory',
      published: '2031-11-04',
      days: [{ day: '2031-11-04' }],
      links: [{ kind: 'abstract', url: 'https://lab.example/notes/parrots?a=1&b=2' }],
    })
    // The paper is arXiv's; what its laboratory's feed is called is no venue.
    expect(paper).toMatchObject({ sourceKey: 'https://lab.example/?p=18', identifiers: [{ scheme: 'arxiv', value: '3111.01234' }], abstract: 'Our paper is out.', published: '2031-11-03' })
    expect(paper!.venue).toBeUndefined()
    expect(elsevier).toMatchObject({ abstract: '', authors: [{ name: 'Ada Example' }, { name: 'Bo Sample' }, { name: 'Min Lee' }], venue: 'Feathers and Down', published: '2031-10', days: [] })
    expect(wiley).toMatchObject({ sourceKey: '10.99999/abc.123', identifiers: [{ scheme: 'doi', value: '10.99999/abc.123' }], abstract: 'There are many ways.', authors: [{ name: 'B. Sample' }, { name: 'M. Lee' }], venue: 'Journal of Ways', days: [] })
    expect(wiley!.published).toBeUndefined()
    expect(page.rejected).toEqual([{ file: 'https://lab.example/feed.xml', line: 42, reason: 'The item https://lab.example/no-title has no title.' }])
  })

  it('Atom, with bases, kinds of text and several links', async () => {
    const [first, second] = recordsOf((await read(sample('atom.xml'))).records)
    expect(first).toMatchObject({
      sourceKey: 'tag:atom.example,2031:1',
      title: 'Less <b> is more',
      abstract: 'One paragraph with a <tag>.\n\nAnother.',
      authors: [{ name: 'Ada Example' }, { name: '李民' }],
      keywords: ['less'],
      published: '2031-11-01',
      updated: '2031-11-04',
      days: [{ day: '2031-11-01' }],
      links: [{ kind: 'abstract', url: 'https://atom.example/blog/2031/1' }, { kind: 'fulltext', url: 'https://atom.example/blog/2031/1.pdf' }],
    })
    expect(second).toMatchObject({ sourceKey: 'https://doi.org/10.99999/atom.2', title: 'A <plain> title', abstract: 'Plain words, a < b.', identifiers: [{ scheme: 'doi', value: '10.99999/atom.2' }], published: '2031-11-05' })
    expect(second!.updated).toBeUndefined()
  })

  it('RSS 0.91 with its document type, RSS 0.9, Atom 0.3 and a channel alone', async () => {
    for (const text of [
      '<?xml version="1.0"?><!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://my.netscape.com/publish/formats/rss-0.91.dtd"><rss version="0.91"><channel><title>x</title><item><title>The only item of it</title><link>https://a.example/1</link></item></channel></rss>',
      '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://my.netscape.com/rdf/simple/0.9/"><channel><title>x</title></channel><item><title>The only item of it</title><link>https://a.example/1</link></item></rdf:RDF>',
      '<feed version="0.3" xmlns="http://purl.org/atom/ns#"><title>x</title><entry><title mode="escaped" type="text/html">The only item of it</title><link rel="alternate" type="text/html" href="https://a.example/1"/><issued>2031-11-01T00:00:00Z</issued></entry></feed>',
      '<channel><item><title>The only item of it</title><link>https://a.example/1</link></item></channel>',
      '<a:feed xmlns:a="http://www.w3.org/2005/Atom"><a:entry><a:title>The only item of it</a:title><a:link href="https://a.example/1"/></a:entry></a:feed>',
    ]) {
      expect(recordsOf((await read(text)).records), text).toMatchObject([{ title: 'The only item of it', sourceKey: 'https://a.example/1', links: [{ url: 'https://a.example/1' }] }])
    }
  })
})

describe('character sets', () => {
  const text = '<rss version="2.0"><channel><item><title>Über Größen und Maße</title></item></channel></rss>'
  const declared = (set: string) => `<?xml version="1.0" encoding="${set}"?>${text}`
  const utf16 = (big: boolean, mark: boolean) => {
    const bytes = Buffer.from(`${mark ? '\ufeff' : ''}${declared('utf-16')}`, 'utf16le')
    return big ? bytes.swap16() : bytes
  }
  it.each<[string, Buffer, string]>([
    ['UTF-8 without a word', Buffer.from(text), 'text/xml'],
    ['UTF-8 with its mark', Buffer.from(`\ufeff${declared('utf-8')}`), 'text/xml'],
    ['Latin 1 by its declaration', Buffer.from(declared('ISO-8859-1'), 'latin1'), 'text/xml'],
    ['Latin 1 by Content-Type', Buffer.from(text, 'latin1'), 'text/xml; charset="iso-8859-1"'],
    ['Windows-1252 without a word', Buffer.from(text, 'latin1'), 'text/xml'],
    ['Latin 1 that says it is UTF-8', Buffer.from(declared('utf-8'), 'latin1'), 'text/xml; charset=utf-8'],
    ['UTF-8 that says it is Latin 1', Buffer.from(declared('iso-8859-1')), 'text/xml; charset=iso-8859-1'],
    ['a set that nobody knows', Buffer.from(declared('x-martian')), 'text/xml; charset=x-venusian'],
    ['UTF-16, either way, with and without its mark', utf16(false, true), 'text/xml'],
    ['', utf16(true, true), 'text/xml'],
    ['', utf16(false, false), 'text/xml'],
    ['', utf16(true, false), 'text/xml'],
  ])('%s', async (_, body, contentType) => expect(recordsOf((await read(body, { contentType })).records)[0]!.title).toBe('Über Größen und Maße'))

  it('reads Japanese of an older time', async () => {
    const title = Buffer.from([0x1b, 0x24, 0x42, 0x46, 0x7c, 0x4b, 0x5c, 0x1b, 0x28, 0x42])
    const body = Buffer.concat([Buffer.from('<?xml version="1.0" encoding="iso-2022-jp"?><rss><channel><item><title>'), title, Buffer.from('</title></item></channel></rss>')])
    expect(recordsOf((await read(body)).records)[0]!.title).toBe('日本')
    const sjis = Buffer.concat([Buffer.from('<?xml version="1.0" encoding="Shift_JIS"?><rss><channel><item><title>'), Buffer.from([0x93, 0xfa, 0x96, 0x7b]), Buffer.from('</title></item></channel></rss>')])
    expect(recordsOf((await read(sjis)).records)[0]!.title).toBe('日本')
  })
})

describe('items', () => {
  it.each([
    ['<guid>https://a.example/1</guid>', 'https://a.example/1'],
    ['<guid isPermaLink="false">12</guid><link>https://a.example/1</link>', 'lab.example~94620b02608cceaa#12'],
    ['<guid>urn:uuid:0000-1111</guid>', 'urn:uuid:0000-1111'],
    ['<link>https://a.example/1</link>', 'https://a.example/1'],
    ['<guid> </guid><link>https://a.example/1</link>', 'https://a.example/1'],
    ['<guid isPermaLink="false">pubmed:31110001</guid>', 'pubmed:31110001'],
  ])('%s is known by %s', async (inside, key) => expect((await oneOf(inside)).sourceKey).toBe(key))

  it('bounds the name, and gives one to what has none', async () => {
    const long = await oneOf(`<guid>https://a.example/${'x'.repeat(900)}</guid>`)
    expect(long.sourceKey).toMatch(/^https:\/\/a\.example\/x+…[0-9a-f]{32}$/)
    expect(long.sourceKey.length).toBeLessThanOrEqual(400)
    expect((await oneOf('')).sourceKey).toMatch(/^lab\.example~[0-9a-f]{16}#[0-9a-f]{16}$/)
  })

  it.each([
    ['<prism:doi>10.99999/A.1</prism:doi>', [{ scheme: 'doi', value: '10.99999/a.1' }]],
    ['<dc:identifier>doi:10.99999/a.1</dc:identifier><dc:identifier>pmid:31110001</dc:identifier>', [{ scheme: 'doi', value: '10.99999/a.1' }, { scheme: 'pubmed', value: '31110001' }]],
    ['<link>https://pub.example/doi/full/10.99999/a.1?af=R</link>', [{ scheme: 'doi', value: '10.99999/a.1' }]],
    ['<link>https://arxiv.org/abs/3111.01234</link><guid isPermaLink="false">oai:arXiv.org:3111.01234v1</guid>', [{ scheme: 'arxiv', value: '3111.01234' }]],
    ['<link>https://huggingface.co/papers/3111.01234</link>', [{ scheme: 'arxiv', value: '3111.01234' }]],
    ['<guid>https://aclanthology.org/2031.acl-long.1/</guid>', [{ scheme: 'acl', value: '2031.acl-long.1' }]],
    ['<link>https://openreview.net/forum?id=abcDEF123</link>', [{ scheme: 'openreview', value: 'abcDEF123' }]],
    ['<prism:doi>10.99999/own</prism:doi><link>https://doi.org/10.99999/other</link>', [{ scheme: 'doi', value: '10.99999/own' }]],
    ['<description>See arXiv:3111.01234 and https://doi.org/10.99999/cited</description>', []],
  ])('%s names its paper', async (inside, identifiers) => expect((await oneOf(inside)).identifiers).toEqual(identifiers))

  it.each([
    ['<author>ada@a.example (Ada Example)</author>', ['Ada Example']],
    ['<author>ada@a.example</author>', []],
    ['<dc:creator>Ada Example</dc:creator><dc:creator>Bo Sample</dc:creator>', ['Ada Example', 'Bo Sample']],
    ['<dc:creator>Ada Example, Bo Sample, and Min Lee</dc:creator>', ['Ada Example', 'Bo Sample', 'Min Lee']],
    ['<dc:creator>Example, Ada</dc:creator>', ['Ada Example']],
    ['<dc:creator>Ada Example, Bo Sample</dc:creator>', ['Ada Example', 'Bo Sample']],
    ['<dc:creator>Example, A., Sample, B. C., Lee, M.-J.</dc:creator>', ['A. Example', 'B. C. Sample', 'M.-J. Lee']],
    ['<dc:creator>Example, Ada; Sample, Bo</dc:creator>', ['Ada Example', 'Bo Sample']],
    ['<dc:creator>&lt;a href="https://a.example"&gt;Ada Example&lt;/a&gt;, &lt;a href="x"&gt;Bo Sample&lt;/a&gt;</dc:creator>', ['Ada Example', 'Bo Sample']],
    ['<author><name>Ada Example</name></author><author><name>Ada Example</name></author>', ['Ada Example']],
    ['<author>admin</author>', []],
  ])('%s', async (inside, names) => expect((await oneOf(inside)).authors.map(({ name }) => name)).toEqual(names))

  it.each([
    ['Tue, 04 Nov 2031 23:30:00 -0500', '2031-11-04'],
    ['4 Nov 31 23:30 EST', '2031-11-04'],
    ['Tuesday, 04-Nov-31 23:30:00 GMT', '2031-11-04'],
    ['Tue Nov  4 23:30:00 2031', '2031-11-04'],
    ['November 4, 2031', '2031-11-04'],
    ['4th November 2031', '2031-11-04'],
    ['4 août 2031', '2031-08-04'],
    ['04. Oktober 2031', '2031-10-04'],
    ['4 de octubre de 2031', '2031-10-04'],
    ['2031-11-04T23:30:00+09:00', '2031-11-04'],
    ['2031-11-04', '2031-11-04'],
    ['20311104', '2031-11-04'],
    ['2031/11/04 08:00', '2031-11-04'],
    // Tomorrow in this zone may be today in that of the journal; what is later is the date, or an error.
    ['2031-11-06', '2031-11-06'],
    ['2031-11-07', undefined],
    ['1970-01-01T00:00:00Z', undefined],
    ['0001-01-01', undefined],
    ['31 Feb 2031', undefined],
    ['04/11/2031', undefined],
    ['1762300000', undefined],
    ['yesterday', undefined],
    ['', undefined],
  ])('%s is the day %s', async (written, day) => {
    const one = await oneOf(`<pubDate>${written}</pubDate>`)
    expect(one.published).toBe(day)
    expect(one.days.map((entry) => entry.day)).toEqual(day === undefined ? [] : [day])
  })

  it.each([
    ['November 2031', '2031-11'],
    ['2031-11', '2031-11'],
    ['2031', '2031'],
    ['2031-12', undefined],
  ])('%s is no day but %s', async (written, published) => {
    const one = await oneOf(`<dc:date>${written}</dc:date>`)
    expect([one.published, one.days]).toEqual([published, []])
  })

  it.each([
    ['&lt;p&gt;One&lt;br/&gt;two&lt;/p&gt;&lt;p&gt;Three&lt;/p&gt;', 'One two\n\nThree'],
    ['<![CDATA[<h3>Abstract</h3><p>Words.</p>]]>', 'Words.'],
    ['<p>Markup that <b>is</b> not escaped &amp; goes on</p>', 'Markup that is not escaped & goes on'],
    ['&amp;lt;p&amp;gt;Escaped twice&amp;lt;/p&amp;gt;', 'Escaped twice'],
    ['Plain words where a &lt; b and c &gt; d', 'Plain words where a < b and c > d'],
    ['<![CDATA[<style>p{}</style><!-- hidden --><p onclick="alert(1)">Shown</p><script>alert(1)</script>]]>', 'Shown'],
    ['<![CDATA[<a title="a > b" href="x">Link</a> it\'s <img alt="x">]]>', "Link it's"],
    ['<![CDATA[<script>never closed]]>', 'never closed'],
    ['Un&eacute; &nbsp; d&eacute;claration &unknown; &#8211; 5', 'Uné déclaration &unknown; – 5'],
    ['<![CDATA[<math><mi>x</mi><mo>=</mo><mn>1</mn></math> and 10<sup>-3</sup>]]>', 'x=1 and 10$^{-3}$'],
    ['arXiv:3111.01234v1 Announce Type: new \nAbstract: We announce.', 'We announce.'],
    ['Science of Owls, Volume 386, Issue 1, Page 1-2, November 2031.', ''],
  ])('%s reads %s', async (description, abstract) => expect((await oneOf(`<description>${description}</description>`)).abstract).toBe(abstract))

  it('prefers the summary to a whole article, and bounds the article', async () => {
    const summary = 'A summary that says what there is to say. '.repeat(6).trim()
    expect((await oneOf(`<description>${summary}</description><content:encoded>${'Very long. '.repeat(1000)}</content:encoded>`)).abstract).toBe(summary)
    const { abstract } = await oneOf(`<description>Short.</description><content:encoded>${'Very long. '.repeat(1000)}</content:encoded>`)
    expect(abstract.length).toBeLessThanOrEqual(5001)
    expect(abstract).toMatch(/^Very long\. .*Very long\.…$/)
  })

  it.each([
    ['<link>javascript:alert(1)</link>', []],
    ['<link>//other.example/x</link>', ['https://other.example/x']],
    ['<link>\n  https://a.example/1\n</link>', ['https://a.example/1']],
    ['<link>https://a.example/1</link><enclosure url="https://a.example/1.pdf" type="application/pdf"/>', ['https://a.example/1', 'https://a.example/1.pdf']],
    ['<link/><guid isPermaLink="true">https://a.example/1</guid>', ['https://a.example/1']],
    ['<link>https://track.example/1</link><feedburner:origLink xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0">https://a.example/1</feedburner:origLink>', ['https://a.example/1']],
    ['', []],
  ])('%s leads to %s', async (inside, urls) => expect((await oneOf(inside)).links.map(({ url }) => url)).toEqual(urls))

  it.each(['Issue Information', 'Front Cover: Owls', 'Editorial Board', 'Table of Contents (November 2031)', 'Contents'])('%s is no paper', async (title) => {
    const { records } = await read(item('', { title }))
    expect(() => normalise(records[0]!)).toThrow('is no paper')
  })
  it.each(['Contents of the stomachs of owls', 'Contents (and their owls) in view', 'Index theorems for owls', 'Information'])('%s may be one', async (title) => expect((await oneOf('', { title })).title).toBe(title))
})

/** Whatever comes: records that are valid, rejections with sentences, or SourceTrouble. */
async function survives(body: Buffer, contentType = 'text/xml'): Promise<void> {
  let records: readonly RawRecord[] = []
  try {
    const page = await read(body, { contentType })
    for (const { reason } of page.rejected) expect(reason).toMatch(/^[A-Z].*\.$/s)
    records = page.records
  } catch (error) {
    expect(error).toBeInstanceOf(SourceTrouble)
  }
  for (const record of records) normalisesOrRefuses(record.value)
}

function normalisesOrRefuses(value: unknown): void {
  try {
    for (const one of normalise({ shape: 'feed', value, line: 1, file: 'x' })) expect(PaperRecord.parse(one)).toEqual(one)
  } catch (error) {
    expect(error).toBeInstanceOf(BroadsheetError)
  }
}

describe('hostile feeds', () => {
  const change = fc.tuple(fc.nat(4000), fc.constantFrom('set', 'drop', 'double', 'insert'), fc.oneof(fc.nat(255).map((one) => Buffer.from([one])), fc.constantFrom('<', '>', '&', '"', '</item>', '<item>', '<![CDATA[', ']]>', '<!--', '&#0;', '<?xml ', '</p>', '&lt;', 'xmlns:dc=""').map((one) => Buffer.from(one))))
  it('survives bytes changed, doubled, left out and put in', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(SAMPLES.length - 1), fc.array(change, { minLength: 1, maxLength: 8 }), fc.constantFrom('text/xml', 'text/xml; charset=utf-16', 'text/xml; charset=gb18030', ''), async (which, changes, contentType) => {
        let body = Buffer.from(SAMPLES[which]!)
        for (const [at, what, bytes] of changes) {
          const place = at % (body.length + 1)
          if (what === 'double') body = Buffer.concat([body.subarray(0, place), body.subarray(Math.max(0, place - 300))])
          else body = Buffer.concat([body.subarray(0, place), what === 'drop' ? Buffer.alloc(0) : bytes, body.subarray(what === 'insert' ? place : place + (what === 'drop' ? 40 : bytes.length))])
        }
        await survives(body, contentType)
      }),
      { numRuns: 250 },
    )
  })

  it('survives any bytes', async () => {
    await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => survives(Buffer.concat([Buffer.from('<rss><channel><item><title>'), Buffer.from(bytes)]))))
  })

  it('survives any values as a record', () => {
    const words = fc.oneof(fc.string(), fc.constantFrom('<p>x</p>', '10.99999/a', 'https://arxiv.org/abs/3111.01234', '2031-11-04', 'A, B.; <', '\u0000\ud800', 'Publication date: x Source: y Author(s): z'), fc.anything())
    const text = fc.oneof(fc.record({ html: fc.boolean(), text: words }), fc.anything())
    const entry = fc.record({ ids: fc.array(words), link: words, pdf: words, title: fc.oneof(fc.record({ html: fc.boolean(), text: fc.string({ minLength: 1 }) }), text), summary: text, content: text, authors: fc.array(words), published: fc.array(words), updated: words, identifiers: fc.array(words), venue: words, keywords: fc.array(words) }, { requiredKeys: [] })
    fc.assert(fc.property(fc.oneof({ weight: 5, arbitrary: fc.record({ feed: fc.oneof(fc.record({ url: words, title: words, readOn: words }), fc.object()), entry }) }, { weight: 1, arbitrary: fc.anything() }), normalisesOrRefuses), { numRuns: 300 })
  })

  const N = 60_000
  it.each([
    ['scripts without an end', '<script>'.repeat(N)],
    ['several kinds of elements without an end', '<script><style><svg><iframe>'.repeat(N / 4)],
    ['comments without an end', '<!--'.repeat(N)],
    ['tags without an end', '<a href="'.repeat(N)],
    ['tags with attributes and without an end', '<a b='.repeat(N)],
    ['quotation marks', `<a ${"'\"=".repeat(N)}`],
    ['equals signs and quotation marks', `<a ${"='".repeat(N)}`],
    ['end tags', '</p>'.repeat(N)],
    ['blanks', ' '.repeat(N * 5)],
    ['line ends', '\n '.repeat(N)],
    ['sub in sub', '<sub>'.repeat(N)],
    ['entities', '&nbsp;'.repeat(N)],
    ['a sentence for ever', 'Nature, Published online: '.repeat(N / 4)],
    ['citations for ever', 'x, Volume '.repeat(N / 4)],
    ['names for ever', 'A, B., '.repeat(N / 2)],
    ['initials for ever', `A, ${'A '.repeat(N)}`],
    ['posts for ever', 'The post x '.repeat(N / 4)],
  ])('survives %s', (_, text) => {
    for (const html of [true, false]) normalisesOrRefuses({ feed: { url: 'https://a.example/', title: text, readOn: '2031-11-05' }, entry: { ids: [text], title: { html, text: `A title ${text}` }, summary: { html, text }, content: { html, text }, authors: [text], published: [text], identifiers: [text], keywords: [text] } })
  })

  it('bounds a feed of very many items', async () => {
    const page = await read(`<rss><channel>${'<item><title>Item</title></item>'.repeat(5003)}</channel></rss>`)
    expect(page.records).toHaveLength(5000)
    expect(page.rejected).toEqual([{ file: 'https://lab.example/feed.xml', line: 1, reason: 'The feed has 3 items more than the 5000 that are read.' }])
  })
})
