/** How often each word and each pair of neighbouring words stands in a text. */
export interface CountedGrams {
  /** each once; signed, as a map finds such numbers twice as fast */
  readonly grams: Int32Array
  /** of each, at most 255 */
  readonly counts: Uint8Array
}

/** @param text `ReadPaper.terms`; no pair reaches over a 0 */
export function countedGrams(text: Uint32Array): CountedGrams {
  const found = new Map<number, number>()
  const last = text.length - 1
  for (let at = 0; at <= last; at++) {
    const word = text[at]! | 0
    if (word === 0) continue
    found.set(word, (found.get(word) ?? 0) + 1)
    const next = at < last ? text[at + 1]! | 0 : 0
    if (next === 0) continue
    const pair = joined(word, next)
    found.set(pair, (found.get(pair) ?? 0) + 1)
  }
  return { grams: Int32Array.from(found.keys()), counts: Uint8Array.from(found.values(), (count) => Math.min(255, count)) }
}

function joined(first: number, second: number): number {
  let hash = Math.imul(first, 0x9e3779b1) ^ second
  hash ^= hash >>> 15
  hash = Math.imul(hash, 0x85ebca6b)
  return hash ^ (hash >>> 13)
}
