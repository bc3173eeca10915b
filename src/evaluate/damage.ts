import type { BroadsheetError } from '../paper/errors.ts'

/** A line that says nothing usable: it is named, and the rest goes on. */
export interface DamagedLine {
  readonly file: string
  /** from 1 */
  readonly line: number
  readonly reason: string
}

/** Where reading tells what it could not use. */
export interface DamageReport {
  line(damaged: DamagedLine): void
  /** a file that broke off; what was read until then counts */
  file(error: BroadsheetError): void
}
