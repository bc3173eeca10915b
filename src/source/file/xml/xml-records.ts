import { StringDecoder } from 'node:string_decoder'
import { BroadsheetError } from '../../../paper/errors.ts'
import type { ByteSource } from '../byte-source.ts'
import { RecordReader, type XmlRecord } from './record-reader.ts'

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
