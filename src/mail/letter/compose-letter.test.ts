import * as fc from 'fast-check'
import { simpleParser } from 'mailparser'
import { createTransport } from 'nodemailer'
import { describe, expect, it } from 'vitest'
import type { Digest } from '../../edition/digest.ts'
import { viewPath } from '../../paper/view.ts'
import { checkLetter } from '../check-letter.ts'
import { composeLetter, type ComposedLetter, LETTER_BYTES_MAX } from './compose-letter.ts'
import { madeUpDigest, madeUpEntry, madeUpPaper, TO } from './made-up-digest.test-helper.ts'
import { PaperParts } from './paper-part.ts'
import { COLUMNS } from './wrap-text.ts'

const transport = createTransport({ streamTransport: true, buffer: true, newline: 'windows', disableFileAccess: true, disableUrlAccess: true })

/** The letter as it goes over the line. */
async function onTheWay(letter: ComposedLetter): Promise<Buffer> {
  const { to, subject, text, html, headers } = checkLetter(letter)
  const { message } = (await transport.sendMail({ from: 'Broadsheet <papers@example.org>', to, subject, text, html, headers: { ...headers } })) as { message: Buffer }
  return message
}

/** Elements and attributes that a letter may have; everything else would be somebody's text come alive. */
function tagsOf(html: string): string[] {
  return [...html.replace(/<style>.*?<\/style>/gs, '').replace(/<!--\[if mso\]>.*?<!\[endif\]-->/gs, '').matchAll(/<\/?([a-z][a-z0-9]*)\b/gi)].map(([, name]) => name!.toLowerCase())
}
const KNOWN = new Set(['html', 'head', 'meta', 'title', 'body', 'div', 'table', 'tr', 'td', 'h1', 'h2', 'p', 'a', 'style'])

