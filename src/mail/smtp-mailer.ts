import { createTransport } from 'nodemailer'
import { BroadsheetError } from '../paper/errors.ts'
import { checkLetter } from './check-letter.ts'
import type { Mailer } from './mailer.ts'
import { smtpOptions } from './smtp-options.ts'

const CONNECTIONS_MAX = 2

/**
 * Sends by a mail server.
 * @param options.url smtp://user:password@host:587 (which turns to TLS where the server can) or smtps://
 * @param options.from as letters say whom they are from
 */
export function smtpMailer({ url, from }: { readonly url: string; readonly from: string }): Mailer {
  const transport = createTransport({ pool: true, maxConnections: CONNECTIONS_MAX, ...smtpOptions(url), disableFileAccess: true, disableUrlAccess: true })
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
