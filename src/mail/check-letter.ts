import { BroadsheetError } from '../paper/errors.ts'
import type { Letter } from './mailer.ts'

/**
 * A letter whose header lines hold no line break: nobody adds a recipient through a subject.
 * @throws BroadsheetError bad-input for anything that is not one plain address, or for a header that is not one line
 */
export function checkLetter(letter: Letter): Letter {
  const lines = [letter.to, letter.subject, letter.messageId ?? '', ...Object.entries(letter.headers ?? {}).flat()]
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  if (lines.some((line) => /[\u0000-\u001f\u007f\u2028\u2029]/.test(line))) throw new BroadsheetError('bad-input', 'A line of the letter’s head holds a line break.')
  if (!/^[^\s<>,;:"@()[\]\\]{1,64}@[^\s<>,;:"@()[\]\\]{1,255}$/.test(letter.to)) throw new BroadsheetError('bad-input', 'A letter goes to one e-mail address.')
  return letter
}
