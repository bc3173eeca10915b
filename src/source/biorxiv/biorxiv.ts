/**
 * bioRxiv and medRxiv, by the one API of both: https://api.biorxiv.org, `details/{server}/{from}/{to}/{cursor}/json`. It lists what
 * was posted in a span of days, each version of a preprint as an entry of its own, a page at a time. This file is the folder's door.
 */
import { isObject } from '../json-answer.ts'
import { nextOffset, offsetCursor, offsetProgress } from '../page-by-offset.ts'
import type { PagedSource } from '../paged.ts'
import { biorxivPage } from './biorxiv-page.ts'
import { subjectKey } from './subject-key.ts'

export type BiorxivServer = 'biorxiv' | 'medrxiv'

export const BIORXIV_LABELS: Readonly<Record<BiorxivServer, string>> = { biorxiv: 'bioRxiv', medrxiv: 'medRxiv' }

/** New posts appear through the whole day; a reading is some thirty pages of thirty. */
const EVERY_MS = 6 * 60 * 60_000
/** Posts are dated by the day on which they were put in the queue, and may come a little later. */
const DAYS_BACK = 4

const WORDS = /^[a-z]+(?:[ _-][a-z]+)*$/i

export interface BiorxivOptions {
  readonly server: BiorxivServer
  /** subject areas in any writing (`Cell Biology`, `cell_biology`); `all` among them, or none, for every one */
  readonly subjects: readonly string[]
  /** where the service is, such as `https://api.biorxiv.org` */
  readonly base: string
}

/** The posts of one server in the subjects asked for. */
export function biorxivSource({ server, subjects, base }: BiorxivOptions): PagedSource {
  const label = BIORXIV_LABELS[server]
  const wanted = new Set(subjects.map(subjectKey).filter((key) => key !== ''))
  const all = subjects.length === 0 || wanted.has('all')
  // The service itself can leave out all subjects but one, if its name is nothing but words. Of several, the rest is left out here.
  const only = !all && subjects.length === 1 && WORDS.test(subjects[0]!) ? `?category=${[...wanted][0]!.replaceAll('-', '_')}` : ''
  const asked = all ? 'all' : [...wanted].sort().join(' ')
  return {
    key: server,
    label,
    service: 'biorxiv',
    everyMs: EVERY_MS,
    daysBack: DAYS_BACK,
    page: async (http, { from, to, cursor, signal }) => {
      // A list of other subjects is another list: what was begun before the choice changed begins anew.
      const at = isObject(cursor) && cursor['asked'] !== asked ? offsetCursor(undefined) : offsetCursor(cursor)
      const url = `${base.replace(/\/+$/, '')}/details/${server}/${encodeURIComponent(from)}/${encodeURIComponent(to)}/${at.at}/json${only}`
      const { body } = await http.get({ url, accept: 'application/json', signal })
      const { records, rejected, entries, total } = biorxivPage(body, { label, url, at: at.at, wanted: all ? undefined : wanted })
      const next = nextOffset(label, at, entries, total)
      return { records, rejected, next: next && { ...next, asked }, progress: offsetProgress(next, total) }
    },
  }
}
