import type { Accounts, Letters } from '../community/accounts/accounts.ts'
import type { Config } from '../config/config.ts'
import { invitationLetter } from '../mail/invitation-letter.ts'
import type { Mailer } from '../mail/mailer.ts'
import { signInLetter } from '../mail/sign-in-letter.ts'
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
 * Accounts as configured. Their library is loaded here, where it is wanted.
 * @param parts.mailer what sends their letters; whoever opened it closes it
 * @throws BroadsheetError unavailable when the secret can be neither read nor kept
 */
export async function openAccounts(parts: { config: Config; store: Store; clock: Clock; log: Log; mailer: Mailer | undefined }): Promise<Accounts> {
  const { config, store, clock, log, mailer } = parts
  const [{ createAccounts }, { keptSecret }] = await Promise.all([import('../community/accounts/create-accounts.ts'), import('../community/accounts/kept-secret.ts')])
  const publicUrl = publicUrlOf(config)
  const { registration: kind, registrationDomains: domains = [], githubId, githubSecret, googleId, googleSecret, oidcIssuer, oidcId, oidcSecret, oidcName } = config
  const pair = (id: string | undefined, secret: string | undefined) => (id === undefined || secret === undefined ? undefined : { id, secret })
  const oidc = pair(oidcId, oidcSecret)
  return createAccounts({
    store,
    clock,
    log,
    publicUrl,
    secret: config.secret ?? keptSecret(config.dataDir),
    registration: kind === 'domain' ? { kind, domains } : { kind },
    letters: mailer && lettersBy(mailer, log),
    providers: { github: pair(githubId, githubSecret), google: pair(googleId, googleSecret), oidc: oidc && oidcIssuer !== undefined ? { ...oidc, issuer: oidcIssuer, name: oidcName } : undefined },
  })
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
