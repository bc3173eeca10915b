import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { fakeEditions, fakeEntry, fakePaper } from '../api/fake-editions.test-helper.ts'
import type { Config } from '../config/config.ts'
import type { Entry } from '../edition/edition.ts'
import type { ImportReport } from '../ingest/ingest.ts'
import { BroadsheetError } from '../paper/errors.ts'
import { runCli } from './cli.ts'
import { emptyReport, fakeInstance } from './fake-instance.test-helper.ts'
import { fakeTerminal } from './fake-terminal.test-helper.ts'
import type { FakeTerminal } from './fake-terminal.test-helper.ts'

interface Setting {
  entries?: Entry[]
  instance?: Omit<Parameters<typeof fakeInstance>[0], 'editions'>
  terminal?: FakeTerminal
  env?: Record<string, string>
  openFails?: unknown
}

/** Runs words as the shell would hand them over (one blank between two words). */
async function run(words: string | string[], setting: Setting = {}) {
  const terminal = setting.terminal ?? fakeTerminal()
  const editions = fakeEditions(setting.entries)
  const instance = fakeInstance({ editions, ...setting.instance })
  const opened: { config: Config; mode: string }[] = []
  const code = await runCli(['node', 'broadsheet', ...(typeof words === 'string' ? words.split(' ') : words)], {
    open: async (config, mode) => {
      opened.push({ config, mode })
      if (setting.openFails !== undefined) throw setting.openFails
      return instance
    },
    openIndex: () => Promise.reject(new Error('no index here')),
    version: '1.2.3',
    env: { BROADSHEET_DATA: '/nowhere/of/this/test', ...setting.env },
    terminal,
    clock: { now: () => Date.UTC(2024, 9, 18, 12) },
  })
  expect(terminal.printed.exitCode).toBe(code)
  return { code, ...terminal.printed, calls: editions.calls, done: instance.done, opened }
}

const json = (text: string): unknown => JSON.parse(text)

