/** An address to which somebody wants alerts, as they typed it. What its name leads to is looked at again at every sending. */
import { BroadsheetError } from '../../paper/errors.ts'
import type { HookKind } from '../../paper/hook.ts'
import { mayAskHost } from '../../source/http/public-address.ts'

const CHARACTERS = 2000
const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/

/** This machine, by any of its names. @param host as URL writes it */
export const isLoopbackHost = (host: string): boolean => LOOPBACK.test(host)

/**
 * @param ownNetwork whether addresses within the network of the instance are allowed: to the one reader of an instance without accounts
 * @throws BroadsheetError bad-input with a sentence
 */
export function readAddress(kind: HookKind, said: unknown, ownNetwork: boolean): string {
  const text = typeof said === 'string' ? said.trim() : ''
  const refuse = (why: string): never => {
    throw new BroadsheetError('bad-input', why)
  }
  if (text.length > CHARACTERS) refuse('This address is too long.')
  if (!URL.canParse(text)) refuse('Please give the whole address, from https:// on.')
  const url = new URL(text)
  if (url.protocol !== 'https:' && !(ownNetwork && url.protocol === 'http:' && isLoopbackHost(url.hostname))) refuse('The address has to begin with https://.')
  if (url.username !== '' || url.password !== '') refuse('The address may hold no name and password.')
  if (!ownNetwork && mayAskHost(url.hostname) === 'no') refuse('This address lies within a private network, to which nothing is sent.')
  if (kind === 'telegram' && !/^-?\d{1,20}$|^@\w{3,64}$/.test(url.searchParams.get('chat_id') ?? '')) {
    refuse('For Telegram the address is https://api.telegram.org/bot…/sendMessage?chat_id=…, with the chat’s number or @name.')
  }
  url.hash = ''
  return url.href
}

/** `hooks.example.org/…9f3a`: enough to know it by, not enough to write to it. */
export function shownAddress(address: string): string {
  const { host, pathname, search } = new URL(address)
  const rest = `${pathname}${search}`
  return rest.length <= 1 ? host : `${host}/…${rest.length > 16 ? rest.slice(-4) : ''}`
}
