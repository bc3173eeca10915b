import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isPublicAddress, mayAskHost } from './public-address.ts'

describe('isPublicAddress', () => {
  it.each([
    '8.8.8.8', '1.1.1.1', '128.84.21.199', '172.15.255.255', '172.32.0.0', '100.63.255.255', '100.128.0.0', '192.0.1.1', '223.255.255.255', '169.253.1.1', '168.63.129.15',
    '134744072', '0x08080808', '010.8.8.8', '8.8.2056', '2606:4700:4700::1111', '[2606:4700:4700::1111]', '2001:4860:4860::8888', '::ffff:8.8.8.8', '::ffff:808:808', '64:ff9b::8.8.8.8', '2a00:1450::1',
  ])('%s is public', (address) => expect(isPublicAddress(address)).toBe(true))

  it.each([
    // loopback, this network, private, shared, link-local and metadata
    '127.0.0.1', '127.255.255.255', '0.0.0.0', '0.1.2.3', '10.0.0.1', '10.255.255.255', '172.16.0.1', '172.31.255.255', '192.168.1.1', '100.64.0.1', '100.100.100.200', '169.254.169.254', '168.63.129.16', '192.0.0.192',
    // documentation, benchmarks, multicast, reserved, broadcast
    '192.0.2.1', '198.51.100.1', '203.0.113.9', '198.18.0.1', '198.19.255.255', '224.0.0.1', '240.0.0.1', '255.255.255.255',
    // the same in other writings
    '2130706433', '0x7f000001', '0x7f.1', '127.1', '0177.0.0.1', '017700000001', '0xa9fea9fe', '2852039166', '0251.0376.0251.0376', '10.1', '192.168.257', ' 127.0.0.1 ',
    // IPv6
    '::', '::1', '[::1]', '0:0:0:0:0:0:0:1', 'fe80::1', 'fe80::1%eth0', 'fc00::1', 'fd00:ec2::254', 'ff02::1', 'fec0::1', '2001:db8::1', '2001::1', '2002:7f00:1::', '3fff::1', '100::1',
    '::ffff:127.0.0.1', '::ffff:7f00:1', '::ffff:169.254.169.254', '::127.0.0.1', '64:ff9b::10.0.0.1', '64:ff9b:1::8.8.8.8', '[::ffff:10.0.0.1]', '0:0:0:0:0:ffff:7f00:0001',
    // no address at all
    '', 'example.org', '1.2.3.4.5', '256.1.1.1', '8.8.8.8.', '08.8.8.8', '1:2:3', '1::2::3', '12345::', ':::', '0x', '8.8.8.8/8', '::ffff:8.8.8', '2606:4700:4700::1111:1:2:3:4:5', '9'.repeat(80),
  ])('%s is not', (address) => expect(isPublicAddress(address)).toBe(false))

  it('agrees with the numbers of an address in each of its writings', () => {
    fc.assert(
      fc.property(fc.nat({ max: 0xffffffff }), (number) => {
        const bytes = [number >>> 24, (number >>> 16) & 255, (number >>> 8) & 255, number & 255]
        const known = isPublicAddress(bytes.join('.'))
        const writings = [String(number), `0x${number.toString(16)}`, bytes.map((one) => `0${one.toString(8)}`).join('.'), bytes.map((one) => `0x${one.toString(16)}`).join('.'), `${bytes[0]}.${number & 0xffffff}`, `::ffff:${bytes.join('.')}`, `64:ff9b::${bytes.join('.')}`]
        for (const one of writings) expect([one, isPublicAddress(one)]).toEqual([one, known])
        // The address parser of the platform comes to the same host.
        expect(isPublicAddress(new URL(`http://${number}/`).hostname)).toBe(known)
      }),
    )
  })

  it('answers for any text', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom(...'0123456789abcdefx.:[]%') })), (text) => {
        expect(typeof isPublicAddress(text)).toBe('boolean')
        expect(['yes', 'no', 'resolve']).toContain(mayAskHost(text))
      }),
    )
  })
})

describe('mayAskHost', () => {
  it.each(['8.8.8.8', '[2606:4700:4700::1111]', '134744072'])('%s may be asked', (host) => expect(mayAskHost(host)).toBe('yes'))
  it.each(['rss.arxiv.org', 'www.nature.com.', 'EXAMPLE.org', 'xn--bcher-kva.example', 'localhost.example.org', '127.0.0.1.nip.io'])('%s has to be looked up', (host) => expect(mayAskHost(host)).toBe('resolve'))
  it.each(['', '.', 'localhost', 'LOCALHOST.', 'a.localhost', 'printer.local', 'metadata', 'metadata.google.internal', 'nas.lan', 'router.home.arpa', '127.0.0.1', '[::1]', '::1', '0x7f.1', 'a.b.127', 'example.0x7f', '1.2.3.4.5', 'x'.repeat(300)])('%s may not', (host) =>
    expect(mayAskHost(host)).toBe('no'))
})
