/**
 * Readers without readers: authors whose first papers are their library, and the weeks in which later ones of them appeared.
 * Names are taken as written. A name is left out as too common, as it may be several people's, where its first initial and
 * family name are those of more than `MOST_NAMESAKES` names in the collection, where its first name is only an initial, or
 * where more than `MOST_PAPERS` papers bear it. Two people of one rare name are still one reader here.
 */
export const FEWEST_PAPERS = 10
export const MOST_PAPERS = 100
export const MOST_NAMESAKES = 10
/** The newest so many of the first half are the library. */
export const LARGEST_LIBRARY = 50

/** Weeks begin on Monday. @param {string} date ISO */
export const weekOf = (date) => Math.floor((Date.parse(date) / 86_400_000 + 3) / 7)

/** @param {number} week */
export const endOfWeek = (week) => ((week + 1) * 7 - 3) * 86_400_000

/**
 * @typedef {{ created: string, authors: readonly string[], categories: readonly string[] }} Facts
 * @typedef {{ week: number, own: ReadonlySet<number>, shared: ReadonlySet<number> }} Judged own later papers, and papers of later co-authors
 * @typedef {{ name: string, library: number[], weeks: Judged[] }} Reader papers by their index
 */

/**
 * @param {readonly Facts[]} papers in the order of their dates
 * @param {{ half: 0 | 1, from: string, to: string, readers: number, weeks: number }} choice `half`: of the names, so that two choices share none; `to`
 * is left out; `weeks`: of each reader, spread evenly
 * @returns {{ readers: Reader[], byWeek: Map<number, number[]>, able: number }} `able`: how many names could have been drawn
 */
export function chooseReaders(papers, { half, from, to, readers: count, weeks: most }) {
  const written = papersByName(papers)
  const alike = new Map()
  for (const name of written.keys()) alike.set(shortName(name), (alike.get(shortName(name)) ?? 0) + 1)
  const byWeek = new Map()
  for (const [at, { created }] of papers.entries()) {
    const week = weekOf(created)
    if (!byWeek.has(week)) byWeek.set(week, [])
    byWeek.get(week).push(at)
  }
  const [first, last] = [weekOf(from), weekOf(to)]
  /** @type {{ at: number, name: string, list: number[], weeks: number[] }[]} */
  const able = []
  for (const [name, list] of written) {
    if (list.length < FEWEST_PAPERS || list.length > MOST_PAPERS || alike.get(shortName(name)) > MOST_NAMESAKES || !isWrittenOut(name)) continue
    const drawn = hash(name)
    if (drawn % 2 !== half) continue
    const known = weekOf(/** @type {Facts} */ (papers[list[(list.length >> 1) - 1]]).created)
    const weeks = [...new Set(list.slice(list.length >> 1).map((at) => weekOf(papers[at].created)))].filter((week) => week > known && week >= first && week < last)
    if (weeks.length > 0) able.push({ at: drawn, name, list, weeks })
  }
  able.sort((a, b) => a.at - b.at || (a.name < b.name ? -1 : 1))
  const readers = able.slice(0, count).map(({ name, list, weeks }) => {
    const all = new Set(list)
    const later = list.slice(list.length >> 1)
    const friends = new Set(later.flatMap((at) => papers[at].authors).filter((one) => one !== name))
    const chosen = Array.from({ length: Math.min(most, weeks.length) }, (_, i) => weeks[Math.floor(((i + 0.5) * weeks.length) / Math.min(most, weeks.length))])
    return {
      name,
      library: list.slice(0, list.length >> 1).slice(-LARGEST_LIBRARY),
      weeks: chosen.map((week) => ({
        week,
        own: new Set(byWeek.get(week).filter((/** @type {number} */ at) => all.has(at))),
        shared: new Set(byWeek.get(week).filter((/** @type {number} */ at) => !all.has(at) && papers[at].authors.some((one) => friends.has(one)))),
      })),
    }
  })
  return { readers, byWeek, able: able.length }
}

/** @param {readonly Facts[]} papers @returns {Map<string, number[]>} */
function papersByName(papers) {
  const written = new Map()
  for (const [at, { authors }] of papers.entries()) {
    for (const name of new Set(authors)) {
      if (!written.has(name)) written.set(name, [])
      written.get(name).push(at)
    }
  }
  return written
}

/** @param {string} name */
function shortName(name) {
  const words = name.toLowerCase().split(/\s+/)
  return `${words[0]?.[0] ?? ''} ${words.at(-1)}`
}

/** @param {string} name */
function isWrittenOut(name) {
  const words = name.split(/\s+/)
  return words.length > 1 && /** @type {string} */ (words[0]).replace(/[^\p{L}]/gu, '').length > 1
}

/** @param {string} text */
function hash(text) {
  let value = 0x811c9dc5
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193)
  value ^= value >>> 16
  value = Math.imul(value, 0x85ebca6b)
  return (value ^ (value >>> 13)) >>> 0
}
