// Is a paper found by a few words of its title? A random sample of all papers, through the search that a page makes.
import { existsSync } from 'node:fs'
import { makeItems } from './known-item/make-items.mjs'
import './tools/built.mjs'
import { complain, readFlags } from './tools/flags.mjs'
import { readPapers } from './tools/papers.mjs'
import { conditions, fixed, progress, table, whole } from './tools/report.mjs'

const USAGE = `node bench/known-item.mjs [--sample 2000] [--papers N] [--seed 1] [--mode both] [--index DIR] [--show 0] FILE…
  FILE…     JSON Lines of papers, .gz or not; all of them are searched
  --sample  papers to be found, drawn among all whose title has three telling words and belongs to one paper only
  --papers  only the first N
  --mode    words, meaning or both
  --index   keep the index in DIR, and take it from there the next time (it must be of the same files and weights)
  --show    print so many of the failures`
const { flags, words: files } = readFlags(USAGE, { sample: 2000, papers: Infinity, seed: 1, mode: 'both', index: '', show: 0 })
if (files.length === 0) complain(USAGE, 'No files.')
for (const file of files) if (!existsSync(file)) complain(USAGE, `There is no file ${file}.`)
if (!['words', 'meaning', 'both'].includes(flags.mode)) complain(USAGE, '--mode is words, meaning or both.')

const { authorsAgree, titleKey } = await import('../dist/normalise/identity.js')
const { texToText } = await import('../dist/paper/tex/tex-to-text.js')
const { openEmbeddedIndex } = await import('../dist/search-index/embedded/embedded.js')
const { DEFAULT_EMBEDDER } = await import('../dist/search-index/embedder/embedder.js')
const { parseQuery } = await import('../dist/search-index/query/parse-query.js')
const { terms } = await import('../dist/search-index/terms.js')
const { tells } = await import('./peers/telling-words.mjs')
const { searchAsServed } = await import('./quality/search-as-served.mjs')

const index = await openEmbeddedIndex({ folder: flags.index === '' ? undefined : flags.index, model: DEFAULT_EMBEDDER, threads: 1 })
const kept = index.state().papers
/** @type {import('./known-item/make-items.mjs').Titled[]} by key, from 1 */
const papers = []
/** what a failure is looked up in; by key, from 1 */
const abstracts = []
for await (const batch of readPapers(files, flags.papers, 1000)) {
  for (const { key, title, abstract, authors } of batch) {
    papers.push({ key, title: texToText(title), titleKey: titleKey(title), author: authors[0] ?? '' })
    abstracts.push(abstract)
  }
  if (kept === 0) await index.add(batch)
}
if (kept === 0) await index.commit(1)
else if (kept !== papers.length) complain(USAGE, `${flags.index} holds ${kept} papers, the files ${papers.length}.`)
const { items, tooShort, shared } = makeItems(papers, flags.sample, flags.seed, { tells, authorsAgree })
progress(`${whole(papers.length)} papers indexed; ${whole(items.length)} to be found, such as “${items[0]?.words.join(' ')}”`)

/** @typedef {import('./known-item/make-items.mjs').Item & { rank: number, cause: string, above: string }} Outcome `rank` from 1, Infinity where it is not among the candidates */
/** @type {Outcome[]} */
const outcomes = []
for (const item of items) {
  const keys = await searchAsServed(index, parseQuery(item.words.join(' ')), { mode: flags.mode })
  const at = keys.findIndex((key) => papers[key - 1]?.titleKey === item.titleKey)
  const first = papers[(keys[0] ?? 0) - 1]
  outcomes.push({ ...item, rank: at < 0 ? Infinity : at + 1, cause: at === 0 ? '' : causeOf(item, first), above: first?.title ?? '' })
  if (outcomes.length % 500 === 0) progress(`${outcomes.length}: in first place ${fixed(shareWithin(outcomes, 1), 1)} %`)
}
await index.close()
report()

/** What the paper in first place has of the words, where it should be another. @param {import('./known-item/make-items.mjs').Item} item @param {import('./known-item/make-items.mjs').Titled | undefined} first */
function causeOf(item, first) {
  if (first === undefined) return 'nothing was found'
  const words = new Set(terms(item.words.join(' ')))
  const inTitle = new Set(terms(first.title))
  if ([...words].every((word) => inTitle.has(word))) return 'its title has all the words too'
  for (const word of terms(abstracts[first.key - 1] ?? '')) inTitle.add(word)
  return [...words].every((word) => inTitle.has(word)) ? 'it has all the words, not all in its title' : 'it lacks some of the words'
}

/** @param {readonly Outcome[]} of @param {number} place */
function shareWithin(of, place) {
  return (100 * of.filter(({ rank }) => rank <= place).length) / of.length
}

function report() {
  console.log(`${whole(items.length)} of ${whole(papers.length)} papers (seed ${flags.seed}) sought by 3 to 5 telling words of their titles, by ${flags.mode}; embedder ${DEFAULT_EMBEDDER}. Draws left out: ${tooShort} titles with fewer such words, ${shared} titles of several papers (${conditions()}).\n`)
  /** @type {[string, readonly Outcome[]][]} */
  const groups = [['all', outcomes]]
  for (const count of [3, 4, 5]) groups.push([`${count} words`, outcomes.filter(({ words }) => words.length === count)])
  groups.push(['words of a title with more than eight', outcomes.filter(({ of }) => of > 8)])
  groups.push(['every telling word of the title', outcomes.filter(({ words, of }) => words.length === of)])
  groups.push(['a word of one or two letters, or with a digit', outcomes.filter(({ words }) => words.some((word) => word.length < 3 || /\p{N}/u.test(word)))])
  groups.push(['a letter beyond a to z', outcomes.filter(({ words }) => words.some((word) => /[^\p{ASCII}]/u.test(word)))])
  groups.push(['no abstract', outcomes.filter(({ key }) => (abstracts[key - 1] ?? '').length < 20)])
  const rows = groups.filter(([, of]) => of.length > 0).map(([name, of]) => [name, whole(of.length), ...[1, 3, 10, 100].map((place) => `${fixed(shareWithin(of, place), 1)} %`)])
  console.log(table(['sought', 'papers', 'in first place', 'first 3', 'first 10', 'first 100'], rows))

  const failed = outcomes.filter(({ rank }) => rank > 1)
  const causes = [...new Set(failed.map(({ cause }) => cause))].sort()
  console.log(`\nThe ${failed.length} that are not in first place, by what the paper there has of the words:\n`)
  console.log(
    table(
      ['the paper in first place', 'papers', '2 to 10', '11 to 100', 'further down', 'not found'],
      causes.map((cause) => {
        const of = failed.filter((one) => one.cause === cause)
        const between = (/** @type {number} */ low, /** @type {number} */ high) => whole(of.filter(({ rank }) => rank >= low && rank <= high).length)
        return [cause, whole(of.length), between(2, 10), between(11, 100), between(101, 1e9), whole(of.filter(({ rank }) => rank === Infinity).length)]
      }),
    ),
  )
  for (const { words, rank, cause, title, above } of failed.slice(0, flags.show)) console.error(`\n“${words.join(' ')}” (${rank}; ${cause})\n  sought: ${title}\n  first:  ${above}`)
}
