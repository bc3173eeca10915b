import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { SMTPServer } from 'smtp-server'
import { afterEach, describe, expect, it } from 'vitest'
import { consoleMailer } from './console-mailer.ts'
import { folderMailer } from './folder-mailer.ts'
import { invitationLetter } from './invitation-letter.ts'
import { letterHtml } from './letter-html.ts'
import type { Letter, Mailer } from './mailer.ts'
import { signInLetter } from './sign-in-letter.ts'
import { smtpMailer } from './smtp-mailer.ts'

const letter: Letter = { to: 'ada@example.org', subject: 'Grüße – a résumé', text: 'Plain: naïve\nSecond line\n', html: '<p>Rich: naïve</p>', headers: { 'List-Unsubscribe': '<https://papers.example/u>' } }
const from = 'Broadsheet <papers@example.org>'

const cleanUp: (() => Promise<void> | void)[] = []
afterEach(async () => {
  for (const one of cleanUp.splice(0)) await one()
})

interface Taken {
  readonly from: string
  readonly to: readonly string[]
  readonly raw: string
  readonly user: string | undefined
}

async function mailServer(options: ConstructorParameters<typeof SMTPServer>[0] = {}): Promise<{ port: number; taken: Taken[] }> {
  const taken: Taken[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    logger: false,
    onData(stream, session, done) {
      let raw = ''
      stream.setEncoding('utf8').on('data', (text: string) => (raw += text))
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope
        taken.push({ from: mailFrom === false ? '' : mailFrom.address, to: rcptTo.map(({ address }) => address), raw, user: session.user as string | undefined })
        done()
      })
    },
    ...options,
  })
  server.on('error', () => {})
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))
  cleanUp.push(() => new Promise<void>((resolve) => server.close(() => resolve())))
  return { port: (server.server.address() as AddressInfo).port, taken }
}

function smtp(url: string): Mailer {
  const mailer = smtpMailer({ url, from })
  cleanUp.unshift(() => mailer.close())
  return mailer
}

describe('over SMTP', () => {
  it('sends a letter in plain text and HTML to one address', async () => {
    const { port, taken } = await mailServer()
    await smtp(`smtp://127.0.0.1:${port}`).send(letter)
    expect(taken).toMatchObject([{ from: 'papers@example.org', to: ['ada@example.org'] }])
    const { raw } = taken[0] as Taken
    expect(raw).toMatch(/^From: Broadsheet <papers@example\.org>\r?$/m)
    expect(raw).toMatch(/^List-Unsubscribe: <https:\/\/papers\.example\/u>\r?$/m)
    expect(raw).toContain('Content-Type: multipart/alternative')
    expect(raw).toContain('Plain: na=C3=AFve')
    expect(raw).toContain('<p>Rich: na=C3=AFve</p>')
  })

  it('says who it is where the server asks, and sends no password over a line that others read', async () => {
    const asked: string[] = []
    const { port, taken } = await mailServer({
      authOptional: false,
      allowInsecureAuth: true,
      onAuth: ({ username, password }, _session, done) => {
        asked.push(`${username} ${password}`)
        if (password === 'pa ss@word') done(null, { user: username })
        else done(new Error('no'))
      },
    })
    await smtp(`smtp://me%40example.org:pa%20ss%40word@127.0.0.1:${port}?tls=none`).send(letter)
    expect(taken).toMatchObject([{ user: 'me@example.org' }])
    asked.length = 0
    await expect(smtp(`smtp://me:secret@127.0.0.1:${port}`).send(letter)).rejects.toMatchObject({ code: 'unavailable' })
    expect(asked).toEqual([])
  })

  it('says why a letter was not taken, without the address or what the server said of it', async () => {
    const { port } = await mailServer({ onRcptTo: ({ address }, _session, done) => done(Object.assign(new Error(`no ${address} here`), { responseCode: 550 })) })
    const failed = await smtp(`smtp://127.0.0.1:${port}`).send(letter).catch((error: unknown) => error as Error)
    expect(failed).toMatchObject({ code: 'unavailable', message: expect.stringContaining('550') })
    expect(JSON.stringify([String(failed), (failed as Error).cause])).not.toContain('ada')
    await expect(smtp('smtp://127.0.0.1:1').send(letter)).rejects.toMatchObject({ code: 'unavailable', message: expect.stringMatching(/\(E[A-Z]+\)/) })
  })
})

