/**
 * A reader's library at Zotero, read through its Web API, version 3: https://www.zotero.org/support/dev/web_api/v3/basics
 * Items come by hundreds; each answer says how many there are (Total-Results) and where the next are (Link). Backoff and
 * Retry-After are honoured by the service's gate. The key is sent with each request and stands in no address, message or log.
 */
import type { Http } from '../http/http.ts'
import { SourceTrouble } from '../http/http.ts'
import { parseJson } from '../file/json/parse-json.ts'
import { isObject } from '../json-answer.ts'
import { serviceAddress } from '../services.ts'
import type { RawRecord } from '../source.ts'
import { zoteroItem } from './zotero-item.ts'

export interface ZoteroLibrary {
  readonly kind: 'user' | 'group'
  /** the number that Zotero gave it */
  readonly id: string
}

export interface ZoteroPage {
  readonly records: readonly RawRecord[]
  /** items read so far, papers or not */
  readonly read: number
  /** items in all, if the service says so */
  readonly total: number | undefined
}

export interface Zotero {
  /**
   * The top-level items of a library, a page at a time, those added last first; at most `most` items.
   * @param key undefined for a public library
   * @throws SourceTrouble `refused` for a key that does not open the library, and as Http does
   */
  items(library: ZoteroLibrary, key: string | undefined, options: { readonly most: number; readonly signal?: AbortSignal | undefined }): AsyncGenerator<ZoteroPage>
  /** The library of whoever the key belongs to. @throws SourceTrouble */
  libraryOf(key: string, signal?: AbortSignal): Promise<ZoteroLibrary>
}

const PAGE_ITEMS = 100

/** @param base where all services are instead of at their own addresses */
export function createZotero({ http, base }: { readonly http: Http; readonly base?: string | undefined }): Zotero {
  const address = serviceAddress('zotero', base)
  const ask = async (url: string, key: string | undefined, signal: AbortSignal | undefined) => {
    try {
      const answer = await http.get({ url, accept: 'application/json', ...(key === undefined ? {} : { authorization: `Bearer ${key}` }), signal })
      const parsed = parseJson(answer.body)
      if (parsed === undefined || parsed.error !== undefined) throw new SourceTrouble(parsed?.error !== undefined && /breaks off/.test(parsed.error) ? 'cut' : 'broken', 'Zotero answered with something that cannot be read.')
      return { ...answer, value: parsed.value }
    } catch (error) {
      throw inWords(error, key !== undefined)
    }
  }
  return {
    async *items({ kind, id }, key, { most, signal }) {
      let url: string | undefined = `${address}/${kind}s/${encodeURIComponent(id)}/items/top?v=3&format=json&sort=dateAdded&direction=desc&limit=${PAGE_ITEMS}`
      let read = 0
      let total: number | undefined
      while (url !== undefined && read < most) {
        const answer: { value: unknown; next: string | undefined; total?: number | undefined } = await ask(url, key, signal)
        if (!Array.isArray(answer.value)) throw new SourceTrouble('broken', 'Zotero answered without its list of items.')
        const items = answer.value.slice(0, Math.min(PAGE_ITEMS, most - read))
        total = answer.total ?? total
        const first = read
        read += items.length
        yield { records: items.flatMap((item, at) => zoteroItem(item, first + at + 1) ?? []), read, total }
        // A list that sends elsewhere, or on from an empty page, has no end that is worth looking for.
        url = items.length > 0 && answer.next !== undefined && new URL(answer.next).origin === new URL(address).origin ? answer.next : undefined
      }
    },
    async libraryOf(key, signal) {
      const { value } = await ask(`${address}/keys/current?v=3`, key, signal)
      const id = isObject(value) ? value['userID'] : undefined
      if (!Number.isSafeInteger(id)) throw new SourceTrouble('broken', 'Zotero did not say whose key this is.')
      return { kind: 'user', id: String(id) }
    },
  }
}

function inWords(error: unknown, keyed: boolean): unknown {
  if (!(error instanceof SourceTrouble) || error.kind !== 'refused') return error
  const { status } = error
  if (status === 404) return new SourceTrouble('refused', 'Zotero knows no such library.', { status })
  if (status === 401 || status === 403) return new SourceTrouble('refused', keyed ? 'Zotero does not let this key read that library.' : 'That library is not public: Zotero asks for a key.', { status })
  return error
}
