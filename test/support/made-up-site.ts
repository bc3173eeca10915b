/** The whole application with accounts over a real SQLite, and browsers that keep their cookies: for tests of who may do what. */
import { Writable } from 'node:stream'
import type { Hono } from 'hono'
import { fakeEditions } from '../page/fake-editions.ts'
import { pageApp } from '../page/page-app.ts'
import { apiRoutes } from '../../src/api/api.ts'
import { createCommunity } from '../../src/community/create-community.ts'
import { Jar, type Letter, madeUpAccounts } from '../../src/community/accounts/made-up-accounts.test-helper.ts'
import type { AccountsParts } from '../../src/community/accounts/create-accounts.ts'
import { errorPage, pageRoutes } from '../../src/page/page.ts'
import { createLog } from '../../src/server/log.ts'
import { createApp } from '../../src/server/server.ts'

export const SITE = 'https://papers.example'

export interface Asked {
  readonly method?: string
  readonly form?: Readonly<Record<string, string>>
  readonly headers?: Readonly<Record<string, string>>
}

/** A browser: keeps cookies, says which site its forms come from, and follows nothing by itself. */
export class MadeUpBrowser {
  readonly jar = new Jar()
  readonly #app: Hono
  constructor(app: Hono) {
    this.#app = app
  }

  async ask(path: string, { method, form, headers = {} }: Asked = {}): Promise<Response> {
    const verb = method ?? (form === undefined ? 'GET' : 'POST')
    const own: Record<string, string> = verb === 'GET' ? {} : { 'sec-fetch-site': 'same-origin', origin: SITE, ...(form && { 'content-type': 'application/x-www-form-urlencoded' }) }
    const answer = await this.#app.request(SITE + path, { method: verb, headers: this.jar.headers({ host: 'papers.example', ...own, ...headers }), ...(form && { body: new URLSearchParams(form).toString() }) })
    this.jar.take(answer.headers.getSetCookie())
    return answer
  }
}

export interface MadeUpSite {
  readonly app: Hono
  readonly accounts: Awaited<ReturnType<typeof madeUpAccounts>>['accounts']
  readonly store: Awaited<ReturnType<typeof madeUpAccounts>>['store']
  readonly letters: Letter[]
  /** everything that was logged, whatever its level */
  readonly logged: string[]
  browser(): MadeUpBrowser
  /** a browser signed in as somebody who is let in for it */
  as(email: string, role: 'reader' | 'curator' | 'admin'): Promise<MadeUpBrowser>
  close(): Promise<void>
}

export async function madeUpSite(part: Partial<AccountsParts> & { membersOnly?: boolean } = {}): Promise<MadeUpSite> {
  const logged: string[] = []
  const log = createLog({ level: 'debug', quiet: false, destination: new Writable({ write: (chunk, _encoding, done) => (logged.push(String(chunk)), done()) }) })
  const { membersOnly = false, ...accountParts } = part
  const { accounts, store, letters, close } = await madeUpAccounts({ publicUrl: SITE, log, ...accountParts })
  const community = createCommunity({ store, clock: { now: () => Date.now() }, accounts })
  const { deps } = pageApp({ community })
  const app = createApp({
    pages: pageRoutes(deps),
    api: apiRoutes({ editions: fakeEditions(), community, owner: true }),
    log,
    accounts: true,
    membersOnly,
    errorPage: errorPage(deps),
    hosts: ['papers.example'],
    who: async ({ headers }, setCookie) => {
      const { visitor, cookies } = await accounts.who(headers)
      for (const cookie of cookies) setCookie(cookie)
      return visitor
    },
  })
  const browser = (): MadeUpBrowser => new MadeUpBrowser(app)
  return {
    app, accounts, store, letters, logged, browser, close,
    as: async (email, role) => {
      if ((await store.people.personByEmail(email)) === undefined) await accounts.members.add({ email, role, name: `Somebody ${role}` })
      const one = browser()
      const { searchParams } = new URL(await accounts.links.make(email))
      await one.ask('/sign-in/confirm', { form: { token: searchParams.get('token') ?? '', back: '/papers' } })
      return one
    },
  }
}
