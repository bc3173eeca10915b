import type { FeedEntry } from '../file/xml/xml-node.ts'
import { SourceTrouble, type HttpAnswer } from '../http/http.ts'
import type { RawRecord, Rejection } from '../source.ts'
import { xmlAnswer } from '../xml-answer.ts'
import { idIn, inOneLine, isDamaged, textOf } from './node-text.ts'

const PARTS = new Set(['entry', 'totalResults'])

/**
 * The entries of the ids that were asked for (https://info.arxiv.org/help/api/user-manual.html); ids that the service
 * does not know have none, or one without a title.
 * @throws SourceTrouble `refused` for its error entries, `cut` when there are fewer entries than it counts
 */
export async function readQueryAnswer(answer: HttpAnswer, asked: ReadonlySet<string>): Promise<{ readonly records: readonly { readonly id: string; readonly raw: RawRecord }[]; readonly rejected: readonly Rejection[] }> {
  const { root, records, damaged } = await xmlAnswer(answer, PARTS, 'arXiv')
  if (root !== 'feed') throw new SourceTrouble('broken', 'arXiv answered with something that is no list of papers.')
  const found = new Map<string, RawRecord>()
  const rejected: Rejection[] = []
  let entries = 0
  let counted = 0
  for (const record of records) {
    if (record.problem !== undefined) {
      entries++
      rejected.push({ file: 'query', line: record.line, reason: record.problem })
      continue
    }
    const { node, line } = record
    if (node.name === 'totalResults') {
      if (/^\d{1,9}$/.test(node.text.trim())) counted = Number(node.text)
      continue
    }
    entries++
    if (/\/api\/errors/.test(textOf(node, 'id'))) {
      const words = inOneLine(textOf(node, 'summary') || textOf(node, 'title') || 'it does not say why')
      throw new SourceTrouble('refused', `arXiv refused the request: ${words.replace(/\.$/, '')}.`)
    }
    const id = idIn(textOf(node, 'id'))?.id
    if (id === undefined || !asked.has(id) || textOf(node, 'title') === '') continue
    if (damaged && isDamaged(node)) {
      rejected.push({ file: 'query', line, reason: `the entry of ${id} holds bytes that are no text` })
      continue
    }
    const value: FeedEntry = { kind: 'atom', entry: node, fetched: true }
    found.set(id, { shape: 'arxiv-atom', value, line, file: 'query' })
  }
  if (entries < Math.min(counted, asked.size)) throw new SourceTrouble('cut', `The answer of arXiv holds ${entries} papers of the ${counted} that it counts.`)
  return { records: [...found].map(([id, raw]) => ({ id, raw })), rejected }
}
