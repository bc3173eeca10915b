import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'
import { expect, it } from 'vitest'
import { smtpCarrier } from './smtp-carrier.ts'

it('one line carries on past any number of refused addresses, and leaves nothing of them behind', async () => {
  let lines = 0
  const server = new SMTPServer({
    authOptional: true, disabledCommands: ['STARTTLS', 'AUTH'], logger: false,
    onConnect: (_session, done) => (lines++, done()),
    onRcptTo: ({ address }, _session, done) => done(address.startsWith('gone') ? Object.assign(new Error('5.1.1 no such mailbox'), { responseCode: 550 }) : null),
    onData: (stream, _session, done) => void stream.resume().on('end', () => done()),
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))
  const warnings: Error[] = []
  const warned = (warning: Error): void => void warnings.push(warning)
  process.on('warning', warned)
  const carrier = smtpCarrier({ url: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`, from: 'Broadsheet <papers@papers.example>', connections: 1 })
  const carry = (to: string) => carrier.carry({ to, subject: 'Papers', text: 'Papers', html: '<p>Papers</p>' }, async () => true)
  try {
    for (let number = 0; number < 20; number++) expect(await carry(`gone-${number}@x.example`)).toMatchObject({ kind: 'never', address: true })
    expect(await carry('ada@x.example')).toEqual({ kind: 'sent' })
    await new Promise((resolve) => setImmediate(resolve))
    expect(lines).toBe(1)
    expect(warnings).toEqual([])
  } finally {
    process.off('warning', warned)
    await carrier.close()
    await new Promise<void>((resolve) => server.close(() => resolve()))
  }
})
