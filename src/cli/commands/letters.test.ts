import { expect, test } from 'vitest'
import { fakeEditions } from '../../../test/page/fake-editions.ts'
import { type LetterTally, noLetters, type SendLettersRequest } from '../../paper/letter-tally.ts'
import type { Subscription } from '../../paper/subscription.ts'
import { runCli } from '../cli.ts'
import { fakeInstance } from '../fake-instance.test-helper.ts'
import { fakeTerminal } from '../fake-terminal.test-helper.ts'

const one: Subscription = {
  id: 'a', personId: undefined, email: 'ada@example.org', view: '/papers?q=a\u001b[31m', rhythm: 'weekdays', weekday: 1, hour: 7, timeZone: 'Europe/Berlin', papers: 20,
  state: 'active', stoppedWhy: undefined, createdAt: '2026-04-01T00:00:00.000Z', confirmedAt: undefined, dueAt: undefined,
}

test('where nobody has letters, and where letters are not sent, it is said so', async () => {
  const run = async (words: string, tally: Partial<LetterTally> = {}) => {
    const terminal = fakeTerminal()
    const letters = { list: async function* () {}, stop: async () => 0, send: async () => ({ ...noLetters(), ...tally }) }
    await runCli(['node', 'broadsheet', 'letters', ...words.split(' ')], { open: async () => fakeInstance({ editions: fakeEditions(), letters }), openIndex: async () => Promise.reject(new Error('none')), env: {}, terminal })
    return terminal.printed.out
  }
  expect(await run('list')).toBe('Nobody has papers by mail.\n')
  expect(JSON.parse(await run('list --json'))).toEqual({ subscriptions: [] })
  expect(await run('send', { empty: 1 })).toBe('1 with nothing to say.\n')
  expect(await run('send', { sent: 2, late: 1, withdrawn: 3 })).toBe('2 sent, 1 too late to be sent, 3 withdrawn at the last moment.\n')
})

test('letters are listed, and stopped by address', async () => {
  const stopped: string[] = []
  const run = async (words: string) => {
    const terminal = fakeTerminal()
    const letters = { list: async function* () { yield one }, stop: async (address: string) => stopped.push(address), send: async ({ now, dryRun }: SendLettersRequest) => ({ ...noLetters(), sent: now ? 3 : 0, failed: dryRun ? 1 : 0 }) }
    const code = await runCli(['node', 'broadsheet', ...words.split(' ')], { open: async () => fakeInstance({ editions: fakeEditions(), letters }), openIndex: async () => Promise.reject(new Error('none')), env: {}, terminal })
    return { code, out: terminal.printed.out, err: terminal.printed.err }
  }
  const { out } = await run('letters')
  expect(out).toMatch(/^active {6}weekdays 07:00 Europe\/Berlin {2}ada@example\.org {2}\/papers/)
  expect(out).not.toContain('\u001b')
  expect((JSON.parse((await run('letters list --json')).out) as { subscriptions: unknown[] }).subscriptions).toHaveLength(1)
  expect(await run('letters stop ada@example.org')).toMatchObject({ code: 0, out: 'Stopped one kind of letters to this address.\n' })
  expect(stopped).toEqual(['ada@example.org'])
  expect(await run('letters stop')).toMatchObject({ code: 1, err: expect.stringContaining('Say whose') })
  expect(await run('letters burn')).toMatchObject({ code: 1, err: expect.stringContaining('none of them') })
  expect(await run('letters send')).toMatchObject({ code: 0, out: 'No letter is due.\n' })
  expect((await run('letters send --now')).out).toBe('3 sent.\n')
  expect((await run('letters send --now --dry-run')).out).toBe('3 would be sent, 1 failed.\n')
  expect(JSON.parse((await run('letters send --now --json')).out)).toMatchObject({ dryRun: false, sent: 3 })
})
