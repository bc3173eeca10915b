import { bareArxivId } from '../../paper/identifier.ts'
import { decodeAnswer } from '../decode-answer.ts'
import { parseJson } from '../file/json/parse-json.ts'
import { SourceTrouble, type Http, type HttpAnswer } from '../http/http.ts'
import { serviceAddress } from '../services.ts'
import type { RawRecord, Rejection } from '../source.ts'
import { DAILY_PAGE, type DailyPapers } from './huggingface.ts'

export interface DailyPapersOptions {
  readonly http: Http
  /** address of a replay server or mirror instead of the service's own */
  readonly base?: string | undefined
}

/** Daily Papers by `GET /api/daily_papers?date=&limit=&p=` (https://huggingface.co/.well-known/openapi.json). */
export function createDailyPapers({ http, base }: DailyPapersOptions): DailyPapers {
  const address = `${serviceAddress('huggingface', base)}/api/daily_papers`
  return {
    async day(day, page, position, signal) {
      const asked = new URLSearchParams({ date: day, limit: String(DAILY_PAGE), p: String(page) })
      const answer = await http.get({ url: `${address}?${asked}`, accept: 'application/json', signal })
      const list = listOf(answer)
      const records: { id: string; raw: RawRecord }[] = []
      const rejected: Rejection[] = []
      const unread = new Set<string>()
      list.forEach((entry, i) => {
        const id = idOf(entry)
        const reason = id === undefined ? 'the entry has no id' : titleOf(entry) === '' ? `the entry of ${id} has no title` : undefined
        if (id !== undefined && reason === undefined) {
          records.push({ id, raw: { shape: 'huggingface-entry', value: { date: day, position: position + i, entry }, line: i + 1, file: day } })
          return
        }
        rejected.push({ file: day, line: i + 1, reason: reason ?? '' })
        if (id !== undefined) unread.add(id)
      })
      return { records, entries: list.length, rejected, unread: [...unread], more: answer.next !== undefined }
    },
  }
}

function listOf(answer: HttpAnswer): readonly unknown[] {
  const { text, damaged } = decodeAnswer(answer.body, answer.contentType, 'Hugging Face')
  if (damaged) throw new SourceTrouble('broken', 'The answer of Hugging Face holds bytes that are no text.')
  const parsed = parseJson(Buffer.from(text))
  if (parsed === undefined) throw new SourceTrouble('broken', 'Hugging Face answered with nothing.')
  if (parsed.error !== undefined) throw new SourceTrouble(/breaks off/.test(parsed.error) ? 'cut' : 'broken', `The answer of Hugging Face cannot be read: it ${parsed.error.replace(/^the JSON/, 'is JSON that')}.`)
  if (!Array.isArray(parsed.value)) throw new SourceTrouble('broken', 'Hugging Face answered with something that is no list of papers.')
  return parsed.value
}

type Fields = Readonly<Record<string, unknown>>

function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? (value as Fields) : {}
}

/** The paper's id: an arXiv id without version, else whatever the service calls it. */
function idOf(entry: unknown): string | undefined {
  const outer = fieldsOf(entry)
  const id = fieldsOf(outer['paper'])['id'] ?? (outer['paper'] === undefined ? outer['id'] : undefined)
  if (typeof id !== 'string' || id.trim() === '' || id.length > 300) return undefined
  return bareArxivId(id) ?? id.trim()
}

function titleOf(entry: unknown): string {
  const outer = fieldsOf(entry)
  const title = fieldsOf(outer['paper'])['title'] ?? outer['title']
  return typeof title === 'string' ? title.trim() : ''
}
