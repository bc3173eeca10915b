/** The settings of accounts and letters: their shapes, what they are unless told otherwise, and what they need of each other. */
import { z } from 'zod'
import { BroadsheetError } from '../paper/errors.ts'
import { isLoopback } from './loopback.ts'

const oneLine = z.string().regex(/^[\x21-\x7e]{1,1000}$/, 'must be one line without blanks')
const DOMAIN = /^[a-z0-9-]{1,63}(\.[a-z0-9-]{1,63}){0,8}$/

export const accountShape = {
  /** where readers reach this server: an origin such as https://papers.example, without a path */
  publicUrl: z
    .string()
    .max(300, 'must be at most 300 characters')
    .refine(isOrigin, 'must be an address without a path, such as https://papers.example')
    .transform((value) => new URL(value).origin)
    .optional(),
  /** the hub that public feeds name (WebSub), so that readers are told of changes instead of asking */
  websubHub: z.string().max(2000, 'must be at most 2,000 characters').refine((value) => /^https?:\/\//i.test(value) && URL.canParse(value), 'must be the address of a hub, such as https://hub.example/').transform((value) => new URL(value).href).optional(),
  /** signs cookies; made and kept in the data folder where none is given */
  secret: z.string().regex(/^[\x21-\x7e]{32,1000}$/, 'must be one line of at least 32 characters without blanks').optional(),
  /** who may make an account: who was invited, who has an address at one of `registrationDomains`, or anybody */
  registration: z.enum(['invite', 'domain', 'open'], 'must be invite, domain or open'),
  registrationDomains: z
    .string()
    .max(4000, 'must be at most 4,000 characters')
    .transform((value) => value.toLowerCase().split(',').map((one) => one.trim().replace(/^@/, '')).filter((one) => one !== ''))
    .refine((value) => value.every((one) => DOMAIN.test(one)), 'must be domains separated by commas, such as example.org,uni.example')
    .optional(),
  /** `members`: nothing is shown to who has not signed in */
  reading: z.enum(['open', 'members'], 'must be open or members'),
  /** smtp://user:password@host:587 or smtps:// */
  smtpUrl: z.string().max(2000, 'must be at most 2,000 characters').refine(isMailAddress, 'must be an address such as smtp://user:password@mail.example:587').optional(),
  /** as a letter says whom it is from: `Broadsheet <papers@example.org>` */
  mailFrom: z.string().regex(/^[^\r\n\0<>@]{0,100}(<[^\s<>@,;:"]{1,64}@[^\s<>@,;:"]{1,200}>|[^\s<>@,;:"]{0,64}@[^\s<>@,;:"]{1,200})$/, 'must be an e-mail address, such as Broadsheet <papers@example.org>').optional(),
  /** letters are written into this folder instead of being sent */
  mailFolder: z.string().max(4000, 'must be at most 4,000 characters').refine((value) => !value.includes('\0'), 'must be the path of a folder').optional(),
  /** who may have papers by mail, where mail is sent: who signs in, whoever gives an address and confirms it, or nobody */
  letters: z.enum(['members', 'anybody', 'off'], 'must be members, anybody or off'),
  /** what becomes of a letter that the mail server may have taken though its answer was lost: sent again, or left alone */
  lettersUnknown: z.enum(['leave', 'resend'], 'must be leave or resend'),
  /** of all letters; 0 for as many as the mail server takes */
  lettersPerSecond: z.string().regex(/^\d{1,4}(\.\d{1,3})?$/, 'must be a number from 0 to 9999').transform(Number),
  /** letters under way at a time */
  smtpConnections: z.string().regex(/^([1-9]|[1-4]\d|50)$/, 'must be a whole number from 1 to 50').transform(Number),
  /** the last part of the address at which a mail service tells of letters that came back */
  mailEventsSecret: z.string().regex(/^[\w-]{16,200}$/, 'must be 16 to 200 letters, digits, - and _').optional(),
  githubId: oneLine.optional(),
  githubSecret: oneLine.optional(),
  googleId: oneLine.optional(),
  googleSecret: oneLine.optional(),
  /** of any OpenID Connect service: the address before /.well-known/openid-configuration */
  oidcIssuer: z.string().max(2000, 'must be at most 2,000 characters').refine(isIssuer, 'must be an address such as https://login.example').optional(),
  oidcId: oneLine.optional(),
  oidcSecret: oneLine.optional(),
  /** as the button says it: Sign in with … */
  oidcName: z.string().regex(/^[\p{L}\p{N} .&'-]{1,40}$/u, 'must be a name of at most 40 letters'),
}

/** As the folder for letters: shown at the terminal, or wherever standard error goes. */
export const TERMINAL = '-'

export const ACCOUNT_DEFAULTS = { accounts: '0', registration: 'invite', reading: 'open', letters: 'members', lettersUnknown: 'resend', lettersPerSecond: '20', smtpConnections: '4', oidcName: 'your organisation' }

type AccountSettings = Readonly<z.infer<z.ZodObject<typeof accountShape>>> & { readonly accounts: boolean; readonly host: string; readonly allowPublicReading: boolean }

const refuse = (sentence: string): never => {
  throw new BroadsheetError('bad-input', sentence)
}

/**
 * What no setting can say alone: above all that nobody is let in from other machines by mistake.
 * @param saidBy the flag or variable that gave each setting
 * @throws BroadsheetError bad-input with a sentence that names what to set
 */
export function checkAccounts(config: AccountSettings, saidBy: Readonly<Record<string, string>>): void {
  const { accounts, host, publicUrl, allowPublicReading } = config
  const publicName = publicUrl === undefined ? undefined : new URL(publicUrl).hostname
  const open = [
    [!isLoopback(host), `${saidBy['host'] ?? 'host'} ${host}`],
    [publicName !== undefined && !isLoopback(publicName), `BROADSHEET_PUBLIC_URL ${publicUrl}`],
  ] as const
  const exposed = open.find(([beyond]) => beyond)?.[1]
  if (exposed !== undefined && !accounts && !allowPublicReading) {
    refuse(
      `${exposed} would let other machines in, and without accounts every one of them would be the owner: ` +
        'set BROADSHEET_ACCOUNTS=1 and BROADSHEET_PUBLIC_URL=https://… (the address that readers use), so that people sign in; ' +
        'or BROADSHEET_ALLOW_PUBLIC_READING=1 if anybody who reaches this address may read and nobody may change anything; or keep to 127.0.0.1.',
    )
  }
  if (accounts && !isLoopback(host) && publicUrl === undefined) {
    refuse(`Accounts on ${host} need BROADSHEET_PUBLIC_URL, the address that readers use, such as https://papers.example: the links in letters lead there, and no other name is answered.`)
  }
  if (accounts && publicName !== undefined && !publicUrl?.startsWith('https:') && !isLoopback(publicName)) {
    refuse('BROADSHEET_PUBLIC_URL must begin with https:// where accounts are on: who signs in over plain http shows everybody on the way who they are.')
  }
  if (config.reading === 'members' && !accounts) refuse('BROADSHEET_READING members needs accounts: set BROADSHEET_ACCOUNTS=1.')
  if (config.reading === 'members' && allowPublicReading) refuse('BROADSHEET_READING members and BROADSHEET_ALLOW_PUBLIC_READING=1 say opposite things: leave one of them out.')
  if (config.letters === 'anybody' && config.reading === 'members') refuse('BROADSHEET_LETTERS anybody would send to anybody what only members may read: set it to members, or BROADSHEET_READING to open.')
  const domains = config.registrationDomains ?? []
  if (config.registration === 'domain' && domains.length === 0) refuse('BROADSHEET_REGISTRATION domain needs BROADSHEET_REGISTRATION_DOMAINS, such as example.org,uni.example.')
  if (config.registration !== 'domain' && domains.length > 0) refuse('BROADSHEET_REGISTRATION_DOMAINS has no effect without BROADSHEET_REGISTRATION=domain: set it, or leave the domains out.')
  if (config.smtpUrl !== undefined && config.mailFolder !== undefined) refuse('BROADSHEET_SMTP_URL sends letters and BROADSHEET_MAIL_FOLDER keeps them here: set one of them.')
  if (config.mailFolder === TERMINAL && exposed !== undefined) refuse('BROADSHEET_MAIL_FOLDER=- shows letters, also those that sign people in, to whoever reads this server’s output: only for a server that this machine alone reaches.')
  if (config.smtpUrl !== undefined && config.mailFrom === undefined) refuse('BROADSHEET_SMTP_URL needs BROADSHEET_MAIL_FROM, the address that letters come from, such as Broadsheet <papers@example.org>.')
  for (const [name, id, secret] of [
    ['GITHUB', config.githubId, config.githubSecret],
    ['GOOGLE', config.googleId, config.googleSecret],
    ['OIDC', config.oidcId, config.oidcSecret],
  ] as const) {
    if ((id === undefined) !== (secret === undefined)) refuse(`BROADSHEET_${name}_ID and BROADSHEET_${name}_SECRET belong together: ${id === undefined ? 'the id' : 'the secret'} is missing.`)
  }
  if ((config.oidcIssuer === undefined) !== (config.oidcId === undefined)) refuse('BROADSHEET_OIDC_ISSUER and BROADSHEET_OIDC_ID belong together: one of them is missing.')
}

function isOrigin(value: string): boolean {
  if (!URL.canParse(value)) return false
  const { protocol, username, password, pathname, search, hash } = new URL(value)
  return /^https?:$/.test(protocol) && username === '' && password === '' && pathname === '/' && search === '' && hash === ''
}

/** https, or http on this machine. */
function isIssuer(value: string): boolean {
  if (!URL.canParse(value)) return false
  const { protocol, hostname, username, password } = new URL(value)
  return username === '' && password === '' && (protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname)))
}

function isMailAddress(value: string): boolean {
  return /^smtps?:\/\//i.test(value) && URL.canParse(value) && new URL(value).hostname !== ''
}
