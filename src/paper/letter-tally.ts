/** What became of the letters of one sending. */
export interface LetterTally {
  sent: number
  /** to be tried again, because of an answer or no answer */
  putOff: number
  /** waits for a complete day */
  waiting: number
  /** had nothing to say */
  empty: number
  /** its time was over before it could be sent */
  late: number
  /** stopped while it was on its way to the server */
  withdrawn: number
  failed: number
  /** may have arrived or not */
  unknown: number
}

export const noLetters = (): LetterTally => ({ sent: 0, putOff: 0, waiting: 0, empty: 0, late: 0, withdrawn: 0, failed: 0, unknown: 0 })

export interface SendLettersRequest {
  /** everybody's letter of today goes now, whatever their hour, and without waiting for a complete day */
  readonly now: boolean
  /** writes the letters and neither sends nor enters them */
  readonly dryRun: boolean
  /** after every letter; `planned`: how many are new */
  readonly onProgress?: ((tally: Readonly<LetterTally>, planned: number) => void) | undefined
  readonly signal?: AbortSignal | undefined
}