describe('search', () => {
  it('prints the stable shape as JSON', async () => {
    const { code, out, err, calls, done, opened } = await run('search examples of things --json --limit 2')
    expect([code, err, done, opened[0]?.mode]).toEqual([0, '', ['closed'], 'read'])
    expect(json(out)).toMatchObject({
      query: 'examples of things',
      total: 3,
      tookMs: 1.25,
      hits: [
        { id: '2410.00000', title: 'On the making of examples, part 0', score: 1 },
        { id: '2410.00001', score: 0.5 },
      ],
    })
    expect(calls).toEqual([['search', expect.objectContaining({ query: 'examples of things', pageSize: 2, mode: 'both' })]])
  })

  it('hands on filters, and words with one dash as words', async () => {
    const { calls } = await run('search graph -neural -hat --category cs.LG --venue ICML --after 2024 --before 2024-10-18 --mode words')
    expect(calls).toEqual([
      ['search', { query: 'graph -neural -hat', category: 'cs.LG', venue: 'ICML', after: '2024', before: '2024-10-18', mode: 'words', span: undefined, verbatim: undefined, fold: true, page: 0, pageSize: 10 }],
    ])
    expect((await run('search graph --day 2024-W42 --verbatim')).calls).toEqual([['search', expect.objectContaining({ span: '2024-W42', verbatim: true })]])
  })

  it('reads a long query from standard input or a file', async () => {
    const abstract = `@article{x,\n title = {On examples}\n} ${'examples '.repeat(300)}`.trim()
    const queryOf = ({ calls }: { calls: [string, ...unknown[]][] }) => (calls[0]![1] as { query: string }).query
    expect(queryOf(await run('search -', { terminal: fakeTerminal({ input: [abstract.slice(0, 50), abstract.slice(50)] }) }))).toBe(abstract)
    expect(queryOf(await run('search - examples', { terminal: fakeTerminal({ input: ['nothing'] }) }))).toBe('- examples')
    const folder = mkdtempSync(join(tmpdir(), 'broadsheet-query-'))
    writeFileSync(join(folder, 'q.bib'), `\ufeff${abstract}\n`)
    expect(queryOf(await run(['search', '--file', join(folder, 'q.bib')]))).toBe(abstract)
    writeFileSync(join(folder, 'long.txt'), 'x'.repeat(1_000_000))
    expect(queryOf(await run(['search', '--file', join(folder, 'long.txt')])).length).toBeLessThan(70_000)
    writeFileSync(join(folder, 'empty.txt'), ' \n')
    for (const [words, sentence] of [
      [['search', '--file', join(folder, 'empty.txt')], /empty\.txt holds no query/],
      [['search', '--file', join(folder, 'nothing.txt')], /cannot be read/],
      [['search', '--file', folder], /cannot be read/],
      [['search', '-'], /Standard input holds no query/],
      [['search', 'x', '--file', join(folder, 'q.bib')], /either as words or in a file/],
    ] as const) {
      expect(await run([...words])).toMatchObject({ code: 1, out: '', calls: [], err: expect.stringMatching(sentence) })
    }
  })

  it('says why each hit was found, where it was found too, and the numbers when asked', async () => {
    const explanation = { signals: { words: 8.5, meaning: 0.41 }, terms: { words: 0.6, meaning: 0.2, company: 0.1, unheardOf: 0 } }
    const entries = [fakeEntry(0, { explanation, copies: [fakePaper(7)], reasons: [{ kind: 'phrase', text: 'the exact phrase in the title' }, { kind: 'meaning', text: 'close in meaning' }] })]
    const plain = (await run('search x', { entries })).out
    expect(plain).toContain('the exact phrase in the title; close in meaning\n')
    expect(plain).toContain('2410.00000, and as 2410.00007\n')
    expect(plain).not.toContain('8.5')
    const explained = (await run('search x --explain', { entries })).out
    expect(explained).toContain('score 1.000: the exact phrase in the title; close in meaning\n')
    expect(explained).toContain('score from words 0.600, meaning 0.200, near the best hits 0.100, unheardOf 0.000\n')
    expect(explained).toContain('measured: words (BM25) 8.500, meaning (cosine) 0.410\n')
    expect(json((await run('search x --explain --json', { entries })).out)).toMatchObject({ hits: [{ explanation, copies: [{ id: '2410.00007' }], reasons: [{ kind: 'phrase' }, { kind: 'meaning' }] }] })
  })

  it('says what else may have been meant', async () => {
    const editions = (used: boolean) => {
      const fake = fakeEditions()
      return { ...fake, search: async (request: Parameters<typeof fake.search>[0]) => ({ ...(await fake.search(request)), didYouMean: { query: 'graph\u001b[31m', used } }) }
    }
    expect((await run('search grahp', { instance: { editions: editions(false) } as never })).err).toBe('Did you mean: graph [31m?\n')
    expect((await run('search grahp', { instance: { editions: editions(true) } as never })).err).toMatch(/^Nothing was found as written; these are for: graph \[31m\. --verbatim/)
  })

  it('is readable, wrapped and explained on a terminal', async () => {
    const paper = fakePaper(1, { title: `A long title of $\\ell_p$ norms ${'again and '.repeat(12)}again` })
    const { out } = await run('search x --explain', { entries: [fakeEntry(1, { paper })], terminal: fakeTerminal({ columns: 60 }) })
    expect(out).not.toContain('\\ell')
    expect(out).toContain('score 0.500: has the words')
    expect(Math.max(...out.split('\n').map((line) => line.length))).toBeLessThanOrEqual(60)
    expect(out).toContain('\n   2410.00001\n')
  })

  it('says why nothing was found, which is no error', async () => {
    const { code, out } = await run('search x', { entries: [] })
    expect([code, out]).toEqual([0, 'Nothing is listed on this day.\n'])
  })

  it.each([
    ['--limit 0', /--limit must be a whole number from 1 to 500/],
    ['--limit many', /--limit/],
    ['--mode magic', /--mode must be both, words, meaning/],
    ['--after 2024-13-45', /--after must be a date that exists/],
    ['--before 2023-02-29', /--before/],
  ])('refuses %s with a sentence', async (words, sentence) => {
    const { code, out, err, calls } = await run(`search x ${words}`)
    expect([code, out, calls]).toEqual([1, '', []])
    expect(err).toMatch(sentence)
    expect(err.trim().split('\n')).toHaveLength(1)
  })
})

describe('hostile text', () => {
  const nasty = 'Red \u001b[31malert\u001b]0;owned\u0007 \u009b2J \u202egnp.exe\u2066 \u0000 \r\n fin \ud800'
  const entries = [
    fakeEntry(0, {
      paper: fakePaper(0, { title: nasty, abstract: nasty, venue: nasty, authors: [{ name: nasty }], categories: [nasty], comment: nasty, keywords: [nasty] }),
      reasons: [{ kind: 'words', text: nasty }],
    }),
    fakeEntry(1, { paper: fakePaper(1, { title: nasty }) }),
  ]
  const obeyed = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/
  it.each(['search x --explain', 'search x --explain --json', 'day', 'day --json', 'show 2410.00000', 'show 2410.00000 --json', 'similar 2410.00000', `show ${nasty}`])(
    '%# never reaches the terminal as anything but letters',
    async (words) => {
      for (const terminal of [fakeTerminal(), fakeTerminal({ columns: 50 })]) {
        const { out, err } = await run(words.split(' '), { entries, terminal })
        expect(out + err).not.toBe('')
        expect(out + err).not.toMatch(obeyed)
      }
    },
  )
})

describe('colour', () => {
  it('is for terminals only', async () => {
    expect((await run('day', { terminal: fakeTerminal({ columns: 80, colour: true }) })).out).toContain('\u001b[1m')
    expect((await run('day', { terminal: fakeTerminal({ columns: 80 }) })).out).not.toContain('\u001b')
  })
})

describe('day', () => {
  it.each([
    ['day', 'front', []],
    ['day today', 'day', ['2024-10-18']],
    ['day 2024-10-01', 'day', ['2024-10-01']],
    ['day 2024-W42', 'week', ['2024-W42']],
    ['day 2024-10', 'month', ['2024-10']],
  ])('%s asks for %s', async (words, call, args) => {
    const { calls, out } = await run(`${words} --category cs.LG --json`)
    expect(calls).toEqual([[call, ...args, expect.objectContaining({ category: 'cs.LG', pageSize: 50 })]])
    expect(json(out)).toMatchObject({ ledger: '3 papers held, from Hugging Face.', total: 3, papers: [{ id: '2410.00000', upvotes: 40 }, {}, {}] })
  })

  it('shows the ledger line, the papers and how many more there are', async () => {
    const { out } = await run('day 2024-10-18 --limit 1')
    expect(out).toMatch(/^The day 2024-10-18\n/)
    expect(out).toContain('3 papers held, from Hugging Face.\n')
    expect(out).toContain('1  On the making of examples, part 0\n   Ada Example, Bo Sample · 2024-10-17 · cs.LG stat.ML · 40 upvotes\n   2410.00000\n')
    expect(out).toContain('and 2 more: --limit 3')
  })

  it('says why a day is empty', async () => {
    expect(await run('day 2024-10-19', { entries: [] })).toMatchObject({ code: 0, out: expect.stringContaining('Nothing is listed on this day.') })
  })

  it('refuses a day that does not exist', async () => {
    expect(await run('day 2024-13-45')).toMatchObject({ code: 1, calls: [], err: expect.stringContaining('2024-10-18, 2024-W42, 2024-10 or today') })
  })
})

describe('show and similar', () => {
  it('shows all that is held of a paper', async () => {
    const paper = fakePaper(0, {
      venue: 'ICML',
      versions: [{ number: 1, submittedAt: '2024-10-17T10:00:00Z' }, { number: 2 }],
      links: [{ kind: 'code', url: 'https://example.org/code' }],
      identifiers: [{ scheme: 'arxiv', value: '2410.00000' }, { scheme: 'doi', value: '10.1/x' }],
    })
    const { out } = await run('show 2410.00000', { entries: [fakeEntry(0, { paper })] })
    for (const part of ['ICML', 'v1 2024-10-17, v2', 'https://example.org/code', 'doi 10.1/x', 'https://arxiv.org/abs/2410.00000', 'Examples are made.']) expect(out).toContain(part)
  })

  it('prints JSON without the store\'s own number', async () => {
    const shown = json((await run('show 2410.00000 --json')).out)
    expect(shown).toMatchObject({ id: '2410.00000', abstract: 'Examples are made. We make some.', days: [{ day: '2024-10-18' }] })
    expect(shown).not.toHaveProperty('key')
  })

  it('lists similar papers', async () => {
    const { out, calls } = await run('similar 2410.00000 --limit 1 --json')
    expect(json(out)).toMatchObject({ id: '2410.00000', similar: [{ id: '2410.00001', score: 0.5 }] })
    expect(calls).toEqual([['similar', '2410.00000', { limit: 1, side: undefined }]])
    expect((await run('similar 2410.00000 --newer')).calls).toEqual([['similar', '2410.00000', { limit: 10, side: 'newer' }]])
    expect((await run('similar 2410.00000 --older')).calls).toEqual([['similar', '2410.00000', { limit: 10, side: 'older' }]])
    expect(await run('similar 2410.00000 --older --newer')).toMatchObject({ code: 1, calls: [], err: expect.stringContaining('not both') })
  })

  it.each(['show 9999.1', 'similar 9999.1', 'show 9999.1 --json'])('%s ends with a sentence and 1', async (words) => {
    expect(await run(words)).toMatchObject({ code: 1, out: '', err: 'broadsheet: No paper with the id 9999.1 is held here.\n', done: ['closed'] })
  })

  it.each(['show 2410.99999v2', 'similar arXiv:2410.99999', 'export 2410.99999', 'export /papers/2410.99999'])('%s says how to bring in what can be brought in', async (words) => {
    expect(await run(words)).toMatchObject({ code: 1, out: '', err: expect.stringMatching(/^broadsheet: No paper with the id \S+ is held here\. `broadsheet submit 2410\.99999` brings it in\.\n$/), done: ['closed'] })
  })
})

describe('import', () => {
  const report: ImportReport = { ...emptyReport, read: 408, added: 333, unchanged: 75 }

  it('reports what went in', async () => {
    const { code, out, err, done, opened } = await run('import a.txt -', { instance: { report } })
    expect([code, err, done, opened[0]?.mode]).toEqual([0, '', ['import a.txt -', 'closed'], 'write'])
    expect(out).toMatch(/^Read 408 papers in [\d.]+ s: 333 added, 0 updated, 75 unchanged\.\n$/)
  })

  it('prints the stable shape as JSON', async () => {
    const rejected = [{ file: 'a.txt', line: 7, reason: 'no title' }]
    const { out } = await run('import a.txt --json', { instance: { report: { ...report, rejected } } })
    expect(json(out)).toMatchObject({ read: 408, added: 333, updated: 0, unchanged: 75, rejected, broken: [], interrupted: false })
  })

  it('names the first twenty rejected records, then counts', async () => {
    const rejected = Array.from({ length: 25 }, (_, index) => ({ file: 'a\u001b.txt', line: index + 1, reason: 'no title' }))
    const { code, err } = await run('import a', { instance: { report: { ...report, rejected, rejectedMore: 1000 } } })
    expect(code).toBe(0)
    expect(err).toContain('a .txt:20: no title\n… and 1,005 more rejected.\n')
    expect(err).not.toContain(':21:')
  })

  it('ends with 1 for a broken file, and when nothing could be read', async () => {
    const broken = [{ file: 'b.gz', reason: 'ends in the middle' }]
    expect(await run('import b.gz', { instance: { report: { ...report, broken } } })).toMatchObject({ code: 1, err: 'b.gz: ends in the middle\n', out: expect.stringContaining('333 added') })
    expect(await run('import c', { instance: { report: emptyReport } })).toMatchObject({ code: 1, err: expect.stringContaining('Nothing in these files') })
  })

  it('stops between batches at Ctrl-C, at once at the second', async () => {
    const terminal = fakeTerminal()
    const { code, err, exitedNow, done } = await run('import a', {
      terminal,
      instance: {
        report: async ({ signal }) => {
          terminal.interrupt()
          expect(terminal.printed.exitedNow).toBeUndefined()
          terminal.interrupt()
          return { ...report, interrupted: signal?.aborted === true }
        },
      },
    })
    expect([code, exitedNow, done.at(-1)]).toEqual([130, 130, 'closed'])
    expect(err).toMatch(/^Stopping after the batch under way …\n.*What went in stays in/)
  })
})

describe('serve', () => {
  async function serveUntilStopped(words: string, env: Record<string, string> = {}) {
    const terminal = fakeTerminal()
    const running = run(words, { terminal, env })
    while (terminal.printed.out === '' && terminal.printed.err === '') await new Promise((resolve) => setImmediate(resolve))
    terminal.interrupt()
    return running
  }

  it('fills the shelf, says one line, and ends in order', async () => {
    const { code, out, err, done, opened } = await serveUntilStopped('serve --port 9000')
    expect([code, err, done]).toEqual([0, '', ['fillShelf', 'serve', 'server closed', 'closed']])
    expect(out).toBe('Broadsheet is at http://localhost:8765 (papers in /nowhere/of/this/test; Ctrl-C stops it)\n')
    expect(opened[0]).toMatchObject({ mode: 'serve', config: { port: 9000 } })
  })

  it('leaves the shelf alone when told so', async () => {
    const { out, done } = await serveUntilStopped('serve --json', { BROADSHEET_SHELF: '0' })
    expect(done).not.toContain('fillShelf')
    expect(json(out)).toMatchObject({ url: 'http://localhost:8765', port: 8765 })
  })
})

describe('reindex, clear-shelf, doctor', () => {
  it('reindexes', async () => {
    expect(await run('reindex')).toMatchObject({ code: 0, out: 'Indexed 3 papers in 1.2 s.\n', done: ['reindex', 'closed'] })
    expect(json((await run('reindex --json')).out)).toEqual({ papers: 3, tookMs: 1200 })
  })

  it('clears the shelf', async () => {
    expect((await run('clear-shelf', { instance: { shelf: 333 } })).out).toBe('Took the starter shelf out: 333 papers.\n')
    expect((await run('clear-shelf')).out).toBe('No starter shelf is here.\n')
  })

  it('finds an instance in order, or not', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'broadsheet-doctor-'))
    const sound = await run(['doctor', '--data', folder])
    expect([sound.code, sound.err, sound.done]).toEqual([0, '', ['closed']])
    expect(sound.out).toMatch(/ok {5}Node\.js +\d+.*\nok {5}data folder .*\nok {5}database +sound\n/)

    const doctor = { checks: [{ name: 'index', ok: false, detail: 'is damaged' }] }
    const bad = await run(['doctor', '--json', '--data', folder], { instance: { doctor } })
    expect(bad.code).toBe(1)
    expect(json(bad.out)).toMatchObject({ ok: false, checks: [{ name: 'Node.js', ok: true }, { name: 'data folder', ok: true }, { name: 'index', ok: false }] })

    const locked = await run(['doctor', '--data', folder], { openFails: new BroadsheetError('busy', 'Another Broadsheet holds it.') })
    expect([locked.code, locked.out]).toEqual([1, expect.stringContaining('WRONG  opening      Another Broadsheet holds it.')])
  })

  it('opens nothing where there is nothing, and complains of a file in the place of the folder', async () => {
    expect(await run('doctor')).toMatchObject({ code: 0, opened: [], out: expect.stringContaining('not there yet') })
    const file = join(mkdtempSync(join(tmpdir(), 'broadsheet-doctor-')), 'file')
    writeFileSync(file, '')
    expect(await run(['doctor', '--data', file])).toMatchObject({ code: 1, out: expect.stringContaining('is not a folder') })
  })
})

