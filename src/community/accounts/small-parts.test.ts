import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { browserName } from './browser-name.ts'
import { keptSecret } from './kept-secret.ts'
import { isNamed, plainName } from './plain-name.ts'
import { RateLimit } from './rate-limit.ts'
import { readEmail } from './read-email.ts'
import { withoutSecrets } from './without-secrets.ts'

describe('plainName', () => {
  it('is one line that can be seen, whatever it is given', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (said) => {
        const name = plainName(said)
        expect([...name].length).toBeLessThanOrEqual(60)
        expect(name).toMatch(/\S/)
        expect(name).not.toMatch(/[\p{C}\p{Zl}\p{Zp}@]/u)
        expect(plainName(name)).toBe(name)
      }),
    )
  })

  it('says nothing of an address', () => {
    for (const said of ['ada@example.org', '', undefined, '\u200b']) expect([plainName(said), isNamed(plainName(said))]).toEqual([expect.stringMatching(/^Reader \d{4}$/), false])
    expect([isNamed('Ada'), isNamed(undefined)]).toEqual([true, false])
  })
})

describe('withoutSecrets', () => {
  it.each([
    ['could not write to ada@example.org', 'could not write to (address)'],
    ['bad link https://papers.example/sign-in/confirm?token=abc', 'bad link (link)'],
    ['unknown token bs_abcdefghijklmnopqrstuvwxyz0123456789', 'unknown token (hidden)'],
  ])('%s', (said, expected) => expect(withoutSecrets(said)).toBe(expected))

  it('takes any text, however long, in bounded time', () => {
    expect(withoutSecrets('a@'.repeat(100_000)).length).toBeLessThanOrEqual(3000)
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (said) => {
      expect(withoutSecrets(said)).not.toMatch(/https?:\/\/\S|[A-Za-z0-9_.-]{20}/)
    }))
  })
})

describe('readEmail', () => {
  it('gives a lower-case address or a sentence', () => {
    expect(readEmail('  Ada.Lovelace+papers@Example.ORG ')).toBe('ada.lovelace+papers@example.org')
    fc.assert(
      fc.property(fc.oneof(fc.emailAddress(), fc.string({ unit: 'binary' })), (said) => {
        try {
          expect(readEmail(said)).toMatch(/^[^\s<>,;:"@()[\]\\]+@[a-z0-9.-]+$/)
        } catch (error) {
          expect(error).toMatchObject({ code: 'bad-input' })
        }
      }),
    )
  })
})

describe('RateLimit', () => {
  it('counts each key by itself, and forgets after its time', () => {
    let now = 0
    const limit = new RateLimit({ now: () => now }, 2, 1000)
    expect(['a', 'a', 'b', 'a'].map((key) => limit.take(key))).toEqual([true, true, true, false])
    now = 999
    expect(limit.take('a')).toBe(false)
    now = 1000
    expect(limit.take('a')).toBe(true)
  })

  it('forgets the oldest rather than grow without end', () => {
    const limit = new RateLimit({ now: () => 0 }, 1, 1000)
    limit.take('first')
    for (let key = 0; key < 10_000; key++) limit.take(`key ${key}`)
    expect([limit.take('first'), limit.take('key 9999')]).toEqual([true, false])
  })
})

describe('keptSecret', () => {
  const folder = mkdtempSync(join(tmpdir(), 'broadsheet-secret-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  it('is made once, for its owner’s eyes only', () => {
    const secret = keptSecret(folder)
    expect(secret).toMatch(/^[A-Za-z0-9_-]{64}$/)
    expect(keptSecret(folder)).toBe(secret)
    expect(statSync(join(folder, 'secret')).mode & 0o777).toBe(0o600)
    expect(readFileSync(join(folder, 'secret'), 'utf8')).toBe(`${secret}\n`)
  })

  it('is refused when somebody emptied it, rather than made anew under everybody’s sessions', () => {
    writeFileSync(join(folder, 'secret'), '\n')
    expect(() => keptSecret(folder)).toThrow('BROADSHEET_SECRET')
  })
})

it.each([
  ['Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', 'Firefox on Linux'],
  ['Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0', 'Edge on Windows'],
  ['Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1', 'Safari on iOS'],
  ['Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36', 'Chrome on Android'],
  ['<script>', 'A browser'],
  [undefined, 'A browser'],
])('calls %s %s', (agent, name) => {
  expect(browserName(agent)).toBe(name)
})
