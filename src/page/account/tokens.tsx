import type { Context } from 'hono'
import { BroadsheetError } from '../../paper/errors.ts'
import type { PageRoom } from '../deps.ts'
import { sendTo } from '../send.ts'
import { TokensPage } from '../view/account/tokens-page.tsx'
import { accountsOf, formOf, personOf, sendPrivate } from './deed.ts'

/** GET /account/tokens */
export async function showTokens(room: PageRoom, c: Context): Promise<Response> {
  const tokens = await accountsOf(room).tokens.list(personOf(c))
  return sendPrivate(c, <TokensPage frame={room.frame(c)} tokens={tokens} note={c.req.query('done') === 'revoked' ? 'The token is revoked; programs that hold it are let in no more.' : undefined} />)
}

/** POST /account/tokens: makes one and shows it, this once. */
export async function makeToken(room: PageRoom, c: Context): Promise<Response> {
  const { tokens } = accountsOf(room)
  const person = personOf(c)
  const form = await formOf(c)
  const kind = form.get('kind') === 'feeds' ? 'feeds' : 'program'
  try {
    const made = await tokens.make(person, form.get('name'), kind)
    return await sendPrivate(c, <TokensPage frame={room.frame(c)} tokens={await tokens.list(person)} made={made} kind={kind} />)
  } catch (error) {
    if (!(error instanceof BroadsheetError) || (error.code !== 'bad-input' && error.code !== 'too-many')) throw error
    return sendPrivate(c, <TokensPage frame={room.frame(c)} tokens={await tokens.list(person)} note={error.message} />, error.code === 'bad-input' ? 400 : 429)
  }
}

/** POST /account/tokens/revoke */
export async function revokeToken(room: PageRoom, c: Context): Promise<Response> {
  await accountsOf(room).tokens.revoke(personOf(c), (await formOf(c)).get('id') ?? '')
  return sendTo(c, '/account/tokens?done=revoked', 303)
}
