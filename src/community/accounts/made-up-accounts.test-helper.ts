/** Accounts over a real SQLite, with letters that are remembered and a browser that keeps its cookies: for tests. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openSqlite } from '../../store/sqlite/sqlite.ts'
import type { Store } from '../../store/store.ts'
import type { AccountsParts } from './create-accounts.ts'
import { createAccounts } from './create-accounts.ts'

export interface Letter {
  readonly to: string
  readonly link: string
}

export const SECRET = 'for tests and nothing else, 0123456789'.replaceAll(' ', '-')

export async function madeUpAccounts(part: Partial<AccountsParts> & { store?: Store } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'broadsheet-accounts-'))
  const store = part.store ?? (await openSqlite(join(folder, 'broadsheet.db')))
  const letters: Letter[] = []
  const invitations: Letter[] = []
  const logged: string[] = []
  const accounts = createAccounts({
    clock: { now: () => Date.now() },
    log: { warn: (facts, sentence) => void logged.push(`${sentence} ${JSON.stringify(facts)}`) },
    publicUrl: 'https://papers.example',
    secret: SECRET,
    registration: { kind: 'invite' },
    letterDelayMs: 0,
    letters: { signIn: async (letter) => void letters.push(letter), invitation: async (letter) => void invitations.push(letter) },
    ...part,
    store,
  })
  const close = async (): Promise<void> => {
    await accounts.close()
    await store.close()
    rmSync(folder, { recursive: true, force: true })
  }
  return { accounts, store, letters, invitations, logged, close }
}

/** The token in a letter's link. */
export const tokenIn = (link: string): string => new URL(link).searchParams.get('token') ?? ''

/** Cookies as a browser keeps them. */
export class Jar {
  readonly #held = new Map<string, string>()

  take(cookies: readonly string[]): this {
    for (const cookie of cookies) {
      const [pair = '', ...attributes] = cookie.split(';')
      const at = pair.indexOf('=')
      const [name, value] = [pair.slice(0, at).trim(), pair.slice(at + 1)]
      if (value === '' || attributes.some((one) => /^\s*max-age=0\s*$/i.test(one))) this.#held.delete(name)
      else this.#held.set(name, value)
    }
    return this
  }

  get cookie(): string {
    return [...this.#held].map(([name, value]) => `${name}=${value}`).join('; ')
  }

  headers(more: Record<string, string> = {}): Headers {
    return new Headers({ ...(this.#held.size === 0 ? {} : { cookie: this.cookie }), ...more })
  }
}
