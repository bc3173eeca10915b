import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { entryOfPaper } from './entry-of-paper.ts'
import type { Feed } from './feed-of-view.ts'
import { madeUpPaper } from './made-up-feed.test-helper.ts'
import { faultsOfAtom, faultsOfJsonFeed, faultsOfRss, parseXml, textOf } from './valid-feed.test-helper.ts'
import { writeAtom } from './write-atom.ts'
import { writeJsonFeed } from './write-json-feed.ts'
import { writeRss } from './write-rss.ts'

const HERE = 'https://papers.example'

const feedOf = (entries: Feed['entries'], more: Partial<Feed> = {}): Feed => ({
  id: 'tag:papers.example,2026:/papers', title: 'Latest', subtitle: 'All of them.', icon: `${HERE}/icon.svg`, entries,
  updated: entries.map(({ updated }) => updated).sort().at(-1) ?? '2024-10-18T00:00:00Z',
  links: { page: `${HERE}/papers`, self: `${HERE}/papers.atom`, first: `${HERE}/papers.atom`, previous: undefined, next: undefined, hub: undefined },
  ...more,
})

const faults = (feed: Feed): string[] => [...faultsOfAtom(writeAtom(feed)), ...faultsOfRss(writeRss(feed)), ...faultsOfJsonFeed(writeJsonFeed(feed))]

const HOSTILE = [
  '<script>alert(1)</script> & "quotes" \'single\' ]]> <![CDATA[', '$\\alpha < \\beta$ and $x^2_{i}$ \\textbf{bold}', '🦉 owls 👩🏽‍🔬 family 👨‍👩‍👧', 'مرحبا بالعالم \u202eesrever\u202c', 'שלום עולם',
  'control \u0000\u0001\u0008\u000b\u000c\u001f\u007f\u0085\u009f\ufffe\uffff', 'half \ud83d and \udc00 characters', '&amp;lt; &#0; &#x1F; &bogus;', '\r\n\t \u2028\u2029', '<!-- --><?xml?>%FF%', '$', '\\',
]

describe('texts of any kind', () => {
  it.each(HOSTILE)('%j', (text) => {
    const entry = entryOfPaper(madeUpPaper({ title: text, abstract: `${text}\n\n${text}`, authors: [{ name: text }], categories: [text], venue: text, comment: text, id: `x/${text}`, identifiers: [{ scheme: 'doi', value: `10.1/${text}` }] }), undefined, HERE)
    expect(faults(feedOf([entry], { title: `x ${text}`, subtitle: `x ${text}` }))).toEqual([])
  })

  it('as fast-check makes them', () => {
    const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 80 }), fc.string({ unit: 'grapheme', maxLength: 80 }), fc.array(fc.constantFrom(...HOSTILE, '$', '{', '}', '\\frac', '\\'), { maxLength: 6 }).map((parts) => parts.join(' ')), fc.array(fc.integer({ min: 0, max: 0xffff })).map((units) => String.fromCharCode(...units)))
    const date = fc.option(fc.constantFrom('2024', '2024-10', '2024-10-18', '1665-03', '9999-12-31'), { nil: undefined })
    fc.assert(
      fc.property(text, text, fc.array(text, { maxLength: 4 }), date, date, fc.option(text, { nil: undefined }), fc.webUrl(), (title, abstract, names, published, updated, submittedAt, url) => {
        const entry = entryOfPaper(madeUpPaper({
          id: `a${title}`, title, abstract, authors: names.map((name) => ({ name })), categories: names, published, updated, venue: abstract,
          versions: [{ number: 1, ...(submittedAt !== undefined && { submittedAt }) }], links: [{ kind: 'code', url }, { kind: 'project', url: `https://${title}` }],
        }), undefined, HERE)
        expect(faults(feedOf([entry], { title: `x${title}`, subtitle: `x${abstract}` }))).toEqual([])
      }),
      { numRuns: 300 },
    )
  })

  it('comes out as it went in, in each format', () => {
    const title = 'Owls & <larks>: 5 > 3, “said” \'she\' 🦉 שלום'
    const feed = feedOf([entryOfPaper(madeUpPaper({ title }), undefined, HERE)])
    const atom = parseXml(writeAtom(feed)).children.find(({ name }) => name.endsWith('}entry'))!
    expect(textOf(atom, '{http://www.w3.org/2005/Atom}title')).toBe(title)
    expect(textOf(parseXml(writeRss(feed)).children[0]!.children.find(({ name }) => name === 'item')!, 'title')).toBe(title)
    expect(JSON.parse(writeJsonFeed(feed)).items[0].title).toBe(title)
  })
})

