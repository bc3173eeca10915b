/**
 * The ACL Anthology, read from the XML of its own repository (https://github.com/acl-org/acl-anthology, `data/xml`): one file for each
 * collection, which is a meeting's year (`2025.acl`) or, before 2020, a letter and a year (`P19`). This file is the folder's door.
 */
import { decodeAnswer } from '../decode-answer.ts'
import { SourceTrouble } from '../http/http.ts'
import type { PagedSource } from '../paged.ts'
import { rememberedAnswer } from '../remembered-answer.ts'
import { aclPapers } from './acl-papers.ts'

/** Corrections are made live about once a day, new volumes in the weeks around a meeting. */
const EVERY_MS = 24 * 60 * 60_000

export interface AclOptions {
  /** `2025.acl`, `P19` */
  readonly collection: string
  /** where the repository's files are, such as `https://raw.githubusercontent.com/acl-org/acl-anthology/master` */
  readonly base: string
}

/** The papers of one collection, all of them at each reading in which it has changed. */
export function aclSource({ collection, base }: AclOptions): PagedSource {
  const label = `${collection} of the ACL Anthology`
  return {
    key: `acl:${collection}`,
    label,
    service: 'acl',
    everyMs: EVERY_MS,
    daysBack: 0,
    page: async (http, { memory, signal }) => {
      const url = `${base.replace(/\/+$/, '')}/data/xml/${encodeURIComponent(collection)}.xml`
      const answer = await rememberedAnswer(http, { url, memory, signal }).catch((error: unknown) => {
        if (error instanceof SourceTrouble && error.status === 404) throw new SourceTrouble('refused', `The ACL Anthology has no collection ${collection}.`, { status: 404, cause: error })
        throw error
      })
      if (answer.unchanged) return { records: [], rejected: [], next: undefined, memory, progress: 1 }
      const { records, rejected, whole } = await aclPapers(decodeAnswer(answer.body, answer.contentType, label).text, url)
      // Of a file that was not whole, the next reading asks again without a condition.
      return { records, rejected, next: undefined, memory: whole ? answer.memory : undefined, progress: 1 }
    },
  }
}
