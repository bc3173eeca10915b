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
export const QUERY_WEIGHTS: Weights = { ...NONE, words: 0.6, meaning: 0.16, company: 0.28, title: 0.28, ofTitle: 0.24, phrase: 0.16 }

/** Where a model of whole texts made the vectors: its meaning is worth more. By judgment, as there are many such models. */
export const TEXT_MODEL_WEIGHTS: Weights = { ...NONE, words: 0.4, meaning: 0.5, company: 0.2, title: 0.2, ofTitle: 0.2, phrase: 0.1 }

/**
 * For a pasted abstract or a page of text, fitted by `npm run fit:ranking -- --people FILE`: papers by the same people are to be found by a
 * paper's abstract. So much text says itself what it means, and the best hits add nothing.
 */
export const LONG_QUERY_WEIGHTS: Weights = { ...NONE, words: 0.6, meaning: 0.4, title: 0.3, ofTitle: 0.15 }

/** For papers like a paper, fitted the same way. */
export const SIMILAR_WEIGHTS: Weights = { ...NONE, words: 0.6, meaning: 0.5 }
