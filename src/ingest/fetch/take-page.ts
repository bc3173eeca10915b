import { normalise } from '../../normalise/normalise.ts'
import { publicMessage } from '../../paper/errors.ts'
import type { PaperRecord } from '../../paper/paper.ts'
import type { RawRecord, Rejection } from '../../source/source.ts'
import type { StoreWriter } from '../../store/store.ts'
import type { FetchParts } from './fetcher.ts'
import { takeIn, takeInto } from '../take-in.ts'

/** Papers that are looked for and written at a time. */
const BATCH = 1000

export interface Taken {
  readonly added: number
  readonly updated: number
  readonly unchanged: number
  readonly rejected: number
}

/** An answer's records, ready to be taken in. */
export interface ReadRecords {
  readonly records: readonly PaperRecord[]
  readonly rejected: readonly Rejection[]
}

type Shape = (record: PaperRecord, at: number) => PaperRecord

/**
 * Takes the records of one answer in; bad ones are told to the log and left out.
 * @param shape what the source knows beside the record itself, such as its day
 */
export async function takePage(parts: Pick<FetchParts, 'store' | 'log' | 'onTaken'>, raws: readonly RawRecord[], rejections: readonly Rejection[] = [], shape?: Shape): Promise<Taken> {
  const read = readRecords(raws, rejections, shape)
  const counts = { added: 0, updated: 0, unchanged: 0 }
  for (let at = 0; at < read.records.length; at += BATCH) {
    const { outcomes } = await takeIn(read.records.slice(at, at + BATCH), parts.store)
    for (const outcome of outcomes) counts[outcome]++
  }
  return tellTaken(parts, counts, read)
}

/** Raw records as papers' records; those that are none are among the rejected. */
export function readRecords(raws: readonly RawRecord[], rejections: readonly Rejection[] = [], shape: Shape = (record) => record): ReadRecords {
  const records: PaperRecord[] = []
  const rejected = [...rejections]
  raws.forEach((raw, at) => {
    try {
      for (const record of normalise(raw)) records.push(shape(record, at))
    } catch (error) {
      rejected.push({ file: raw.file, line: raw.line, reason: publicMessage(error) })
    }
  })
  return { records, rejected }
}

/** Takes records in inside a write that has more to do. */
export async function takeRead({ records }: ReadRecords, writer: StoreWriter): Promise<Omit<Taken, 'rejected'>> {
  const counts = { added: 0, updated: 0, unchanged: 0 }
  for (let at = 0; at < records.length; at += BATCH) {
    const { outcomes } = await takeInto(records.slice(at, at + BATCH), writer)
    for (const outcome of outcomes) counts[outcome]++
  }
  return counts
}

/** Tells the log and whoever counts what went in. */
export function tellTaken({ log, onTaken }: Pick<FetchParts, 'log' | 'onTaken'>, counts: Omit<Taken, 'rejected'>, { rejected }: ReadRecords): Taken {
  for (const { file, line, reason } of rejected.slice(0, 10)) log.warn({ file, line, reason }, 'a record could not be read')
  const taken = { ...counts, rejected: rejected.length }
  onTaken?.(taken)
  return taken
}
