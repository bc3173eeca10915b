import { Readable } from 'node:stream'
import SMTPConnection from 'nodemailer/lib/smtp-connection'
import type { Rendered } from '../render-letter.ts'
import type { smtpOptions } from '../smtp-options.ts'
import type { Carried } from './carrier.ts'
import { readRefusal, type SmtpFailure } from './read-refusal.ts'

/** So much of a letter is kept back until it may go: enough that no server takes what came before for a letter. */
const KEPT_BACK = 64

/** One connection to a mail server, which carries one letter after the other. */
export interface SmtpLine {
  /** it can carry another */
  readonly open: boolean
  /** how many letters it was given */
  readonly letters: number
  carry(rendered: Rendered, begin: () => Promise<boolean>): Promise<Carried>
  close(): void
}

/** @throws SmtpFailure when the server is not to be had, or lets nobody in */
export async function openSmtpLine({ auth, ...options }: ReturnType<typeof smtpOptions>, greeting: string | undefined): Promise<SmtpLine> {
  const connection = new SMTPConnection({ ...options, ...(greeting === undefined ? {} : { name: greeting }), socketCloseTimeout: 2000 })
  let open = true
  let letters = 0
  // Of whatever breaks, the letter that is under way hears by itself.
  connection.on('error', () => (open = false))
  connection.on('end', () => (open = false))
  const close = (): void => {
    open = false
    connection.close()
  }
  try {
    await new Promise<void>((resolve, reject) => {
      connection.once('error', reject)
      connection.connect((error) => (error ? reject(error) : resolve()))
    })
    if (auth !== undefined) await new Promise<void>((resolve, reject) => connection.login({ credentials: auth }, (error) => (error ? reject(error) : resolve())))
  } catch (error) {
    close()
    throw error
  }
  return {
    get open() {
      return open && !connection.destroyed
    },
    get letters() {
      return letters
    },
    async carry({ message, envelope }, begin) {
      letters++
      let ended = false
      let begun: Promise<boolean> | undefined
      let over = false
      async function* pieces(): AsyncGenerator<Buffer> {
        yield message.subarray(0, -KEPT_BACK)
        // To return here would be to end the letter: only an error leaves it unfinished.
        if (over) throw new Error('too late')
        begun = begin()
        if (!(await begun)) throw new Error('withdrawn')
        if (over) throw new Error('too late')
        ended = true
        yield message.subarray(-KEPT_BACK)
      }
      const stream = Readable.from(pieces(), { objectMode: false, highWaterMark: 1 })
      const failure = await new Promise<SmtpFailure | undefined>((resolve) => connection.send({ from: envelope.from, to: [...envelope.to], size: message.length }, stream, (error) => resolve(error ?? undefined)))
      over = true
      const said = await begun
      if (failure === undefined) return { kind: 'sent' }
      // Whatever was handed over in part ends with the line; a refused recipient leaves it whole.
      if (begun !== undefined || failure.command === 'DATA' || typeof failure.responseCode !== 'number') close()
      else await reset()
      if (said === false) return { kind: 'withdrawn' }
      return readRefusal(failure, ended)
    },
    close,
  }

  function reset(): Promise<void> {
    return new Promise((resolve) => {
      if (!open) return resolve()
      // The line lives on: each letter takes its listener along.
      const over = (): void => {
        connection.off('error', over)
        resolve()
      }
      connection.once('error', over)
      connection.reset((error) => {
        if (error) close()
        over()
      })
    })
  }
}