describe('words', () => {
  it.each([
    ['--data /some/where day'],
    ['day --data /some/where'],
    ['day today --data=/some/where'],
    ['--json day --data /some/where'],
    ['search x --data /some/where'],
  ])('%s: global options stand before or after the command', async (words) => {
    expect((await run(words)).opened[0]?.config.dataDir).toBe('/some/where')
  })

  it.each([
    ['brew', /unknown command 'brew'/],
    ['day --brew', /unknown option '--brew'/],
    ['search x --brew', /unknown option '--brew'/],
    ['search', /missing required argument 'query'/],
    ['similar 2410.00000 --new', /unknown option '--new'/],
    ['day 2024-10-18 more', /but got 2\. `broadsheet --help`/],
    ['import', /missing required argument 'files'/],
    ['show a b', /too many arguments/],
    ['--data', /argument missing/],
    ['day \u001b[31m \u001b[0m', /too many arguments/],
  ])('%s is not understood: a sentence and 2', async (words, sentence) => {
    const { code, out, err, opened } = await run(words)
    expect([code, out, opened]).toEqual([2, '', []])
    expect(err).toMatch(sentence)
    expect(err).toMatch(/^broadsheet: [^\n\u001b]*\n$/)
  })

  it('helps and tells its version', async () => {
    expect(await run('--help')).toMatchObject({ code: 0, err: '', out: expect.stringContaining('clear-shelf') })
    expect(await run('search --help')).toMatchObject({ code: 0, out: expect.stringMatching(/--explain[\s\S]*--data <dir>/) })
    expect(await run('--version')).toMatchObject({ code: 0, out: '1.2.3\n' })
    expect(await run([])).toMatchObject({ code: 2, out: '', err: expect.stringContaining('Usage: broadsheet') })
  })
})

describe('errors', () => {
  it('are one sentence; the cause is for BROADSHEET_LOG=debug', async () => {
    const openFails = new BroadsheetError('unavailable', 'The database is down.', { cause: new Error('ECONNREFUSED') })
    expect(await run('day', { openFails })).toMatchObject({ code: 1, out: '', err: 'broadsheet: The database is down.\n' })
    const debug = await run('day', { openFails, env: { BROADSHEET_LOG: 'debug' } })
    expect(debug.err).toContain('ECONNREFUSED')
  })

  it('do not say what nobody foresaw', async () => {
    const { code, err } = await run('day', { openFails: new TypeError('x is not a function') })
    expect([code, err]).toEqual([1, 'broadsheet: Something went wrong inside Broadsheet; the log has the cause.\n'])
  })

  it('of the configuration name what is wrong', async () => {
    expect(await run('serve --port 99999')).toMatchObject({ code: 1, err: 'broadsheet: --port must be a whole number from 0 to 65535.\n', opened: [] })
  })
})
