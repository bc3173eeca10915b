import { randomBytes, randomUUID } from 'node:crypto'
import { BroadsheetError } from '../../paper/errors.ts'
import type { Person } from '../../paper/people.ts'
import type { TokenFacts } from '../../store/people.ts'
import type { Store } from '../../store/store.ts'
import type { Clock } from '../../tools/clock.ts'
import { digest } from './auth.ts'
import { NAME_CHARACTERS_MAX } from './plain-name.ts'

export type TokenKind = 'program' | 'feeds'
export type TokenRow = TokenFacts & { readonly kind: TokenKind }

/** What tokens of a kind begin with; and what their ids do, by which a list tells the kinds apart. */
const PREFIX = { program: 'bs_', feeds: 'bsf_' } as const
const FEEDS_ID = 'feeds-'

const TOKENS_MAX = 20
/** A token's last use is noted at most this often. */
const NOTED_EVERY_MS = 60_000

/** Personal tokens, by which programs are let in as their owners. Of a token only its SHA-256 is kept: 256 random bits need no slower digest. */
export interface Tokens {
  list(person: Person): Promise<readonly TokenRow[]>
  /**
   * Answers the token, which is never seen again.
   * @param kind `program` (default): let in as its owner; `feeds`: in an address, and only to read lists as feeds or references
   * @throws BroadsheetError bad-input, too-many
   */
  make(person: Person, name: unknown, kind?: TokenKind): Promise<string>
  /** @throws BroadsheetError not-found */
  revoke(person: Person, id: string): Promise<void>
  /** Whose token this is; of a token for feeds only where that is the kind asked for. */
  owner(token: string, kind?: TokenKind): Promise<Person | undefined>
}

export function createTokens({ store, clock }: { readonly store: Store; readonly clock: Clock }): Tokens {
  const { people } = store
  const now = (): string => new Date(clock.now()).toISOString()
  return {
    list: async (person) => (await people.tokens(person.id)).map((token) => ({ ...token, kind: token.id.startsWith(FEEDS_ID) ? ('feeds' as const) : ('program' as const) })),
    async make(person, said, kind = 'program') {
      const name = typeof said === 'string' ? said.slice(0, 1000).replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '').trim() : ''
      if (name === '' || [...name].length > NAME_CHARACTERS_MAX) throw new BroadsheetError('bad-input', `Please say what the token is for, in at most ${NAME_CHARACTERS_MAX} characters.`)
      if ((await people.tokens(person.id)).length >= TOKENS_MAX) throw new BroadsheetError('too-many', `There are ${TOKENS_MAX} tokens already; revoke one first.`)
      const token = `${PREFIX[kind]}${randomBytes(32).toString('base64url')}`
      await people.addToken({ id: `${kind === 'feeds' ? FEEDS_ID : ''}${randomUUID()}`, personId: person.id, name, hash: digest(token), at: now() })
      return token
    },
    async revoke(person, id) {
      if (!(await people.removeToken(person.id, id))) throw new BroadsheetError('not-found', 'This token was revoked already.')
    },
    async owner(token, kind = 'program') {
      if (!token.startsWith(PREFIX[kind]) || !/^[A-Za-z0-9_-]{43}$/.test(token.slice(PREFIX[kind].length))) return undefined
      const held = await people.personByTokenHash(digest(token))
      if (held === undefined) return undefined
      if (held.lastUsedAt === undefined || clock.now() - Date.parse(held.lastUsedAt) > NOTED_EVERY_MS) await people.touchToken(held.tokenId, now())
      return held.person
    },
  }
}
