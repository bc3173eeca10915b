import { PassThrough } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { fakeEditions } from '../../api/fake-editions.test-helper.ts'
import type { FetchProgress, FetchReport, FetchRequest } from '../../ingest/fetch/fetch-now.ts'
import { BroadsheetError } from '../../paper/errors.ts'
import { runCli } from '../cli.ts'
import { fakeInstance } from '../fake-instance.test-helper.ts'
import { fakeTerminal, type FakeTerminal } from '../fake-terminal.test-helper.ts'

const NOTHING: FetchReport = { added: 0, updated: 0, unchanged: 0, rejected: 0, requests: 0, failed: [], later: [], interrupted: false }
type Fetch = (request: FetchRequest, options: { onProgress?: (progress: FetchProgress) => void; signal?: AbortSignal }) => Promise<FetchReport>

async function run(words: string, fetched: Partial<FetchReport> | Fetch = {}, terminal: FakeTerminal = fakeTerminal()) {
  const instance = fakeInstance({ editions: fakeEditions() })
  const requests: FetchRequest[] = []
  const modes: string[] = []
  const code = await runCli(['node', 'broadsheet', ...words.split(' ')], {
    open: async (_config, mode) => {
      modes.push(mode)
      return {
        ...instance,
        fetchNow: async (request, options) => {
          requests.push(request)
          return typeof fetched === 'function' ? fetched(request, options) : { ...NOTHING, ...fetched }
        },
      }
    },
    openIndex: () => Promise.reject(new Error('no index here')),
    env: { BROADSHEET_DATA: '/nowhere/of/this/test' },
    terminal,
    clock: { now: () => Date.UTC(2024, 9, 18, 12) },
  })
  expect(terminal.printed.exitCode).toBe(code)
  return { code, ...terminal.printed, requests, modes, done: instance.done }
}

/** A terminal that somebody looks at, and what is drawn on it. */
function watched(): { terminal: FakeTerminal; drawn: () => string } {
  const stream = Object.assign(new PassThrough(), { isTTY: true, columns: 120, clearLine: () => true, cursorTo: () => true, moveCursor: () => true })
  let text = ''
  stream.on('data', (chunk: Buffer) => void (text += chunk.toString()))
  return { terminal: { ...fakeTerminal({ columns: 120 }), progressStream: stream as unknown as NodeJS.WriteStream }, drawn: () => text }
}

const step = (more: Partial<FetchProgress> = {}): FetchProgress => ({ label: 'arXiv', what: 'the feed of cs.LG', progress: 0.5, added: 1200, updated: 3, ...more })

describe('fetch', () => {
  it('hands on what is asked for', async () => {
    for (const [words, request] of [
      ['fetch', {}],
      ['fetch arxiv', { source: 'arxiv' }],
      ['fetch --from 2024-10-01', { from: '2024-10-01' }],
      ['fetch huggingface --from 2024-10-01 --to 2024-10-01', { source: 'huggingface', from: '2024-10-01', to: '2024-10-01' }],
      ['fetch openreview:ICLR.cc/2026/Conference', { source: 'openreview:ICLR.cc/2026/Conference' }],
    ] as const) {
      expect(await run(words)).toMatchObject({ code: 0, err: '', requests: [request], modes: ['write'], done: ['closed'] })
    }
  })

  it('says in a sentence what came', async () => {
    expect((await run('fetch', { requests: 1234, added: 5000, updated: 20, unchanged: 7, rejected: 0 })).out).toBe('1,234 requests: 5,000 papers added, 20 updated, 7 unchanged.\n')
    expect((await run('fetch', { requests: 1, rejected: 2 })).out).toBe('1 request: 0 papers added, 0 updated, 0 unchanged, 2 rejected.\n')
  })

  it('prints the stable shape as JSON, one line for a program, and complains beside it', async () => {
    const report = { ...NOTHING, added: 5, requests: 2, failed: [{ label: 'arXiv', sentence: 'There is no network.' }] }
    const { code, out, err } = await run('fetch --json', report)
    expect([code, JSON.parse(out), out.trim().split('\n').length]).toEqual([1, report, 1])
    expect(err).toContain('arXiv: There is no network.\n')
  })

  it('ends with 1 where a source gave up, names each, and says what to do', async () => {
    const { code, out, err } = await run('fetch', { added: 3, requests: 9, failed: [{ label: 'arXiv', sentence: 'arXiv is too busy to answer (status 503).' }, { label: 'Hugging Face', sentence: 'Another Broadsheet is fetching from it at this moment.' }] })
    expect(code).toBe(1)
    expect(out).toBe('9 requests: 3 papers added, 0 updated, 0 unchanged.\n')
    expect(err).toBe('arXiv: arXiv is too busy to answer (status 503).\nHugging Face: Another Broadsheet is fetching from it at this moment.\nWhat went in stays in; the same command goes on from there, or a running server does where the source is chosen.\n')
  })

  it('ends with 130 when it was stopped, and at once at the second Ctrl-C', async () => {
    const terminal = fakeTerminal()
    const { code, out, err, exitedNow } = await run('fetch', async (_request, { signal }) => {
      terminal.interrupt()
      expect(signal?.aborted).toBe(true)
      expect(terminal.printed.exitedNow).toBeUndefined()
      terminal.interrupt()
      return { ...NOTHING, added: 2, requests: 1, interrupted: true }
    }, terminal)
    expect([code, exitedNow]).toEqual([130, 130])
    expect(out).toBe('1 request: 2 papers added, 0 updated, 0 unchanged.\n')
    expect(err).toBe('Stopping after the answer under way …\nWhat went in stays in; the same command goes on from there, or a running server does where the source is chosen.\n')
    // Nobody listens any more.
    terminal.printed.exitedNow = undefined
    terminal.interrupt()
    expect(terminal.printed.exitedNow).toBeUndefined()
  })

  it.each([
    ['fetch --to 2024-10-18', '--to needs --from, the first day.'],
    ['fetch --from 2024-10-18 --to 2024-10-17', '--to lies before --from.'],
    ['fetch --from 2024-02-30', '--from must be a day that exists, such as 2024-10-18.'],
    ['fetch --from yesterday', '--from must be a day that exists, such as 2024-10-18.'],
    ['fetch --from 2024-10', '--from must be a day that exists, such as 2024-10-18.'],
    ['fetch --from 2024-10-01 --to 2024-10-32', '--to must be a day that exists, such as 2024-10-18.'],
    ['fetch --from 2024-10-01T00:00 --to 2024-10-02', '--from must be a day that exists, such as 2024-10-18.'],
  ])('%s is refused with a sentence, before anything is opened', async (words, sentence) => {
    expect(await run(words)).toMatchObject({ code: 1, out: '', err: `broadsheet: ${sentence}\n`, requests: [], modes: [] })
  })

  it('tells in a sentence what the instance refuses, and closes it', async () => {
    const refuse: Fetch = async () => {
      throw new BroadsheetError('bad-input', 'biorxiv is not among the chosen sources (arxiv); `broadsheet sources set` chooses.')
    }
    expect(await run('fetch biorxiv', refuse)).toMatchObject({ code: 1, out: '', err: 'broadsheet: biorxiv is not among the chosen sources (arxiv); `broadsheet sources set` chooses.\n', done: ['closed'] })
  })

  it('keeps what went wrong inside to itself', async () => {
    const { code, out, err } = await run('fetch', async () => {
      throw new Error('postgres://me:hunter2@db')
    })
    expect([code, out]).toEqual([1, ''])
    expect(err).not.toContain('hunter2')
  })
})