describe('a letter', () => {
  it('says what it holds, in both parts', async () => {
    const digest = madeUpDigest(3, { more: 12, late: [madeUpEntry(madeUpPaper(9, { title: 'A latecomer' }))], notes: ['One thing.'] })
    const letter = composeLetter(digest, TO)
    expect(letter.subject).toBe('Broadsheet, Friday 18 October: 4 papers in cs.LG')
    expect(letter.papers).toEqual([1, 2, 3, 9])
    const mail = await simpleParser(await onTheWay(letter))
    expect(mail.subject).toBe(letter.subject)
    expect(mail.messageId).toBe('<l.1.abc@papers.example>')
    for (const part of [mail.text, mail.html]) {
      for (const said of ['On the habits of owls, part 2: bounds of 𝒪(n²)', 'https://papers.example/papers/2410.10002', 'Ada Example 0', '2 upvotes', '312 of 312 arXiv papers', 'One thing.', 'A latecomer', '12 more papers', 'https://papers.example/papers?category=cs.LG', TO.links!.unsubscribe, TO.links!.manage, 'ada@example.org', 'Friday 18 October']) {
        expect(String(part).replace(/\s+/g, ' ')).toContain(said)
      }
    }
    expect(String(mail.html).indexOf('A latecomer')).toBeGreaterThan(String(mail.html).indexOf('>Late<'))
    expect(mail.text).not.toMatch(/[$\\]/)
  })

  it('can be left with one click, and is known as a list and as the work of a machine', async () => {
    const { headers } = await simpleParser(await onTheWay(composeLetter(madeUpDigest(1), TO)))
    expect(headers.get('list')).toMatchObject({ unsubscribe: { url: TO.links!.unsubscribe }, 'unsubscribe-post': { name: 'List-Unsubscribe=One-Click' }, id: { id: 'letters.papers.example' } })
    expect([headers.get('precedence'), headers.get('auto-submitted')]).toEqual(['bulk', 'auto-generated'])
    expect(composeLetter(madeUpDigest(1), { ...TO, publicUrl: 'http://[::1]:9', links: { unsubscribe: 'http://[::1]:9/u', manage: 'http://[::1]:9/m' } }).headers).not.toHaveProperty('List-Unsubscribe-Post')
  })

  it('says why it came: it was asked for, or somebody sent it by hand', () => {
    expect(composeLetter(madeUpDigest(1), TO).text).toContain('You get this letter every day at ada@example.org because you asked for it.')
    const byHand = composeLetter(madeUpDigest(1), { ...TO, rhythm: undefined, links: undefined }).text
    expect(byHand).toContain('Somebody sent this letter to ada@example.org by hand, once.')
    expect(byHand).not.toContain('asked for')
  })

  it.each([
    [{ kind: 'day', subject: '2026-04-15' }, '2 papers of 15 April 2026'],
    [{ kind: 'week', subject: '2026-W16' }, '2 papers of week 16 of 2026'],
    [{ kind: 'month', subject: '2026-04' }, '2 papers of April 2026'],
    [{ kind: 'tag', tag: 'owls' }, '2 papers tagged “owls”'],
  ] as const)('names the list: %o', (view, words) => {
    expect(composeLetter(madeUpDigest(2, { view }), TO).subject).toBe(`Broadsheet, Friday 18 October: ${words}`)
  })

  it('gives reasons where the list was made for its reader', () => {
    const reasons = [{ kind: 'close', text: 'close to <what> you saved' }, { kind: 'votes', text: '28 upvotes' }, { kind: 'community', text: 'liked by the community' }, { kind: 'author', text: 'by Ada Example' }] as const
    const entries = [madeUpEntry(madeUpPaper(1), { reasons, community: { votes: 2, own: 0, comments: 0, submissions: [] } })]
    const letter = composeLetter(madeUpDigest(0, { view: { kind: 'for-you' }, entries }), TO)
    expect(letter.text).toContain('1 upvote · 2 votes here · close to <what> you saved · by Ada Example')
    expect(letter.html).toContain('close to &lt;what&gt; you saved · by Ada Example')
    expect(letter.subject).toBe('Broadsheet, Friday 18 October: 1 paper for you')
    expect(composeLetter(madeUpDigest(0, { entries }), TO).text).not.toContain('you saved')
  })

  it('is the same whether its papers were written before or not, and follows a paper that changed', () => {
    const parts = new PaperParts(TO.publicUrl, 4)
    const digest = madeUpDigest(6)
    const plain = composeLetter(digest, TO)
    for (let n = 0; n < 3; n++) expect(composeLetter(digest, { ...TO, parts })).toEqual(plain)
    const changed = composeLetter(madeUpDigest(0, { entries: [madeUpEntry(madeUpPaper(6, { title: 'Another title' }))] }), { ...TO, parts })
    expect(changed.text).toContain('Another title')
  })

  it('leaves out one paper that cannot be written, never the letter', () => {
    const broken = new Proxy(madeUpPaper(2), { get: (paper, name) => { if (name === 'abstract') throw new Error('damaged'); return Reflect.get(paper, name) } })
    const letter = composeLetter(madeUpDigest(0, { entries: [madeUpEntry(madeUpPaper(1)), madeUpEntry(broken), madeUpEntry(madeUpPaper(3))] }), TO)
    expect(letter).toMatchObject({ papers: [1, 3], leftOut: 1 })
    expect(letter.text).toContain('One paper could not be shown.')
    expect(letter.subject).toContain('2 papers')
    expect(composeLetter(madeUpDigest(0, { entries: [madeUpEntry(broken)] }), TO).papers).toEqual([])
  })

  it('stays within 100 kB whatever the papers are written in, and says how many more there are', async () => {
    for (const sign of ['=', '中', '<', '𝔸', 'é', '&']) {
      const entries = Array.from({ length: 50 }, (_, at) => madeUpEntry(madeUpPaper(at, { title: sign.repeat(2000), abstract: sign.repeat(9000), authors: Array.from({ length: 9 }, () => ({ name: sign.repeat(200) })) })))
      const digest = madeUpDigest(0, { entries, more: 7, view: { kind: 'search', query: sign.repeat(500) } })
      const letter = composeLetter(digest, TO)
      const mail = await onTheWay(letter)
      expect(mail.length).toBeLessThanOrEqual(LETTER_BYTES_MAX)
      expect(letter.papers.length).toBeGreaterThan(2)
      expect(letter.text).toContain(`${57 - letter.papers.length} more papers`)
      expect(letter.text).toContain(`https://papers.example${viewPath(digest.view)}`)
    }
    // Of as many as anybody may ask for each is there; the last may be without their abstracts.
    const { papers, text } = composeLetter(madeUpDigest(50), TO)
    const withAbstract = text.split('https://papers.example/papers/2410').slice(1).map((part) => part.includes('\n\n    '))
    expect([papers.length, withAbstract.length, withAbstract[0], withAbstract[49]]).toEqual([50, 50, true, false])
    expect(withAbstract.filter(Boolean).length).toBeGreaterThan(40)
  })

  it('lets nobody into its head or its markup', async () => {
    const bad = '</p></style><script>alert(1)</script><img src=https://evil.example/x onerror=alert(1)>"\'\r\nBcc: eve@evil.example\u2028\u202e\u0000&lt;b&gt;'
    const entry = madeUpEntry(madeUpPaper(1, { id: bad, title: bad, abstract: bad, authors: [{ name: bad }] }), { reasons: [{ kind: 'close', text: bad }] })
    for (const view of [{ kind: 'search', query: bad }, { kind: 'tag', tag: bad }, { kind: 'for-you' }, { kind: 'picks', by: bad }, { kind: 'latest', filters: { category: bad, venue: bad } }] as const) {
      const letter = composeLetter(madeUpDigest(0, { view, entries: [entry], late: [entry], ledger: bad, notes: [bad] }), TO)
      expect(tagsOf(letter.html).filter((tag) => !KNOWN.has(tag))).toEqual([])
      expect(letter.html).not.toMatch(/\u202e|\u2028|\u0000/)
      const mail = await simpleParser(await onTheWay(letter))
      expect([mail.bcc, mail.headers.has('bcc')]).toEqual([undefined, false])
      expect([...letter.html.matchAll(/(?:href|src|background)="([^"]*)"/g)].map(([, url]) => new URL(url!.replaceAll('&amp;', '&')).host)).toSatisfy((hosts: string[]) => hosts.every((host) => host === 'papers.example'))
    }
  })

  it('holds for any two hundred letters', async () => {
    const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 300 }), fc.string({ unit: 'grapheme', maxLength: 900 }), fc.constantFrom('$\\frac{1}{2}$ and $x_{', 'مرحبا بالعالم', '<b>&amp;', '👩‍👩‍👧 paper', 'a'.repeat(500)))
    const paper = fc.record({ title: text, abstract: text, id: fc.string({ minLength: 1, maxLength: 60, unit: 'binary' }), upvotes: fc.nat(99_999), authors: fc.array(fc.record({ name: text }), { maxLength: 8 }) })
    const entry = fc.tuple(fc.integer({ min: 1, max: 1e6 }), paper, fc.array(text, { maxLength: 4 })).map(([key, part, why]) => madeUpEntry(madeUpPaper(key, part), { reasons: why.map((reason) => ({ kind: 'close' as const, text: reason })) }))
    const view = fc.oneof(fc.constantFrom<Digest['view']>({ kind: 'latest' }, { kind: 'trending' }, { kind: 'for-you' }, { kind: 'saved' }), text.map((query): Digest['view'] => ({ kind: 'search', query })), text.map((tag): Digest['view'] => ({ kind: 'tag', tag })))
    const digest = fc.record({ view, entries: fc.array(entry, { maxLength: 30 }), late: fc.array(entry, { maxLength: 5 }), more: fc.nat(5000), ledger: text, notes: fc.array(text, { maxLength: 4 }), day: fc.constant('2024-10-18') })
    await fc.assert(
      fc.asyncProperty(digest, async (one) => {
        const letter = composeLetter(one, TO)
        const raw = await onTheWay(letter)
        expect(raw.length).toBeLessThanOrEqual(LETTER_BYTES_MAX)
        const mail = await simpleParser(raw, { skipHtmlToText: true, skipTextToHtml: true })
        expect(mail.subject).toBe(letter.subject.replace(/\s+/g, ' ').trim())
        expect(mail.text?.replace(/\r/g, '').trim()).toBe(letter.text.trim())
        expect(String(mail.html).trim()).toBe(letter.html.trim())
        expect(tagsOf(letter.html).filter((tag) => !KNOWN.has(tag))).toEqual([])
        expect(letter.papers.length + letter.leftOut).toBeLessThanOrEqual(one.entries.length + one.late.length)
        for (const line of letter.text.split('\n')) if (!/^https?:\/\/\S+$/.test(line.trim()) && /^[\x20-\x7e]*$/.test(line)) expect(line.length).toBeLessThanOrEqual(COLUMNS)
      }),
      { numRuns: 200 },
    )
  })
})
