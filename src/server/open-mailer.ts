import type { Config } from '../config/config.ts'
import { TERMINAL } from '../config/account-settings.ts'
import { isLoopback } from '../config/loopback.ts'
import { consoleMailer } from '../mail/console-mailer.ts'
import { folderMailer } from '../mail/folder-mailer.ts'
import type { Mailer } from '../mail/mailer.ts'
import { smtpMailer } from '../mail/smtp-mailer.ts'
import { publicUrlOf } from './open-accounts.ts'

/** Whom letters say they are from. */
export const senderOf = ({ mailFrom }: Pick<Config, 'mailFrom'>, publicUrl: string): string => mailFrom ?? `Broadsheet <broadsheet@${new URL(publicUrl).hostname.replace(/^\[|\]$/g, '')}>`

/** What sends letters, as configured; undefined where nothing does. @param show a terminal at which a letter may be shown instead */
export function openMailer(config: Config, show: ((text: string) => void) | undefined): Mailer | undefined {
  const { smtpUrl, mailFolder } = config
  const publicUrl = publicUrlOf(config)
  const from = senderOf(config, publicUrl)
  if (smtpUrl !== undefined) return smtpMailer({ url: smtpUrl, from })
  if (mailFolder === TERMINAL) return consoleMailer(show ?? ((text) => void process.stderr.write(text)))
  if (mailFolder !== undefined) return folderMailer({ folder: mailFolder, from })
  // A link that is shown lets in whoever sees it, so only the one person at this machine may.
  return show !== undefined && isLoopback(new URL(publicUrl).hostname) ? consoleMailer(show) : undefined
}
