// How well is a week ranked for a reader? Authors stand for readers: their first papers are the library, and the papers of the weeks in which later
// ones appeared are ranked, by ours, by arxiv-sanity-lite's method, by categories. Then: how long do a thousand readers take?
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import './tools/built.mjs'
import { mean, median } from './metrics.mjs'
import { linearSvm, vectorizer } from './taste/arxiv-sanity.mjs'
import { fitWeights } from './taste/fit.mjs'
import { chooseReaders, endOfWeek } from './taste/readers.mjs'
import { margin, recallAt } from './taste/recall.mjs'
import { complain, readFlags } from './tools/flags.mjs'
import { readLines } from './tools/papers.mjs'
import { randomFrom } from './tools/queries.mjs'
import { conditions, fixed, mb, ms, progress, table, whole } from './tools/report.mjs'

const USAGE = `node bench/taste.mjs DIR [--fit] [--readers 500] [--weeks 3] [--first 20]
  DIR       arxiv-*.jsonl.gz {id,title,abstract,authors,categories,created}, in the order of their dates
  --fit     fit the weights on the other authors and the years before, and print them
  --first   of a week so many places are looked at`
const { flags, words: folders } = readFlags(USAGE, { fit: false, readers: 500, weeks: 3, first: 20 })
const [folder] = folders
if (folder === undefined || statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) complain(USAGE, 'No folder.')

const { tasteText } = await import('../dist/edition/for-you/read-papers.js')
const { readPaper } = await import('../dist/rank/taste/read-paper.js')
const { createTastePool } = await import('../dist/rank/taste/taste-pool.js')
const { tasteOf } = await import('../dist/rank/taste/taste.js')
const { mine } = await import('../dist/rank/taste/mine.js')
const { rankForReader } = await import('../dist/rank/taste/rank-for-reader.js')
const { TASTE_PARTS, TASTE_WEIGHTS } = await import('../dist/rank/taste/taste-weights.js')

/** Fitted on one half of the names and the years before, judged on the other half. */
const FITTED = /** @type {const} */ ({ half: 0, from: '2014-01-01', to: '2018-01-01', before: '2010-01-01' })
const JUDGED = /** @type {const} */ ({ half: 1, from: '2018-01-01', to: '2020-01-01', before: '2015-01-01' })
const period = flags.fit ? FITTED : JUDGED
/** Papers of the years before, which show our model what is ordinary, and the SVM more that is not in the library. */
const ORDINARY = 2000
const OTHERS = 5000
const COUNTED = 20_000
const FITTED_PARTS = /** @type {const} */ (['field', 'near', 'words', 'categories', 'primary'])

const files = readdirSync(folder).filter((name) => /\.jsonl(\.gz)?$/.test(name)).sort().map((name) => join(folder, name))
/** @param {(paper: any, at: number) => void} take */
async function eachPaper(take) {
  let at = 0
  for (const file of files) for await (const line of readLines(file)) take(JSON.parse(line), at++)
}
/** @type {import('./taste/readers.mjs').Facts[]} */
const papers = []
await eachPaper(({ created, authors, categories }) => papers.push({ created, authors, categories }))
const { readers, byWeek, able } = chooseReaders(papers, { ...period, readers: flags.readers, weeks: flags.weeks })
progress(`${whole(papers.length)} papers; ${readers.length} of ${whole(able)} readers, ${readers.reduce((sum, { weeks }) => sum + weeks.length, 0)} weeks to rank`)

const random = randomFrom(20)
/** @param {readonly number[]} from @param {number} count */
const draw = (from, count) => from.map((one) => ({ one, at: random() })).sort((a, b) => a.at - b.at).slice(0, count).map(({ one }) => one)
const earlier = papers.flatMap(({ created }, at) => (created >= period.before && created < period.from ? [at] : []))
const others = draw(earlier, OTHERS)
const weeks = [...new Set(readers.flatMap((reader) => reader.weeks.map(({ week }) => week)))].sort((a, b) => a - b)
const candidates = [...new Set(weeks.flatMap((week) => byWeek.get(week) ?? []))]
const counted = new Set(flags.fit ? [] : draw([...candidates, ...earlier], COUNTED))
/** For the clock alone. */
const thousand = flags.fit ? [] : chooseReaders(papers, { ...period, readers: 1000, weeks: 1 }).readers
const needed = new Set([...others, ...candidates, ...[...readers, ...thousand].flatMap(({ library }) => library)])

