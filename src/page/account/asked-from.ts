import type { Context } from 'hono'

/**
 * Where a request came from, for bounding how many there are and nothing else: an IPv4 address, or the half of an IPv6 address
 * that stands for one connection. Behind a proxy on this machine it is what the proxy says.
 */
export function askedFrom(c: Context): string {
  const socket = (c.env as { incoming?: { socket?: { remoteAddress?: string } } } | undefined)?.incoming?.socket
  const peer = plain(socket?.remoteAddress ?? '')
  // Whoever asks can write all of the header but the end, which the proxy adds.
  const forwarded = /^(127\.|::1$)/.test(peer) ? c.req.header('x-forwarded-for')?.slice(-200).split(',').at(-1)?.trim() : undefined
  return connectionOf(plain(forwarded || peer))
}

const plain = (address: string): string => address.replace(/^::ffff:/i, '').slice(0, 60)

function connectionOf(address: string): string {
  if (!address.includes(':')) return address
  const [head = '', tail] = address.split('::', 2) as [string, string | undefined]
  const groups = head === '' ? [] : head.split(':')
  const missing = tail === undefined ? 0 : Math.max(0, 8 - groups.length - (tail === '' ? 0 : tail.split(':').length))
  return [...groups, ...Array<string>(missing).fill('0')].slice(0, 4).join(':')
}
