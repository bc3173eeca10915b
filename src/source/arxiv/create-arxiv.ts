import { bareArxivId } from '../../paper/identifier.ts'
import type { Http } from '../http/http.ts'
import { serviceAddress } from '../services.ts'
import { readArxivFeed } from './arxiv-feed.ts'
import type { Arxiv } from './arxiv.ts'
import { readOaiPage } from './oai-page.ts'
import { oaiSet } from './oai-set.ts'
import { readQueryAnswer } from './query-answer.ts'

export interface ArxivOptions {
  /** of all three services, as they count requests together */
  readonly http: Http
  /** address of a replay server or mirror instead of arXiv's own */
  readonly base?: string | undefined
}

/** Ids in one question to the query API. */
export const MAX_IDS = 100

export function createArxiv({ http, base }: ArxivOptions): Arxiv {
  const feed = serviceAddress('arxiv-feed', base)
  const oai = serviceAddress('arxiv-oai', base)
  const api = serviceAddress('arxiv-api', base)
  return {
    async feed(category, known, signal) {
      const answer = await http.get({ url: `${feed}/rss/${encodeURIComponent(category)}`, etag: known.etag, lastModified: known.lastModified, accept: 'application/rss+xml, application/xml, text/xml', signal })
      if (answer.status === 304) return { notModified: true, etag: answer.etag, lastModified: answer.lastModified, printedDay: undefined, entries: [], whole: true, rejected: [], unread: [] }
      return readArxivFeed(answer, category)
    },
    async records(request, signal) {
      const token = 'token' in request ? request.token : undefined
      const asked: Record<string, string> = 'token' in request ? { resumptionToken: request.token } : { metadataPrefix: 'arXivRaw', set: oaiSet(request.category), from: request.from, ...(request.until === undefined ? {} : { until: request.until }) }
      const answer = await http.get({ url: `${oai}?${new URLSearchParams({ verb: 'ListRecords', ...asked })}`, accept: 'text/xml, application/xml', signal })
      return readOaiPage(answer, token)
    },
    async byIds(ids, signal) {
      // One malformed id would make the service refuse them all.
      const asked = new Set(ids.flatMap((id) => bareArxivId(id) ?? []))
      if (asked.size > MAX_IDS) throw new RangeError(`At most ${MAX_IDS} ids can be asked for at a time.`)
      if (asked.size === 0) return { records: [], rejected: [] }
      const answer = await http.get({ url: `${api}?${new URLSearchParams({ id_list: [...asked].join(','), max_results: String(asked.size) })}`, accept: 'application/atom+xml', signal })
      return readQueryAnswer(answer, asked)
    },
  }
}
