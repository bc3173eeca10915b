const MOST_WORDS = 8
const WORD = /[\p{L}\p{N}]+/gu

/**
 * Random numbers from 0 to below 1 that are the same for the same seed (mulberry32, Tommy Ettinger, public domain).
 * @param {number} seed
 * @returns {() => number}
 */
export function randomFrom(seed) {
  let state = seed | 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000
  }
}

/**
 * Queries of 1, 2 … 8, 1, 2 … words that stand side by side in a random title. One of them at least says
 * something: nobody searches for “of the”.
 * @param {readonly string[]} titles
 * @param {number} count
 * @param {number} seed
 * @param {(word: string) => boolean} tells false for words that say nothing
 * @returns {string[]}
 */
export function makeQueries(titles, count, seed, tells) {
  const random = randomFrom(seed)
  const queries = []
  for (let tries = 0; queries.length < count && tries < count * 1000; tries++) {
    const words = titles[Math.floor(random() * titles.length)]?.match(WORD) ?? []
    const length = (queries.length % MOST_WORDS) + 1
    if (words.length < length) continue
    const start = Math.floor(random() * (words.length - length + 1))
    const chosen = words.slice(start, start + length)
    if (chosen.some(tells)) queries.push(chosen.join(' '))
  }
  if (queries.length < count) throw new Error(`no ${count} queries can be made of ${titles.length} titles`)
  return queries
}
