import { BroadsheetError } from '../../paper/errors.ts'
import type { Mailer } from '../mailer.ts'
import type { Carrier } from './carrier.ts'

/** Carries letters by a mailer that answers at once: a folder or a terminal. */
export function mailerCarrier(mailer: Mailer): Carrier {
  return {
    connections: 1,
    async carry(letter, begin) {
      if (!(await begin())) return { kind: 'withdrawn' }
      try {
        await mailer.send(letter)
        return { kind: 'sent' }
      } catch (error) {
        if (error instanceof BroadsheetError && error.code === 'bad-input') return { kind: 'never', address: false, why: error.message }
        return { kind: 'later', whose: 'server', why: error instanceof BroadsheetError ? error.message : 'The letter could not be written.' }
      }
    },
    // Whoever opened the mailer closes it.
    close: async () => {},
  }
}
