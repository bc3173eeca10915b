import { StringDecoder } from 'node:string_decoder'
import { SaxesParser } from 'saxes'
import { BroadsheetError } from '../../../paper/errors.ts'
import type { ByteSource } from '../byte-source.ts'
import { MAX_RECORD_BYTES } from '../lines.ts'
import type { XmlNode } from './xml-node.ts'

/** Real records nest six deep; more than this is an attack. */
const MAX_DEPTH = 100
const MAX_CHILDREN = 50_000

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
 * Streams the elements named in `records` (local names, also as the root) out of XML documents, several of
 * which may follow each other in one file. Entities that a document declares itself are never expanded: such
 * a file is refused. Elements of other names are passed over unless `records` says so for their parents.
 */
export async function* xmlRecords(source: ByteSource, records: ReadonlySet<string>): AsyncGenerator<XmlRecord[]> {
  let decoder: StringDecoder | undefined
  let reader = new RecordReader(records, 1)
  let carried = ''
  const ready: XmlRecord[] = []
  for await (const chunk of source.chunks) {
    decoder ??= new StringDecoder(/^\s*<\?xml[^>]{0,200}encoding\s*=\s*["'](?:iso-8859-|latin|windows-125)/i.test(chunk.toString('latin1', 0, 400)) ? 'latin1' : 'utf8')
    // Pages of a harvest are often joined in one file: a second declaration begins a new document.
    const parts = (carried + decoder.write(chunk)).split(/(?=<\?xml\s)/)
    const last = parts[parts.length - 1]!
    carried = /<(?:\?(?:x(?:m(?:l)?)?)?)?$/.exec(last)?.[0] ?? ''
    parts[parts.length - 1] = last.slice(0, last.length - carried.length)
    for (const part of parts) {
      if (/^<\?xml\s/.test(part) && reader.hasBegun) {
        // saxes forgets its place when it closes.
        const { line } = reader
        if (reader.finish() !== undefined) break
        reader = new RecordReader(records, line)
      }
      reader.write(part)
      ready.push(...reader.take())
      if (reader.fatal !== undefined) break
    }
    if (ready.length > 0) yield ready.splice(0)
    if (reader.fatal !== undefined) break
  }
  if (source.failure !== undefined) return
  if (reader.fatal === undefined) {
    reader.write(carried)
    reader.finish()
  }
  ready.push(...reader.take())
  if (ready.length > 0) yield ready
  if (reader.fatal !== undefined) source.failure = new BroadsheetError('broken-file', `${source.name} ${reader.fatal}.`)
}

class RecordReader {
  /** why the document can be read no further */
  fatal: string | undefined
  hasBegun = false
  private readonly parser = new SaxesParser({ xmlns: false, position: true })
  private readonly records: ReadonlySet<string>
  private readonly firstLine: number
  private readonly found: XmlRecord[] = []
  private readonly open: OpenNode[] = []
  private root = ''
  private depth = 0
  private recordLine = 0
  private recordSize = 0
  private tooLarge = false
  private sinceEvent = 0

  constructor(records: ReadonlySet<string>, firstLine: number) {
    this.records = records
    this.firstLine = firstLine
    this.parser.on('error', (error) => {
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
    if (this.fatal === undefined && this.depth > 0) this.fatal = `breaks off in line ${this.line}, inside <${this.root}>`
    if (this.fatal === undefined) this.parser.close()
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
    if (this.depth > MAX_DEPTH) {
      this.fatal = `nests more than ${MAX_DEPTH} elements in line ${this.line}`
      return
    }
    if (this.open.length === 0) {
      if (!this.records.has(name)) return
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
