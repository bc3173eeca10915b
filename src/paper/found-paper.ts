import type { Paper } from './paper.ts'

/** A paper that somebody named, as it is held or as it would be. */
export interface FoundPaper {
  /** `key` is 0 while it is not held */
  readonly paper: Paper
  readonly held: boolean
  /** whose words these are, for a person: "arXiv", "OpenAlex", "the BibTeX that was pasted"; undefined where it is held */
  readonly toldBy: string | undefined
  /** sentences for the person: what could not be asked, what was read otherwise than written */
  readonly notes: readonly string[]
}

export interface FindOptions {
  readonly signal?: AbortSignal | undefined
  /** called before a service is asked; what it throws is thrown */
  readonly beforeAsking?: (() => void) | undefined
}

/** From what a person wrote to a paper. */
export interface PaperFinder {
  /**
   * Finds the paper and keeps nothing.
   * @throws BroadsheetError bad-input where nothing names a paper, not-found where no service knows it, unavailable where none could be asked
   */
  find(written: string, options?: FindOptions): Promise<FoundPaper>
  /** Finds the paper and keeps it: from then on it is held. Throws as `find` does. */
  bring(written: string, options?: FindOptions): Promise<FoundPaper>
}
