/**
 * Every shape becomes one PaperRecord: identifiers, titles, authors, dates, days. Pure: it reads no file,
 * asks no service and knows no store. Beside it in this room: identity.ts (is it the same paper?), merge.ts
 * (what all sources say together) and record-hash.ts (did anything change?).
 */
import type { PaperRecord } from '../paper/paper.ts'
import type { RawRecord, RawShape } from '../source/source.ts'
import { normaliseAcl } from './acl.ts'
import { normaliseArxivAtom } from './arxiv-atom.ts'
import { normaliseArxivListing } from './arxiv-listing.ts'
import { normaliseArxivOai } from './arxiv-oai.ts'
import { normaliseArxivSnapshot } from './arxiv-snapshot.ts'
import { normaliseBiorxiv } from './biorxiv.ts'
import { normaliseConference } from './conference.ts'
import { normaliseCsl } from './csl.ts'
import { normaliseFeedItem } from './feed-item.ts'
import { normaliseHuggingfaceEntry } from './huggingface-entry.ts'
import { normaliseHuggingfacePage } from './huggingface-page.ts'
import { normaliseOpenalex } from './openalex.ts'
import { normaliseOpenalexWork } from './openalex-work.ts'
import { normaliseOpenreview } from './openreview.ts'
import { normalisePaper } from './paper.ts'
import { normaliseShelf } from './shelf.ts'

const NORMALISERS: Readonly<Record<RawShape, (value: unknown) => PaperRecord>> = {
  'arxiv-snapshot': normaliseArxivSnapshot,
  'arxiv-listing': normaliseArxivListing,
  conference: normaliseConference,
  'huggingface-entry': normaliseHuggingfaceEntry,
  'huggingface-page': normaliseHuggingfacePage,
  csl: normaliseCsl,
  'arxiv-atom': normaliseArxivAtom,
  'arxiv-oai': normaliseArxivOai,
  paper: normalisePaper,
  shelf: normaliseShelf,
  biorxiv: normaliseBiorxiv,
  openreview: normaliseOpenreview,
  acl: normaliseAcl,
  feed: normaliseFeedItem,
  openalex: normaliseOpenalex,
  'openalex-work': normaliseOpenalexWork,
}

/**
 * What a raw record says, normalised; each one passes the PaperRecord schema.
 * @throws BroadsheetError bad-input with a sentence that names the field, when the record is of no use.
 */
export function normalise(raw: RawRecord): PaperRecord[] {
  return [NORMALISERS[raw.shape](raw.value)]
}
