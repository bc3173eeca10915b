/** How often each word and each pair of neighbouring words stands in a text. */
export interface CountedGrams {
  /** each once; signed, as a map finds such numbers twice as fast */
  readonly grams: Int32Array
  /** of each, at most 255 */
  readonly counts: Uint8Array
}

/** Where grams are counted, kept from text to text: a map for each would be garbage by the tens of thousands. A slot that counts 0 is free. */
let slotGrams = new Int32Array(4096)
let slotCounts = new Uint8Array(4096)
/** the slots in use, in the order in which their grams came */
let slotsUsed = new Uint32Array(4096)

/** @param text `ReadPaper.terms`; no pair reaches over a 0 */
export function countedGrams(text: Uint32Array): CountedGrams {
  if (text.length * 4 > slotGrams.length) makeRoom(text.length * 4)
  let used = 0
  const last = text.length - 1
  for (let at = 0; at <= last; at++) {
    const word = text[at]! | 0
    if (word === 0) continue
    used = count(word, used)
    const next = at < last ? text[at + 1]! | 0 : 0
    if (next !== 0) used = count(joined(word, next), used)
  }
  const grams = new Int32Array(used)
  const counts = new Uint8Array(used)
  for (let at = 0; at < used; at++) {
    const slot = slotsUsed[at]!
    grams[at] = slotGrams[slot]!
    counts[at] = slotCounts[slot]!
    slotCounts[slot] = 0
  }
  return { grams, counts }
}

/** Answers how many slots are in use then. */
function count(gram: number, used: number): number {
  const mask = slotGrams.length - 1
  let slot = (Math.imul(gram, 0x9e3779b1) >>> 7) & mask
  while (slotCounts[slot] !== 0 && slotGrams[slot] !== gram) slot = (slot + 1) & mask
  if (slotCounts[slot] === 0) {
    slotGrams[slot] = gram
    slotsUsed[used++] = slot
  }
  if (slotCounts[slot]! < 255) slotCounts[slot]!++
  return used
}

function makeRoom(slots: number): void {
  const size = 2 ** Math.ceil(Math.log2(slots))
  slotGrams = new Int32Array(size)
  slotCounts = new Uint8Array(size)
  slotsUsed = new Uint32Array(size)
}

function joined(first: number, second: number): number {
  let hash = Math.imul(first, 0x9e3779b1) ^ second
  hash ^= hash >>> 15
  hash = Math.imul(hash, 0x85ebca6b)
  return hash ^ (hash >>> 13)
}
