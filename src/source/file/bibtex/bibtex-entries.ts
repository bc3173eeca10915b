import type { ByteSource } from '../byte-source.ts'
import { decodeText } from '../decode-text.ts'
import { linesOf } from '../lines.ts'

/** An abstract is a few kilobytes; an entry of more than this is damage. */
const MAX_ENTRY_CHARS = 1024 * 1024

/** One `@type{…}` block as it stands, or why it is none. */
export type BibtexBlock =
  | { readonly line: number; readonly type: string; readonly text: string; readonly problem?: undefined }
  | { readonly line: number; readonly problem: string }

const BEGINS = /^[ \t]{0,40}@[ \t]{0,10}([a-zA-Z]{1,40})[ \t]{0,10}([{(]|$)/

/**
 * Cuts BibTeX into blocks by counting braces. A block that never closes ends where the next one begins at the
 * start of a line, so that one missing brace loses one entry. Text between blocks is a comment, as in BibTeX.
 */
export async function* bibtexBlocks(source: ByteSource): AsyncGenerator<BibtexBlock[]> {
  const cutter = new BlockCutter()
  for await (const lines of linesOf(source)) {
    const blocks: BibtexBlock[] = []
    for (const { number, bytes } of lines) cutter.add(bytes === undefined ? undefined : decodeText(bytes), number, blocks)
    if (blocks.length > 0) yield blocks
  }
  const blocks: BibtexBlock[] = []
  if (source.failure === undefined) cutter.end(blocks)
  if (blocks.length > 0) yield blocks
}

class BlockCutter {
  private type: string | undefined
  private line = 0
  private text: string[] = []
  private chars = 0
  private braces = 0
  private round = 0
  private opened = false
  private tooLong = false

  add(text: string | undefined, number: number, blocks: BibtexBlock[]): void {
    if (text === undefined) {
      blocks.push({ line: number, problem: 'the line is longer than 8 MB' })
      this.reset()
      return
    }
    let rest = text
    // Several blocks may stand in one line: each turn takes one off.
    for (;;) {
      const begins = BEGINS.exec(rest)
      if (begins !== null && (this.type === undefined || (begins[2] !== '' && rest[0] === '@'))) {
        if (this.type !== undefined) this.unclosed(blocks)
        this.type = begins[1]!.toLowerCase()
        this.line = number
      }
      if (this.type === undefined) return
      const end = this.scan(rest)
      this.keep(end === undefined ? rest : rest.slice(0, end))
      if (end === undefined) return
      this.finish(blocks)
      rest = rest.slice(end).trimStart()
      if (rest === '') return
    }
  }

  end(blocks: BibtexBlock[]): void {
    if (this.type !== undefined) this.unclosed(blocks)
  }

  /** Where the block ends in this line, counting braces that are not escaped, and parentheses of a block in parentheses. */
  private scan(text: string): number | undefined {
    for (let i = 0; i < text.length; i++) {
      const char = text[i]
      if (char === '\\') i++
      else if (char === '{') this.braces++
      else if (char === '}') this.braces--
      else if (this.braces === 0 && char === '(' && (this.round > 0 || !this.opened)) this.round++
      else if (this.braces === 0 && char === ')' && this.round > 0) this.round--
      else continue
      this.opened = true
      if (this.braces <= 0 && this.round === 0) return i + 1
    }
    return undefined
  }

  private keep(text: string): void {
    this.chars += text.length + 1
    if (this.chars > MAX_ENTRY_CHARS) {
      this.tooLong = true
      this.text = []
    }
    if (!this.tooLong) this.text.push(text)
  }

  private finish(blocks: BibtexBlock[]): void {
    if (this.tooLong) blocks.push({ line: this.line, problem: 'the entry is longer than 1 MB' })
    else blocks.push({ line: this.line, type: this.type!, text: this.text.join('\n') })
    this.reset()
  }

  private unclosed(blocks: BibtexBlock[]): void {
    if (this.type !== 'comment') blocks.push({ line: this.line, problem: 'the entry is not closed: a brace is missing' })
    this.reset()
  }

  private reset(): void {
    this.type = undefined
    this.text = []
    this.chars = 0
    this.braces = 0
    this.round = 0
    this.opened = false
    this.tooLong = false
  }
}
