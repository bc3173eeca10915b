/** An Http that answers from memory and remembers what was asked. */
import { SourceTrouble, type Http, type HttpAnswer, type HttpRequest } from './http/http.ts'
import type { PagedSource, SourcePage } from './paged.ts'

/** What is answered to an address: a body, a trouble, or no such page. */
export type Answers = (url: URL, request: HttpRequest) => string | Buffer | SourceTrouble | undefined

export function fakeHttp(answers: Answers): Http & { readonly asked: URL[] } {
  const asked: URL[] = []
  return {
    asked,
    get: async (request): Promise<HttpAnswer> => {
      const url = new URL(request.url)
      asked.push(url)
      const body = answers(url, request)
      if (body instanceof SourceTrouble) throw body
      if (body === undefined) throw new SourceTrouble('refused', `There is nothing at ${request.url} (404).`, { status: 404 })
      return { status: 200, body: Buffer.from(body), etag: undefined, lastModified: undefined, contentType: 'application/json', next: undefined }
    },
  }
}

/** Every page of a source, the cursor going through JSON as it does in the store. */
export async function readPages(source: PagedSource, http: Http, { from = '2026-01-01', to = '2026-01-31', limit = 200 } = {}): Promise<SourcePage[]> {
  const pages: SourcePage[] = []
  let cursor: unknown
  do {
    const page = await source.page(http, { from, to, cursor, memory: undefined })
    pages.push(page)
    cursor = page.next === undefined ? undefined : (JSON.parse(JSON.stringify(page.next)) as unknown)
  } while (cursor !== undefined && pages.length < limit)
  return pages
}
