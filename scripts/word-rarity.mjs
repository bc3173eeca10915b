// Counts in how many papers each word stands and writes src/search-index/embedder/word-rarity.ts: a table of the
// commoner words' inverse document frequencies, for the untrained embedder. Figures only, no text.
// node scripts/word-rarity.mjs FILE.jsonl.gz…   (after npm run build)
import { createReadStream, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { createGunzip } from 'node:zlib'
import { root } from './prepare.mjs'
const { terms } = await import(join(root, 'dist', 'search-index', 'terms.js'))

const WORDS = 8000
const counts = new Map()
let papers = 0
for (const file of process.argv.slice(2)) {
  for await (const line of createInterface({ input: createReadStream(file).pipe(createGunzip()) })) {
    if (papers++ % 3 !== 0) continue
    const { title, abstract } = JSON.parse(line)
    for (const word of new Set(terms(`${title} ${abstract}`))) counts.set(word, (counts.get(word) ?? 0) + 1)
  }
}
papers = Math.ceil(papers / 3)
const kept = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, WORDS)
const levels = new Map()
for (const [word, count] of kept) {
  const level = Math.round(4 * Math.log(papers / count))
  if (!levels.has(level)) levels.set(level, [])
  levels.get(level).push(word)
}
const rarest = Math.max(...levels.keys()) + 2
const lines = [...levels].sort((a, b) => a[0] - b[0]).map(([level, words]) => `  [${level / 4}, '${words.sort().join(' ')}'],`)
writeFileSync(
  join(root, 'src', 'search-index', 'embedder', 'word-rarity.ts'),
  `/**
 * How rare words are in research papers: ln(papers / papers with the word), to a quarter, of the ${WORDS} commonest
 * words in ${papers.toLocaleString('en')} titles and abstracts. Written by scripts/word-rarity.mjs.
 */
const BY_RARITY: readonly (readonly [number, string])[] = [
${lines.join('\n')}
]

/** What a word has that is not among the commonest. */
const RAREST = ${rarest / 4}

const rarity = new Map<string, number>()
for (const [value, words] of BY_RARITY) for (const word of words.split(' ')) rarity.set(word, value)

/** ln(papers / papers with the word), from 0 for a word in every paper. */
export function inverseDocumentFrequency(word: string): number {
  return rarity.get(word) ?? RAREST
}
`,
)
