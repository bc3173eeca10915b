import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { BroadsheetError } from '../../paper/errors.ts'
import type { RawRecord, Rejection } from '../source.ts'
import { readFile } from './file.ts'

const SAMPLES = join(import.meta.dirname, 'samples')
let dir = ''
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'broadsheet-file-'))
})
afterAll(() => rmSync(dir, { recursive: true, force: true }))

interface Outcome {
  records: RawRecord[]
  rejected: Rejection[]
  error: BroadsheetError | undefined
}

async function readAll(path: string, options?: Parameters<typeof readFile>[1]): Promise<Outcome> {
  const outcome: Outcome = { records: [], rejected: [], error: undefined }
  try {
    for await (const batch of readFile(path, options)) {
      for (const one of batch) {
        if ('record' in one) outcome.records.push(one.record)
        else outcome.rejected.push(one.rejected)
      }
    }
  } catch (error) {
    if (!(error instanceof BroadsheetError)) throw error
    outcome.error = error
  }
  return outcome
}

function readText(content: string | Buffer, name = 'x.dat'): Promise<Outcome> {
  const path = join(dir, name)
  writeFileSync(path, content)
  return readAll(path)
}

const line = (id: string, title = 'A title that is long enough') => `{"id":"${id}","title":"${title}","abstract":"x","authors":["A B"],"categories":["cs.LG"],"primary":"cs.LG","created":"2020-01-01"}\n`

describe('samples of every format', () => {
  it.each([
    ['snapshot.jsonl', ['arxiv-snapshot', 'arxiv-snapshot'], [1, 2], []],
    ['listing.jsonl', ['arxiv-listing', 'arxiv-listing'], [1, 2], []],
    ['conference.jsonl', ['conference', 'conference', 'conference'], [1, 2, 3], []],
    ['daily-day.jsonl', ['huggingface-entry', 'huggingface-entry'], [1, 1], []],
    ['daily-answer.json', ['huggingface-entry', 'huggingface-entry'], [2, 18], []],
    ['paper-answer.json', ['huggingface-entry'], [1], []],
    ['csl.json', ['csl', 'csl'], [2, 4], [3]],
    ['page-blank-lines.txt', ['huggingface-page', 'huggingface-page'], [11, 15], []],
    ['page-glued.txt', ['huggingface-page', 'huggingface-page', 'huggingface-page'], [3, 5, 6], []],
    ['library.bib', ['csl', 'csl', 'csl', 'csl'], [6, 31, 42, 25], [20, 40]],
    ['library.ris', ['csl', 'csl', 'csl'], [1, 19, 23], []],
    ['atom-query.xml', ['arxiv-atom'], [7], []],
    ['atom-daily.xml', ['arxiv-atom', 'arxiv-atom'], [6, 19], []],
    ['rss-daily.xml', ['arxiv-atom'], [7], []],
    ['oai-raw.xml', ['arxiv-oai'], [6], [23]],
    ['oai-arxiv.xml', ['arxiv-oai'], [3], []],
    ['oai-dc.xml', ['arxiv-oai'], [3], []],
    ['atom-error.xml', [], [], [4]],
    ['oai-error.xml', [], [], [4]],
  ] as const)('%s', async (name, shapes, lines, rejected) => {
    const outcome = await readAll(join(SAMPLES, name))
    expect(outcome.error).toBeUndefined()
    expect(outcome.records.map((one) => one.shape)).toEqual(shapes)
    expect(outcome.records.map((one) => one.line)).toEqual(lines)
    expect(outcome.rejected.map((one) => one.line)).toEqual(rejected)
    for (const one of outcome.records) expect(one.file).toBe(join(SAMPLES, name))
  })

  it('is recognised by content whatever the name, the compression, a byte order mark or white space before it', async () => {
    for (const name of readdirSync(SAMPLES)) {
      const content = readFileSync(join(SAMPLES, name))
      const plain = await readAll(join(SAMPLES, name))
      const shapes = plain.records.map((one) => one.shape)
      for (const [kind, wrapped] of [
        ['gz', gzipSync(content)],
        ['mark', Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), content])],
        ['blank', Buffer.concat([Buffer.from('\n'), content])],
      ] as const) {
        const outcome = await readText(wrapped, 'wrong-name.pdf')
        expect(outcome.error, `${name} ${kind}`).toBeUndefined()
        expect(outcome.records.map((one) => one.shape), `${name} ${kind}`).toEqual(shapes)
      }
    }
  })
})

