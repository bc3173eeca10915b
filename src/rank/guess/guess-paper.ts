/** What a guess may know of a paper: all of it exists at the moment the paper is announced. */
export interface GuessPaper {
  /** plain text with TeX in `$…$`, as papers are kept */
  readonly title: string
  readonly abstract: string
  /** how many authors; who they are is not asked */
  readonly authors: number
  /** whole days from the paper's first appearance to the day that lists it; undefined where the day of appearance is not known */
  readonly daysOld: number | undefined
}

/** What of the search index's reading of texts a guess uses; passed in, as ranking knows no index. */
export interface GuessReading {
  /** folded and stemmed words of a text, in order */
  terms(text: string): readonly string[]
  /** 32 bits, unsigned */
  hash(term: string): number
  /** words, as `terms` gives them, that say nothing alone */
  readonly stop: ReadonlySet<string>
  /** the unit vector of a text's words; undefined where they say nothing */
  embed(terms: readonly string[]): Float32Array | undefined
}
