/** FNV-1a over the UTF-8 bytes of a term, with murmur3's finaliser (FNV alone leaves short words' high bits nearly equal). Unsigned, 32 bits. */
export function hashBytes(bytes: Uint8Array, start: number, end: number): number {
  let hash = 0x811c9dc5
  for (let i = start; i < end; i++) hash = Math.imul(hash ^ bytes[i]!, 0x01000193)
  hash ^= hash >>> 16
  hash = Math.imul(hash, 0x85ebca6b)
  hash ^= hash >>> 13
  hash = Math.imul(hash, 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}

const encoder = new TextEncoder()

/** hashBytes of a term as text. */
export function hashTerm(term: string): number {
  const bytes = encoder.encode(term)
  return hashBytes(bytes, 0, bytes.length)
}