describe('broken files', () => {
  it('are told apart, each with the file name', async () => {
    const web = await readText('<!DOCTYPE html><html><body>Papers</body></html>', 'web.json')
    expect(web.error?.message).toMatch(/web\.json is a web page/)
    expect((await readText('', 'empty.jsonl')).error?.message).toMatch(/empty\.jsonl is empty/)
    expect((await readText('  \n \n', 'blank.jsonl')).error?.message).toMatch(/is empty/)
    expect((await readText(Buffer.alloc(5000), 'zero.jsonl')).error?.message).toMatch(/zero bytes/)
    expect((await readText(Buffer.from(Array.from({ length: 9000 }, (_, i) => (i * 7919) % 256)), 'noise.bin')).error?.message).toMatch(/not a text file/)
    expect((await readText('Dear diary, today I read nothing.\n')).error?.message).toMatch(/no format/)
    expect((await readText(Buffer.from('\ufeff{"title":"x"}', 'utf16le'))).error?.message).toMatch(/UTF-16/)
    expect((await readText('PK\u0003\u0004rest')).error?.message).toMatch(/zip/)
    expect((await readText('<svg xmlns="http://www.w3.org/2000/svg"><title>error</title></svg>')).error?.message).toMatch(/no Atom entries/)
    expect((await readAll(join(dir, 'missing.jsonl'))).error?.message).toMatch(/missing\.jsonl does not exist/)
    expect((await readAll(dir)).error?.message).toMatch(/is a folder/)
    expect((await readText(gzipSync(''), 'empty.gz')).error?.message).toMatch(/is empty/)
  })

  it('gives what is good before a compressed content breaks off', async () => {
    const lines = Array.from({ length: 5000 }, (_, i) => line(`20${String((i % 12) + 1).padStart(2, '0')}.${String(10_000 + i)}`)).join('')
    const whole = gzipSync(lines)
    const cut = await readText(whole.subarray(0, Math.floor(whole.length * 0.7)), 'cut.jsonl.gz')
    expect(cut.error?.code).toBe('broken-file')
    expect(cut.error?.message).toMatch(/cut\.jsonl\.gz is cut short/)
    expect(cut.records.length).toBeGreaterThan(2500)
    expect(cut.records.length).toBeLessThan(5000)
    expect(cut.rejected).toEqual([])

    const damaged = Buffer.from(whole)
    damaged.fill(0x55, Math.floor(whole.length * 0.8), Math.floor(whole.length * 0.8) + 40)
    const damagedOutcome = await readText(damaged, 'damaged.jsonl.gz')
    expect(damagedOutcome.error?.message).toMatch(/is damaged/)
  })

  it('reads gzip members in a row as one content', async () => {
    const outcome = await readText(Buffer.concat([gzipSync(line('2001.00001')), gzipSync(line('2001.00002'))]))
    expect(outcome.error).toBeUndefined()
    expect(outcome.records.map((one) => (one.value as { id: string }).id)).toEqual(['2001.00001', '2001.00002'])
  })

  it('says that a JSON document or an XML document breaks off, after its whole records', async () => {
    const json = await readText(`[\n${line('2001.00001')},\n{"id":"2001.0000`)
    expect(json.records).toHaveLength(1)
    expect(json.error?.message).toMatch(/breaks off inside the JSON that begins in line 4/)
    const xml = readFileSync(join(SAMPLES, 'oai-raw.xml'), 'utf8')
    const cut = await readText(xml.slice(0, xml.indexOf('<header status')))
    expect(cut.records).toHaveLength(1)
    expect(cut.error?.message).toMatch(/breaks off in line/)
  })

  it('stops when it is told to', async () => {
    const stop = new AbortController()
    stop.abort()
    const path = join(dir, 'stop.jsonl')
    writeFileSync(path, line('2001.00001'))
    expect((await readAll(path, { signal: stop.signal })).error?.message).toMatch(/interrupted/)
  })

  it.skipIf(process.platform !== 'linux')('closes the file whether it is read to its end, left early or not understood', async () => {
    const open = () => readdirSync('/proc/self/fd').length
    const path = join(dir, 'left.jsonl')
    writeFileSync(path, line('2001.00001').repeat(50_000))
    const other = join(dir, 'other.txt')
    writeFileSync(other, 'Dear diary\n'.repeat(100_000))
    await readAll(path)
    const before = open()
    for (let i = 0; i < 5; i++) {
      for await (const batch of readFile(path)) if (batch.length > 0) break
      await readAll(other)
    }
    // Closing is handed to another thread.
    await expect.poll(open).toBeLessThanOrEqual(before)
  })

  it('tells how far it is in bytes of the file on disk', async () => {
    const content = gzipSync(Array.from({ length: 2000 }, (_, i) => line(`2001.${10_000 + i}`, `Title ${i * 7919}`)).join(''))
    const path = join(dir, 'bytes.gz')
    writeFileSync(path, content)
    const seen: number[] = []
    await readAll(path, { onBytes: (bytes) => seen.push(bytes) })
    expect(seen.at(-1)).toBe(content.length)
    expect([...seen].sort((a, b) => a - b)).toEqual(seen)
  })
})

