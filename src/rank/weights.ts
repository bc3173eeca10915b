/** How much each signal counts in the order of hits. Only their ratios matter. */
export interface Weights {
  readonly words: number
  readonly meaning: number
  readonly company: number
  /** share of the query that stands in the title */
  readonly title: number
  /** share of the title that stands in the query */
  readonly ofTitle: number
  /** share of the query's neighbouring words that stand side by side */
  readonly phrase: number
}

const NONE: Weights = { words: 0, meaning: 0, company: 0, title: 0, ofTitle: 0, phrase: 0 }

/** Words alone and meaning alone, for whoever asks for one. */
export const WORDS_ONLY: Weights = { ...NONE, words: 1 }
export const MEANING_ONLY: Weights = { ...NONE, meaning: 1 }

/** Fitted by `npm run fit:ranking`; bench/RESULTS.md has what they do on collections they were not fitted on. */
export const QUERY_WEIGHTS: Weights = { ...NONE, words: 0.6, meaning: 0.15, company: 0.25, title: 0.15, ofTitle: 0.1 }

/** The same where a model of whole texts made the vectors: its meaning is worth more. */
export const TEXT_MODEL_WEIGHTS: Weights = { ...NONE, words: 0.4, meaning: 0.4, company: 0.2, title: 0.15, ofTitle: 0.1 }

/** For papers like a paper: its many words are asked for, so titles say little. */
export const SIMILAR_WEIGHTS: Weights = { ...NONE, words: 0.6, meaning: 0.4 }
