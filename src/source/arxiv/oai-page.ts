import { isDay } from '../../tools/dates.ts'
import type { XmlNode } from '../file/xml/xml-node.ts'
import { SourceTrouble, type HttpAnswer } from '../http/http.ts'
import type { Rejection } from '../source.ts'
import { xmlAnswer } from '../xml-answer.ts'
import type { OaiPage, OaiRecord } from './arxiv.ts'
import { idIn, inOneLine, isDamaged, textOf } from './node-text.ts'

const PARTS = new Set(['record', 'error', 'resumptionToken', 'responseDate'])
const MAX_TOKEN = 2000

/**
 * An answer to ListRecords (http://www.openarchives.org/OAI/openarchivesprotocol.html) in arXivRaw.
 * @param token the one that was sent, if one was
 * @throws SourceTrouble `refused` with the service's words for other errors than "no records" and "bad token"
 */
export async function readOaiPage(answer: HttpAnswer, token: string | undefined): Promise<OaiPage | 'expired'> {
  const { root, parts, records, damaged } = await xmlAnswer(answer, PARTS, 'arXiv')
  if (root !== 'OAI-PMH') throw new SourceTrouble('broken', 'arXiv answered with something that is no OAI-PMH.')
  const found: OaiRecord[] = []
  const rejected: Rejection[] = []
  const unread = new Set<string>()
  const errors: XmlNode[] = []
  let last: XmlNode | undefined
  let responseDate: string | undefined
  for (const record of records) {
    if (record.problem !== undefined) {
      rejected.push({ file: 'oai', line: record.line, reason: record.problem })
      continue
    }
    const { node, line } = record
    if (node.name === 'error') errors.push(node)
    else if (node.name === 'resumptionToken') last = node
    else if (node.name === 'responseDate') responseDate = instant(node.text)
    else {
      const one = recordOf(node, line, damaged)
      if ('datestamp' in one) found.push(one)
      else {
        rejected.push({ file: 'oai', line, reason: one.reason })
        if (one.id !== undefined) unread.add(one.id)
      }
    }
  }
  if (responseDate === undefined) throw new SourceTrouble('broken', 'The answer of arXiv does not say when it was given.')
  const empty: OaiPage = { records: [], token: undefined, tokenExpires: undefined, responseDate, rejected: [], unread: [] }
  const [error] = errors
  if (error !== undefined) {
    const code = error.attributes['code'] ?? ''
    if (code === 'noRecordsMatch') return empty
    if (code === 'badResumptionToken' && token !== undefined) return 'expired'
    throw new SourceTrouble('refused', `arXiv refused the request: ${inOneLine(error.text || code || 'it does not say why').replace(/\.$/, '')}.`)
  }
  if (!parts.has('ListRecords')) throw new SourceTrouble('broken', 'The answer of arXiv holds neither records nor an error.')
  const next = last?.text.trim() ?? ''
  if (next.length > MAX_TOKEN || (next !== '' && next === token)) throw new SourceTrouble('broken', 'arXiv does not say where its list goes on.')
  return {
    records: found,
    token: next === '' ? undefined : next,
    // arXiv's own code writes `expires`, the protocol `expirationDate`.
    tokenExpires: next === '' ? undefined : instant(last?.attributes['expirationDate'] ?? last?.attributes['expires'] ?? ''),
    responseDate,
    rejected,
    unread: [...unread],
  }
}

function recordOf(node: XmlNode, line: number, damaged: boolean): OaiRecord | { readonly id: string | undefined; readonly reason: string } {
  const header = node.children.find(({ name }) => name === 'header')
  const body = node.children.find(({ name }) => name === 'metadata')?.children.find(({ name }) => name === 'arXivRaw')
  const id = (idIn(header === undefined ? '' : textOf(header, 'identifier')) ?? idIn(body === undefined ? '' : textOf(body, 'id')))?.id
  if (header === undefined || id === undefined) return { id, reason: 'the record has no arXiv id' }
  const datestamp = textOf(header, 'datestamp').slice(0, 10)
  if (!isDay(datestamp)) return { id, reason: `the record of ${id} does not say when it was changed` }
  if (header.attributes['status'] === 'deleted') return { id, datestamp, deleted: true, raw: undefined }
  if (body === undefined || textOf(body, 'title') === '') return { id, reason: `the record of ${id} has no ${body === undefined ? 'metadata' : 'title'}` }
  if (damaged && isDamaged(node)) return { id, reason: `the record of ${id} holds bytes that are no text` }
  return { id, datestamp, deleted: false, raw: { shape: 'arxiv-oai', value: node, line, file: 'oai' } }
}

function instant(text: string): string | undefined {
  const trimmed = text.trim()
  const time = /^\d{4}-\d{2}-\d{2}(?:T[\d:.]{5,12}Z)?$/.test(trimmed) ? Date.parse(trimmed) : NaN
  return Number.isFinite(time) ? new Date(time).toISOString() : undefined
}
