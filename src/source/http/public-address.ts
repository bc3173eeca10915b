/**
 * Which hosts a program may ask on behalf of a person who typed an address. Feed addresses are anyone's to give, and
 * what they point to may point elsewhere, so nothing may lead to this machine, its neighbours or the metadata services
 * of clouds. Who resolves a name checks every address that it resolves to with isPublicAddress, at every redirect.
 * Node's fetch looks the name up once more to connect, so a name server that answers otherwise the second time gets past this.
 * Ranges: IANA's special-purpose registries for IPv4 and IPv6 (RFC 6890 and what has been added since).
 */

/** IPv4 ranges that are not the public internet, as [first address, length of prefix]. */
const NOT_PUBLIC_V4: readonly (readonly [string, number])[] = [
  ['0.0.0.0', 8], ['10.0.0.0', 8], ['100.64.0.0', 10], ['127.0.0.0', 8], ['169.254.0.0', 16], ['172.16.0.0', 12],
  ['192.0.0.0', 24], ['192.0.2.0', 24], ['192.88.99.0', 24], ['192.168.0.0', 16], ['198.18.0.0', 15], ['198.51.100.0', 24],
  ['203.0.113.0', 24], ['224.0.0.0', 4], ['240.0.0.0', 4],
  // A cloud's own service at an address that looks public.
  ['168.63.129.16', 32],
]

/** Names that lead to this machine or its network wherever they are resolved. */
const LOCAL_NAME = /(?:^|\.)(?:localhost|local|localdomain|internal|intranet|lan|home|corp|private|home\.arpa|in-addr\.arpa|ip6\.arpa|onion)$/

/**
 * True for an IP address of the public internet: not loopback, private, link-local, shared, reserved, multicast or a
 * metadata service's; IPv4 within IPv6 counts as what is within. Takes what node:dns answers and what stands in
 * addresses: brackets, zones, and IPv4 in decimal, octal or hexadecimal, of one to four parts. Anything else is false.
 */
export function isPublicAddress(address: string): boolean {
  if (address.length > 64) return false
  const text = address.trim().replace(/^\[(.*)\]$/, '$1').replace(/%.*$/, '')
  const four = ipv4Of(text)
  if (four !== undefined) return isPublicV4(four)
  const words = ipv6Of(text)
  return words !== undefined && isPublicV6(words)
}

/**
 * What can be said of the host of an address before any look-up: `yes` for a public IP address, `no` for any other and
 * for names of the local network, `resolve` for a name that has to be looked up and checked.
 */
export function mayAskHost(host: string): 'yes' | 'no' | 'resolve' {
  const name = host.trim().toLowerCase().replace(/\.$/, '')
  if (name === '' || name.length > 253) return 'no'
  if (name.includes(':') || name.startsWith('[') || ipv4Of(name) !== undefined) return isPublicAddress(name) ? 'yes' : 'no'
  // A host that ends in a number is read as an address by every browser and resolver, whatever stands before it.
  if (!name.includes('.') || /(?:^|\.)(?:\d+|0x[0-9a-f]*)$/.test(name) || LOCAL_NAME.test(name)) return 'no'
  return 'resolve'
}

/** An IPv4 address as inet_aton(3) reads it, as a number of 32 bits. */
function ipv4Of(text: string): number | undefined {
  const parts = text.split('.')
  if (parts.length > 4) return undefined
  const numbers: number[] = []
  for (const part of parts) {
    if (!/^(?:0x[0-9a-f]{1,8}|\d{1,12})$/i.test(part)) return undefined
    const octal = /^0\d/.test(part)
    if (octal && /[89]/.test(part)) return undefined
    numbers.push(/^0x/i.test(part) ? Number.parseInt(part, 16) : octal ? Number.parseInt(part, 8) : Number(part))
  }
  const last = numbers.pop()!
  if (numbers.some((one) => one > 255) || last >= 256 ** (4 - numbers.length)) return undefined
  return numbers.reduce((sum, one, i) => sum + one * 256 ** (3 - i), last)
}

function isPublicV4(address: number): boolean {
  return !NOT_PUBLIC_V4.some(([first, length]) => Math.floor(ipv4Of(first)! / 2 ** (32 - length)) === Math.floor(address / 2 ** (32 - length)))
}

/** An IPv6 address as eight words of 16 bits. */
function ipv6Of(text: string): number[] | undefined {
  const halves = text.split('::')
  if (halves.length > 2) return undefined
  const [head, tail] = [wordsOf(halves[0]!), halves.length === 2 ? wordsOf(halves[1]!) : []]
  if (head === undefined || tail === undefined) return undefined
  const missing = 8 - head.length - tail.length
  if (halves.length === 2 ? missing < 1 : missing !== 0) return undefined
  return [...head, ...Array<number>(missing).fill(0), ...tail]
}

function wordsOf(half: string): number[] | undefined {
  if (half === '') return []
  const words: number[] = []
  const parts = half.split(':')
  for (const [i, part] of parts.entries()) {
    if (i === parts.length - 1 && /^\d{1,3}(?:\.\d{1,3}){3}$/.test(part)) {
      const four = ipv4Of(part)
      if (four === undefined) return undefined
      words.push(Math.floor(four / 65_536), four % 65_536)
    } else if (/^[0-9a-f]{1,4}$/i.test(part)) words.push(Number.parseInt(part, 16))
    else return undefined
  }
  return words
}

function isPublicV6(words: readonly number[]): boolean {
  const [a, b] = [words[0]!, words[1]!]
  const within = words[6]! * 65_536 + words[7]!
  const zero = (from: number, to: number) => words.slice(from, to).every((one) => one === 0)
  // IPv4 as such (::ffff:a.b.c.d) and behind a translator (64:ff9b::a.b.c.d).
  if (zero(0, 5) && words[5] === 0xffff) return isPublicV4(within)
  if (a === 0x64 && b === 0xff9b && zero(2, 6)) return isPublicV4(within)
  // Of the rest only 2000::/3 is given out; in it 2001::/23, 2001:db8::/32, 2002::/16 and 3fff::/20 are set apart.
  if (a < 0x2000 || a > 0x3fff) return false
  return !(a === 0x2001 && (b < 0x200 || b === 0xdb8)) && a !== 0x2002 && !(a === 0x3fff && b < 0x1000)
}
