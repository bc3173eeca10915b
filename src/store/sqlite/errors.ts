/** SQLite's errors as sentences that say what to do. */
import { BroadsheetError } from '../../paper/errors.ts'

/** @param file the store's file, named in the sentence */
export function sqliteError(error: unknown, file: string): unknown {
  if (error instanceof BroadsheetError) return error
  const code = codeOf(error)
  const say = (kind: BroadsheetError['code'], sentence: string) => new BroadsheetError(kind, sentence, { cause: error })
  if (typeof code !== 'string') return error
  if (code.startsWith('SQLITE_NOTADB')) return say('broken-file', `${file} is not a Broadsheet store (or is damaged at its start). Move it away, or give another place with --data.`)
  if (code.startsWith('SQLITE_CORRUPT')) return say('broken-file', `${file} is damaged. Keep a copy, put back a backup if there is one, or move it away and import again.`)
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED')) return say('busy', `${file} is held by another process. Try again when that has ended.`)
  if (code.startsWith('SQLITE_FULL')) return say('unavailable', `The disk of ${file} is full. Make room and try again; what went in before is kept.`)
  if (code.startsWith('SQLITE_READONLY') || code.startsWith('SQLITE_PERM')) return say('unavailable', `${file} or its folder cannot be written to. Give yourself write permission, or give another place with --data.`)
  if (code.startsWith('SQLITE_CANTOPEN')) return say('unavailable', `${file} cannot be opened. See that its folder exists and can be written to.`)
  if (code.startsWith('SQLITE_IOERR')) return say('unavailable', `Reading or writing ${file} failed. See whether its disk is full or failing.`)
  return error
}

/** SQLite's result codes that have a sentence here. */
const BY_NUMBER: ReadonlyMap<number, string> = new Map([
  [3, 'SQLITE_PERM'], [5, 'SQLITE_BUSY'], [6, 'SQLITE_LOCKED'], [8, 'SQLITE_READONLY'], [10, 'SQLITE_IOERR'],
  [11, 'SQLITE_CORRUPT'], [13, 'SQLITE_FULL'], [14, 'SQLITE_CANTOPEN'], [26, 'SQLITE_NOTADB'],
])

function codeOf(error: unknown): unknown {
  // What libsql says when SQLite could not open the file at all has no code.
  if (error instanceof Error && error.message.startsWith('ConnectionFailed')) return 'SQLITE_CANTOPEN'
  const { code, rawCode } = (error ?? {}) as { code?: unknown; rawCode?: unknown }
  // Of extended codes libsql knows some by number only; their lowest byte is the error itself.
  const named = typeof rawCode === 'number' && String(code).startsWith('UNKNOWN_SQLITE_ERROR') ? BY_NUMBER.get(rawCode & 0xff) : undefined
  return named ?? code
}
