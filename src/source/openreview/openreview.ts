/**
 * OpenReview's API v2: the submissions of a venue, `GET /notes?content.venueid=VENUE`, a page at a time
 * (https://docs.openreview.net/reference/api-v2). A venue is read whole each time: a decision changes notes, and nothing tells which.
 * What is withdrawn or refused at the desk moves to a venue of its own (`…/Withdrawn_Submission`), as do the submissions under review
 * (`…/Submission`), and is read where that venue is asked for. This file is the folder's door.
 */
import { SourceTrouble, type Http } from '../http/http.ts'
import { nextOffset, offsetCursor, offsetProgress } from '../page-by-offset.ts'
import type { PagedSource } from '../paged.ts'
import { openReviewPage } from './openreview-page.ts'
import { venueLabel } from './venue-label.ts'

/** The most that the service gives at a time. */
export const OPENREVIEW_PAGE = 1000
const EVERY_MS = 24 * 60 * 60_000

/**
 * @param venue such as `ICLR.cc/2026/Conference`
 * @param base where the service is, such as `https://api2.openreview.net`
 */
export function openReviewSource({ venue, base }: { venue: string; base: string }): PagedSource {
  const name = venueLabel(venue)
  const label = `${name} on OpenReview`
  return {
    key: `openreview:${venue}`,
    label,
    service: 'openreview',
    everyMs: EVERY_MS,
    daysBack: 1,
    page: async (http, { cursor, signal }) => {
      const at = offsetCursor(cursor)
      // By number, so that what is edited while it is read stays in its place; count, because without it the service may leave out how many there are.
      const query = new URLSearchParams({ 'content.venueid': venue, sort: 'number:asc', count: 'true', limit: String(OPENREVIEW_PAGE), offset: String(at.at) })
      const url = `${base.replace(/\/+$/, '')}/notes?${query}`
      const { body } = await ask(http, url, signal)
      const { records, rejected, entries, total } = openReviewPage(body, { label: 'OpenReview', url, at: at.at })
      const next = nextOffset(label, at, entries, total)
      return { records, rejected, next, progress: offsetProgress(next, total) }
    },
  }
}

/** OpenReview sends some programs that did not log in to a page that only a browser passes. */
async function ask(http: Http, url: string, signal: AbortSignal | undefined): ReturnType<Http['get']> {
  try {
    return await http.get({ url, accept: 'application/json', signal })
  } catch (error) {
    if (!(error instanceof SourceTrouble) || error.status !== 403) throw error
    throw new SourceTrouble('refused', 'OpenReview refuses programs that have no account there (403); at times it asks for a browser.', { status: 403, retryAt: error.retryAt, cause: error })
  }
}
