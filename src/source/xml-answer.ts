import { decodeAnswer } from './decode-answer.ts'
import { RecordReader, type XmlRecord } from './file/xml/record-reader.ts'
import { SourceTrouble, type HttpAnswer } from './http/http.ts'

export interface XmlAnswer {
  /** local name of the outermost element */
  readonly root: string
  /** local names of the elements directly in it */
  readonly parts: ReadonlySet<string>
  readonly records: readonly XmlRecord[]
  /** bytes were not of the character set: see decodeAnswer */
  readonly damaged: boolean
}

/** Characters parsed at a time; between two pieces others have their turn. */
const PIECE = 32 * 1024

/**
 * The elements named in `records` (local names) of an answer in XML, all or none: of an answer that breaks off nothing
 * is believed.
 * @param name the service, for a person
 * @throws SourceTrouble `cut` when it ends inside an element, `broken` when it is no well-formed XML
 */
export async function xmlAnswer(answer: HttpAnswer, records: ReadonlySet<string>, name: string): Promise<XmlAnswer> {
  const { text, damaged } = decodeAnswer(answer.body, answer.contentType, name)
  const reader = new RecordReader(records, 1)
  const found: XmlRecord[] = []
  const content = text.trimStart()
  for (let start = 0; start < content.length && reader.fatal === undefined; start += PIECE) {
    if (start > 0) await new Promise((resolve) => setImmediate(resolve))
    reader.write(content.slice(start, start + PIECE))
    for (const one of reader.take()) found.push(one)
  }
  reader.finish()
  for (const one of reader.take()) found.push(one)
  if (reader.cutShort) throw new SourceTrouble('cut', `The answer of ${name} broke off: it ${reader.fatal}.`)
  if (reader.fatal !== undefined) throw new SourceTrouble('broken', `The answer of ${name} cannot be read: it ${reader.fatal}.`)
  if (reader.root === '') throw new SourceTrouble('broken', `${name} answered with nothing.`)
  return { root: reader.root, parts: reader.parts, records: found, damaged }
}
