/**
 * BM25 (Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond", 2009) over weighted
 * fields. The part that depends on the paper alone, tf (k1 + 1) / (tf + k1 (1 - b + b length/average)), lies in
 * the index as one byte, its impact; IDF is multiplied in at search time, so it can count all segments together.
 */
export const K1 = 0.9
export const B = 0.4

/** How much one occurrence counts, by field: title, abstract, keywords, authors. */
export const FIELD_WEIGHTS: readonly number[] = [2, 1, 1, 1]

const MAX_WEIGHT = K1 + 1

/** Term weight of a paper as 1..255. `frequency` and `length` are counted in field weights. */
export function impact(frequency: number, length: number, averageLength: number): number {
  const weight = (frequency * (K1 + 1)) / (frequency + K1 * (1 - B + (B * length) / averageLength))
  return Math.max(1, Math.round((weight / MAX_WEIGHT) * 255))
}

/** Lucene's IDF, never negative. `impact * idf * IMPACT_UNIT` is the BM25 score of one term. */
export function idf(papers: number, frequency: number): number {
  return Math.log(1 + (papers - frequency + 0.5) / (frequency + 0.5))
}

export const IMPACT_UNIT = MAX_WEIGHT / 255
