// Fits the weights of src/rank/weights.ts to judged collections and says what they are worth on collections they were
// not fitted to: each is left out once. Also asks whole abstracts for papers by the same people, of which there are
// as many as one likes, for pasted texts and similar papers.
import { existsSync } from 'node:fs'
import { build, checkNode, install } from './prepare.mjs'
checkNode()
install()
build({ quiet: true })
const { openEmbeddedIndex } = await import('../dist/search-index/embedded/embedded.js')
const { DEFAULT_EMBEDDER } = await import('../dist/search-index/embedder/embedder.js')
const { plainQuery } = await import('../dist/search-index/query/plain-query.js')
const { collectionFiles } = await import('../dist/evaluate/collection-files.js')
const { readJudged } = await import('../dist/evaluate/judged-queries.js')
const { indexCorpus } = await import('../dist/evaluate/index-corpus.js')
const { readPapers } = await import('../bench/tools/papers.mjs')

const USAGE = 'node scripts/fit-ranking.mjs DIR… [--among FILE… (for autoscholar)] [--titles FILE…] [--people FILE…]'
const args = process.argv.slice(2)
/** @type {Record<string, string[]>} */
const lists = { '': [], '--among': [], '--titles': [], '--people': [] }
let list = ''
for (const word of args) if (word in lists) list = word
  else lists[list]?.push(word)
for (const path of Object.values(lists).flat()) if (!existsSync(path)) {
  console.error(`There is no ${path}.\n${USAGE}`)
  process.exit(2)
}

const NAMES = /** @type {const} */ (['words', 'meaning', 'company', 'title', 'ofTitle', 'phrase'])
const DISCOUNT = Float64Array.from({ length: 10 }, (_, at) => 1 / Math.log2(at + 2))
const damage = { line() {}, file() {} }

/** @typedef {{ features: Float64Array[], grades: Float64Array, ideal: number, relevant: number }} Asked */

/** One query's candidates as features, normalised as fusion does. @returns {Asked} */
function asked(candidates, gradeOf, grades) {
  const most = { words: 0, meaning: 0, company: 0 }
  for (const one of candidates) for (const name of Object.keys(most)) most[name] = Math.max(most[name], one[name] ?? 0)
  const good = grades.filter((grade) => grade > 0).sort((a, b) => b - a)
  return {
    features: candidates.map((one) => Float64Array.from(NAMES, (name) => (name in most ? Math.max(0, one[name] ?? 0) / (most[name] || 1) : (one.evidence?.[name] ?? 0)))),
    grades: Float64Array.from(candidates, gradeOf),
    ideal: good.slice(0, 10).reduce((sum, grade, at) => sum + grade * DISCOUNT[at], 0),
    relevant: good.length,
  }
}

async function judged(folder, among) {
  const files = collectionFiles(folder)
  const { queries } = await readJudged(files, { damage })
  const index = await openEmbeddedIndex({ model: DEFAULT_EMBEDDER, threads: 1 })
  const corpus = await indexCorpus(index, files.corpus, among, { damage })
  const all = []
  for (const { text, self, grades } of queries) {
    const { candidates } = await index.search(plainQuery(text), { candidates: 200, mode: 'both', without: self === undefined ? undefined : corpus.keyOf.get(self) })
    all.push(asked(candidates.toSorted((a, b) => a.key - b.key), ({ key }) => grades.get(corpus.ids[key]) ?? 0, [...grades.values()]))
  }
  await index.close()
  return { name: files.name, queries: all }
}

/** Three to five telling words of a title, in their order, ask for the papers of that title. Another chance than bench/known-item.mjs has. */
async function byTitle(files) {
  const { STOP_WORDS, terms } = await import('../dist/search-index/terms.js')
  const { Random } = await import('../dist/train/random.js')
  const index = await openEmbeddedIndex({ model: DEFAULT_EMBEDDER, threads: 1 })
  const titles = ['']
  const keysOf = new Map()
  for await (const batch of readPapers(files)) {
    await index.add(batch.map(({ title, abstract }) => {
      const key = titles.push(title) - 1
      const folded = terms(title).join(' ')
      keysOf.set(folded, [...(keysOf.get(folded) ?? []), key])
      return { key, title, abstract, authors: [], keywords: [], categories: [], venue: undefined, identifiers: [], published: undefined }
    }))
  }
  await index.commit(1)
  const random = new Random(20_261)
  const queries = []
  while (queries.length < 400) {
    const title = titles[1 + random.below(titles.length - 1)]
    const words = title.split(/[^\p{L}\p{N}-]+/u).filter((word) => word !== '' && terms(word).some((term) => !STOP_WORDS.has(term)))
    if (words.length < 3) continue
    const left = Math.min(words.length, 3 + random.below(3))
    while (words.length > left) words.splice(random.below(words.length), 1)
    const right = new Set(keysOf.get(terms(title).join(' ')))
    const { candidates } = await index.search(plainQuery(words.join(' ')), { candidates: 200, mode: 'both' })
    queries.push(asked(candidates.toSorted((a, b) => a.key - b.key), ({ key }) => (right.has(key) ? 1 : 0), [...right].map(() => 1)))
  }
  await index.close()
  return { name: 'titles', queries }
}

