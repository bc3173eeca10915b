/**
 * The whole application as src/wire.ts puts it together, asked without a port: real SQLite, real sessions and tokens, letters in a
 * folder. Whoever imports this mocks `src/server/serve.ts` by `caught-app.ts`, so that what would be served is handed over instead.
 */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Hono } from 'hono'
import Database from 'libsql'
import { loadConfig } from '../../src/config/config.ts'
import { takeIn } from '../../src/ingest/take-in.ts'
import { PaperRecord } from '../../src/paper/paper.ts'
import type { Role } from '../../src/paper/people.ts'
import { openSqlite } from '../../src/store/sqlite/sqlite.ts'
import { openInstance } from '../../src/wire.ts'
import { cookieOf, HOST, ORIGIN, OWN, type Sent, startServices } from './asking.ts'
import { caught } from './caught-app.ts'
import { difference, type Dump, dumpOf, restore } from './dump.ts'

export type Mode = 'accounts' | 'members' | 'local' | 'public'
const ENV: Readonly<Record<Mode, Readonly<Record<string, string>>>> = {
  accounts: { BROADSHEET_ACCOUNTS: '1', BROADSHEET_PUBLIC_URL: ORIGIN },
  members: { BROADSHEET_ACCOUNTS: '1', BROADSHEET_PUBLIC_URL: ORIGIN, BROADSHEET_READING: 'members' },
  local: {},
  public: { BROADSHEET_ALLOW_PUBLIC_READING: '1' },
}

export interface WholeApp {
  readonly app: Hono
  readonly host: string
  readonly db: Database.Database
  readonly mail: string
  /** the folder of the instance */
  readonly data: string
  ask(sent: Sent): Promise<Response>
  dump(): Dump
  /** what was changed since a dump; cheap where nothing was written */
  changes(since: Dump): ReturnType<typeof difference>
  restore(to: Dump): Promise<void>
  /** Signs somebody in by a link; answers the cookie. */
  signIn(email: string): Promise<string>
  /** The token of a fresh link, as `broadsheet user link` makes it. */
  linkToken(email: string): Promise<string>
  /** the link of a letter that was written to an address; waits for it */
  linkTo(email: string): Promise<string>
  /** Lets somebody in, as `broadsheet user add` does. */
  add(email: string, role: Role, name?: string): Promise<string>
  close(): Promise<void>
}

/** @param zotero the items of every library at Zotero; no other service knows anything */
export async function openWholeApp(mode: Mode, papers: readonly Record<string, unknown>[], zotero: readonly object[] = []): Promise<WholeApp> {
  const folder = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'broadsheet-access-'))
  const mail = join(folder, 'mail')
  mkdirSync(mail)
  const services = await startServices(zotero)
  const filling = await openSqlite(join(folder, 'data', 'broadsheet.db'))
  await takeIn(papers.map((paper) => PaperRecord.parse(paper)), filling)
  await filling.close()
  const { port } = services.address() as AddressInfo
  const config = loadConfig({ data: join(folder, 'data'), port: '0' }, {
    ...ENV[mode], ...(mode === 'accounts' || mode === 'members' ? { BROADSHEET_MAIL_FOLDER: mail } : {}), BROADSHEET_FETCH: '0', BROADSHEET_SHELF: '0', BROADSHEET_LOG: 'silent', BROADSHEET_RATE_LIMIT: '0', BROADSHEET_SEARCH_THREADS: '1',
    BROADSHEET_SERVICES_URL: `http://127.0.0.1:${port}`, BROADSHEET_REQUEST_EVERY_MS: '0',
  })
  const instance = await openInstance(config, 'serve')
  await instance.serve()
  const app = caught()
  const host = mode === 'local' ? 'localhost' : HOST
  const db = new Database(join(folder, 'data', 'broadsheet.db'))
  db.exec('pragma busy_timeout = 0')
  const accounts = mode === 'accounts' || mode === 'members' ? await instance.accounts() : undefined
  let asker = 0

  const ask = async ({ method, path, headers = {}, body }: Sent): Promise<Response> => {
    // Each request comes from a place of its own, as the proxy says: how often one place may ask is not what is tried here.
    const from = `10.${(asker >> 16) & 255}.${(asker >> 8) & 255}.${asker++ & 255}`
    const request = new Request(`http://${host}${path}`, { method, headers: { host, 'x-forwarded-for': from, ...headers }, ...(body === undefined ? {} : { body }), redirect: 'manual' })
    return app.request(request, undefined, { incoming: { socket: { remoteAddress: '127.0.0.1' } } })
  }
  const linkTo = async (email: string): Promise<string> => {
    for (let tries = 0; tries < 400; tries++) {
      const letters = readdirSync(mail).sort().map((name) => readFileSync(join(mail, name), 'utf8')).filter((text) => new RegExp(`^To: .*${email}`, 'im').test(text))
      const link = /https?:\/\/\S*\/sign-in\/confirm\?\S+/.exec(unfolded(letters.at(-1) ?? ''))?.[0]
      if (link !== undefined) return link
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
    throw new Error(`No letter went to ${email}.`)
  }
  const linkToken = async (email: string): Promise<string> => new URL(await accounts!.links.make(email)).searchParams.get('token') ?? ''
  const signIn = async (email: string): Promise<string> => {
    const answer = await ask({ method: 'POST', path: '/sign-in/confirm', headers: { ...OWN, 'content-type': 'application/x-www-form-urlencoded' }, body: new URLSearchParams({ token: await linkToken(email) }).toString() })
    if (answer.status !== 303) throw new Error(`${email} was not let in: ${answer.status} ${await answer.text()}`)
    return cookieOf(answer)
  }
  // SQLite counts what other connections have committed.
  const version = (): number => (db.prepare('pragma data_version').get() as { data_version: number }).data_version
  const clean = new Map<Dump, number>()
  const dump = (): Dump => {
    const at = version()
    const made = dumpOf(db)
    clean.set(made, at)
    return made
  }
  return {
    app, host, db, mail, data: config.dataDir, ask, signIn, linkToken, linkTo, dump,
    changes: (since) => {
      const at = version()
      if (clean.get(since) === at) return { gone: [], come: [] }
      const found = difference(since, dumpOf(db))
      if (found.gone.length === 0 && found.come.length === 0) clean.set(since, at)
      return found
    },
    restore: async (to) => {
      if (clean.get(to) === version()) return
      await restore(db, to)
      clean.set(to, version())
    },
    add: async (email, role, name) => (await accounts!.members.add({ email, role, name })).id,
    close: async () => {
      db.close()
      await accounts?.close()
      await instance.close()
      services.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Quoted-printable undone. */
const unfolded = (letter: string): string => letter.replace(/=\r?\n/g, '').replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
