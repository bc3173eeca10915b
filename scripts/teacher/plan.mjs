// What the teacher is to be asked, and what is to be fitted to its answers, as files for embed.py and fit.py.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Forms of a stem that the teacher reads: `network` and `networks`, not every misspelling. */
const FORMS = 3
/** Titles are taken in an order by chance, so that some of them stand for all. */
const SEED = 7

/**
 * @param {string} folder where the files go
 * @param {string[]} files papers
 * @param {{ titles: number, sizes: { words: number, pieces: number }, dimensions: number }} wanted
 * @param {(name: string) => Promise<any>} built a module of dist/
 * @param {(text: string) => void} say
 */
export async function makePlan(folder, files, { titles: wantedTitles, sizes, dimensions }, built, say) {
  const { readCorpus } = await built('train/corpus.js')
  const { distinctPapers } = await built('train/distinct-papers.js')
  const { Random } = await built('train/random.js')
  const { foldTex } = await built('paper/tex/fold-tex.js')
  const { stem, terms } = await built('search-index/terms.js')
  const { dampened } = await built('search-index/embedder/pool.js')

  const { vocabulary } = await readCorpus(files, sizes, (papers) => papers % 50_000 === 0 && say(`Choosing words: ${papers.toLocaleString('en')} papers`))
  const { words, pieces, frequency, rows } = vocabulary
  /** Papers by word as it is written. */
  const written = new Map()
  const titles = []
  for await (const { title, abstract } of distinctPapers(files)) {
    titles.push(title)
    for (const word of new Set(foldTex(`${title} ${abstract}`).split(' '))) written.set(word, (written.get(word) ?? 0) + 1)
    if (titles.length % 50_000 === 0) say(`Reading how they are written: ${titles.length.toLocaleString('en')} papers`)
  }

  const formsOf = new Map(words.map((word) => [word, []]))
  for (const [form, papers] of written) {
    const word = stem(form)
    const forms = formsOf.get(word)
    if (forms !== undefined) forms.push([form, papers])
    // words outside the vocabulary say what their pieces mean
    else if (papers > 1 && /^\p{L}+$/u.test(word)) formsOf.set(word, [[form, papers]])
  }
  const stems = [...formsOf].filter(([, forms]) => forms.length > 0)
  const forms = stems.flatMap(([, found], at) => found.sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, FORMS).map(([form, papers]) => ({ form, papers, at })))

  const order = Uint32Array.from(titles, (_, at) => at)
  new Random(SEED).shuffle(order)
  const chosen = [...order.subarray(0, wantedTitles)].map((at) => titles[at])
  const bags = { title: [], row: [], times: [] }
  for (const [at, title] of chosen.entries()) {
    const counts = new Map()
    for (const word of terms(title)) counts.set(word, (counts.get(word) ?? 0) + 1)
    for (const [word, count] of counts) {
      const handle = rows.handle(word)
      for (const row of [rows.first(handle), rows.second(handle)]) {
        if (row < 0) continue
        bags.title.push(at)
        bags.row.push(row)
        bags.times.push(dampened(count))
      }
    }
  }

  const pieceOf = (row) => (row < 0 ? -1 : row - words.length)
  const handles = stems.map(([word]) => (/^\p{L}+$/u.test(word) ? rows.pieceHandle(word) : undefined))
  const arrays = {
    'form-stem': Int32Array.from(forms, ({ at }) => at),
    'form-papers': Float32Array.from(forms, ({ papers }) => papers),
    'stem-row': Int32Array.from(stems, ([word]) => rows.wordRow(word)),
    'stem-beginning': Int32Array.from(handles, (handle) => (handle === undefined ? -1 : pieceOf(rows.first(handle)))),
    'stem-end': Int32Array.from(handles, (handle) => (handle === undefined ? -1 : pieceOf(rows.second(handle)))),
    rarity: Float32Array.from(frequency, (papers) => Math.log(1 + titles.length / papers)),
    'bag-title': Int32Array.from(bags.title),
    'bag-row': Int32Array.from(bags.row),
    'bag-times': Float32Array.from(bags.times),
  }
  for (const [name, { buffer }] of Object.entries(arrays)) writeFileSync(join(folder, `${name}.bin`), Buffer.from(buffer))
  const lines = (texts) => texts.map((text) => `${JSON.stringify(text)}\n`).join('')
  writeFileSync(join(folder, 'words.jsonl'), lines(forms.map(({ form }) => form)))
  writeFileSync(join(folder, 'titles.jsonl'), lines(chosen))
  writeFileSync(join(folder, 'plan.json'), JSON.stringify({ words: words.length, pieces: pieces.length, dimensions }))
  return { vocabulary, papers: titles.length, stems: stems.length, forms: forms.length, titles: chosen.length }
}
