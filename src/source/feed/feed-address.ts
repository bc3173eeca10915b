import { lookup as lookUp } from 'node:dns/promises'
import { SourceTrouble } from '../http/http.ts'
import { isPublicAddress, mayAskHost } from '../http/public-address.ts'

export interface FeedAddressOptions {
  /** addresses of a name; for tests */
  readonly lookup?: ((host: string) => Promise<readonly string[]>) | undefined
  /** feeds of one's own machine and network may be read: for a replay server, or a reader who wants it */
  readonly allowPrivate?: boolean | undefined
}

/**
 * Whether the address of a feed may be asked. Anyone may have given it, so it must be a web address without a password whose
 * host is of the public internet, whatever its name resolves to now. Redirects are the Http's to check.
 * @throws SourceTrouble `refused` with the reason, `unreachable` for a name that is not found
 */
export async function checkFeedAddress(address: string, { lookup = addressesOf, allowPrivate = false }: FeedAddressOptions): Promise<URL> {
  const refuse = (why: string): never => {
    throw new SourceTrouble('refused', `The address of the feed ${why}.`)
  }
  if (address.length > 2000 || !URL.canParse(address)) return refuse('is no web address')
  const url = new URL(address)
  if (url.protocol !== 'https:' && url.protocol !== 'http:') refuse('is no web address')
  if (url.username !== '' || url.password !== '') refuse('holds a name and password, which are not sent')
  url.hash = ''
  if (allowPrivate) return url
  const host = mayAskHost(url.hostname)
  if (host === 'no') refuse('leads into your own machine or network, or to no public place; such feeds are not read')
  if (host === 'resolve') {
    let addresses: readonly string[]
    try {
      addresses = await lookup(url.hostname)
    } catch (cause) {
      throw new SourceTrouble('unreachable', `The name ${url.hostname.slice(0, 100)} of the feed is not found.`, { cause })
    }
    if (addresses.length === 0) throw new SourceTrouble('unreachable', `The name ${url.hostname.slice(0, 100)} of the feed is not found.`)
    if (!addresses.every(isPublicAddress)) refuse('has a name that leads into your own machine or network; such feeds are not read')
  }
  return url
}

async function addressesOf(host: string): Promise<readonly string[]> {
  return (await lookUp(host, { all: true })).map(({ address }) => address)
}
