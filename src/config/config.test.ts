import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { isAbsolute, join, resolve } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { BroadsheetError } from '../paper/errors.ts'
import { loadConfig, printableConfig } from './config.ts'
import { isLoopback } from './loopback.ts'

describe('loadConfig', () => {
  it('works without any configuration', () => {
    const config = loadConfig({}, {})
    expect(config).toMatchObject({ port: 8765, host: '127.0.0.1', logLevel: 'auto', shelf: true })
    expect(config.databaseUrl).toBeUndefined()
    expect(isAbsolute(config.dataDir)).toBe(true)
    expect(config.dataDir).toMatch(/broadsheet/)
    expect(config.searchThreads).toBeGreaterThanOrEqual(1)
    expect(config.searchThreads).toBeLessThanOrEqual(4)
    expect(Object.isFrozen(config)).toBe(true)
  })

  it('lets a flag win over a variable, and a variable over the default', () => {
    const env = { BROADSHEET_DATA: 'from-env', PORT: '9000' }
    expect(loadConfig({}, env)).toMatchObject({ dataDir: resolve('from-env'), port: 9000 })
    expect(loadConfig({ data: 'from-flag', port: '0' }, env)).toMatchObject({ dataDir: resolve('from-flag'), port: 0 })
    expect(loadConfig({}, { PORT: '', BROADSHEET_DATA: '' }).port).toBe(8765)
  })

  it.each([
    [{ PORT: 'http' }, 'PORT must be a whole number from 0 to 65535.'],
    [{ PORT: '65536' }, 'PORT must be'],
    [{ PORT: '-1' }, 'PORT must be'],
    [{ BROADSHEET_DATA: 'a\0b' }, 'BROADSHEET_DATA must be the path of a folder.'],
    [{ BROADSHEET_SEARCH_THREADS: '0' }, 'BROADSHEET_SEARCH_THREADS must be a whole number from 1 to 64.'],
    [{ BROADSHEET_LOG: 'loud' }, 'BROADSHEET_LOG must be auto, debug'],
    [{ BROADSHEET_SHELF: 'maybe' }, 'BROADSHEET_SHELF must be 1 or 0.'],
    [{ BROADSHEET_DATABASE_URL: 'mysql://x' }, 'BROADSHEET_DATABASE_URL must begin with postgres://'],
    [{ BROADSHEET_DATABASE_URL_FILE: '/nowhere/secret' }, 'BROADSHEET_DATABASE_URL_FILE names a file that cannot be read'],
    [{ BROADSHEET_EMBEDDER: 'cloud' }, 'BROADSHEET_EMBEDDER must be house, openai or transformers.'],
    [{ BROADSHEET_EMBEDDER: 'openai' }, 'BROADSHEET_EMBEDDER openai needs BROADSHEET_EMBEDDINGS_MODEL'],
    [{ BROADSHEET_EMBEDDER: 'openai', BROADSHEET_EMBEDDINGS_MODEL: 'm' }, 'BROADSHEET_EMBEDDER openai needs BROADSHEET_EMBEDDINGS_URL'],
    [{ BROADSHEET_EMBEDDINGS_URL: 'ftp://host/v1' }, 'BROADSHEET_EMBEDDINGS_URL must be an address'],
    [{ BROADSHEET_EMBEDDINGS_URL: 'http://me:hunter2@host/v1' }, 'BROADSHEET_EMBEDDINGS_URL must be an address'],
    [{ BROADSHEET_EMBEDDINGS_KEY: 'two\nlines' }, 'BROADSHEET_EMBEDDINGS_KEY must be one line'],
    [{ BROADSHEET_OPENALEX_KEY: 'two words' }, 'BROADSHEET_OPENALEX_KEY must be one line'],
    [{ BROADSHEET_EMBEDDINGS_DIMENSIONS: '5000' }, 'BROADSHEET_EMBEDDINGS_DIMENSIONS must be a whole number from 1 to 4096.'],
    [{ BROADSHEET_SUBMIT_BY: 'anyone' }, 'BROADSHEET_SUBMIT_BY must be reader or curator.'],
    [{ BROADSHEET_SUBMIT_AGE_DAYS: '-1' }, 'BROADSHEET_SUBMIT_AGE_DAYS must be a whole number from 0 to 36500.'],
    [{ BROADSHEET_SUBMIT_QUOTA: 'many' }, 'BROADSHEET_SUBMIT_QUOTA must be a whole number from 0 to 1000.'],
    [{ BROADSHEET_SUBMIT_DAYS_AHEAD: '366' }, 'BROADSHEET_SUBMIT_DAYS_AHEAD must be a whole number from 0 to 365.'],
    [{ BROADSHEET_HOST: 'a b' }, 'BROADSHEET_HOST must be a host name'],
    [{ BROADSHEET_HOST: '0.0.0.0' }, 'BROADSHEET_HOST 0.0.0.0 would let other machines in'],
    [{ BROADSHEET_HOST: 'papers.example', BROADSHEET_ALLOW_PUBLIC_READING: '0' }, 'BROADSHEET_ALLOW_PUBLIC_READING=1'],
  ])('refuses %j, naming it and what is allowed', (env, sentence) => {
    const attempt = () => loadConfig({}, env)
    expect(attempt).toThrow(BroadsheetError)
    expect(attempt).toThrow(sentence)
  })

  it('names the flag where the flag is wrong', () => {
    expect(() => loadConfig({ port: 'x' }, { PORT: '9000' })).toThrow('--port must be')
  })

  it('never repeats a secret in an error', () => {
    expect(() => loadConfig({}, { BROADSHEET_DATABASE_URL: 'mysql://me:hunter2@db' })).toThrow(/^((?!hunter2)[\s\S])*$/)
  })

  it('takes a public host when allowed', () => {
    expect(loadConfig({}, { BROADSHEET_HOST: '0.0.0.0', BROADSHEET_ALLOW_PUBLIC_READING: '1' }).host).toBe('0.0.0.0')
  })

  it('reads a secret from a file and hides it in print', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'broadsheet-config-')), 'url')
    writeFileSync(file, 'postgres://me:hunter2@db/papers\n')
    const config = loadConfig({}, { BROADSHEET_DATABASE_URL_FILE: file })
    expect(config.databaseUrl).toBe('postgres://me:hunter2@db/papers')
    expect(JSON.stringify(printableConfig(config))).not.toContain('hunter2')
    expect(printableConfig(config)).toMatchObject({ databaseUrl: 'postgres://(hidden)', port: 8765 })
  })

  it('takes a key of OpenAlex from a file, and hides it in print', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'broadsheet-config-')), 'key')
    writeFileSync(file, 'hunter2\n')
    const config = loadConfig({}, { BROADSHEET_OPENALEX_KEY_FILE: file })
    expect(config.openalexKey).toBe('hunter2')
    expect(printableConfig(config)).toMatchObject({ openalexKey: '(hidden)' })
    expect(JSON.stringify(printableConfig(config))).not.toContain('hunter2')
  })

  it('takes an embeddings service with its key from a file, and hides the key in print', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'broadsheet-config-')), 'key')
    writeFileSync(file, 'sk-hunter2\n')
    const env = { BROADSHEET_EMBEDDER: 'openai', BROADSHEET_EMBEDDINGS_URL: 'http://localhost:11434/v1', BROADSHEET_EMBEDDINGS_MODEL: 'all-minilm', BROADSHEET_EMBEDDINGS_DOCUMENT_PREFIX: 'passage: ' }
    const config = loadConfig({}, { ...env, BROADSHEET_EMBEDDINGS_KEY_FILE: file })
    expect(config).toMatchObject({ embedder: 'openai', embeddingsKey: 'sk-hunter2', embeddingsQueryPrefix: '', embeddingsDocumentPrefix: 'passage: ' })
    expect(JSON.stringify(printableConfig(config))).not.toContain('hunter2')
    expect(loadConfig({}, {}).embedder).toBe('house')
  })

  const everything = { BROADSHEET_ACCOUNTS: '1', BROADSHEET_HOST: '0.0.0.0', BROADSHEET_PUBLIC_URL: 'https://papers.example/' }

  it('takes accounts beyond loopback with the address that readers use', () => {
    const config = loadConfig({}, { ...everything, BROADSHEET_REGISTRATION: 'domain', BROADSHEET_REGISTRATION_DOMAINS: ' Example.org, @uni.example,' })
    expect(config).toMatchObject({ accounts: true, publicUrl: 'https://papers.example', registration: 'domain', registrationDomains: ['example.org', 'uni.example'], reading: 'open' })
    expect(loadConfig({}, {})).toMatchObject({ accounts: false, registration: 'invite', reading: 'open' })
    expect(loadConfig({}, { BROADSHEET_ACCOUNTS: '1' }).publicUrl).toBeUndefined()
  })

  it.each([
    [{ BROADSHEET_HOST: '0.0.0.0' }, 'set BROADSHEET_ACCOUNTS=1 and BROADSHEET_PUBLIC_URL=https://'],
    [{ BROADSHEET_PUBLIC_URL: 'https://papers.example' }, 'BROADSHEET_PUBLIC_URL https://papers.example would let other machines in'],
    [{ BROADSHEET_HOST: '0.0.0.0', BROADSHEET_ACCOUNTS: '1' }, 'Accounts on 0.0.0.0 need BROADSHEET_PUBLIC_URL'],
    [{ ...everything, BROADSHEET_PUBLIC_URL: 'http://papers.example' }, 'BROADSHEET_PUBLIC_URL must begin with https://'],
    [{ ...everything, BROADSHEET_PUBLIC_URL: 'https://papers.example/sub' }, 'BROADSHEET_PUBLIC_URL must be an address without a path'],
    [{ ...everything, BROADSHEET_PUBLIC_URL: 'https://me:hunter2@papers.example' }, 'BROADSHEET_PUBLIC_URL must be an address without a path'],
    [{ BROADSHEET_READING: 'members' }, 'BROADSHEET_READING members needs accounts: set BROADSHEET_ACCOUNTS=1.'],
    [{ ...everything, BROADSHEET_READING: 'members', BROADSHEET_ALLOW_PUBLIC_READING: '1' }, 'say opposite things'],
    [{ ...everything, BROADSHEET_REGISTRATION: 'closed' }, 'BROADSHEET_REGISTRATION must be invite, domain or open.'],
    [{ ...everything, BROADSHEET_REGISTRATION: 'domain' }, 'needs BROADSHEET_REGISTRATION_DOMAINS'],
    [{ ...everything, BROADSHEET_REGISTRATION_DOMAINS: 'example.org' }, 'has no effect without BROADSHEET_REGISTRATION=domain'],
    [{ ...everything, BROADSHEET_REGISTRATION: 'domain', BROADSHEET_REGISTRATION_DOMAINS: 'me@example.org' }, 'BROADSHEET_REGISTRATION_DOMAINS must be domains'],
    [{ BROADSHEET_SECRET: 'short' }, 'BROADSHEET_SECRET must be one line of at least 32 characters'],
    [{ BROADSHEET_SMTP_URL: 'mail.example:25' }, 'BROADSHEET_SMTP_URL must be an address such as smtp://'],
    [{ BROADSHEET_SMTP_URL: 'smtp://mail.example' }, 'BROADSHEET_SMTP_URL needs BROADSHEET_MAIL_FROM'],
    [{ BROADSHEET_SMTP_URL: 'smtp://mail.example', BROADSHEET_MAIL_FROM: 'x@y.example', BROADSHEET_MAIL_FOLDER: 'letters' }, 'set one of them'],
    [{ ...everything, BROADSHEET_MAIL_FOLDER: '-' }, 'BROADSHEET_MAIL_FOLDER=- shows letters'],
    [{ ...everything, BROADSHEET_PUBLIC_URL: 'http://localhost:8765', BROADSHEET_MAIL_FOLDER: '-' }, 'BROADSHEET_MAIL_FOLDER=- shows letters'],
    [{ BROADSHEET_HOST: '0.0.0.0', BROADSHEET_ALLOW_PUBLIC_READING: '1', BROADSHEET_MAIL_FOLDER: '-' }, 'BROADSHEET_MAIL_FOLDER=- shows letters'],
    [{ BROADSHEET_MAIL_FROM: 'x@y.example\r\nBcc: all@y.example' }, 'BROADSHEET_MAIL_FROM must be an e-mail address'],
    [{ BROADSHEET_GITHUB_ID: 'abc' }, 'BROADSHEET_GITHUB_ID and BROADSHEET_GITHUB_SECRET belong together: the secret is missing.'],
    [{ BROADSHEET_OIDC_ID: 'abc', BROADSHEET_OIDC_SECRET: 'def' }, 'BROADSHEET_OIDC_ISSUER and BROADSHEET_OIDC_ID belong together'],
    [{ BROADSHEET_OIDC_ISSUER: 'http://login.example' }, 'BROADSHEET_OIDC_ISSUER must be an address'],
  ])('refuses %j, saying exactly what to set', (env, sentence) => {
    expect(() => loadConfig({}, env)).toThrow(sentence)
  })

  it.each(['x@y.example', 'Broadsheet <x@y.example>', 'The Daily Paper <no-reply@mail.y.example>'])('takes letters from %s', (from) => {
    expect(loadConfig({}, { BROADSHEET_MAIL_FROM: from }).mailFrom).toBe(from)
  })

  it('shows no secret of accounts in print', () => {
    const secret = 'hunter2'.repeat(6)
    const config = loadConfig({}, {
      ...everything, BROADSHEET_SECRET: secret, BROADSHEET_SMTP_URL: `smtps://me:${secret}@mail.example`, BROADSHEET_MAIL_FROM: 'x@y.example',
      BROADSHEET_GITHUB_ID: 'a', BROADSHEET_GITHUB_SECRET: secret, BROADSHEET_GOOGLE_ID: 'b', BROADSHEET_GOOGLE_SECRET: secret,
      BROADSHEET_OIDC_ID: 'c', BROADSHEET_OIDC_SECRET: secret, BROADSHEET_OIDC_ISSUER: 'https://login.example',
    })
    expect(JSON.stringify(printableConfig(config))).not.toContain('hunter2')
    expect(printableConfig(config)).toMatchObject({ smtpUrl: 'smtps://(hidden)', secret: '(hidden)', accounts: true, publicUrl: 'https://papers.example' })
  })

  it('answers any environment with a configuration or a sentence', () => {
    const names = ['BROADSHEET_DATA', 'PORT', 'BROADSHEET_HOST', 'BROADSHEET_DATABASE_URL', 'BROADSHEET_SEARCH_THREADS', 'BROADSHEET_LOG', 'BROADSHEET_SHELF', 'BROADSHEET_EMBEDDER', 'BROADSHEET_EMBEDDINGS_URL', 'BROADSHEET_EMBEDDINGS_KEY', 'BROADSHEET_PUBLIC_URL', 'BROADSHEET_MAIL_FROM', 'BROADSHEET_SMTP_URL', 'BROADSHEET_OIDC_ISSUER', '__proto__']
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...names), fc.string({ unit: 'binary' })), (env) => {
        try {
          expect(isLoopback(loadConfig({}, env).host)).toBe(true)
        } catch (error) {
          expect(error).toMatchObject({ code: 'bad-input', message: expect.stringMatching(/^(BROADSHEET_|PORT)/) })
        }
      }),
    )
  })
})

it.each([
  ['localhost', true],
  ['127.0.0.1', true],
  ['127.1.2.3', true],
  ['::1', true],
  ['[::1]', true],
  ['127.0.0.1.example', false],
  ['0.0.0.0', false],
  ['::', false],
  ['localhost.example', false],
])('isLoopback(%s) is %s', (host, loopback) => {
  expect(isLoopback(host)).toBe(loopback)
})
