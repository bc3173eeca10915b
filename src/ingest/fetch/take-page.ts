import { normalise } from '../../normalise/normalise.ts'
import { publicMessage } from '../../paper/errors.ts'
import type { PaperRecord } from '../../paper/paper.ts'
import type { RawRecord, Rejection } from '../../source/source.ts'
import type { FetchParts } from './fetcher.ts'
import { takeIn } from '../take-in.ts'

/** Papers in one transaction. */
const BATCH = 1000

export interface Taken {
  readonly added: number
  readonly updated: number
  readonly unchanged: number
  readonly rejected: number
}

/**
 * Takes the records of one answer in; bad ones are told to the log and left out.
 * @param shape what the source knows beside the record itself, such as its day
 */
export async function takePage(
  { store, log, onTaken }: Pick<FetchParts, 'store' | 'log' | 'onTaken'>,
  raws: readonly RawRecord[],
  rejections: readonly Rejection[] = [],
  shape: (record: PaperRecord, at: number) => PaperRecord = (record) => record,
): Promise<Taken> {
  const records: PaperRecord[] = []
  const rejected = [...rejections]
  raws.forEach((raw, at) => {
    try {
      for (const record of normalise(raw)) records.push(shape(record, at))
    } catch (error) {
      rejected.push({ file: raw.file, line: raw.line, reason: publicMessage(error) })
    }
  })
  const counts = { added: 0, updated: 0, unchanged: 0 }
  for (let at = 0; at < records.length; at += BATCH) {
    const { outcomes } = await takeIn(records.slice(at, at + BATCH), store)
    for (const outcome of outcomes) counts[outcome]++
  }
  for (const { file, line, reason } of rejected.slice(0, 10)) log.warn({ file, line, reason }, 'a record could not be read')
  const taken = { ...counts, rejected: rejected.length }
  onTaken?.(taken)
  return taken
}
