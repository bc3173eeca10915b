import { terms } from '../search-index/terms.ts'
import { distinctPapers } from './distinct-papers.ts'
import { chooseVocabulary, type Vocabulary } from './vocabulary.ts'

/** Papers as numbers: what training reads again and again. */
export interface Corpus {
  readonly vocabulary: Vocabulary
  /** handles of all words (`WordRows.handle`), paper after paper: title, then each sentence of the abstract */
  readonly handles: Uint32Array
  /** where each run of words begins in `handles`, one more than there are runs */
  readonly runStart: Uint32Array
  /** the first run (the title) of each paper, one more than there are papers */
  readonly paperStart: Uint32Array
  /** a number for what the paper is filed under: its first category or its conference */
  readonly field: Uint32Array
}

/**
 * Reads papers from JSON Lines, plain or gzipped (`distinctPapers`).
 * @param onPapers told how many papers have been read, now and then; what it throws ends the reading
 * @throws BroadsheetError broken-file naming the file that cannot be read
 */
export async function readCorpus(files: readonly string[], sizes: { words: number; pieces: number }, onPapers: (papers: number) => void): Promise<Corpus> {
  const numberOf = new Map<string, number>()
  const texts: string[] = []
  const papersWith: number[] = []
  const last: number[] = []
  const words = new Growing()
  const runStart = new Growing()
  const paperStart = new Growing()
  const field = new Growing()
  const fields = new Map<string, number>()
  let papers = 0
  const take = (text: string): void => {
    const found = terms(text)
    if (found.length === 0) return
    runStart.push(words.length)
    for (const word of found) {
      let number = numberOf.get(word)
      if (number === undefined) {
        number = texts.length
        numberOf.set(word, number)
        texts.push(word)
        papersWith.push(0)
        last.push(-1)
      }
      if (last[number] !== papers) {
        last[number] = papers
        papersWith[number]!++
      }
      words.push(number)
    }
  }
  for await (const { title, abstract, filed } of distinctPapers(files)) {
    paperStart.push(runStart.length)
    take(title)
    for (const sentence of abstract.split(/(?<=[.!?])\s+(?=[A-Z])/)) take(sentence)
    let number = fields.get(filed)
    if (number === undefined) fields.set(filed, (number = fields.size))
    field.push(number)
    if (++papers % 10_000 === 0) onPapers(papers)
  }
  paperStart.push(runStart.length)
  runStart.push(words.length)
  const vocabulary = chooseVocabulary(new Map(texts.map((text, number) => [text, papersWith[number]!])), sizes)
  const handleOf = Uint32Array.from(texts, (text) => vocabulary.rows.handle(text))
  const handles = words.take()
  for (let i = 0; i < handles.length; i++) handles[i] = handleOf[handles[i]!]!
  return { vocabulary, handles, runStart: runStart.take(), paperStart: paperStart.take(), field: field.take() }
}

/** Numbers that come one by one. */
class Growing {
  #array = new Uint32Array(1 << 20)
  length = 0

  push(value: number): void {
    if (this.length === this.#array.length) {
      const bigger = new Uint32Array(2 * this.length)
      bigger.set(this.#array)
      this.#array = bigger
    }
    this.#array[this.length++] = value
  }

  take(): Uint32Array {
    return this.#array.slice(0, this.length)
  }
}