describe('an entry', () => {
  it('has mathematics as Unicode', () => expect(entryOfPaper(madeUpPaper({ title: 'On $\\alpha_2$ and $x^2$' }), undefined, HERE).title).toBe('On α₂ and x²'))

  it('keeps its id when its public id changes, and when the site moves to another port', () => {
    const before = entryOfPaper(madeUpPaper({ id: '10.1/x' }), { firstId: '10.1/x', addedAt: '2024-10-18T01:02:03.000Z' }, 'http://papers.example:8080')
    const after = entryOfPaper(madeUpPaper({ id: '2410.00001', key: 9 }), { firstId: '10.1/x', addedAt: '2024-10-18T01:02:03.000Z' }, HERE)
    expect(after.id).toBe('tag:papers.example,2026:paper/10.1/x')
    expect(before.id).toBe(after.id)
    expect(after.url).toBe(`${HERE}/papers/2410.00001`)
  })

  it('was published and changed when its versions were, as exactly as is known', () => {
    const dates = (of: Parameters<typeof madeUpPaper>[0]): string[] => {
      const { published, updated } = entryOfPaper(madeUpPaper(of), { firstId: 'x', addedAt: '2025-01-02T03:04:05.678Z' }, HERE)
      return [published, updated]
    }
    const versions = [{ number: 1, submittedAt: '2024-10-17T17:59:02.500Z' }, { number: 2, submittedAt: '2024-11-02T08:00:00+02:00' }]
    expect(dates({ published: '2024-10-17', updated: '2024-11-02', versions })).toEqual(['2024-10-17T17:59:02Z', '2024-11-02T06:00:00Z'])
    expect(dates({ published: '2024-10', updated: undefined, versions: [] })).toEqual(['2024-10-01T00:00:00Z', '2024-10-01T00:00:00Z'])
    // The strongest source says another day than the version: the day counts.
    expect(dates({ published: '2024-10-15', updated: '2024-12-24', versions })).toEqual(['2024-10-15T00:00:00Z', '2024-12-24T00:00:00Z'])
    expect(dates({ published: '2024', updated: '2023', versions: [] })).toEqual(['2024-01-01T00:00:00Z', '2024-01-01T00:00:00Z'])
    expect(dates({ published: undefined, updated: undefined, versions: [] })).toEqual(['2025-01-02T00:00:00Z', '2025-01-02T00:00:00Z'])
  })

  it('is not changed by votes', () => {
    const facts = { id: 'x', published: '2024-10-17' }
    expect(entryOfPaper(madeUpPaper({ ...facts, upvotes: 99 }), undefined, HERE)).toEqual(entryOfPaper(madeUpPaper(facts), undefined, HERE))
  })

  it('names a hundred authors and counts the others', () => {
    const { authors } = entryOfPaper(madeUpPaper({ authors: Array.from({ length: 3000 }, (_, i) => ({ name: `A ${i}` })) }), undefined, HERE)
    expect([authors.length, authors.at(-1)]).toEqual([101, 'and 2,900 more'])
  })

  it('links to the web only, and to nobody who would be signed in by the link', () => {
    const links = [{ kind: 'code', url: 'https://user:pass@code.example/' }, { kind: 'code', url: 'https://code.example/x"y' }] as const
    expect(entryOfPaper(madeUpPaper({ links, identifiers: [] }), undefined, HERE).related).toEqual([{ url: 'https://code.example/x%22y', label: 'Code' }])
  })
})

describe('the checks themselves', () => {
  const good = writeAtom(feedOf([entryOfPaper(madeUpPaper({}), undefined, HERE)]))
  it.each([
    ['a missing id', good.replace(/<id>[^<]*<\/id>/, '')], ['a date that is none', good.replace(/<updated>[^<]*/, '<updated>yesterday')], ['a link into nowhere', good.replace(/href="https[^"]*"/, 'href="javascript:x"')],
    ['a script in the content', good.replace('&lt;p&gt;', '&lt;script&gt;&lt;/script&gt;&lt;p&gt;')], ['an author without a name', good.replace('<name>Broadsheet</name>', '')],
  ])('see %s', (_, xml) => {
    expect(xml).not.toBe(good)
    expect(faultsOfAtom(xml)).not.toEqual([])
  })
  it('see what is no XML', () => expect(() => faultsOfAtom(good.replace('</feed>', ''))).toThrow())
})
