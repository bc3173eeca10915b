import { randomFrom } from '../tools/queries.mjs'

const FEWEST = 3
const MOST = 5

/**
 * @typedef {object} Titled
 * @property {number} key
 * @property {string} title as a reader sees it, without TeX
 * @property {string} titleKey equal for titles that differ in writing only
 * @property {string} author the first author, '' when not known
 *
 * @typedef {Titled & { words: string[], of: number }} Item a paper to be found by `words`, `of` so many that its title has
 */

/**
 * Draws papers to be found, each with 3 to 5 of its title's telling words, drawn at random and in the title's order.
 * Left out: titles with fewer such words, and titles that several papers share. Entries of one title by one first
 * author are one paper (a preprint and its printing), of which the first stands for both.
 * @param {readonly Titled[]} papers
 * @param {number} count
 * @param {number} seed
 * @param {{ tells: (word: string) => boolean, authorsAgree: (left: string | undefined, right: string | undefined) => boolean }} judge
 * @returns {{ items: Item[], tooShort: number, shared: number }} what was drawn, and how many draws were left out
 */
export function makeItems(papers, count, seed, { tells, authorsAgree }) {
  /** @type {Map<string, Titled[]>} */
  const byTitle = new Map()
  for (const paper of papers) {
    const held = byTitle.get(paper.titleKey)
    if (held === undefined) byTitle.set(paper.titleKey, [paper])
    else held.push(paper)
  }
  const random = randomFrom(seed)
  const left = [...byTitle.values()]
  /** @type {Item[]} */
  const items = []
  let [tooShort, shared] = [0, 0]
  while (items.length < count && left.length > 0) {
    // Drawn without putting back: the last takes the place of the one that was drawn.
    const at = Math.floor(random() * left.length)
    const entries = left[at]
    left[at] = left[left.length - 1]
    left.pop()
    const [paper, ...others] = entries
    const words = tellingWords(paper.title, tells)
    if (words.length < FEWEST) tooShort++
    else if (others.some(({ author }) => !authorsAgree(paper.author || undefined, author || undefined))) shared++
    else items.push({ ...paper, words: choose(words, FEWEST + Math.floor(random() * (MOST - FEWEST + 1)), random), of: words.length })
  }
  return { items, tooShort, shared }
}

/** @param {string} title @param {(word: string) => boolean} tells */
function tellingWords(title, tells) {
  const seen = new Set()
  return (title.match(/[\p{L}\p{N}]+/gu) ?? []).filter((word) => {
    const folded = word.toLowerCase()
    if (seen.has(folded) || !tells(word)) return false
    seen.add(folded)
    return true
  })
}

/** @param {readonly string[]} words @param {number} count @param {() => number} random */
function choose(words, count, random) {
  const left = words.map((_, at) => at)
  while (left.length > count) left.splice(Math.floor(random() * left.length), 1)
  return left.map((at) => words[at])
}
