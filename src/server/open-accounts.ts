import type { Accounts, Letters } from '../community/accounts/accounts.ts'
import type { Config } from '../config/config.ts'
import { isLoopback } from '../config/loopback.ts'
import { consoleMailer } from '../mail/console-mailer.ts'
import { folderMailer } from '../mail/folder-mailer.ts'
import { invitationLetter } from '../mail/invitation-letter.ts'
import type { Mailer } from '../mail/mailer.ts'
import { signInLetter } from '../mail/sign-in-letter.ts'
import { smtpMailer } from '../mail/smtp-mailer.ts'
import type { Store } from '../store/store.ts'
import type { Clock } from '../tools/clock.ts'
import type { Log } from './log.ts'

const DEFAULT_PORT = 8765
const LINK_MINUTES = 15

/** Where readers reach this server: as configured, else this machine. */
export function publicUrlOf({ publicUrl, port }: Pick<Config, 'publicUrl' | 'port'>): string {
  return publicUrl ?? `http://localhost:${port === 0 ? DEFAULT_PORT : port}`
}

/**
 * Accounts as configured, with their letters on the way that is configured. Its library is loaded here, where it is wanted.
 * @param parts.show a terminal at which a letter may be shown while nothing sends it
 * @throws BroadsheetError unavailable when the secret can be neither read nor kept
 */
export async function openAccounts(parts: { config: Config; store: Store; clock: Clock; log: Log; show?: ((text: string) => void) | undefined }): Promise<Accounts> {
  const { config, store, clock, log, show } = parts
  const [{ createAccounts }, { keptSecret }] = await Promise.all([import('../community/accounts/create-accounts.ts'), import('../community/accounts/kept-secret.ts')])
  const publicUrl = publicUrlOf(config)
  const mailer = mailerOf(config, publicUrl, show)
  const { registration: kind, registrationDomains: domains = [], githubId, githubSecret, googleId, googleSecret, oidcIssuer, oidcId, oidcSecret, oidcName } = config
  const pair = (id: string | undefined, secret: string | undefined) => (id === undefined || secret === undefined ? undefined : { id, secret })
  const oidc = pair(oidcId, oidcSecret)
  const accounts = createAccounts({
    store,
    clock,
    log,
    publicUrl,
    secret: config.secret ?? keptSecret(config.dataDir),
    registration: kind === 'domain' ? { kind, domains } : { kind },
    letters: mailer && lettersBy(mailer, log),
    providers: { github: pair(githubId, githubSecret), google: pair(googleId, googleSecret), oidc: oidc && oidcIssuer !== undefined ? { ...oidc, issuer: oidcIssuer, name: oidcName } : undefined },
  })
  return {
    ...accounts,
    close: async () => {
      await accounts.close()
      await mailer?.close()
    },
  }
}

/** Whom letters say they are from. */
export const senderOf = ({ mailFrom }: Pick<Config, 'mailFrom'>, publicUrl: string): string => mailFrom ?? `Broadsheet <broadsheet@${new URL(publicUrl).hostname.replace(/^\[|\]$/g, '')}>`

/** What sends letters, as configured; undefined where nothing does. @param show a terminal at which a letter may be shown instead */
export function mailerOf({ smtpUrl, mailFrom, mailFolder }: Config, publicUrl: string, show: ((text: string) => void) | undefined): Mailer | undefined {
  const { hostname } = new URL(publicUrl)
  const from = senderOf({ mailFrom }, publicUrl)
  if (smtpUrl !== undefined) return smtpMailer({ url: smtpUrl, from })
  if (mailFolder !== undefined) return folderMailer({ folder: mailFolder, from })
  // A link that is shown lets in whoever sees it, so only the one person at this machine may.
  return show !== undefined && isLoopback(hostname) ? consoleMailer(show) : undefined
}

function lettersBy(mailer: Mailer, log: Log): Letters {
  const send = async (letter: Parameters<Mailer['send']>[0]): Promise<void> => {
    await mailer.send(letter)
    log.info('a letter was written')
  }
  return {
    signIn: ({ to, link }) => send(signInLetter({ to, link, minutes: LINK_MINUTES })),
    invitation: ({ to, by, link }) => send(invitationLetter({ to, by, link })),
  }
}
