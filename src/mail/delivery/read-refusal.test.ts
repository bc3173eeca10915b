import { expect, it } from 'vitest'
import { readRefusal, type SmtpFailure } from './read-refusal.ts'

const rcpt = (response: string): SmtpFailure => ({ code: 'EENVELOPE', command: 'RCPT TO', responseCode: Number(response.slice(0, 3)), response })

it.each([
  ['550 5.1.1 no such user r@a.example', { kind: 'never', address: true, why: 'RCPT TO 550 5.1.1' }],
  ['550 nobody', { kind: 'never', address: true }],
  ['550 5.7.1 blocked', { kind: 'never', address: false }],
  ['552 5.2.2 mailbox full', { kind: 'never', address: false }],
  ['554 no', { kind: 'never', address: false }],
  ['450 4.2.1 later', { kind: 'later', whose: 'letter' }],
  ['421 closing', { kind: 'later', whose: 'server' }],
])('a recipient refused with %s', (response, expected) => {
  const read = readRefusal(rcpt(response), false)
  expect(read).toMatchObject(expected)
  expect(JSON.stringify(read)).not.toContain('r@a')
})

it('leaves it open only where all was handed over and no answer came', () => {
  const cut: SmtpFailure = { code: 'ECONNECTION', command: 'CONN' }
  expect(readRefusal(cut, false)).toMatchObject({ kind: 'later', whose: 'letter' })
  expect(readRefusal(cut, true)).toEqual({ kind: 'unknown', why: 'CONN ECONNECTION' })
  expect(readRefusal({ code: 'EMESSAGE', command: 'DATA', responseCode: 451, response: '451 4.3.0 no' }, true)).toMatchObject({ kind: 'later' })
  expect(readRefusal({ code: 'EMESSAGE', command: 'DATA', responseCode: 554, response: '554 5.6.0 no' }, true)).toMatchObject({ kind: 'never', address: false })
})

it('takes trouble with the way in as the server’s', () => {
  for (const command of ['CONN', 'AUTH PLAIN', 'MAIL FROM', 'EHLO']) expect(readRefusal({ command, responseCode: 535, response: '535 no' }, false)).toMatchObject({ kind: 'later', whose: 'server' })
})
