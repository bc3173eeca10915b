import { afterEach, expect, it, vi } from 'vitest'
import { loadConfig } from '../config/config.ts'
import { openMailer } from './open-mailer.ts'

const letter = { to: 'ada@example.org', subject: 'Papers', text: 'Two papers today.\n', html: '<p>Two papers today.</p>' }
afterEach(() => vi.restoreAllMocks())

it('shows letters at the terminal where that is asked for, whether anybody sits there or not', async () => {
  const config = loadConfig({}, { BROADSHEET_MAIL_FOLDER: '-' })
  const shown: string[] = []
  await openMailer(config, (text) => shown.push(text))!.send(letter)
  const write = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
  await openMailer(config, undefined)!.send(letter)
  shown.push(String(write.mock.calls[0]![0]))
  for (const text of shown) expect(text).toMatch(/ada@example\.org.*Papers[^]*Two papers today\./)
  expect(shown).toHaveLength(2)
})

it('sends nothing by itself', () => expect(openMailer(loadConfig({}, {}), undefined)).toBeUndefined())
