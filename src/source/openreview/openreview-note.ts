import { SourceTrouble, type Http } from '../http/http.ts'
import type { RawRecord } from '../source.ts'
import { openReviewPage } from './openreview-page.ts'

/**
 * One paper of OpenReview by the id of its page (`GET /notes?id=ID`); undefined where there is none that anybody may see.
 * @param base where the service is, such as `https://api2.openreview.net`
 * @throws SourceTrouble
 */
export async function openReviewNote(id: string, { http, base, signal }: { http: Http; base: string; signal?: AbortSignal | undefined }): Promise<RawRecord | undefined> {
  const url = `${base.replace(/\/+$/, '')}/notes?${new URLSearchParams({ id })}`
  try {
    const { body } = await http.get({ url, accept: 'application/json', signal })
    return openReviewPage(body, { label: 'OpenReview', url, at: 0 }).records.find(({ value }) => (value as { id?: unknown }).id === id)
  } catch (error) {
    if (error instanceof SourceTrouble && error.status === 404) return undefined
    throw error
  }
}