describe('bad records in good files', () => {
  it('rejects a line of 10 MB by its number and reads on', async () => {
    const outcome = await readText(line('2001.00001') + `{"title":"${'x'.repeat(10 * 1024 * 1024)}"}\n` + line('2001.00002'))
    expect(outcome.records).toHaveLength(2)
    expect(outcome.rejected).toEqual([{ file: join(dir, 'x.dat'), line: 2, reason: 'the line is longer than 8 MB' }])
    const first = await readText(`{"title":"${'x'.repeat(10 * 1024 * 1024)}"}\n` + line('2001.00002'))
    expect(first.records).toHaveLength(1)
    expect(first.rejected[0]?.line).toBe(1)
  })

  it('keeps records with NUL bytes and broken UTF-8 when they are still JSON', async () => {
    const nul = Buffer.from(line('2001.00001', 'A ti\u0000tle'))
    const broken = Buffer.from(line('2001.00002', 'A title with @ in it'))
    broken[broken.indexOf('@')] = 0xff
    const outcome = await readText(Buffer.concat([nul, broken, Buffer.from('{"title": "half\n'), Buffer.from('nonsense\n[1]\n"text"\nnull\n{"a":1}\n')]))
    expect(outcome.records.map((one) => (one.value as { title: string }).title)).toEqual(['A ti tle', 'A title with \ufffd in it'])
    expect(outcome.rejected.map((one) => [one.line, one.reason])).toEqual([
      [3, 'is not whole JSON: it breaks off'],
      [4, 'is not JSON'],
      [5, 'a number is not a paper'],
      [6, 'a string is not a paper'],
      [7, 'null is not a paper'],
      [8, 'is JSON, but not a paper: it has no title'],
    ])
  })

  it('survives JSON that nests a million deep and keys that reach for prototypes', async () => {
    const deep = `{"title":"deep","x":${'['.repeat(1_000_000)}${']'.repeat(1_000_000)}}\n`
    const evil = '{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}},"title":"An evil title"}\n'
    const outcome = await readText(line('2001.00001') + deep + evil)
    expect(outcome.records.length + outcome.rejected.length).toBe(3)
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined()
  })

  it('refuses XML that declares entities, without expanding one', async () => {
    const bomb = `<?xml version="1.0"?><!DOCTYPE feed [<!ENTITY a "aaaaaaaaaa">${Array.from({ length: 20 }, (_, i) => `<!ENTITY a${i} "${`&a${i - 1};`.repeat(10)}">`).join('')}]><feed><entry><title>&a19;</title></entry></feed>`
    const outcome = await readText(bomb)
    expect(outcome.records).toEqual([])
    expect(outcome.error?.message).toMatch(/declares XML entities/)
    const outside = await readText('<?xml version="1.0"?><!DOCTYPE feed [<!ENTITY x SYSTEM "file:///etc/passwd">]><feed><entry><title>&x;</title></entry></feed>')
    expect(outside.error?.message).toMatch(/declares XML entities/)
  })

  it('limits the depth and size of XML', async () => {
    const deep = await readText(`<feed>${'<a>'.repeat(200_000)}`)
    expect(deep.error?.message).toMatch(/nests more than/)
    const large = await readText(`<feed><entry><title>x</title>${`<b>${'y'.repeat(1000)}</b>`.repeat(9000)}</entry><entry><id>http://arxiv.org/abs/2001.00001</id></entry></feed>`)
    expect(large.rejected.map((one) => one.reason)).toEqual(['the record is longer than 8 MB'])
    expect(large.records).toHaveLength(1)
    const endless = await readText(`<feed><entry title="${'y'.repeat(20 * 1024 * 1024)}`)
    expect(endless.error?.message).toMatch(/more than 8 MB/)
  })

  it('reads pages of a harvest joined in one file', async () => {
    const page = readFileSync(join(SAMPLES, 'oai-raw.xml'), 'utf8')
    const outcome = await readText(page + page + readFileSync(join(SAMPLES, 'oai-arxiv.xml'), 'utf8'))
    expect(outcome.error).toBeUndefined()
    expect(outcome.records).toHaveLength(3)
    expect(outcome.records[1]!.line).toBe(outcome.records[0]!.line + page.split('\n').length - 1)
  })

  it('reads BibTeX in Windows-1252 and with every entry on one line', async () => {
    const outcome = await readText(Buffer.from('@article{a, title={Über x}, year=2001} @article(b, title="Second (one)", year=2002)\n@book{c,title={Third}}', 'latin1'))
    expect(outcome.rejected).toEqual([])
    expect(outcome.records.map((one) => (one.value as { _bibtex: { title: string } })._bibtex.title)).toEqual(['Über x', 'Second (one)', 'Third'])
  })
})

