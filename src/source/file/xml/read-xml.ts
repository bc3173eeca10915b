import type { Parsed } from '../../source.ts'
import { BroadsheetError } from '../../../paper/errors.ts'
import { batches, BATCH } from '../batch.ts'
import type { ByteSource } from '../byte-source.ts'
import type { XmlRecord } from './record-reader.ts'
import { xmlRecords } from './xml-records.ts'
import type { XmlNode } from './xml-node.ts'

/** The elements that hold a paper or an error: Atom, RSS, OAI-PMH; `title` is a feed's own, where arXiv reports errors. */
const RECORDS = new Set(['entry', 'item', 'record', 'error', 'title', 'arXivRaw', 'arXiv', 'dc'])
const ROOTS = new Set(['feed', 'entry', 'rss', 'RDF', 'OAI-PMH', 'ListRecords', 'GetRecord', 'record', 'arXivRaw', 'arXiv', 'dc'])

/**
 * arXiv's XML: Atom of the query API and of its feeds, RSS of its feeds, and OAI-PMH answers in arXivRaw, arXiv
 * or oai_dc. Answers that report an error become rejections that say what the service said.
 */
export async function* readXml(source: ByteSource): AsyncGenerator<Parsed[]> {
  const gathered: Parsed[] = []
  let known = false
  for await (const records of xmlRecords(source, RECORDS)) {
    for (const record of records) {
      if (record.problem === undefined && ROOTS.has(record.root)) known = true
      const parsed = parsedOf(source.file, record)
      if (parsed !== undefined) gathered.push(parsed)
    }
    if (gathered.length >= BATCH) yield* batches(gathered)
  }
  yield* batches(gathered)
  if (!known && source.failure === undefined) source.failure = new BroadsheetError('broken-file', `${source.name} is XML, but holds no Atom entries, RSS items or OAI-PMH records.`)
}

function parsedOf(file: string, record: XmlRecord): Parsed | undefined {
  const { line } = record
  if (record.problem !== undefined) return { rejected: { file, line, reason: record.problem } }
  const { node, root } = record
  if (!ROOTS.has(root)) return undefined
  switch (node.name) {
    case 'title':
      return /feed error|error/i.test(node.text) && /^(?:rss|feed|RDF)$/.test(root) && /^(?:arxiv |feed )?(?:feed )?error\b/i.test(node.text.trim()) ? reject(file, line, `the feed reports an error: ${short(node.text)}`) : undefined
    case 'error':
      return reject(file, line, `the service answered with an error: ${short(`${node.attributes['code'] ?? ''} ${node.text}`)}`)
    case 'entry': {
      const id = textOf(node, 'id')
      if (/\/api\/errors/.test(id)) return reject(file, line, `the service answered with an error: ${short(textOf(node, 'summary') || textOf(node, 'title'))}`)
      return { record: { shape: 'arxiv-atom', value: { kind: 'atom', entry: node }, line, file } }
    }
    case 'item':
      return { record: { shape: 'arxiv-atom', value: { kind: 'rss', entry: node }, line, file } }
    default:
      if (node.children.some((child) => child.name === 'header' && child.attributes['status'] === 'deleted')) return reject(file, line, `the service marks the record ${short(textOf(node.children.find((child) => child.name === 'header')!, 'identifier'))} as deleted`)
      return { record: { shape: 'arxiv-oai', value: node, line, file } }
  }
}

function textOf(node: XmlNode, name: string): string {
  return node.children.find((child) => child.name === name)?.text.trim() ?? ''
}

function short(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim()
  return line.length > 200 ? `${line.slice(0, 200)}…` : line
}

function reject(file: string, line: number, reason: string): Parsed {
  return { rejected: { file, line, reason } }
}
