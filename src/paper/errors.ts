/**
 * Errors with two halves: a code and a sentence for the person, and the cause for the log.
 * What the person sees is `message`; `cause` never leaves the process.
 */
export type ErrorCode =
  | 'bad-input' // the request or the command line is wrong
  | 'not-found'
  | 'not-signed-in' // somebody must say who they are first
  | 'not-allowed' // who asks may not do this
  | 'too-many' // a quota or a rate is used up
  | 'too-large'
  | 'broken-file' // a file could not be read to its end
  | 'busy' // another process holds what is needed
  | 'unavailable' // something needed is down
  | 'internal'

export class BroadsheetError extends Error {
  override readonly name = 'BroadsheetError'
  readonly code: ErrorCode
  constructor(code: ErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options)
    this.code = code
  }
}

/** The sentence for a person: our own message, or a neutral one for anything unexpected. */
export function publicMessage(error: unknown): string {
  return error instanceof BroadsheetError ? error.message : 'Something went wrong inside Broadsheet; the log has the cause.'
}
