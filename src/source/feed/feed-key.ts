import { createHash } from 'node:crypto'

/** Longer addresses are named by their digest. */
const MAX_KEY = 200

/** What names a feed's state in the store. */
export function feedKey(url: string): string {
  return `feed:${url.length <= MAX_KEY ? url : createHash('sha256').update(url).digest('hex').slice(0, 32)}`
}
