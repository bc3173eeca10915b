/** Signed addresses in letters: whoever holds one may do this one thing with this one subscription, without signing in. */
import { createHmac, timingSafeEqual } from 'node:crypto'

/** `unsubscribe` and `manage` hold for good: a letter may lie for years before somebody has enough of it. */
export type LinkPurpose = 'unsubscribe' | 'manage' | 'confirm'

export interface LetterLinks {
  /** `https://…/letters/unsubscribe/TOKEN`: for List-Unsubscribe (RFC 8058) and for people */
  unsubscribe(subscriptionId: string): string
  /** `https://…/letters/manage/TOKEN`: everything that goes to the same address */
  manage(subscriptionId: string): string
  /** `https://…/letters/confirm?token=TOKEN`. @param until ms since 1970 */
  confirm(subscriptionId: string, until: number): string
  /** The subscription that a token is for; undefined for anything that was not signed here for this purpose, or is too old. */
  read(token: unknown, purpose: LinkPurpose): string | undefined
}

/** An id, when it ends (seconds since 1970, 0 for never), and 32 bytes of HMAC-SHA-256, base64url. */
const TOKEN = /^([\w-]{1,64})\.(0|[1-9]\d{0,11})\.([\w-]{43})$/

/** @param parts.secret of the instance; a key of its own is derived from it @param parts.now ms since 1970 */
export function letterLinks({ secret, publicUrl, now }: { readonly secret: string; readonly publicUrl: string; readonly now: () => number }): LetterLinks {
  const key = createHmac('sha256', secret).update('broadsheet letters 1').digest()
  const sign = (purpose: LinkPurpose, id: string, ends: string): string => createHmac('sha256', key).update(`${purpose}\n${id}\n${ends}`).digest('base64url')
  const token = (purpose: LinkPurpose, id: string, ends = '0'): string => `${id}.${ends}.${sign(purpose, id, ends)}`
  return {
    unsubscribe: (id) => `${publicUrl}/letters/unsubscribe/${token('unsubscribe', id)}`,
    manage: (id) => `${publicUrl}/letters/manage/${token('manage', id)}`,
    confirm: (id, until) => `${publicUrl}/letters/confirm?token=${token('confirm', id, String(Math.floor(until / 1000)))}`,
    read(said, purpose) {
      const [, id, ends, mac] = (typeof said === 'string' && TOKEN.exec(said)) || []
      if (id === undefined || ends === undefined || mac === undefined) return undefined
      // Texts are compared, not the bytes that they stand for: of one signature there is one spelling.
      if (!timingSafeEqual(Buffer.from(mac), Buffer.from(sign(purpose, id, ends)))) return undefined
      return ends !== '0' && Number(ends) * 1000 < now() ? undefined : id
    },
  }
}
