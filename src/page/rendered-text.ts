/**
 * Titles and abstracts as HTML, kept while they are likely to be asked for again: typesetting fifty abstracts
 * is most of the work of a page. Bounded by the number of characters held; the longest unused go first.
 */
import { raw } from 'hono/html'
import type { HtmlEscapedString } from 'hono/utils/html'
import { markdownToHtml } from '../paper/markdown/markdown-to-html.ts'
import type { Paper } from '../paper/paper.ts'

/** What makes text of TeX; its HTML is trusted, its input is not. */
export interface Tex {
  texToHtml(source: string, options?: { readonly marks?: (word: string) => boolean }): string
  texToText(source: string): string
  /** an abstract cut where its author began a new paragraph */
  paragraphs(source: string): readonly string[]
  /** the terms that the index makes of a text, so that `Networks` is marked where `network` was asked for */
  termsOf(text: string): readonly string[]
}

interface Held {
  readonly source: string
  readonly html: readonly string[]
  readonly size: number
}

type Subject = Pick<Paper, 'key' | 'updated' | 'title' | 'abstract'>

/**
 * The pages' policy forbids styles inside the text, and browsers report each; the style sheet says what mathematics
 * needs. A long formula is told from a short one, because only it may have to scroll. A comma
 * may not begin the line after a short formula. Quotation marks and angle brackets are escaped wherever a paper's own words
 * stand, so no pattern here can meet them.
 */
function fitted(html: string): string {
  return html
    .replace(/ style="[^"]*"/g, '')
    .replace(/<math (?=alttext="[^"]{30})/g, '<math data-long="" ')
    .replace(/<math(?! data-long)(?:(?!<\/?math|tml-display).)*<\/math>[,.;:!?)\]’”-]+/gs, '<span class="held">$&</span>')
}

/** Nobody may write as much; what is imported might be longer. */
const MARKDOWN_CHARACTERS = 20_000
/** Words whose terms are remembered. */
const WORDS_KEPT = 50_000

export class RenderedText {
  readonly #tex: Tex
  readonly #maxCharacters: number
  /** in order of last use: a Map keeps the order of insertion */
  readonly #held = new Map<string, Held>()
  #characters = 0
  readonly #terms = new Map<string, readonly string[]>()

  constructor(tex: Tex, maxCharacters = 16_000_000) {
    this.#tex = tex
    this.#maxCharacters = maxCharacters
  }

  title(paper: Subject, marks: readonly string[] = []): HtmlEscapedString {
    return raw(this.#render('t', paper, paper.title, marks)[0] ?? '')
  }

  /** One piece of HTML a paragraph; none for a paper without an abstract. */
  abstract(paper: Subject, marks: readonly string[] = []): readonly HtmlEscapedString[] {
    return this.#render('a', paper, paper.abstract, marks).map((html) => raw(html))
  }

  /** A title as plain text, for `<title>`, labels and meta tags. */
  plain(source: string): string {
    return this.#tex.texToText(source)
  }

  /** What a person wrote. */
  markdown(text: string): HtmlEscapedString {
    const source = text.slice(0, MARKDOWN_CHARACTERS)
    const name = `m ${source}`
    const held = this.#held.get(name)
    if (held !== undefined) {
      this.#held.delete(name)
      this.#held.set(name, held)
      return raw(held.html[0] ?? '')
    }
    const html = fitted(markdownToHtml(source))
    this.#keep(name, { source: '', html: [html], size: name.length + html.length })
    return raw(html)
  }

  #render(part: 't' | 'a', paper: Subject, source: string, marks: readonly string[]): readonly string[] {
    if (source === '') return []
    const name = `${part} ${paper.key} ${paper.updated ?? ''} ${marks.join(' ')}`
    const held = this.#held.get(name)
    if (held !== undefined) {
      this.#held.delete(name)
      // A source may mend a text without dating the change, so the text itself has the last word.
      if (held.source === source) {
        this.#held.set(name, held)
        return held.html
      }
      this.#characters -= held.size
    }
    const options = marks.length > 0 ? { marks: this.#marker(marks) } : {}
    const pieces = part === 't' ? [source] : this.#tex.paragraphs(source)
    const html = pieces.map((piece) => fitted(this.#tex.texToHtml(piece, options)))
    this.#keep(name, { source, html, size: name.length + source.length + html.reduce((sum, one) => sum + one.length, 0) })
    return html
  }

  #marker(marks: readonly string[]): (word: string) => boolean {
    const wanted = new Set(marks)
    return (word) => this.#termsOf(word).some((term) => wanted.has(term))
  }

  /** Every word of a page is asked, and most words are the same few. */
  #termsOf(word: string): readonly string[] {
    let terms = this.#terms.get(word)
    if (terms === undefined) {
      terms = this.#tex.termsOf(word)
      if (this.#terms.size >= WORDS_KEPT) this.#terms.clear()
      if (word.length < 50) this.#terms.set(word, terms)
    }
    return terms
  }

  #keep(name: string, held: Held): void {
    if (held.size > this.#maxCharacters / 4) return
    this.#held.set(name, held)
    this.#characters += held.size
    for (const [oldest, { size }] of this.#held) {
      if (this.#characters <= this.#maxCharacters) break
      this.#held.delete(oldest)
      this.#characters -= size
    }
  }

  /** Characters held now; never more than the bound. */
  get size(): number {
    return this.#characters
  }
}
