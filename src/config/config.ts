/**
 * The configuration of an instance: one schema, one frozen value, and the only place that reads the environment.
 * A flag of the command line wins over a variable, a variable over the default. It knows no room above `paper`;
 * others get the values that they need as arguments.
 */
import { availableParallelism } from 'node:os'
import { resolve } from 'node:path'
import envPaths from 'env-paths'
import { z } from 'zod'
import { BroadsheetError } from '../paper/errors.ts'
import { ACCOUNT_DEFAULTS, accountShape, checkAccounts } from './account-settings.ts'
import { isLoopback } from './loopback.ts'
import { readSettings, SECRET_NAMES } from './settings.ts'
import type { Environment, Overrides } from './settings.ts'

export type { Environment, Overrides } from './settings.ts'

/** At most so many search workers unless told otherwise: beyond it memory bandwidth, not cores, is the limit. */
const DEFAULT_SEARCH_THREADS_MAX = 4

const wholeNumber = (least: number, most: number) =>
  z
    .string()
    .trim()
    .regex(/^\d{1,6}$/, `must be a whole number from ${least} to ${most}`)
    .transform(Number)
    .refine((value) => value >= least && value <= most, `must be a whole number from ${least} to ${most}`)

const yesOrNo = z
  .enum(['0', '1', 'no', 'yes', 'false', 'true'], 'must be 1 or 0')
  .transform((value) => value === '1' || value === 'yes' || value === 'true')

const Config = z.object({
  /** folder of the instance, absolute */
  dataDir: z
    .string()
    .max(4000, 'must be at most 4,000 characters')
    .refine((value) => !value.includes('\0'), 'must be the path of a folder')
    .transform((value) => resolve(value)),
  /** 0 lets the system choose a free port */
  port: wholeNumber(0, 65_535),
  host: z.string().regex(/^[A-Za-z0-9.:_-]{1,253}$/, 'must be a host name or an IP address, such as 127.0.0.1'),
  allowPublicReading: yesOrNo,
  /** PostgreSQL instead of the file in `dataDir` */
  databaseUrl: z
    .string()
    .regex(/^postgres(ql)?:\/\/\S+$/i, 'must begin with postgres:// or postgresql://')
    .optional(),
  searchThreads: wholeNumber(1, 64),
  /** `auto`: a quiet terminal, everything when the output is collected */
  logLevel: z.enum(['auto', 'debug', 'info', 'warn', 'error', 'silent'], 'must be auto, debug, info, warn, error or silent'),
  /** what gives papers and queries their meaning: our own, a service that speaks OpenAI's embeddings, or transformers.js */
  embedder: z.enum(['house', 'openai', 'transformers'], 'must be house, openai or transformers'),
  /** of the service, less `/embeddings` */
  embeddingsUrl: z.string().max(2000, 'must be at most 2,000 characters').refine(isServiceAddress, 'must be an address such as http://localhost:11434/v1, without a name and password').optional(),
  embeddingsModel: z.string().regex(/^[\x21-\x7e]{1,200}$/, 'must be a model’s name, such as nomic-embed-text').optional(),
  embeddingsKey: z.string().regex(/^[\x21-\x7e]{1,1000}$/, 'must be one line without blanks').optional(),
  /** asked of models that can give vectors of several lengths */
  embeddingsDimensions: wholeNumber(1, 4096).optional(),
  /** put before a query and before a paper's text, for models that want it */
  embeddingsQueryPrefix: z.string().max(1000, 'must be at most 1,000 characters'),
  embeddingsDocumentPrefix: z.string().max(1000, 'must be at most 1,000 characters'),
  /** put the starter shelf into an instance that holds nothing */
  shelf: yesOrNo,
  /** a running server fetches from the chosen sources by itself */
  fetch: yesOrNo,
  /** order a day on which nobody has voted by a guess of what readers tend to like */
  guess: yesOrNo,
  /** where all services are instead of at their own addresses: a replay server or a mirror */
  servicesUrl: z.string().max(2000, 'must be at most 2,000 characters').refine(isServiceAddress, 'must be an address such as http://localhost:8766').optional(),
  /** of an account at OpenAlex, which answers those without one some hundred requests a day */
  openalexKey: z.string().regex(/^[\x21-\x7e]{1,1000}$/, 'must be one line without blanks').optional(),
  /** ms between two requests, for a replay server on this machine only: the services themselves set their pace */
  requestEveryMs: wholeNumber(0, 60_000).optional(),
  /** whom papers are taken from for a day's list */
  submitBy: z.enum(['reader', 'curator'], 'must be reader or curator'),
  /** a paper that a reader submits may have appeared so many days ago; 0 for any age */
  submitAgeDays: wholeNumber(0, 36_500),
  /** papers that a reader may submit in a UTC day; 0 for any number */
  submitQuota: wholeNumber(0, 1000),
  /** the days to which papers may be submitted, in days from today; how far back binds readers only */
  submitDaysBack: wholeNumber(0, 36_500),
  submitDaysAhead: wholeNumber(0, 365),
  /** bound how often one reader may ask; never the one reader of this machine */
  rateLimit: yesOrNo,
  /** people sign in; without it there is one reader, on this machine */
  accounts: yesOrNo,
  ...accountShape,
})
export type Config = Readonly<z.infer<typeof Config>>

