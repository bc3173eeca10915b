import { readFileSync } from 'node:fs'
import { BroadsheetError } from '../paper/errors.ts'

export type Environment = Readonly<Record<string, string | undefined>>

/** The environment of this process, for whoever starts the program. */
export const processEnvironment: Environment = process.env

/** What the command line may say in place of the environment. */
export interface Overrides {
  readonly data?: string | undefined
  readonly port?: string | undefined
}

interface Setting {
  readonly name: string
  readonly variable: string
  readonly flag?: keyof Overrides
  /** may come from a file named by `VARIABLE_FILE`, so that it need not stand in the environment */
  readonly secret?: boolean
}

const SETTINGS: readonly Setting[] = [
  { name: 'dataDir', variable: 'BROADSHEET_DATA', flag: 'data' },
  { name: 'port', variable: 'PORT', flag: 'port' },
  { name: 'host', variable: 'BROADSHEET_HOST' },
  { name: 'allowPublicReading', variable: 'BROADSHEET_ALLOW_PUBLIC_READING' },
  { name: 'databaseUrl', variable: 'BROADSHEET_DATABASE_URL', secret: true },
  { name: 'searchThreads', variable: 'BROADSHEET_SEARCH_THREADS' },
  { name: 'logLevel', variable: 'BROADSHEET_LOG' },
  { name: 'embedder', variable: 'BROADSHEET_EMBEDDER' },
  { name: 'embeddingsUrl', variable: 'BROADSHEET_EMBEDDINGS_URL' },
  { name: 'embeddingsModel', variable: 'BROADSHEET_EMBEDDINGS_MODEL' },
  { name: 'embeddingsKey', variable: 'BROADSHEET_EMBEDDINGS_KEY', secret: true },
  { name: 'embeddingsDimensions', variable: 'BROADSHEET_EMBEDDINGS_DIMENSIONS' },
  { name: 'embeddingsQueryPrefix', variable: 'BROADSHEET_EMBEDDINGS_QUERY_PREFIX' },
  { name: 'embeddingsDocumentPrefix', variable: 'BROADSHEET_EMBEDDINGS_DOCUMENT_PREFIX' },
  { name: 'shelf', variable: 'BROADSHEET_SHELF' },
  { name: 'fetch', variable: 'BROADSHEET_FETCH' },
  { name: 'guess', variable: 'BROADSHEET_GUESS' },
  { name: 'servicesUrl', variable: 'BROADSHEET_SERVICES_URL' },
  { name: 'openalexKey', variable: 'BROADSHEET_OPENALEX_KEY', secret: true },
  { name: 'requestEveryMs', variable: 'BROADSHEET_REQUEST_EVERY_MS' },
  { name: 'submitBy', variable: 'BROADSHEET_SUBMIT_BY' },
  { name: 'submitAgeDays', variable: 'BROADSHEET_SUBMIT_AGE_DAYS' },
  { name: 'submitQuota', variable: 'BROADSHEET_SUBMIT_QUOTA' },
  { name: 'submitDaysBack', variable: 'BROADSHEET_SUBMIT_DAYS_BACK' },
  { name: 'submitDaysAhead', variable: 'BROADSHEET_SUBMIT_DAYS_AHEAD' },
  { name: 'rateLimit', variable: 'BROADSHEET_RATE_LIMIT' },
  { name: 'accounts', variable: 'BROADSHEET_ACCOUNTS' },
  { name: 'publicUrl', variable: 'BROADSHEET_PUBLIC_URL' },
  { name: 'websubHub', variable: 'BROADSHEET_WEBSUB_HUB' },
  { name: 'secret', variable: 'BROADSHEET_SECRET', secret: true },
  { name: 'registration', variable: 'BROADSHEET_REGISTRATION' },
  { name: 'registrationDomains', variable: 'BROADSHEET_REGISTRATION_DOMAINS' },
  { name: 'reading', variable: 'BROADSHEET_READING' },
  { name: 'smtpUrl', variable: 'BROADSHEET_SMTP_URL', secret: true },
  { name: 'mailFrom', variable: 'BROADSHEET_MAIL_FROM' },
  { name: 'mailFolder', variable: 'BROADSHEET_MAIL_FOLDER' },
  { name: 'letters', variable: 'BROADSHEET_LETTERS' },
  { name: 'lettersUnknown', variable: 'BROADSHEET_LETTERS_UNKNOWN' },
  { name: 'lettersPerSecond', variable: 'BROADSHEET_LETTERS_PER_SECOND' },
  { name: 'smtpConnections', variable: 'BROADSHEET_SMTP_CONNECTIONS' },
  { name: 'mailEventsSecret', variable: 'BROADSHEET_MAIL_EVENTS_SECRET', secret: true },
  { name: 'githubId', variable: 'BROADSHEET_GITHUB_ID' },
  { name: 'githubSecret', variable: 'BROADSHEET_GITHUB_SECRET', secret: true },
  { name: 'googleId', variable: 'BROADSHEET_GOOGLE_ID' },
  { name: 'googleSecret', variable: 'BROADSHEET_GOOGLE_SECRET', secret: true },
  { name: 'oidcIssuer', variable: 'BROADSHEET_OIDC_ISSUER' },
  { name: 'oidcId', variable: 'BROADSHEET_OIDC_ID' },
  { name: 'oidcSecret', variable: 'BROADSHEET_OIDC_SECRET', secret: true },
  { name: 'oidcName', variable: 'BROADSHEET_OIDC_NAME' },
]

/** The settings that are nobody's business, by name. */
export const SECRET_NAMES: ReadonlySet<string> = new Set(SETTINGS.filter(({ secret }) => secret).map(({ name }) => name))

/** The settings that somebody gave, as text, and the flag or variable that gave each, for the error sentence. */
export function readSettings(overrides: Overrides, env: Environment): { values: Record<string, string>; saidBy: Record<string, string> } {
  const values: Record<string, string> = {}
  const saidBy: Record<string, string> = {}
  for (const { name, variable, flag, secret } of SETTINGS) {
    saidBy[name] = variable
    const fromFlag = flag && overrides[flag]
    const fromEnvironment = env[variable]
    const file = secret ? env[`${variable}_FILE`] : undefined
    if (fromFlag) {
      values[name] = fromFlag
      saidBy[name] = `--${flag}`
    } else if (fromEnvironment) {
      values[name] = fromEnvironment
    } else if (file) {
      saidBy[name] = `${variable}_FILE`
      values[name] = readSecret(`${variable}_FILE`, file)
    }
  }
  return { values, saidBy }
}

function readSecret(variable: string, file: string): string {
  try {
    return readFileSync(file, 'utf8').trim()
  } catch (cause) {
    throw new BroadsheetError('bad-input', `${variable} names a file that cannot be read: ${file}.`, { cause })
  }
}
