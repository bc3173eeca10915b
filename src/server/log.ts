import { pino } from 'pino'
import type { DestinationStream, Logger } from 'pino'

export type Log = Logger
export type LogLevel = 'auto' | 'debug' | 'info' | 'warn' | 'error' | 'silent'

/**
 * The structured log, one JSON object a line on standard error (standard output belongs to reports).
 * @param options.quiet with level `auto`: only warnings and errors, for a person at a terminal and for short commands
 */
export function createLog(options: { level: LogLevel; quiet: boolean; destination?: DestinationStream }): Log {
  const level = options.level === 'auto' ? (options.quiet ? 'warn' : 'info') : options.level
  return pino(
    { level, base: undefined, timestamp: pino.stdTimeFunctions.isoTime, serializers: { cause: pino.stdSerializers.errWithCause } },
    options.destination ?? pino.destination({ dest: 2, sync: true }),
  )
}