/**
 * Reads the configuration once, at the start.
 * @param overrides what the command line says; undefined and empty count as not said
 * @throws BroadsheetError bad-input naming the flag or variable and what is allowed
 */
export function loadConfig(overrides: Overrides, env: Environment): Config {
  const { values, saidBy } = readSettings(overrides, env)
  const parsed = Config.safeParse({
    dataDir: envPaths('broadsheet', { suffix: '' }).data,
    port: '8765',
    host: '127.0.0.1',
    allowPublicReading: '0',
    searchThreads: String(Math.max(1, Math.min(DEFAULT_SEARCH_THREADS_MAX, availableParallelism()))),
    logLevel: 'auto',
    shelf: '1',
    fetch: '1',
    guess: '1',
    embedder: 'house',
    embeddingsQueryPrefix: '',
    embeddingsDocumentPrefix: '',
    submitBy: 'reader',
    submitAgeDays: '14',
    submitQuota: '5',
    submitDaysBack: '14',
    submitDaysAhead: '0',
    rateLimit: '1',
    ...ACCOUNT_DEFAULTS,
    ...values,
  })
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    const setting = String(issue?.path[0] ?? '')
    throw new BroadsheetError('bad-input', `${saidBy[setting] ?? setting} ${issue?.message ?? 'cannot be used'}.`)
  }
  const config = parsed.data
  checkAccounts(config, saidBy)
  if (config.embedder !== 'house' && config.embeddingsModel === undefined) {
    throw new BroadsheetError('bad-input', `BROADSHEET_EMBEDDER ${config.embedder} needs BROADSHEET_EMBEDDINGS_MODEL, the name of the model.`)
  }
  if (config.embedder === 'openai' && config.embeddingsUrl === undefined) {
    throw new BroadsheetError('bad-input', 'BROADSHEET_EMBEDDER openai needs BROADSHEET_EMBEDDINGS_URL, such as http://localhost:11434/v1.')
  }
  if (config.requestEveryMs !== undefined && !(config.servicesUrl !== undefined && isLoopback(new URL(config.servicesUrl).hostname.replace(/^\[|\]$/g, '')))) {
    throw new BroadsheetError('bad-input', 'BROADSHEET_REQUEST_EVERY_MS is for a replay server on this machine: set BROADSHEET_SERVICES_URL to its address, or leave the pace to Broadsheet.')
  }
  return Object.freeze(config)
}

/** http or https, without a password, which belongs in BROADSHEET_EMBEDDINGS_KEY. */
function isServiceAddress(value: string): boolean {
  if (!URL.canParse(value)) return false
  const { protocol, username, password } = new URL(value)
  return /^https?:$/.test(protocol) && username === '' && password === ''
}

/** The configuration for a person or a log: passwords, keys and secrets are hidden. */
export function printableConfig(config: Config): Record<string, string | number | boolean> {
  const shown = Object.entries(config).flatMap(([name, value]): [string, string | number | boolean][] => {
    if (value === undefined) return []
    // Which kind of service it is may be told; its name and password may not.
    if (typeof value === 'string' && SECRET_NAMES.has(name)) return [[name, `${/^(postgres(ql)?|smtps?):\/\//i.exec(value)?.[0] ?? ''}(hidden)`]]
    return [[name, Array.isArray(value) ? value.join(',') : (value as string | number | boolean)]]
  })
  return Object.fromEntries(shown)
}