const text = tasteText()
/** @type {Map<number, import('../dist/rank/taste/read-paper.js').ReadPaper>} */
const read = new Map()
/** @type {Map<number, { text: string, names: string }>} */
const texts = new Map()
let readMs = 0
await eachPaper(({ title, abstract, authors, categories }, at) => {
  if (!flags.fit && (needed.has(at) || counted.has(at))) texts.set(at, { text: `${title} ${abstract}`, names: authors.join(' ') })
  if (!needed.has(at)) return
  const start = performance.now()
  read.set(at, readPaper({ key: at, title, abstract, authors, categories }, text))
  readMs += performance.now() - start
})
progress(`${whole(read.size)} papers read, ${fixed(readMs / read.size, 3)} ms each`)
/** @param {number} at */
const paperOf = (at) => /** @type {import('../dist/rank/taste/read-paper.js').ReadPaper} */ (read.get(at))
const ordinary = others.slice(0, ORDINARY).map(paperOf)
/** @param {number} week newest first, as the page gives them */
const papersOf = (week) => (byWeek.get(week) ?? []).toReversed().map(paperOf)
/** @param {readonly number[]} library @param {number} week @param {boolean} names */
const tasteAt = (library, week, names) =>
  tasteOf(
    { liked: library.map((at) => ({ kind: /** @type {const} */ ('save'), paper: paperOf(at), ageDays: (endOfWeek(week) - Date.parse(papers[at].created)) / 86_400_000 })), hidden: [], follows: [], ...(names ? {} : { without: new Set(/** @type {const} */ (['coauthor'])) }) },
    text,
  )
/** Rows by their value, the largest first; equal ones as they came. @param {Float64Array} values */
const sorted = (values) => Array.from(values.keys()).sort((a, b) => values[b] - values[a] || a - b)

if (flags.fit) {
  const given = []
  for (const week of weeks) {
    const pool = createTastePool(papersOf(week), ordinary)
    for (const { library, weeks: judged } of readers) {
      const one = judged.find((other) => other.week === week)
      if (one === undefined) continue
      const { parts } = mine(pool, tasteAt(library, week, false), /** @type {any} */ (Object.fromEntries(TASTE_PARTS.map((part) => [part, 1]))))
      given.push({ values: FITTED_PARTS.map((part) => parts[part]), gain: Float64Array.from(pool.papers, ({ paper: { key } }) => (one.own.has(key) ? 1 : one.shared.has(key) ? 0.5 : 0)) })
    }
  }
  const weights = fitWeights(given)
  console.log(table(['part', 'weight'], FITTED_PARTS.map((part, at) => [part, fixed(weights[at], 2)])))
  process.exit(0)
}

// ——— side by side
const NEWEST = 'newest first'
const CATEGORIES = 'by categories'
const THEIRS = 'arxiv-sanity-lite’s method'
const OURS = 'ours'
const SHOWN = 'ours as shown: variety, a tenth explored'
const withNames = (/** @type {string} */ method) => `${method}, with names`
/** by method, by reader: recall of each week */
/** @type {Map<string, { own: number[], shared: number[] }[]>} */
const found = new Map()
/** @param {string} method @param {number} reader @param {import('./taste/readers.mjs').Judged} judged @param {readonly number[]} ranked */
function note(method, reader, judged, ranked) {
  const list = found.get(method) ?? readers.map(() => ({ own: [], shared: [] }))
  found.set(method, list)
  for (const kind of /** @type {const} */ (['own', 'shared'])) {
    const recall = recallAt(ranked, judged[kind], flags.first)
    if (recall !== undefined) list[reader][kind].push(recall)
  }
}

for (const week of weeks) {
  const pool = createTastePool(papersOf(week), ordinary)
  const keys = pool.papers.map(({ paper }) => paper.key)
  for (const [at, { library, weeks: judged }] of readers.entries()) {
    const one = judged.find((other) => other.week === week)
    if (one === undefined) continue
    const ranked = (/** @type {Float64Array} */ values) => sorted(values).map((row) => keys[row])
    note(NEWEST, at, one, keys)
    /** @type {Map<string, number>} */
    const share = new Map()
    for (const liked of library) for (const category of papers[liked].categories) share.set(category, (share.get(category) ?? 0) + 1 / library.length)
    note(CATEGORIES, at, one, ranked(Float64Array.from(pool.papers, ({ paper }) => mean(paper.categories.map((category) => share.get(category) ?? 0)))))
    const taste = tasteAt(library, week, false)
    note(OURS, at, one, ranked(mine(pool, taste).sums))
    note(withNames(OURS), at, one, ranked(mine(pool, tasteAt(library, week, true)).sums))
    for (const part of FITTED_PARTS) {
      note(`ours without ${part}`, at, one, ranked(mine(pool, taste, { ...TASTE_WEIGHTS, [part]: 0 }).sums))
      note(`${part} alone`, at, one, ranked(mine(pool, taste, /** @type {any} */ (Object.fromEntries(TASTE_PARTS.map((other) => [other, other === part ? 1 : 0])))).sums))
    }
    const options = { dial: 0, community: new Map(), exploration: 0, variety: true, seed: 'bench', limit: flags.first }
    note('ours with variety', at, one, rankForReader(pool, taste, options).map(({ key }) => key))
    note(SHOWN, at, one, rankForReader(pool, taste, { ...options, exploration: 0.1 }).map(({ key }) => key))
  }
}
progress('ours and categories ranked')

