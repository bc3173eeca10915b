import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it } from 'vitest'
import { fakeTerminal } from '../fake-terminal.test-helper.ts'
import { runCli } from '../cli.ts'

function start(words: string) {
  const terminal = fakeTerminal()
  const ended = runCli(['node', 'broadsheet', ...words.split(' ')], {
    open: () => Promise.reject(new Error('no instance here')),
    openIndex: () => Promise.reject(new Error('no index here')),
    env: { BROADSHEET_DATA: '/nowhere/of/this/test' },
    terminal,
    // a Wednesday, noon in New York
    clock: { now: () => Date.parse('2026-03-18T16:00:00Z') },
  })
  const started = async (): Promise<string> => {
    while (terminal.printed.out === '' && terminal.printed.err === '') await new Promise((resolve) => setTimeout(resolve, 5))
    return terminal.printed.out
  }
  return { terminal, ended, started }
}

describe('replay', () => {
  it('serves made-up days up to today, says how to point an instance at it, and who was impolite', async () => {
    const { terminal, ended, started } = start('replay --port 0 --days 5')
    const url = /BROADSHEET_SERVICES_URL=(http:\/\/localhost:\d+) /.exec(await started())![1]!
    const ask = async (path: string, name = 'test'): Promise<string> => (await fetch(`${url}${path}`, { headers: { 'user-agent': name } })).text()
    expect(await ask('/arxiv-feed/rss/cs.LG')).toMatch(/<pubDate>Wed, 18 Mar 2026 00:00:00 -0400<\/pubDate>[^]*<item>/)
    expect(JSON.parse(await ask('/huggingface/api/daily_papers?date=2026-03-18'))).not.toEqual([])
    expect(JSON.parse(await ask('/huggingface/api/daily_papers?date=2026-03-19'))).toEqual([])
    expect(JSON.parse(await ask('/huggingface/api/daily_papers?date=2026-03-12'))).toEqual([])
    await ask('/arxiv-feed/rss/cs.CL')
    terminal.interrupt()
    expect(await ended).toBe(0)
    expect(terminal.printed.err).toMatch(/^5 requests answered; 1 impolite\.\n.*\/arxiv-feed\/rss\/cs\.CL: \d+ ms after the request before it\n$/)
  })

  it('minds no haste with --fast, and goes wrong with --faults', async () => {
    const { terminal, ended, started } = start('replay --json --port 0 --days 3 --fast --faults')
    const { url } = JSON.parse(await started()) as { url: string }
    const statuses = new Set<number>()
    for (let count = 0; count < 40; count++) statuses.add(await fetch(`${url}/arxiv-feed/rss/cs.LG`, { headers: { 'user-agent': 'test' }, signal: AbortSignal.timeout(300) }).then(({ status }) => status, () => 0))
    terminal.interrupt()
    expect(await ended).toBe(0)
    expect(statuses.size).toBeGreaterThan(1)
    expect(terminal.printed.err).not.toContain('ms after')
  })

  it('says what is wrong: a port that is taken, a folder without days', async () => {
    const taken = createServer()
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve))
    const { port } = taken.address() as AddressInfo
    const one = start(`replay --port ${port} --days 1`)
    expect([await one.ended, one.terminal.printed.err]).toEqual([1, `broadsheet: Port ${port} cannot be listened on; choose another with --port.\n`])
    taken.close()
    const other = start('replay --recorded /nowhere/at/all')
    expect([await other.ended, other.terminal.printed.err]).toEqual([1, expect.stringContaining('/nowhere/at/all holds no days of Daily Papers that can be read')])
  })
})
