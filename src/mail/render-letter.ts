import { createTransport } from 'nodemailer'
import { checkLetter } from './check-letter.ts'
import type { Letter } from './mailer.ts'

export interface Rendered {
  /** as it travels: head, plain text and HTML, lines ended by CR LF */
  readonly message: Buffer
  readonly envelope: { readonly from: string; readonly to: string[] }
}

/** Makes the message of a letter. @throws BroadsheetError bad-input for a letter whose head could be bent */
export function renderLetter(from: string, now: () => number = Date.now): (letter: Letter) => Promise<Rendered> {
  const transport = createTransport({ streamTransport: true, buffer: true, newline: 'windows', disableFileAccess: true, disableUrlAccess: true })
  return async (letter) => {
    const { to, subject, text, html, messageId, headers } = checkLetter(letter)
    const { message, envelope } = await transport.sendMail({
      from, to, subject, text, html, date: new Date(now()),
      ...(messageId !== undefined && { messageId: `<${messageId}>` }),
      ...(headers && { headers: { ...headers } }),
    })
    return { message: message as Buffer, envelope: { from: envelope.from || '', to: [...envelope.to] } }
  }
}
