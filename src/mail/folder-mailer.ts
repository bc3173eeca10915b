import { randomBytes } from 'node:crypto'
import { mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { BroadsheetError } from '../paper/errors.ts'
import type { Mailer } from './mailer.ts'
import { renderLetter } from './render-letter.ts'

/** Writes each letter as an .eml file that mail programs open; files are named by the time, and readable by their owner only. */
export function folderMailer({ folder, from, now = Date.now }: { readonly folder: string; readonly from: string; readonly now?: () => number }): Mailer {
  const render = renderLetter(from, now)
  return {
    async send(letter) {
      const { message } = await render(letter)
      const file = join(folder, `${new Date(now()).toISOString().replace(/[:.]/g, '-')}-${randomBytes(3).toString('hex')}.eml`)
      try {
        mkdirSync(folder, { recursive: true, mode: 0o700 })
        // Whoever watches the folder sees whole letters only.
        writeFileSync(`${file}.part`, message, { mode: 0o600, flag: 'wx' })
        renameSync(`${file}.part`, file)
      } catch (cause) {
        throw new BroadsheetError('unavailable', `The folder for letters, ${folder}, cannot be written.`, { cause })
      }
    },
    async close() {},
  }
}
