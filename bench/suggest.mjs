// How long do suggestions while typing and corrections take, and do they help? Over the titles of an instance.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { median, percentile } from './metrics.mjs'
import './tools/built.mjs'
import { complain, readFlags } from './tools/flags.mjs'
import { conditions, fixed, mb, ms, progress, table, whole } from './tools/report.mjs'

const USAGE = `node bench/suggest.mjs --data DIR [--titles 500] [--seed 1]
  --data     folder of an instance with papers and its index (bench/import.mjs --keep DIR makes one)
  --titles   papers whose titles are typed letter by letter, and whose authors; as many words are mistyped`
const { flags } = readFlags(USAGE, { data: '', titles: 500, seed: 1 })
if (flags.data === '' || !existsSync(flags.data)) complain(USAGE, 'Say with --data where an instance is.')

const { openSqlite } = await import('../dist/store/sqlite/sqlite.js')
const { openEmbeddedIndex } = await import('../dist/search-index/embedded/embedded.js')
const { DEFAULT_EMBEDDER } = await import('../dist/search-index/embedder/embedder.js')
const { suggestFor } = await import('../dist/edition/suggest.js')
const { foldTex } = await import('../dist/paper/tex/fold-tex.js')

const store = await openSqlite(join(flags.data, 'broadsheet.db'))
const index = await openEmbeddedIndex({ folder: join(flags.data, 'index'), model: DEFAULT_EMBEDDER, threads: 1 })
const papers = index.state().papers
if (papers === 0) complain(USAGE, 'The index of this instance is empty; `broadsheet reindex` makes it.')
await index.warmUp()

let seed = flags.seed
const random = () => {
  seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0
  return seed / 2 ** 32
}
const pick = (/** @type {number} */ below) => Math.floor(random() * below)
const sample = []
while (sample.length < flags.titles) sample.push(...(await store.papers([1 + pick(papers)])))
progress(`${whole(papers)} papers, ${sample.length} titles such as “${sample[0]?.title.slice(0, 60)}”`)

/** @type {{ what: string, times: number[], note: string }[]} */
const rows = []
const timed = async (/** @type {number[]} */ times, /** @type {() => Promise<any>} */ work) => {
  const start = performance.now()
  const answer = await work()
  times.push(performance.now() - start)
  return answer
}

/** Types texts letter by letter; says after how many letters what was meant stands among the suggestions. */
const typeOut = async (/** @type {string} */ what, /** @type {{ text: string, meant: (found: any) => boolean }[]} */ texts) => {
  /** @type {number[]} */
  const inEngine = []
  /** @type {number[]} */
  const whole = []
  const letters = []
  for (const { text, meant } of texts) {
    let after = Infinity
    for (let length = 1; length <= Math.min(40, text.length); length++) {
      const typed = text.slice(0, length)
      await timed(inEngine, () => index.suggest(typed, 6))
      const found = await timed(whole, () => suggestFor(store, index, [], typed))
      if (after === Infinity && meant(found)) after = length
    }
    letters.push(after)
  }
  rows.push({ what: `${what}, in the engine`, times: inEngine, note: '' })
  const seen = letters.filter(Number.isFinite)
  rows.push({ what: `${what}, with the store`, times: whole, note: `${fixed((100 * seen.length) / letters.length, 1)} % seen, half after ${median(letters)} letters` })
}
for (let i = 0; i < 30; i++) for (const { title } of sample.slice(0, 10)) await suggestFor(store, index, [], title.slice(0, i))
await typeOut('titles', sample.map(({ id, title }) => ({ text: title, meant: (found) => found.papers.some((/** @type {any} */ one) => one.id === id) })))
await typeOut(
  'authors',
  sample.filter(({ authors }) => authors.length > 0).slice(0, 200).map(({ authors }) => {
    const name = /** @type {string} */ (authors[pick(authors.length)]?.name)
    return { text: name, meant: (found) => found.authors.some((/** @type {any} */ one) => one.name === name) }
  }),
)

/** A mistake as fingers make it. */
const mistype = (/** @type {string} */ word) => {
  const at = pick(word.length - 1)
  const letter = String.fromCharCode(97 + pick(26))
  return [
    word.slice(0, at) + word.slice(at + 1),
    word.slice(0, at) + letter + word.slice(at),
    word.slice(0, at) + letter + word.slice(at + 1),
    word.slice(0, at) + word[at + 1] + word[at] + word.slice(at + 2),
  ][pick(4)] ?? word
}
for (const mistakes of [0, 1, 2]) {
  const times = /** @type {number[]} */ ([])
  let [tried, right, silent, wrong] = [0, 0, 0, 0]
  for (const { title } of sample) {
    const words = foldTex(title).split(' ').filter((word) => /^[a-z]{6,}$/.test(word))
    const word = words[pick(words.length)]
    if (word === undefined) continue
    let typed = word
    for (let i = 0; i < mistakes; i++) typed = mistype(typed)
    if ((typed === word) !== (mistakes === 0)) continue
    const [correction] = await timed(times, () => index.correct([typed]))
    tried++
    if (correction?.text === (mistakes === 0 ? undefined : word)) right++
    else if (correction === undefined) silent++
    else wrong++
  }
  rows.push({ what: `correct, ${mistakes} mistakes`, times, note: `${fixed((100 * right) / tried, 1)} % as it was, ${silent} left alone and ${wrong} other of ${tried}` })
}

await index.close()
await store.close()
progress(conditions())
console.log(table(['', 'asked', 'p50', 'p99', 'longest', ''], rows.map(({ what, times, note }) => [what, whole(times.length), ms(median(times)), ms(percentile(times, 0.99)), ms(Math.max(...times)), note])))
progress(`index in memory ${mb(index.state().bytes)} MB`)
