import { BroadsheetError } from '../../paper/errors.ts'
import type { Store } from '../../store/store.ts'
import type { Clock } from '../../tools/clock.ts'
import type { AccountsLog, Cookies, Letters } from './accounts.ts'
import { type Auth, digest, LINK_SECONDS, ours } from './auth.ts'
import { isNamed } from './plain-name.ts'
import { RateLimit } from './rate-limit.ts'
import { readEmail } from './read-email.ts'
import type { Sessions } from './sessions.ts'

const QUARTER_HOUR_MS = LINK_SECONDS * 1000
const ASKED_PER_ADDRESS = 4
const ASKED_PER_PLACE = 20
/** Letters in an hour, however they come to be asked for: a server that sends more is taken for a sender of spam. */
const LETTERS_PER_HOUR = 300

const SPENT = 'This link was used before, or it is older than 15 minutes. Please ask for a new one.'

export interface Links {
  /** letters can be sent; otherwise links come from `broadsheet user link` */
  readonly canAsk: boolean
  /**
   * Asks for a letter with a link. Says the same, and takes as long, whether anybody has this address or not: the letter is
   * written later.
   * @param asked.back path of this site to go to in the end
   * @param asked.from where the request came from, to bound how many there are
   * @throws BroadsheetError bad-input, too-many
   */
  ask(asked: { email: unknown; back: string; from: string }): Promise<void>
  /** A link for somebody who may come in. @throws BroadsheetError bad-input, not-allowed */
  make(email: string, back?: string): Promise<string>
  /** Whose link this is, while it can still be used. */
  read(token: unknown): Promise<{ email: string } | undefined>
  /** Uses a link up and signs in; `isNew`: they have not said yet what they are called. @throws BroadsheetError not-found when it was used or is too old, not-allowed */
  use(token: unknown, headers: Headers): Promise<{ cookies: Cookies; isNew: boolean }>
}

export interface LinkParts {
  readonly auth: Auth
  readonly store: Store
  readonly clock: Clock
  readonly publicUrl: string
  readonly letters: Letters | undefined
  readonly sessions: Sessions
  readonly log: AccountsLog
  /** tokens that the library has just made, by address */
  readonly made: Map<string, string>
  mayRegister(email: string): boolean
  /** work that the asker does not wait for */
  later(work: () => Promise<void>): void
}

export function createLinks({ auth, store, clock, publicUrl, letters, sessions, log, made, mayRegister, later }: LinkParts): Links {
  const perAddress = new RateLimit(clock, ASKED_PER_ADDRESS, QUARTER_HOUR_MS)
  const perPlace = new RateLimit(clock, ASKED_PER_PLACE, QUARTER_HOUR_MS)
  const all = new RateLimit(clock, LETTERS_PER_HOUR, 3_600_000)
  let turn: Promise<unknown> = Promise.resolve()

  const mayEnter = async (email: string): Promise<boolean> => (await store.people.personByEmail(email)) !== undefined || mayRegister(email)

  /** The library hands a token to a callback, so links are made one after another. */
  function linkTo(email: string, back: string): Promise<string> {
    const work = turn.then(async () => {
      await auth.api.signInMagicLink({ body: { email }, headers: new Headers() })
      const token = made.get(email)
      made.delete(email)
      if (token === undefined) throw new Error('The accounts library made no token.')
      return `${publicUrl}/sign-in/confirm?${new URLSearchParams({ token, back })}`
    })
    turn = work.catch(() => {})
    return work
  }

  async function read(token: unknown): Promise<{ email: string } | undefined> {
    if (typeof token !== 'string' || !/^[A-Za-z]{32}$/.test(token)) return undefined
    const { internalAdapter } = await auth.$context
    const held = await internalAdapter.findVerificationValue(digest(token))
    if (!held || new Date(held.expiresAt).getTime() < clock.now()) return undefined
    return { email: (JSON.parse(held.value) as { email: string }).email }
  }

  return {
    canAsk: letters !== undefined,

    async ask({ email: said, back, from }) {
      if (letters === undefined) throw new BroadsheetError('not-allowed', 'This server sends no letters; its administrator can give you a link.')
      const email = readEmail(said)
      if (!perPlace.take(from) || !perAddress.take(email)) throw new BroadsheetError('too-many', 'Too many letters were asked for. Please try again in a quarter of an hour.')
      later(async () => {
        if (!(await mayEnter(email))) return
        if (!all.take('')) return log.warn({}, 'more letters were asked for than are sent in an hour')
        await letters.signIn({ to: email, link: await linkTo(email, back) })
      })
    },

    async make(said, back = '/papers') {
      const email = readEmail(said)
      if (!(await mayEnter(email))) throw new BroadsheetError('not-allowed', 'Nobody here has this address. `broadsheet user add` lets somebody in.')
      return linkTo(email, back)
    },

    read,

    async use(token, headers) {
      const link = await read(token)
      if (link === undefined) throw new BroadsheetError('not-found', SPENT)
      // What was allowed when the letter was asked for may not be any more.
      if (!(await mayEnter(link.email))) throw new BroadsheetError('not-allowed', 'This address is not let in here any more.')
      const isNew = !isNamed((await store.people.personByEmail(link.email))?.name)
      const signedIn = await auth.api
        .magicLinkVerify({ query: { token: token as string }, headers: new Headers(headers), returnHeaders: true })
        .catch((error: unknown) => Promise.reject(ours(error, 'not-found', SPENT)))
      await sessions.endCurrent(headers)
      return { cookies: signedIn.headers.getSetCookie(), isNew }
    },
  }
}
