import type { Config } from '../config/config.ts'
import type { Clock } from '../tools/clock.ts'
import type { IndexToFill } from '../evaluate/evaluate.ts'
import { BroadsheetError } from '../paper/errors.ts'
import type { Instance } from './instance.ts'
import type { Terminal } from './terminal.ts'

/** What every command gets: the configuration that its words and the environment make, and the way to open it. */
export interface CommandContext {
  readonly config: Config
  readonly terminal: Terminal
  readonly json: boolean
  readonly clock: Clock
  open(mode: 'read' | 'write' | 'serve'): Promise<Instance>
  /** an empty index in memory, of no instance */
  openIndex(): Promise<IndexToFill>
}

/** Opens the instance for a piece of work and closes it whatever happens. */
export async function withInstance<T>(context: CommandContext, mode: 'read' | 'write' | 'serve', work: (instance: Instance) => Promise<T>): Promise<T> {
  const instance = await context.open(mode)
  try {
    return await work(instance)
  } finally {
    await instance.close()
  }
}

/** A whole number that was given as an option. @throws BroadsheetError bad-input */
export function wholeOption(name: string, value: string | undefined, bounds: { least: number; most: number; otherwise: number }): number {
  if (value === undefined) return bounds.otherwise
  const number = /^\d{1,9}$/.test(value) ? Number(value) : Number.NaN
  if (!(number >= bounds.least && number <= bounds.most)) {
    throw new BroadsheetError('bad-input', `--${name} must be a whole number from ${bounds.least} to ${bounds.most}.`)
  }
  return number
}
