import type { Parsed } from '../../source.ts'
import type { ByteSource } from '../byte-source.ts'
import { linesOf } from '../lines.ts'

/** Words of the page around the papers; they count as such in the header, and in full lines only. */
const HEADER = /^(?:new|Daily Papers|Subscribe|Get trending papers in your email inbox(?: once a day)?!|by ?AK and the research community|[A-Z][a-z]{2} \d{1,2}|Daily|Weekly|Monthly|Trending Papers?|Hugging Face|Papers|\d{1,6})$/
const GLUED = /^Subscribe(?=\S)/
/** Lines between and after papers that are never a title. */
const FURNITURE = /^(?:\d{1,6}|Subscribe|Upvote|Previous|Next|System theme|Submitted by|[·•\u2013-])$/
/** Abstracts are longer than titles: at least this many characters, or a sentence of this many. */
const PROSE = 260
const SENTENCE = 120

interface NumberedLine {
  readonly text: string
  readonly line: number
}

/**
 * A result page of Hugging Face Daily Papers saved as plain text: header words, then title and abstract in
 * turn, with or without blank lines between, the first title sometimes glued to the word "Subscribe".
 */
export async function* readResultPage(source: ByteSource): AsyncGenerator<Parsed[]> {
  const pending: NumberedLine[] = []
  const pairs = new Pairs(source.file)
  let inHeader = true
  for await (const lines of linesOf(source)) {
    const parsed: Parsed[] = []
    for (const { number, bytes } of lines) {
      if (bytes === undefined) {
        parsed.push({ rejected: { file: source.file, line: number, reason: 'the line is longer than 8 MB' } })
        continue
      }
      let text = bytes.toString('utf8').trim()
      if (text === '') continue
      if (inHeader) {
        if (HEADER.test(text)) continue
        text = text.replace(GLUED, '')
        inHeader = false
      }
      if (FURNITURE.test(text)) continue
      pending.push({ text, line: number })
      // One line is kept back: what follows a line tells whether it is an abstract.
      if (pending.length > 1) pairs.add(pending.shift()!, pending[0], parsed)
    }
    if (parsed.length > 0) yield parsed
  }
  const parsed: Parsed[] = []
  for (const line of pending) pairs.add(line, undefined, parsed)
  pairs.last(parsed)
  if (parsed.length > 0) yield parsed
}

/** Puts titles and abstracts together and finds back into step where one is missing. */
class Pairs {
  private readonly file: string
  private title: NumberedLine | undefined
  private paper: { title: string; abstract: string; line: number } | undefined

  constructor(file: string) {
    this.file = file
  }

  add(line: NumberedLine, next: NumberedLine | undefined, parsed: Parsed[]): void {
    if (this.title === undefined) {
      // A second long text in a row is the abstract's next paragraph.
      if (this.paper !== undefined && line.text.length > PROSE * 1.5) this.paper.abstract += `\n\n${line.text}`
      else if (line.text.length > PROSE * 4) parsed.push({ rejected: { file: this.file, line: line.line, reason: 'is a long text where a title should stand' } })
      else this.title = line
      return
    }
    const missing = !isProse(line.text) && next !== undefined && isProse(next.text)
    this.end(parsed)
    if (missing) {
      this.put({ title: this.title.text, abstract: '', line: this.title.line }, parsed)
      this.title = line
      return
    }
    this.paper = { title: this.title.text, abstract: line.text, line: this.title.line }
    this.title = undefined
  }

  /** Hands on what is whole. */
  end(parsed: Parsed[]): void {
    if (this.paper !== undefined) this.put(this.paper, parsed)
    this.paper = undefined
  }

  /** Hands on what is left, a title without an abstract too. */
  last(parsed: Parsed[]): void {
    this.end(parsed)
    if (this.title !== undefined) this.put({ title: this.title.text, abstract: '', line: this.title.line }, parsed)
    this.title = undefined
  }

  private put(paper: { title: string; abstract: string; line: number }, parsed: Parsed[]): void {
    parsed.push({ record: { shape: 'huggingface-page', value: { title: paper.title, abstract: paper.abstract }, line: paper.line, file: this.file } })
  }
}

function isProse(text: string): boolean {
  return text.length >= PROSE || (text.length >= SENTENCE && /[.!?]['")\]]?$/.test(text))
}
