import { createTransport } from 'nodemailer'
import { BroadsheetError } from '../paper/errors.ts'
import { checkLetter } from './check-letter.ts'
import type { Mailer } from './mailer.ts'

/** A mail server that does not answer within this time is away. */
const PATIENCE_MS = 20_000
const CONNECTIONS_MAX = 2

/**
 * Sends by a mail server.
 * @param options.url smtp://user:password@host:587 (which turns to TLS where the server can) or smtps://
 * @param options.from as letters say whom they are from
 */
export function smtpMailer({ url, from }: { readonly url: string; readonly from: string }): Mailer {
  const { protocol, hostname, port, username, password, searchParams } = new URL(url)
  const secure = protocol === 'smtps:'
  const transport = createTransport({
    pool: true,
    maxConnections: CONNECTIONS_MAX,
    host: hostname.replace(/^\[|\]$/g, ''),
    port: port === '' ? (secure ? 465 : 587) : Number(port),
    secure,
    // A password travels only where nobody reads along, unless the address says otherwise.
    requireTLS: !secure && username !== '' && searchParams.get('tls') !== 'none',
    ignoreTLS: searchParams.get('tls') === 'none',
    ...(username === '' ? {} : { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } }),
    connectionTimeout: PATIENCE_MS,
    greetingTimeout: PATIENCE_MS,
    socketTimeout: PATIENCE_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return {
    async send(letter) {
      const { to, subject, text, html, headers } = checkLetter(letter)
      try {
        await transport.sendMail({ from, to, subject, text, html, ...(headers && { headers: { ...headers } }) })
      } catch (error) {
        // What the server said may repeat the address, so only its number is kept.
        const { code, responseCode } = error as { code?: unknown; responseCode?: unknown }
        throw new BroadsheetError('unavailable', `The mail server did not take a letter (${[code, responseCode].filter((one) => typeof one === 'string' || typeof one === 'number').join(' ') || 'no reason given'}).`)
      }
    },
    async close() {
      transport.close()
    },
  }
}
