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
import { isLoopback } from './loopback.ts'
import { readSettings } from './settings.ts'
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
  /** put the starter shelf into an instance that holds nothing */
  shelf: yesOrNo,
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
    ...values,
  })
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    const setting = String(issue?.path[0] ?? '')
    throw new BroadsheetError('bad-input', `${saidBy[setting] ?? setting} ${issue?.message ?? 'cannot be used'}.`)
  }
  const config = parsed.data
  if (!isLoopback(config.host) && !config.allowPublicReading) {
    throw new BroadsheetError(
      'bad-input',
      `${saidBy['host'] ?? 'host'} ${config.host} would let other machines in, and Broadsheet has no accounts yet: ` +
        'keep to 127.0.0.1, or set BROADSHEET_ALLOW_PUBLIC_READING=1 if anybody who reaches this address may read.',
    )
  }
  return Object.freeze(config)
}

/** The configuration for a person or a log: the password of the database is hidden. */
export function printableConfig(config: Config): Record<string, string | number | boolean> {
  const { databaseUrl, ...plain } = config
  return databaseUrl === undefined ? plain : { ...plain, databaseUrl: databaseUrl.replace(/^(postgres(?:ql)?:\/\/)[\s\S]*$/i, '$1(hidden)') }
}
