import { createHmac } from 'node:crypto'

/**
 * `t=SECONDS,v1=HEX`: HMAC-SHA-256 of the seconds, a full stop and the body's bytes. Who receives it computes the same, and refuses
 * seconds of long ago, so that what was overheard cannot be sent again. docs/webhooks.md has the receiver's half.
 */
export function signature(secret: string, body: string, atSeconds: number): string {
  return `t=${atSeconds},v1=${createHmac('sha256', secret).update(`${atSeconds}.${body}`).digest('hex')}`
}
