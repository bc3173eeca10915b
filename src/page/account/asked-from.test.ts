import { Hono } from 'hono'
import { expect, it } from 'vitest'
import { askedFrom } from './asked-from.ts'

const app = new Hono().get('/', (c) => c.text(askedFrom(c)))
const from = async (remoteAddress: string | undefined, forwarded?: string): Promise<string> =>
  (await app.request('/', forwarded === undefined ? {} : { headers: { 'x-forwarded-for': forwarded } }, { incoming: { socket: { remoteAddress } } })).text()

it('is the address that asked, or what a proxy on this machine says', async () => {
  expect(await from('203.0.113.7')).toBe('203.0.113.7')
  expect(await from('::ffff:203.0.113.7')).toBe('203.0.113.7')
  expect(await from('127.0.0.1', '198.51.100.9')).toBe('198.51.100.9')
  // Whoever asks may write a list; the proxy adds its end.
  expect(await from('127.0.0.1', '1.1.1.1, 2.2.2.2, 198.51.100.9')).toBe('198.51.100.9')
  // A header from afar says nothing.
  expect(await from('203.0.113.7', '1.1.1.1')).toBe('203.0.113.7')
  expect(await (await app.request('/')).text()).toBe('')
})

it('takes half of an IPv6 address, which is one connection', async () => {
  expect(await from('2001:db8:1:2:3:4:5:6')).toBe('2001:db8:1:2')
  expect(await from('2001:db8::1')).toBe('2001:db8:0:0')
  expect(await from('::1')).toBe('0:0:0:0')
})
