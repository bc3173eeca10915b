import type { Http } from './http/http.ts'

export interface RememberedAnswer {
  /** the service says that nothing has changed since the answer remembered */
  readonly unchanged: boolean
  readonly body: Buffer
  readonly contentType: string
  /** for the next time; plain JSON */
  readonly memory: { readonly url: string; readonly etag?: string; readonly lastModified?: string } | undefined
}

/**
 * One conditional request (RFC 9110, section 13). What is remembered counts only for the address from which it came.
 * @throws SourceTrouble
 */
export async function rememberedAnswer(http: Http, { url, memory, accept, signal }: { url: string; memory: unknown; accept?: string; signal?: AbortSignal | undefined }): Promise<RememberedAnswer> {
  const known = (typeof memory === 'object' && memory !== null ? memory : {}) as Partial<Record<'url' | 'etag' | 'lastModified', unknown>>
  const same = known.url === url
  const answer = await http.get({ url, accept, signal, etag: same ? textOf(known.etag) : undefined, lastModified: same ? textOf(known.lastModified) : undefined })
  const { etag, lastModified } = answer
  const left = etag === undefined && lastModified === undefined ? undefined : { url, ...(etag === undefined ? {} : { etag }), ...(lastModified === undefined ? {} : { lastModified }) }
  return { unchanged: answer.status === 304, body: answer.body, contentType: answer.contentType, memory: left }
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}
