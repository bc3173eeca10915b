import { normalise } from '../../normalise/normalise.ts'
import type { PaperRecord } from '../../paper/paper.ts'
import { createArxiv } from '../../source/arxiv/create-arxiv.ts'
import { SourceTrouble, type Http } from '../../source/http/http.ts'
import { openAlex, type WholeOpenAlexWork } from '../../source/openalex/openalex.ts'
import { openReviewNote } from '../../source/openreview/openreview-note.ts'
import { serviceAddress } from '../../source/services.ts'
import type { RawRecord } from '../../source/source.ts'

/** Services that tell of one paper that somebody names. Each answers undefined for a paper that it does not know. @throws SourceTrouble */
export interface PaperServices {
  arxiv(id: string, signal: AbortSignal): Promise<PaperRecord | undefined>
  /** @returns also the arXiv id under which the same work lies, as far as OpenAlex knows */
  doi(doi: string, signal: AbortSignal): Promise<{ readonly record: PaperRecord; readonly arxiv: string | undefined } | undefined>
  openreview(id: string, signal: AbortSignal): Promise<PaperRecord | undefined>
}

export interface PaperServicesOptions {
  /** the door to a service, with its gate */
  readonly door: (service: string) => Promise<Http>
  /** where all services are instead of at their own addresses */
  readonly base?: string | undefined
  /** of an account at OpenAlex */
  readonly openalexKey?: string | undefined
  readonly contact: () => Promise<string | undefined>
}

export function paperServices({ door, base, openalexKey, contact }: PaperServicesOptions): PaperServices {
  return {
    async arxiv(id, signal) {
      const { records, rejected } = await createArxiv({ http: await door('arxiv'), base }).byIds([id], signal)
      if (records[0] === undefined && rejected.length > 0) throw new SourceTrouble('broken', `The answer of arXiv about ${id} cannot be read.`)
      return records[0] && read(records[0].raw, 'arXiv')
    },
    async doi(doi, signal) {
      const service = openAlex({ base: serviceAddress('openalex', base), contact: await contact(), key: openalexKey })
      const raw = await service.work(doi, await door('openalex'), signal)
      return raw && { record: read(raw, 'OpenAlex'), arxiv: (raw.value as WholeOpenAlexWork).arxiv }
    },
    async openreview(id, signal) {
      const raw = await openReviewNote(id, { http: await door('openreview'), base: serviceAddress('openreview', base), signal })
      return raw && read(raw, 'OpenReview')
    },
  }
}

/** The record without the days on which a list may have had it: whoever names a paper says to which day it goes. */
function read(raw: RawRecord, name: string): PaperRecord {
  let record: PaperRecord | undefined
  try {
    record = normalise(raw)[0]
  } catch (cause) {
    throw new SourceTrouble('broken', `The answer of ${name} cannot be read as a paper.`, { cause })
  }
  if (record === undefined) throw new SourceTrouble('broken', `The answer of ${name} holds no paper.`)
  return { ...record, days: [] }
}
