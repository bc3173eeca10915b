import { SaxesParser } from 'saxes'
import { MAX_RECORD_BYTES } from '../lines.ts'
import type { XmlNode } from './xml-node.ts'

/** Real records nest six deep; more than this is an attack. */
const MAX_DEPTH = 100
const MAX_CHILDREN = 50_000
/** In one record: each costs as much time as reading a thousand characters. */
const MAX_ERRORS = 100_000

/** A record element of the document, or the words that say why it was left out. */
export type XmlRecord = { readonly root: string; readonly node: XmlNode; readonly line: number; readonly problem?: undefined } | { readonly line: number; readonly problem: string }

interface OpenNode {
  name: string
  attributes: Readonly<Record<string, string>>
  children: XmlNode[]
  text: string
}

/** What saxes complains of but reads past: damage inside a text, not of the structure. */
const HARMLESS = /disallowed character\.|undefined entity|entity name|character entity|"\]\]>"|XML declaration|version number|encoding value/

/**
 * Reads one XML document, given as text in pieces of any length, and hands on the elements named in `records` (local
 * names) with all that they hold. `fatal` says, as the rest of a sentence, why it can be read no further.
 */
export class RecordReader {
  /** why the document can be read no further */
  fatal: string | undefined
  /** true when that is because the text ended inside an element */
  cutShort = false
  hasBegun = false
  private readonly parser = new SaxesParser({ xmlns: false, position: true })
  private readonly records: ReadonlySet<string>
  private readonly firstLine: number
  private readonly found: XmlRecord[] = []
  private readonly open: OpenNode[] = []
  /** the document's outermost element, and the names of those directly in it */
  root = ''
  readonly parts = new Set<string>()
  private depth = 0
  private errors = 0
  private recordLine = 0
  private recordSize = 0
  private tooLarge = false
  private sinceEvent = 0

  constructor(records: ReadonlySet<string>, firstLine: number) {
    this.records = records
    this.firstLine = firstLine
    this.parser.on('error', (error) => {
      if (++this.errors > MAX_ERRORS) this.fatal ??= `is damaged in more than ${MAX_ERRORS} places before line ${this.line}`
      if (!HARMLESS.test(error.message)) this.fatal ??= `is broken XML in line ${this.line}: ${error.message.replace(/^[\d:]+\s*/, '').replace(/\.$/, '').slice(0, 120)}`
    })
    this.parser.on('doctype', (doctype) => {
      if (/<!ENTITY/i.test(doctype)) this.fatal ??= 'declares XML entities of its own, which are not read: they can make a small file grow without end'
    })
    this.parser.on('opentag', (tag) => this.begin(tag.name, tag.attributes as Record<string, string>))
    this.parser.on('text', (text) => this.addText(text))
    this.parser.on('cdata', (text) => this.addText(text))
    this.parser.on('closetag', () => this.end())
  }

  get line(): number {
    return this.firstLine + this.parser.line - 1
  }

  write(text: string): void {
    if (this.fatal !== undefined || text === '') return
    this.hasBegun ||= text.trim() !== ''
    this.sinceEvent += text.length
    this.parser.write(text)
    if (this.sinceEvent > MAX_RECORD_BYTES) this.fatal ??= `holds a text or tag of more than 8 MB before line ${this.line}`
  }

  /** Ends the document; answers `fatal`. */
  finish(): string | undefined {
    this.cutShort = this.fatal === undefined && this.depth > 0
    if (this.cutShort) this.fatal = `breaks off in line ${this.line}, inside <${this.root}>`
    if (this.fatal === undefined) {
      this.parser.close()
      // The text ended within a tag, or before the first one was whole.
      this.cutShort = this.hasBegun && /unexpected end|must contain a root/.test(this.fatal ?? '')
    }
    return this.fatal
  }

  take(): XmlRecord[] {
    return this.found.splice(0)
  }

  private begin(fullName: string, attributes: Record<string, string>): void {
    this.sinceEvent = 0
    if (this.fatal !== undefined) return
    const name = localName(fullName)
    if (this.depth++ === 0) this.root = name
    else if (this.depth === 2 && this.parts.size < 100) this.parts.add(name)
    if (this.depth > MAX_DEPTH) {
      this.fatal = `nests more than ${MAX_DEPTH} elements in line ${this.line}`
      return
    }
    if (this.open.length === 0) {
      if (!this.records.has(name)) return
      this.errors = 0
      this.recordLine = this.line
      this.recordSize = 0
      this.tooLarge = false
    }
    this.grow(name.length + Object.values(attributes).reduce((sum, value) => sum + value.length, 0))
    this.open.push({ name, attributes, children: [], text: '' })
  }

  private addText(text: string): void {
    this.sinceEvent = 0
    const current = this.open[this.open.length - 1]
    if (current === undefined || this.fatal !== undefined) return
    this.grow(text.length)
    if (!this.tooLarge) current.text += text
  }

  private end(): void {
    this.sinceEvent = 0
    if (this.fatal !== undefined) return
    this.depth--
    const node = this.open.pop()
    if (node === undefined) return
    const parent = this.open[this.open.length - 1]
    if (parent !== undefined) {
      if (!this.tooLarge && parent.children.length < MAX_CHILDREN) parent.children.push(node)
    } else if (this.tooLarge) this.found.push({ line: this.recordLine, problem: 'the record is longer than 8 MB' })
    else this.found.push({ root: this.root, node, line: this.recordLine })
  }

  private grow(size: number): void {
    this.recordSize += size
    if (this.recordSize > MAX_RECORD_BYTES) this.tooLarge = true
  }
}

/** A name without its prefix: `arxiv:comment` -> `comment`. */
function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1)
}