describe('wild input', () => {
  const samples = readdirSync(SAMPLES).map((name) => readFileSync(join(SAMPLES, name)))

  it('random bytes end in records, rejections or a broken file', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), fc.constantFrom('', '{"', '[{', '<feed>', '@article{', 'TY  - JOUR\n', '\u001f\u008b', 'Daily Papers\n\n'), async (bytes, start) => {
        const outcome = await readText(Buffer.concat([Buffer.from(start, 'latin1'), bytes]))
        // readAll lets everything through that is not a BroadsheetError.
        expect(outcome.error?.code ?? 'broken-file').toBe('broken-file')
      }),
      { numRuns: 300 },
    )
  })

  it('mutated samples end so too', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...samples), fc.array(fc.tuple(fc.nat(), fc.nat(255), fc.constantFrom('set', 'cut', 'repeat')), { minLength: 1, maxLength: 8 }), async (sample, changes) => {
        let bytes = Buffer.from(sample)
        for (const [where, value, how] of changes) {
          const at = where % Math.max(1, bytes.length)
          if (how === 'set') bytes[at] = value
          else if (how === 'cut') bytes = Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + value)])
          else bytes = Buffer.concat([bytes.subarray(0, at), bytes.subarray(Math.max(0, at - value), at), bytes.subarray(at)])
        }
        const { error } = await readText(bytes)
        expect(error?.code ?? 'broken-file').toBe('broken-file')
      }),
      { numRuns: 400 },
    )
  })
})

const DATA = process.env['BROADSHEET_TEST_DATA'] ?? join(import.meta.dirname, '../../../../shared/data')
const hasData = (() => {
  try {
    return readdirSync(join(DATA, 'hf-pages')).length > 0
  } catch {
    return false
  }
})()

describe.skipIf(!hasData)(`real files${hasData ? '' : ' (skipped: the folder of real data is not here)'}`, () => {
  it('finds the 408 papers of the saved pages, title and abstract each', async () => {
    const outcomes = await Promise.all(readdirSync(join(DATA, 'hf-pages')).filter((name) => name.endsWith('.txt')).map((name) => readAll(join(DATA, 'hf-pages', name))))
    const papers = outcomes.flatMap((one) => one.records.map((record) => record.value as { title: string; abstract: string }))
    expect(papers).toHaveLength(408)
    expect(new Set(papers.map((one) => one.title)).size).toBe(333)
    expect(papers.filter((one) => one.abstract.length < 200)).toEqual([])
    expect(papers.filter((one) => one.title.length > 200 || one.title.startsWith('Subscribe'))).toEqual([])
  })

  it('reads a month of daily answers', async () => {
    const outcome = await readAll(join(DATA, 'hf-daily', '2024-05.jsonl.gz'))
    expect(outcome.error).toBeUndefined()
    expect(outcome.rejected).toEqual([])
    expect(new Set(outcome.records.map((one) => one.shape))).toEqual(new Set(['huggingface-entry']))
    expect(basename(outcome.records[0]!.file)).toBe('2024-05.jsonl.gz')
  })
})
