import { BroadsheetError } from '../../paper/errors.ts'
import { renderLetter } from '../render-letter.ts'
import { smtpOptions } from '../smtp-options.ts'
import type { Carrier } from './carrier.ts'
import { readRefusal, type SmtpFailure } from './read-refusal.ts'
import { openSmtpLine, type SmtpLine } from './smtp-line.ts'

/** Servers tend to end a connection after a hundred or so. */
const LETTERS_A_LINE = 90
/** After the end of a letter servers may look at it for long (RFC 5321, 4.5.3.2.6, says ten minutes). */
const ANSWER_MS = 60_000

interface Options {
  readonly url: string
  readonly from: string
  readonly connections?: number | undefined
  /** how this machine names itself to the server; by its own name else */
  readonly greeting?: string | undefined
  /** how long an answer may take, ms */
  readonly patienceMs?: number | undefined
}

/** Carries letters over a few lasting connections to a mail server. @param options.url as `smtpOptions` reads it */
export function smtpCarrier({ url, from, connections = 4, greeting, patienceMs = ANSWER_MS }: Options): Carrier {
  const options = { ...smtpOptions(url), socketTimeout: patienceMs }
  const render = renderLetter(from)
  const idle: SmtpLine[] = []

  async function line(): Promise<SmtpLine> {
    for (let held = idle.pop(); held !== undefined; held = idle.pop()) if (held.open) return held
    return openSmtpLine(options, greeting)
  }

  return {
    connections,
    async carry(letter, begin) {
      let rendered: Awaited<ReturnType<typeof render>>
      try {
        rendered = await render(letter)
      } catch (error) {
        return { kind: 'never', address: false, why: error instanceof BroadsheetError ? error.message : 'The letter could not be put together.' }
      }
      let asked = false
      for (;;) {
        let own: SmtpLine
        try {
          own = await line()
        } catch (error) {
          return { kind: 'later', whose: 'server', why: readRefusal({ ...(error as SmtpFailure), command: 'CONN' }, false).why }
        }
        const used = own.letters > 0
        const carried = await own.carry(rendered, () => {
          asked = true
          return begin()
        })
        if (own.open && own.letters < LETTERS_A_LINE) idle.push(own)
        else own.close()
        // The server may have ended an idle line: that says nothing of a new one.
        if (asked || !used || own.open || carried.kind !== 'later') return carried
      }
    },
    async close() {
      for (const one of idle.splice(0)) one.close()
    },
  }
}
