/** One request to an address that somebody gave. It goes nowhere but to addresses that were checked, follows no redirect, and reads hardly any answer. */
import { lookup as lookUp } from 'node:dns'
import { request as httpRequest } from 'node:http'
import { request as httpsRequest } from 'node:https'
import type { LookupFunction } from 'node:net'
import { isPublicAddress, mayAskHost } from '../../source/http/public-address.ts'
import { isLoopbackHost } from './read-address.ts'
import type { ShapedAlert } from './shape-alert.ts'

/**
 * - `arrived`: taken. `gone`: nothing is there (404, 410). `refused`: nobody is let in (401, 403). `private`: not asked.
 * - `unwanted`: this message will never be taken. `later`: not taken, perhaps next time.
 * - `unknown`: it went out, and no answer came: it may have arrived.
 */
export interface Posted {
  readonly outcome: 'arrived' | 'gone' | 'refused' | 'private' | 'unwanted' | 'later' | 'unknown'
  /** a sentence, without anything of the address or the answer */
  readonly said: string
  /** seconds that the receiver asks to be left alone */
  readonly retryAfterSeconds?: number | undefined
}

export interface PostOptions {
  readonly ownNetwork: boolean
  readonly userAgent: string
  readonly signal?: AbortSignal | undefined
  /** for the whole of it */
  readonly timeoutMs?: number | undefined
  readonly lookup?: LookupFunction | undefined
}

export type PostAlert = (alert: ShapedAlert, options: PostOptions) => Promise<Posted>

const TIMEOUT_MS = 10_000
/** Of an answer so much is let in before the line is cut; nothing of it is kept. */
const ANSWER_BYTES = 16_384

/** Never throws. */
export const postAlert: PostAlert = ({ url: address, headers, body }, { ownNetwork, userAgent, signal, timeoutMs = TIMEOUT_MS, lookup = lookUp as LookupFunction }) => {
  const url = new URL(address)
  if (!ownNetwork && (url.protocol !== 'https:' || mayAskHost(url.hostname) === 'no')) return Promise.resolve(PRIVATE)
  if (url.protocol !== 'https:' && !isLoopbackHost(url.hostname)) return Promise.resolve(PRIVATE)
  const bytes = Buffer.from(body)
  return new Promise((resolve) => {
    let isConnected = false
    const end = (posted: Posted): void => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', stop)
      resolve(posted)
    }
    const send = url.protocol === 'https:' ? httpsRequest : httpRequest
    const request = send(url, {
      method: 'POST', agent: false, lookup: ownNetwork ? lookup : publicOnly(lookup), maxHeaderSize: 16_384,
      headers: { ...headers, 'user-agent': userAgent, accept: '*/*', 'accept-encoding': 'identity', 'content-length': bytes.length, connection: 'close' },
    })
    const stop = (): void => void request.destroy(new Error('stopped'))
    const timer = setTimeout(() => request.destroy(new Error('timeout')), timeoutMs)
    signal?.addEventListener('abort', stop, { once: true })
    if (signal?.aborted) stop()
    request.on('socket', (socket) => socket.once(url.protocol === 'https:' ? 'secureConnect' : 'connect', () => (isConnected = true)))
    request.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === NOT_PUBLIC) end(PRIVATE)
      else if (isConnected) end({ outcome: 'unknown', said: error.message === 'timeout' ? 'No answer came in time.' : 'The line broke before an answer came.' })
      else end({ outcome: 'later', said: error.code === 'ENOTFOUND' || error.code === 'EAI_AGAIN' ? 'The name in the address was not found.' : 'The address could not be reached.' })
    })
    request.on('response', (response) => {
      let read = 0
      response.on('data', (piece: Buffer) => {
        if ((read += piece.length) > ANSWER_BYTES) request.destroy()
      })
      response.on('error', () => {})
      // What drips on is cut off; the status is all that is wanted.
      const rest = setTimeout(() => request.destroy(), 1000)
      rest.unref()
      response.on('close', () => clearTimeout(rest))
      end(outcomeOf(response.statusCode ?? 0, response.headers['retry-after']))
    })
    request.end(bytes)
  })
}

const PRIVATE: Posted = { outcome: 'private', said: 'The address lies within a private network, to which nothing is sent.' }
const NOT_PUBLIC = 'NOT_PUBLIC'

/** The look-up by which the socket connects: what it answers was checked, so that a name server has no second say. */
function publicOnly(lookup: LookupFunction): LookupFunction {
  return (host, options, done) => {
    lookup(host, { ...options, all: true }, (error, found) => {
      const addresses = Array.isArray(found) ? found : []
      if (error !== null && error !== undefined) return done(error, [])
      if (addresses.length === 0 || !addresses.every(({ address }) => isPublicAddress(address))) return done(Object.assign(new Error('not public'), { code: NOT_PUBLIC }), [])
      if (options.all) return done(null, addresses)
      done(null, addresses[0]!.address, addresses[0]!.family)
    })
  }
}

function outcomeOf(status: number, retryAfter: string | undefined): Posted {
  const said = `It answered with status ${status}.`
  if (status >= 200 && status < 300) return { outcome: 'arrived', said: 'It arrived.' }
  if (status === 404 || status === 410) return { outcome: 'gone', said: `Nothing is at this address any more (status ${status}).` }
  if (status === 401 || status === 403) return { outcome: 'refused', said: `The address lets nobody in (status ${status}).` }
  if (status >= 300 && status < 400) return { outcome: 'unwanted', said: `It sends on to another address (status ${status}), which is not followed.` }
  if (status === 429 || status === 408 || status >= 500) return { outcome: 'later', said, retryAfterSeconds: /^\d{1,6}$/.test(retryAfter ?? '') ? Number(retryAfter) : undefined }
  return { outcome: 'unwanted', said }
}
