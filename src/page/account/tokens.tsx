import type { Context } from 'hono'
import { BroadsheetError } from '../../paper/errors.ts'
import { isPrivate, viewOfPath, viewPath } from '../../paper/view.ts'
import type { PageRoom } from '../deps.ts'
import { sendTo } from '../send.ts'
import { TokensPage } from '../view/account/tokens-page.tsx'
import { accountsOf, formOf, personOf, sendPrivate } from './deed.ts'

/** The address of a list of somebody's own, canonical; undefined for any other. */
function ownList(address: string | null | undefined): string | undefined {
  const view = viewOfPath(address ?? '')
  return view !== undefined && isPrivate(view) ? viewPath(view) : undefined
}

/** GET /account/tokens; with `list`, a list of one's own, to read its feed */
export async function showTokens(room: PageRoom, c: Context): Promise<Response> {
  const tokens = await accountsOf(room).tokens.list(personOf(c))
  const list = ownList(c.req.query('list'))
  return sendPrivate(c, <TokensPage frame={room.frame(c)} tokens={tokens} kind={list === undefined ? 'program' : 'feeds'} list={list} note={c.req.query('done') === 'revoked' ? 'The token is revoked; programs that hold it are let in no more.' : undefined} />)
}

/** POST /account/tokens: makes one and shows it, this once. */
export async function makeToken(room: PageRoom, c: Context): Promise<Response> {
  const { tokens } = accountsOf(room)
  const person = personOf(c)
  const form = await formOf(c)
  const kind = form.get('kind') === 'feeds' ? 'feeds' : 'program'
  const list = ownList(form.get('list'))
  try {
    const made = await tokens.make(person, form.get('name'), kind)
    return await sendPrivate(c, <TokensPage frame={room.frame(c)} tokens={await tokens.list(person)} made={made} kind={kind} list={list} />)
  } catch (error) {
    if (!(error instanceof BroadsheetError) || (error.code !== 'bad-input' && error.code !== 'too-many')) throw error
    return sendPrivate(c, <TokensPage frame={room.frame(c)} tokens={await tokens.list(person)} kind={kind} list={list} note={error.message} />, error.code === 'bad-input' ? 400 : 429)
  }
}

/** POST /account/tokens/revoke */
export async function revokeToken(room: PageRoom, c: Context): Promise<Response> {
  await accountsOf(room).tokens.revoke(personOf(c), (await formOf(c)).get('id') ?? '')
  return sendTo(c, '/account/tokens?done=revoked', 303)
}
