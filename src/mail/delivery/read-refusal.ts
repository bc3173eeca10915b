import type { Carried } from './carrier.ts'

export type Refusal = Exclude<Carried, { readonly kind: 'sent' | 'withdrawn' }>

/** What SMTPConnection tells of a failure. */
export interface SmtpFailure {
  readonly code?: unknown
  /** the step that failed: CONN, EHLO, AUTH …, MAIL FROM, RCPT TO, DATA */
  readonly command?: unknown
  readonly responseCode?: unknown
  readonly response?: unknown
}

/** Enhanced codes (RFC 3463) that speak of the address: X.1.x no such mailbox or domain, X.2.1 mailbox disabled. Others, such as X.7.x, are of policy. */
const OF_ADDRESS = /^5\.(1\.[12356]|1\.10|2\.1)$/
/** Without an enhanced code: not known here; moved; name not allowed. */
const BARE_OF_ADDRESS: ReadonlySet<number> = new Set([550, 551, 553])

/**
 * What a failure means for a letter.
 * @param ended whether the letter's end had been handed over: then no answer leaves it open whether it was taken
 */
export function readRefusal({ code, command, responseCode, response }: SmtpFailure, ended: boolean): Refusal {
  const number = typeof responseCode === 'number' ? responseCode : undefined
  const enhanced = typeof response === 'string' ? /^\d{3}[ -](\d\.\d{1,3}\.\d{1,3})\b/.exec(response)?.[1] : undefined
  const step = typeof command === 'string' ? /^(CONN|EHLO|HELO|AUTH|STARTTLS|MAIL FROM|RCPT TO|DATA)\b/.exec(command)?.[1] : undefined
  const why = [step, typeof code === 'string' && number === undefined ? code : undefined, number, enhanced].filter((one) => one !== undefined).join(' ') || 'no reason given'
  if (number === undefined) {
    if (ended) return { kind: 'unknown', why }
    return { kind: 'later', whose: 'letter', why }
  }
  if (step === 'RCPT TO' && number >= 500) {
    return { kind: 'never', address: enhanced === undefined ? BARE_OF_ADDRESS.has(number) : OF_ADDRESS.test(enhanced), why }
  }
  if (step === 'RCPT TO') return { kind: 'later', whose: number === 421 ? 'server' : 'letter', why }
  if (step === 'DATA') return number >= 500 ? { kind: 'never', address: false, why } : { kind: 'later', whose: number === 421 ? 'server' : 'letter', why }
  // Greeting, password, sender: as much the next letter's trouble as this one's.
  return { kind: 'later', whose: 'server', why }
}
