import { SourceTrouble } from '../http/http.ts'
import { isObject, jsonAnswer } from '../json-answer.ts'
import { wholeNumber } from '../page-by-offset.ts'
import type { RawRecord, Rejection } from '../source.ts'

export interface OpenReviewPage {
  readonly records: readonly RawRecord[]
  readonly rejected: readonly Rejection[]
  /** how many notes the page had, whatever became of them */
  readonly entries: number
  /** how many there are in all, if the answer says */
  readonly total: number | undefined
}

/** What is beyond this is asked for again as the next page. */
const MAX_NOTES = 5000

/**
 * One answer of `/notes`: `{notes: [{id, forum, cdate, pdate, mdate, content: {title: {value}, …}}], count}`; in API v1 the fields of
 * `content` are plain. Notes that answer another one (reviews, comments) are not papers.
 * @throws SourceTrouble for what is no such answer
 */
export function openReviewPage(body: Buffer, { label, url, at }: { label: string; url: string; at: number }): OpenReviewPage {
  const answer = jsonAnswer(body, label)
  const notes = answer['notes']
  if (!Array.isArray(notes)) {
    const said = [answer['message'], answer['name'], answer['error']].find((one) => typeof one === 'string')
    throw new SourceTrouble('broken', said === undefined ? `The answer of ${label} has no list of notes.` : `${label} answered “${said.slice(0, 200)}”.`)
  }
  const entries: readonly unknown[] = notes.slice(0, MAX_NOTES)
  const records: RawRecord[] = []
  const rejected: Rejection[] = []
  entries.forEach((note, place) => {
    const line = at + place + 1
    if (!isObject(note)) return void rejected.push({ file: url, line, reason: 'The note is not an object.' })
    if (!isObject(note['content'])) return void rejected.push({ file: url, line, reason: 'The note has no content.' })
    if (isReply(note)) return
    records.push({ shape: 'openreview', value: note, line, file: url })
  })
  return { records, rejected, entries: entries.length, total: wholeNumber(answer['count']) }
}

function isReply(note: Readonly<Record<string, unknown>>): boolean {
  const parent = note['replyto']
  return typeof parent === 'string' && parent !== '' && parent !== note['id']
}