for (const names of [false, true]) {
  const textOf = (/** @type {number} */ at) => {
    const { text: words, names: people } = /** @type {{ text: string, names: string }} */ (texts.get(at))
    return names ? `${words} ${people}` : words
  }
  const vector = vectorizer([...counted].map(textOf))
  /** @type {Map<number, import('./taste/arxiv-sanity.mjs').Row>} */
  const rows = new Map()
  for (const at of needed) rows.set(at, vector(textOf(at)))
  const rowOf = (/** @type {number} */ at) => /** @type {import('./taste/arxiv-sanity.mjs').Row} */ (rows.get(at))
  for (const [at, { library, weeks: judged }] of readers.entries()) {
    const rest = new Set([...others, ...judged.flatMap(({ week }) => byWeek.get(week) ?? [])])
    for (const liked of library) rest.delete(liked)
    const decide = linearSvm(library.map(rowOf), [...rest].map(rowOf), randomFrom(7))
    for (const one of judged) {
      const list = (byWeek.get(one.week) ?? []).toReversed()
      note(names ? withNames(THEIRS) : THEIRS, at, one, sorted(Float64Array.from(list, (paper) => decide(rowOf(paper)))).map((row) => list[row]))
    }
    if (at % 100 === 99) progress(`${at + 1} SVMs${names ? ' with names' : ''}`)
  }
}

/** Each reader's mean over their weeks. @param {string} method @param {'own' | 'shared'} kind */
const byReader = (method, kind) => (found.get(method) ?? []).filter((reader) => reader[kind].length > 0).map((reader) => mean(reader[kind]))
/** @param {string} method */
const row = (method) => [method, fixed(mean(byReader(method, 'own')), 3), fixed(mean(byReader(method, 'shared')), 3)]
const sizes = weeks.map((week) => byWeek.get(week)?.length ?? 0)
console.log(`${readers.length} readers of ${whole(able)}, libraries of ${median(readers.map(({ library }) => library.length))} papers (median), ${readers.reduce((sum, one) => sum + one.weeks.length, 0)} weeks of ${median(sizes)} papers (median) from ${period.from} to ${period.to} (${conditions()}).\n`)
const head = [`recall in the first ${flags.first} of a week`, 'own later papers', 'of later co-authors']
console.log(table(head, [OURS, THEIRS, CATEGORIES, NEWEST, withNames(OURS), withNames(THEIRS)].map(row)))
console.log(`\n${table(['ours above', 'own later papers', 'of later co-authors'], [[OURS, THEIRS], [OURS, CATEGORIES], [withNames(OURS), withNames(THEIRS)]].map(([ours, theirs]) => [
  theirs,
  ...(/** @type {const} */ (['own', 'shared'])).map((kind) => {
    const gap = margin(byReader(ours, kind), byReader(theirs, kind), randomFrom(11))
    return `${fixed(gap.mean, 3)} (${fixed(gap.low, 3)} to ${fixed(gap.high, 3)})`
  }),
]))}`)
console.log(`\n${table(head, [...FITTED_PARTS.flatMap((part) => [`${part} alone`, `ours without ${part}`]), 'ours with variety', SHOWN].map(row))}`)

// ——— a thousand readers
const busiest = weeks.reduce((most, week) => ((byWeek.get(week)?.length ?? 0) > (byWeek.get(most)?.length ?? 0) ? week : most))
const list = papersOf(busiest)
const before = process.memoryUsage().heapUsed + process.memoryUsage().arrayBuffers
let start = performance.now()
const pool = createTastePool(list, ordinary)
const poolMs = performance.now() - start
const held = process.memoryUsage().heapUsed + process.memoryUsage().arrayBuffers - before
const community = new Map(list.map(({ key }) => [key, key % 7]))
const each = []
const cpu = process.cpuUsage()
start = performance.now()
for (const { library } of thousand) {
  const begun = performance.now()
  rankForReader(pool, tasteAt(library, busiest, true), { dial: 0.3, community, exploration: 0.1, variety: true, seed: 'bench', limit: 50 })
  each.push(performance.now() - begun)
}
const allMs = performance.now() - start
const { user, system } = process.cpuUsage(cpu)
console.log(`\n${thousand.length} readers with libraries of ${fixed(mean(thousand.map(({ library }) => library.length)), 1)} papers on average, the first 50 of one week for each, one thread:\n`)
console.log(table(['papers of the week', 'reading them, s', 'pool, s', 'pool, MB', 'ranking for all, s', 'of it processor, s', 'median reader, ms', 'slowest, ms'], [[whole(list.length), fixed(((readMs / read.size) * list.length) / 1000, 2), fixed(poolMs / 1000, 2), mb(Math.max(0, held)), fixed(allMs / 1000, 2), fixed((user + system) / 1e6, 2), ms(median(each)), ms(Math.max(...each))]]))
