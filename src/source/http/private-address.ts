import { isIP } from 'node:net'

/** The host of an address as URL gives it, without the brackets of IPv6. */
export function hostOf(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, '')
}

/**
 * True for hosts of this machine and of networks that the public cannot reach: loopback, private, link-local,
 * shared and unspecified addresses (RFC 1918, 4193, 6598, 3927, 4291) and the names that stand for them.
 */
export function isPrivateHost(host: string): boolean {
  const name = host.toLowerCase().replace(/\.$/, '')
  const kind = isIP(name)
  if (kind === 4) return isPrivateIpv4(name)
  if (kind === 6) return isPrivateIpv6(name)
  return name === '' || name === 'localhost' || !name.includes('.') || /\.(?:localhost|local|internal|lan|home|home\.arpa)$/.test(name)
}

function isPrivateIpv4(address: string): boolean {
  const [a = 0, b = 0] = address.split('.').map(Number)
  return a === 0 || a === 10 || a === 127 || a >= 224 || (a === 100 && b >= 64 && b < 128) || (a === 169 && b === 254) || (a === 172 && b >= 16 && b < 32) || (a === 192 && (b === 168 || b === 0)) || (a === 198 && (b === 18 || b === 19))
}

function isPrivateIpv6(address: string): boolean {
  // URL writes mapped addresses as ::ffff:7f00:1.
  const mapped = /^::ffff:(?:(\d+\.\d+\.\d+\.\d+)|([0-9a-f]{1,4}):([0-9a-f]{1,4}))$/.exec(address)
  if (mapped !== null) {
    if (mapped[1] !== undefined) return isPrivateIpv4(mapped[1])
    const [high, low] = [parseInt(mapped[2]!, 16), parseInt(mapped[3]!, 16)]
    return isPrivateIpv4(`${high >> 8}.${high & 255}.${low >> 8}.${low & 255}`)
  }
  return address.startsWith('::') || /^(?:f[cd]|fe[89ab]|ff)/.test(address)
}
