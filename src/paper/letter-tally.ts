/** What became of the letters of one sending. */
export interface LetterTally {
  sent: number
  /** to be tried again, because of an answer or no answer */
  putOff: number
  /** waits for a complete day */
  waiting: number
  /** nothing to say, no longer wanted, or too late */
  skipped: number
  failed: number
  /** may have arrived or not */
  unknown: number
}

export const noLetters = (): LetterTally => ({ sent: 0, putOff: 0, waiting: 0, skipped: 0, failed: 0, unknown: 0 })

export interface SendLettersRequest {
  /** everybody's letter of today goes now, whatever their hour, and without waiting for a complete day */
  readonly now: boolean
  /** writes the letters and neither sends nor enters them */
  readonly dryRun: boolean
  /** after every letter; `planned`: how many are new */
  readonly onProgress?: ((tally: Readonly<LetterTally>, planned: number) => void) | undefined
  readonly signal?: AbortSignal | undefined
}
