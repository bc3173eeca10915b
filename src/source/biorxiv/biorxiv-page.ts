import { isObject, jsonAnswer } from '../json-answer.ts'
import { SourceTrouble } from '../http/http.ts'
import { wholeNumber } from '../page-by-offset.ts'
import type { RawRecord, Rejection } from '../source.ts'
import { subjectKey } from './subject-key.ts'

export interface BiorxivPage {
  readonly records: readonly RawRecord[]
  readonly rejected: readonly Rejection[]
  /** how many entries the page had, whatever became of them */
  readonly entries: number
  /** how many there are in all, if the answer says; some answers write it as text */
  readonly total: number | undefined
}

/** The service gives 30 (formerly 100) at a time. What is beyond this is asked for again as the next page. */
const MAX_ENTRIES = 2000
/** How the service says that there is nothing: "no posts found" */
const NOTHING = /\bno (?:posts?|articles?|papers?|preprints?|results?|records?)\b|\bnot found\b/i

/**
 * One answer of `details`: `{messages: [{status, cursor, count, total}], collection: [{doi, title, authors, …}]}`.
 * @param wanted keys of the subjects wanted; undefined for every one
 * @throws SourceTrouble for what is no such answer
 */
export function biorxivPage(body: Buffer, { label, url, at, wanted }: { label: string; url: string; at: number; wanted: ReadonlySet<string> | undefined }): BiorxivPage {
  const answer = jsonAnswer(body, label)
  const messages: unknown = answer['messages']
  const first: unknown = Array.isArray(messages) ? messages[0] : undefined
  const message = isObject(first) ? first : {}
  const collection = answer['collection']
  const status = typeof message['status'] === 'string' ? message['status'].trim() : undefined
  if (status !== undefined && status.toLowerCase() !== 'ok') {
    if (NOTHING.test(status)) return { records: [], rejected: [], entries: 0, total: undefined }
    throw new SourceTrouble('broken', `${label} answered “${status.slice(0, 200)}”.`)
  }
  if (!Array.isArray(collection)) throw new SourceTrouble('broken', `The answer of ${label} has no list of posts.`)
  const entries: readonly unknown[] = collection.slice(0, MAX_ENTRIES)
  const records: RawRecord[] = []
  const rejected: Rejection[] = []
  entries.forEach((entry, place) => {
    const line = at + place + 1
    if (!isObject(entry)) return void rejected.push({ file: url, line, reason: 'The entry is not an object.' })
    if (wanted !== undefined) {
      const subject = typeof entry['category'] === 'string' ? subjectKey(entry['category']) : ''
      if (subject === '') return void rejected.push({ file: url, line, reason: 'The post names no subject area.' })
      if (!wanted.has(subject)) return
    }
    records.push({ shape: 'biorxiv', value: { ...entry, server: label }, line, file: url })
  })
  return { records, rejected, entries: entries.length, total: wholeNumber(message['total']) }
}
