import { BroadsheetError } from '../paper/errors.ts'
import { oneLine } from './one-line.ts'

export const COMMENT_CHARACTERS = 10_000
export const REASON_CHARACTERS = 500

/**
 * A comment as it is kept: Unicode sound, lines parted by line feeds, no other control characters, nothing around it.
 * @throws BroadsheetError bad-input for an empty or too long one
 */
export function commentText(written: string): string {
  const text = written.slice(0, COMMENT_CHARACTERS * 4).replace(/\p{Surrogate}/gu, '\ufffd').replace(/\r\n?/g, '\n').replace(/[^\P{Cc}\n\t]/gu, ' ').replace(/^(?:[^\S\n]*\n)+/, '').trimEnd()
  // Format characters alone would leave a comment in which nothing is to be seen.
  if (/^[\s\p{Cf}]*$/u.test(text)) throw new BroadsheetError('bad-input', 'The comment is empty.')
  if (text.length > COMMENT_CHARACTERS) throw new BroadsheetError('bad-input', `A comment may have ${COMMENT_CHARACTERS.toLocaleString('en')} characters at most; this one has ${written.length.toLocaleString('en')}.`)
  return text
}

/** Why somebody reports a comment, in one line. @throws BroadsheetError bad-input for an empty or too long one */
export function reasonText(written: string): string {
  const reason = oneLine(written.slice(0, REASON_CHARACTERS * 4))
  if (reason === '') throw new BroadsheetError('bad-input', 'Say in a few words what is wrong with the comment.')
  if (reason.length > REASON_CHARACTERS) throw new BroadsheetError('bad-input', `A reason may have ${REASON_CHARACTERS} characters at most.`)
  return reason
}