/** Papers that share two authors are taken to be alike. Abstracts ask as a query, papers as similar ones. */
async function byPeople(files) {
  const index = await openEmbeddedIndex({ model: DEFAULT_EMBEDDER, threads: 1 })
  const papers = [{ authors: [], title: '', abstract: '' }]
  const byAuthor = new Map()
  for await (const batch of readPapers(files)) {
    const documents = batch.map(({ title, abstract, authors = [] }) => {
      const key = papers.length
      papers.push({ authors, title, abstract })
      for (const author of authors) byAuthor.set(author, [...(byAuthor.get(author) ?? []), key])
      return { key, title, abstract, authors: [], keywords: [], categories: [], venue: undefined, identifiers: [], published: undefined }
    })
    await index.add(documents)
  }
  await index.commit(1)
  const [texts, similar, titles] = [[], [], []]
  for (let key = 7; texts.length < 500 && key < papers.length; key += Math.max(1, Math.floor(papers.length / 2000))) {
    const shared = new Map()
    for (const author of papers[key].authors) for (const other of (byAuthor.get(author) ?? []).slice(0, 200)) if (other !== key) shared.set(other, (shared.get(other) ?? 0) + 1)
    const alike = new Set([...shared].filter(([other, count]) => count >= 2 && papers[other].title !== papers[key].title).map(([other]) => other))
    if (alike.size < 2 || alike.size > 30) continue
    const ones = [...alike].map(() => 1)
    const gradeOf = (candidate) => (alike.has(candidate.key) ? 1 : 0)
    const sorted = ({ candidates }) => candidates.toSorted((a, b) => a.key - b.key)
    const { title, abstract } = papers[key]
    texts.push(asked(sorted(await index.search(plainQuery(`${title} ${abstract}`), { candidates: 200, mode: 'both', without: key })), gradeOf, ones))
    titles.push(asked(sorted(await index.search(plainQuery(title), { candidates: 200, mode: 'both', without: key })), gradeOf, ones))
    similar.push(asked(sorted(await index.similar(key, { candidates: 200, mode: 'both' })), gradeOf, ones))
  }
  await index.close()
  return [{ name: 'people, whole abstracts', queries: texts }, { name: 'people, titles', queries: titles }, { name: 'people, similar', queries: similar }]
}

/** Mean nDCG@10 and recall@100 of an order. */
function measure({ queries }, weights) {
  let [gain, recall] = [0, 0]
  for (const { features, grades, ideal, relevant } of queries) {
    const scores = features.map((one) => NAMES.reduce((sum, _, at) => sum + weights[at] * one[at], 0))
    const order = Array.from(scores.keys()).sort((a, b) => scores[b] - scores[a] || a - b)
    let sum = 0
    for (let at = 0; at < Math.min(10, order.length); at++) sum += grades[order[at]] * DISCOUNT[at]
    gain += ideal === 0 ? 0 : sum / ideal
    let found = 0
    for (const at of order.slice(0, 100)) if (grades[at] > 0) found++
    recall += relevant === 0 ? 0 : found / relevant
  }
  return { ndcg: gain / queries.length, recall: recall / queries.length }
}

/** Coordinate ascent on the mean of nDCG@10 plus a quarter of recall@100 over collections, each counting alike. */
function fit(collections, allowed = NAMES) {
  const goal = (weights) => collections.reduce((sum, one) => {
    const { ndcg, recall } = measure(one, weights)
    return sum + ndcg + recall / 4
  }, 0) / collections.length
  let weights = NAMES.map((name) => ({ words: 0.6, meaning: 0.2, company: 0.2 })[name] ?? 0)
  let best = goal(weights)
  for (let step = 0.16; step >= 0.02; step /= 2) {
    for (let better = true; better; ) {
      better = false
      for (const [at, name] of NAMES.entries()) {
        if (name === 'words' || !allowed.includes(name)) continue
        for (const change of [step, -step]) {
          const tried = weights.with(at, Math.max(0, weights[at] + change))
          const value = goal(tried)
          if (value > best + 1e-5) [weights, best, better] = [tried, value, true]
        }
      }
    }
  }
  return weights
}

const show = (weights) => NAMES.map((name, at) => `${name} ${weights[at].toFixed(3)}`).join(', ')
const line = (collection, weights) => {
  const { ndcg, recall } = measure(collection, weights)
  return `${ndcg.toFixed(4)} ${recall.toFixed(4)}`
}
const ALONE = { words: NAMES.map((name) => (name === 'words' ? 1 : 0)), meaning: NAMES.map((name) => (name === 'meaning' ? 1 : 0)) }

const collections = []
for (const folder of lists['']) {
  collections.push(await judged(folder, folder.includes('autoscholar') ? lists['--among'] : []))
  console.error(collections.at(-1).name)
}
if (lists['--titles'].length > 0) collections.push(await byTitle(lists['--titles']))
if (collections.length > 0) {
  console.log('nDCG@10 and recall@100: words alone | meaning alone | fitted on all others | fitted on all')
  const whole = fit(collections)
  for (const one of collections) {
    const others = fit(collections.filter((other) => other !== one))
    console.log(`${one.name.padEnd(14)} ${line(one, ALONE.words)} | ${line(one, ALONE.meaning)} | ${line(one, others)} | ${line(one, whole)}   (${show(others)})`)
  }
  console.log(`fitted on all: ${show(whole)}`)
}
if (lists['--people'].length > 0) {
  for (const one of await byPeople(lists['--people'])) {
    const half = { name: '', queries: one.queries.filter((_, at) => at % 2 === 0) }
    const rest = { name: '', queries: one.queries.filter((_, at) => at % 2 === 1) }
    const weights = fit([half], one.name.includes('similar') ? ['words', 'meaning', 'company'] : NAMES)
    console.log(`${one.name} (${one.queries.length}): fitted on one half: ${show(weights)}; on the other: words ${line(rest, ALONE.words)} | meaning ${line(rest, ALONE.meaning)} | fused ${line(rest, weights)}`)
  }
}
