import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { makeQueries, randomFrom } from '../tools/queries.mjs'

const TITLES = 8000
const DAYS = 100

/**
 * What to ask an instance for, drawn from what it holds; the same for the same seed.
 * @param {string} data folder of the instance
 * @param {{ queries: number, seed: number }} options
 */
export async function sampleOf(data, { queries, seed }) {
  const { openSqlite } = await import('../../dist/store/sqlite/sqlite.js')
  const { weekOf } = await import('../../dist/tools/dates.js')
  const { STOP_WORDS, terms } = await import('../../dist/search-index/terms.js')
  const file = join(data, 'broadsheet.db')
  if (!existsSync(file)) throw new Error(`${data} holds no instance; make one with bench/import.mjs --keep ${data} FILE…`)
  const store = await openSqlite(file)
  try {
    const random = randomFrom(seed)
    const papers = await store.count()
    // Keys are given in order, so they are dense but for papers that were united or taken out.
    const last = await store.seq()
    const chosen = Array.from({ length: TITLES }, () => 1 + Math.floor(random() * Math.max(papers, last)))
    const found = await store.papers([...new Set(chosen)])
    const span = await store.daySpan()
    const days = span.first === undefined || span.last === undefined ? [] : (await store.countsByDay(span.first, span.last)).map(({ day }) => day)
    const chosenDays = days.length === 0 ? [] : Array.from({ length: DAYS }, () => days[Math.floor(random() * days.length)] ?? '')
    return {
      papers,
      queries: makeQueries(found.map(({ title }) => title), queries, seed + 1, (word) => terms(word).some((term) => !STOP_WORDS.has(term))),
      ids: found.map(({ id }) => id),
      days: chosenDays,
      weeks: chosenDays.map(weekOf),
      months: chosenDays.map((day) => day.slice(0, 7)),
    }
  } finally {
    await store.close()
  }
}
