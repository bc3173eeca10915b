// Gathers what papers themselves say of their short forms, and writes src/search-index/query/short-forms.ts:
// acronyms, from “long form (ACRONYM)”, and words written in one or in two, as dataset and data set. Figures decide
// which are kept; no text of a paper is.
// node scripts/acronyms.mjs FILE.jsonl.gz…   (after npm run build)
import { createReadStream, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { createGunzip } from 'node:zlib'
import { root } from './prepare.mjs'
const { foldTex } = await import(join(root, 'dist', 'paper', 'tex', 'fold-tex.js'))
const { stem } = await import(join(root, 'dist', 'search-index', 'terms.js'))

/** Papers that must say so, the share of those that spell the acronym out which must agree, and how many are kept. */
const LEAST = 10
const AGREE = 0.75
const ACRONYMS = 1600
const LEAST_COMPOUND = 20
const COMPOUNDS = 500
const PREFIXES = /^(auto|multi|hyper|micro|meta|super|semi|back|non|pre|bio|cyber|hetero|spatio|electro|photo|tele|cross|sub|inter|neuro|down|up|over|under)(?=[a-z]{4})/
const SKIPPED = new Set(['of', 'and', 'the', 'for', 'in', 'to', 'from', 'on', 'with', 'a', 'by', 'as', 'at', 'or', 'via'])

/** Folded, a name in mathematics is the same: ℓ_p. */
const NEVER = new Set(['lp'])

/** acronym (lower case) -> long form (folded words) -> papers */
const spelled = new Map()
/** how an acronym stands in papers: in capitals or not */
const capitals = new Map()
const small = new Map()
const solid = new Map()
const parted = new Map()
const count = (map, key) => map.set(key, (map.get(key) ?? 0) + 1)

/** The words at the end of `words` that the letters stand for, each the first of a word or of a part of it; undefined when they are not. */
function longForm(words, letters) {
  let at = words.length - 1
  let left = letters.length - 1
  let first = at
  while (left >= 0) {
    if (at < 0 || first - at > 2) return undefined
    const word = words[at]
    const prefix = PREFIXES.exec(word)?.[0]
    if (word[0] === letters[left]) {
      left--
      first = at
    } else if (prefix !== undefined && left > 0 && word[prefix.length] === letters[left] && word[0] === letters[left - 1]) {
      left -= 2
      first = at
    } else if (!SKIPPED.has(word) || at === words.length - 1) return undefined
    at--
  }
  return words.slice(first)
}

for (const file of process.argv.slice(2)) {
  for await (const line of createInterface({ input: createReadStream(file).pipe(createGunzip()) })) {
    const { title, abstract } = JSON.parse(line)
    const text = `${title}. ${abstract}`
    const said = new Map()
    for (const match of text.matchAll(/\(([A-Za-z][A-Za-z0-9-]{1,8})\)/g)) {
      const acronym = match[1].replace(/s$/, '')
      if (!/[A-Z].*[A-Z]/.test(acronym)) continue
      const letters = acronym.toLowerCase().replace(/[^a-z]/g, '')
      if (letters.length < 2 || letters.length !== acronym.length) continue
      const before = foldTex(text.slice(Math.max(0, match.index - 120), match.index)).split(' ')
      const long = longForm(before, letters)
      if (long !== undefined && long.length > 1) said.set(letters, long.map(stem).join(' ') + '|' + long.join(' '))
    }
    for (const [letters, long] of said) {
      const forms = spelled.get(letters) ?? new Map()
      count(forms, long)
      spelled.set(letters, forms)
    }
    for (const word of new Set(text.match(/\b[A-Za-z]{2,9}\b/g))) count(/^[A-Z].*[A-Z]s?$/.test(word) ? capitals : small, word.toLowerCase())
    const hyphened = new Set(text.match(/\b[a-z]{2,}-[a-z]{3,}\b/gi)?.map((word) => word.toLowerCase()))
    for (const word of hyphened) count(parted, word)
    for (const word of new Set(text.toLowerCase().match(/\b[a-z]{6,}\b/g))) count(solid, word)
  }
}

const rows = []
for (const [letters, forms] of spelled) {
  if (NEVER.has(letters)) continue
  const byStem = new Map()
  let total = 0
  for (const [key, papers] of forms) {
    const [stems, words] = key.split('|')
    total += papers
    const one = byStem.get(stems) ?? { papers: 0, words: new Map() }
    one.papers += papers
    one.words.set(words, (one.words.get(words) ?? 0) + papers)
    byStem.set(stems, one)
  }
  const [best] = [...byStem.values()].sort((a, b) => b.papers - a.papers)
  if (best.papers < LEAST || best.papers / total < AGREE) continue
  const [words] = [...best.words].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))[0]
  // A word that is as often written small is one of its own: only its capitals are an acronym.
  const mostlySmall = (small.get(letters) ?? 0) > 0.2 * (capitals.get(letters) ?? 0)
  rows.push({ papers: best.papers, text: `${mostlySmall ? letters.toUpperCase() : letters} ${words}` })
}
rows.sort((a, b) => b.papers - a.papers || (a.text < b.text ? -1 : 1))
const compounds = []
for (const [word, papers] of parted) {
  const joined = word.replace('-', '')
  const whole = solid.get(joined) ?? 0
  if (!word.split('-').some((part) => SKIPPED.has(part)) && papers >= LEAST_COMPOUND && whole >= LEAST_COMPOUND && Math.min(papers, whole) / Math.max(papers, whole) > 0.005) compounds.push({ papers: Math.min(papers, whole), text: word.replace('-', ' ') })
}
compounds.sort((a, b) => b.papers - a.papers || (a.text < b.text ? -1 : 1))
const list = (entries, most) => entries.slice(0, most).map(({ text }) => text).sort().map((text) => `  '${text}',`).join('\n')
writeFileSync(
  join(root, 'src', 'search-index', 'query', 'short-forms.ts'),
  `/**
 * Short forms in research papers, by the papers' own account. Written by scripts/acronyms.mjs: at least ${LEAST} papers spell
 * the acronym out, ${AGREE * 100} % of them so.
 */

/** Acronym, then what it stands for. One in capitals is a word too when it is written small. */
export const ACRONYMS: readonly string[] = [
${list(rows, ACRONYMS)}
]

/** Words that are written in one as well as with a hyphen. */
export const COMPOUNDS: readonly string[] = [
${list(compounds, COMPOUNDS)}
]
`,
)
console.log(`${Math.min(ACRONYMS, rows.length)} of ${rows.length} acronyms, ${Math.min(COMPOUNDS, compounds.length)} of ${compounds.length} compounds`)
