import { keptSecret } from '../community/accounts/kept-secret.ts'
import type { LetterRules } from '../community/letters/create-subscriptions.ts'
import type { Config } from '../config/config.ts'
import { confirmLetter } from '../mail/confirm-letter.ts'
import type { Carrier } from '../mail/delivery/carrier.ts'
import { mailerCarrier } from '../mail/delivery/mailer-carrier.ts'
import { smtpCarrier } from '../mail/delivery/smtp-carrier.ts'
import type { Mailer } from '../mail/mailer.ts'
import { viewName } from '../paper/view-name.ts'
import { viewOfPath } from '../paper/view.ts'
import { publicUrlOf } from './open-accounts.ts'
import { senderOf } from './open-mailer.ts'

/**
 * How readers ask for letters, as configured; undefined where no mail is sent. A terminal shows papers only where that is asked for.
 * @param mailer whoever opened it closes it
 * @throws BroadsheetError unavailable when the secret can be neither read nor kept
 */
export function openLetters(config: Config, mailer: Mailer | undefined): { readonly rules: LetterRules; readonly carrier: Carrier } | undefined {
  const { smtpUrl, mailFolder, smtpConnections: connections } = config
  if (mailer === undefined || config.letters === 'off' || (smtpUrl ?? mailFolder) === undefined) return undefined
  const publicUrl = publicUrlOf(config)
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
  const carrier = smtpUrl === undefined ? mailerCarrier(mailer) : smtpCarrier({ url: smtpUrl, from: senderOf(config, publicUrl), connections })
  return { rules, carrier }
}