describe('progress', () => {
  const fetching: Fetch = async (_request, { onProgress }) => {
    onProgress?.(step())
    onProgress?.(step({ label: 'Hugging Face', what: 'waiting', progress: undefined, waitingUntil: Date.UTC(2024, 9, 18, 13, 5) }))
    return { ...NOTHING, requests: 2 }
  }

  it('is drawn on a terminal', async () => {
    const { terminal, drawn } = watched()
    expect((await run('fetch', fetching, terminal)).code).toBe(0)
    expect(drawn()).toMatch(/50%.*arXiv: the feed of cs\.LG.*1,200 new, 3 changed/s)
    expect(drawn()).toMatch(/Hugging Face: waiting until \d\d:\d\d/)
  })

  it('is drawn nowhere else', async () => {
    const { out, err } = await run('fetch', fetching)
    expect([out, err]).toEqual(['2 requests: 0 papers added, 0 updated, 0 unchanged.\n', ''])
  })

  it('ends with the first Ctrl-C', async () => {
    const { terminal, drawn } = watched()
    let before = ''
    await run('fetch', async (_request, { onProgress }) => {
      onProgress?.(step())
      terminal.interrupt()
      before = drawn()
      onProgress?.(step({ what: 'something else' }))
      return { ...NOTHING, interrupted: true }
    }, terminal)
    expect(drawn()).toBe(before)
    expect(drawn()).not.toContain('something else')
  })
})

describe('hostile text', () => {
  const nasty = 'Red \u001b[31malert\u001b]0;owned\u0007 \u009b2J \u202egnp.exe\u2066 \u0000 \r\n fin \ud800'
  const obeyed = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/

  it.each(['fetch', 'fetch --json'])('in a service’s sentences is made plain: %s', async (words) => {
    const { code, out, err } = await run(words, { failed: [{ label: nasty, sentence: nasty }] })
    expect(code).toBe(1)
    expect(out + err).toContain('fin')
    expect(out + err).not.toMatch(obeyed)
    expect(err.trimEnd().split('\n')).toHaveLength(2)
  })

  it('in what is being fetched is made plain on the terminal', async () => {
    const { terminal, drawn } = watched()
    await run('fetch', async (_request, { onProgress }) => {
      onProgress?.(step({ label: nasty, what: nasty }))
      return NOTHING
    }, terminal)
    expect(drawn()).toContain('gnp.exe')
    // The bar itself steers the cursor; nothing of the text may.
    expect(drawn()).not.toMatch(/\u001b\[31m|\u001b\]0;|\u009b|\u202e|\u2066|\u0007|\u0000/)
  })

  it.each([`fetch ${'\u001b[2J'}`, `fetch --from ${'\u001b[2J'}`])('%# in the words of the command is made plain', async (words) => {
    const refuse: Fetch = async ({ source }) => {
      throw new BroadsheetError('bad-input', `${source} is not among the chosen sources.`)
    }
    const { code, out, err } = await run(words, refuse)
    expect(code).toBe(1)
    expect(err).not.toBe('')
    expect(out + err).not.toMatch(obeyed)
  })
})
