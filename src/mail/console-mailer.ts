import { checkLetter } from './check-letter.ts'
import type { Mailer } from './mailer.ts'

/** Shows each letter to whoever started the program, at a terminal on their own machine. */
export function consoleMailer(show: (text: string) => void): Mailer {
  return {
    async send(letter) {
      const { to, subject, text } = checkLetter(letter)
      const body = text.replace(/[^\n\P{C}]/gu, '')
      show(`\nA letter to ${to} (no mail server is set, so it is shown here): ${subject}\n\n${body.replace(/^/gm, '    ')}\n`)
    },
    async close() {},
  }
}
