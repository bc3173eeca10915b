import { keptSecret } from '../community/accounts/kept-secret.ts'
import type { LetterRules } from '../community/letters/create-subscriptions.ts'
import type { Config } from '../config/config.ts'
import { confirmLetter } from '../mail/confirm-letter.ts'
import type { Carrier } from '../mail/delivery/carrier.ts'
import { mailerCarrier } from '../mail/delivery/mailer-carrier.ts'
import { smtpCarrier } from '../mail/delivery/smtp-carrier.ts'
import { viewName } from '../paper/view-name.ts'
import { viewOfPath } from '../paper/view.ts'
import { mailerOf, publicUrlOf, senderOf } from './open-accounts.ts'

/**
 * How readers ask for letters, as configured; undefined where no mail is sent.
 * @throws BroadsheetError unavailable when the secret can be neither read nor kept
 */
export function openLetters(config: Config): { readonly rules: LetterRules; readonly carrier: Carrier; close(): Promise<void> } | undefined {
  const publicUrl = publicUrlOf(config)
  const mailer = config.letters === 'off' ? undefined : mailerOf(config, publicUrl, undefined)
  if (mailer === undefined) return undefined
  const rules: LetterRules = {
    by: config.letters,
    secret: config.secret ?? keptSecret(config.dataDir),
    publicUrl,
    eventsSecret: config.mailEventsSecret,
    askToConfirm: ({ to, link, view, days }) => {
      const held = viewOfPath(view)
      return mailer.send(confirmLetter({ to, link, days, what: held === undefined ? view : viewName(held) }))
    },
  }
  const { smtpUrl, smtpConnections: connections } = config
  const carrier = smtpUrl === undefined ? mailerCarrier(mailer) : smtpCarrier({ url: smtpUrl, from: senderOf(config, publicUrl), connections })
  const close = async (): Promise<void> => {
    await carrier.close()
    await mailer.close()
  }
  return { rules, carrier, close }
}