describe('into a folder', () => {
  it('writes one file a letter, for its owner’s eyes only', async () => {
    const folder = join(mkdtempSync(join(tmpdir(), 'broadsheet-mail-')), 'letters')
    cleanUp.push(() => rmSync(folder, { recursive: true, force: true }))
    const mailer = folderMailer({ folder, from, now: () => Date.UTC(2026, 3, 1, 8) })
    await mailer.send(letter)
    await mailer.send({ ...letter, to: 'bob@example.org' })
    const files = readdirSync(folder)
    expect(files).toHaveLength(2)
    for (const file of files) {
      expect(file).toMatch(/^2026-04-01T08-00-00-000Z-[0-9a-f]{6}\.eml$/)
      expect(statSync(join(folder, file)).mode & 0o777).toBe(0o600)
    }
    const written = files.map((file) => readFileSync(join(folder, file), 'utf8')).sort()
    expect(written.join()).toContain('To: bob@example.org')
    expect(written[0]).toContain('Date: Wed, 01 Apr 2026 08:00:00 +0000')
  })

  it('says so when it cannot write', async () => {
    await expect(folderMailer({ folder: '/dev/null/letters', from }).send(letter)).rejects.toMatchObject({ code: 'unavailable', message: expect.stringContaining('/dev/null/letters') })
  })
})

describe('whichever way', () => {
  const shown: string[] = []
  it.each<Partial<Letter>>([
    { to: 'a@b.example\r\nBcc: c@d.example' },
    { to: 'a@b.example, c@d.example' },
    { to: 'A <a@b.example>' },
    { to: '' },
    { subject: 'Hello\nBcc: c@d.example' },
    { headers: { 'X-Thing': 'a\r\nBcc: c@d.example' } },
    { headers: { 'X-Thing\r\nBcc': 'c@d.example' } },
  ])('a letter whose head could be bent is refused: %j', async (part) => {
    await expect(consoleMailer((text) => shown.push(text)).send({ ...letter, ...part })).rejects.toMatchObject({ code: 'bad-input' })
    expect(shown).toEqual([])
  })
})

describe('the letters', () => {
  const link = 'https://papers.example/sign-in/confirm?token=abc&back=%2Fpapers'

  it('to sign in has its link in both forms, and loads nothing', () => {
    const { subject, text, html } = signInLetter({ to: 'ada@example.org', link, minutes: 15 })
    expect(subject).toBe('Sign in to Broadsheet at papers.example')
    expect(text).toContain(`\n${link}\n`)
    expect(text).toContain('15 minutes')
    expect(html).toContain(`href="${link.replace('&', '&amp;')}"`)
    expect(html).not.toMatch(/<(img|script|link|iframe)|url\(|src=/)
  })

  it('of invitation escapes whoever invites', () => {
    const { html, text } = invitationLetter({ to: 'ada@example.org', by: '<script>alert(1)</script>', link: 'https://papers.example/sign-in' })
    expect(html).toContain('&lt;script&gt;')
    expect(html).not.toContain('<script>')
    expect(text).toContain('https://papers.example/sign-in')
  })

  it('link to web addresses only', () => {
    expect(() => letterHtml('x', [{ link: 'javascript:alert(1)', label: 'x' }])).toThrow(TypeError)
  })

  it('is shown at a terminal without what would steer it', async () => {
    const shown: string[] = []
    await consoleMailer((text) => shown.push(text)).send({ ...letter, text: 'a\u001b[2Jb\nc\u202ed\n' })
    expect(shown.join()).toContain('    a[2Jb\n    cd\n')
  })
})
