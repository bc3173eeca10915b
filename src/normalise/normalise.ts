/**
 * Every shape becomes one PaperRecord: identifiers, titles, authors, dates, days. Pure: it reads no file,
 * asks no service and knows no store. Beside it in this room: identity.ts (is it the same paper?), merge.ts
 * (what all sources say together) and record-hash.ts (did anything change?).
 */
import { BroadsheetError } from '../paper/errors.ts'
import type { PaperRecord } from '../paper/paper.ts'
import type { RawRecord, RawShape } from '../source/source.ts'
import { normaliseArxivListing } from './arxiv-listing.ts'
import { normaliseConference } from './conference.ts'

const NORMALISERS: Readonly<Partial<Record<RawShape, (value: unknown) => PaperRecord>>> = {
  'arxiv-listing': normaliseArxivListing,
  conference: normaliseConference,
}

/**
 * What a raw record says, normalised; each one passes the PaperRecord schema.
 * @throws BroadsheetError bad-input with a sentence that names the field, when the record is of no use.
 */
export function normalise(raw: RawRecord): PaperRecord[] {
  const normaliser = NORMALISERS[raw.shape]
  if (normaliser === undefined) throw new BroadsheetError('bad-input', `Records of the shape ${raw.shape} cannot be read.`)
  return [normaliser(raw.value)]
}
