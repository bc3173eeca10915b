/**
 * OpenAlex (https://developers.openalex.org), asked about papers already held (how often each is cited and where it was published), and
 * about a paper that somebody names by its DOI. It knows arXiv's papers by arXiv's own DOIs. This file is the folder's door.
 */
import { bareDoi, parseIdentifier } from '../../paper/identifier.ts'
import { SourceTrouble, type Http } from '../http/http.ts'
import { isObject, jsonAnswer, type JsonObject } from '../json-answer.ts'
import type { RawRecord, Rejection } from '../source.ts'

/** What a paper is asked for by; arXiv ids without version. */
export interface OpenAlexId {
  readonly scheme: 'doi' | 'arxiv'
  readonly value: string
}

/** The value of records of the shape openalex: a work's own fields, as far as they were asked for, and which of the ids asked for it is. */
export interface OpenAlexWork extends JsonObject {
  readonly asked: readonly OpenAlexId[]
}

export interface OpenAlexAnswer {
  /** of shape openalex; works that it does not know are left out */
  readonly records: readonly RawRecord[]
  readonly rejected: readonly Rejection[]
}

export interface OpenAlex {
  /**
   * The works of these ids, fifty to a request. Ids that its filter cannot hold are left out.
   * @throws SourceTrouble
   */
  works(ids: readonly OpenAlexId[], http: Http, signal?: AbortSignal): Promise<OpenAlexAnswer>
  /**
   * One work as a whole, of shape openalex-work: undefined where it knows none of this DOI. It counts such questions as nothing
   * (https://developers.openalex.org/api-reference/authentication, seen 2026-11-21).
   * @param doi bare, in lower case
   * @throws SourceTrouble
   */
  work(doi: string, http: Http, signal?: AbortSignal): Promise<RawRecord | undefined>
}

/** The value of records of the shape openalex-work. */
export interface WholeOpenAlexWork extends JsonObject {
  readonly asked: string
  /** arXiv id without version, where it names one place at arXiv for the work */
  readonly arxiv: string | undefined
}

export interface OpenAlexOptions {
  /** such as `https://api.openalex.org` */
  readonly base: string
  /** an e-mail address, sent as it asks */
  readonly contact?: string | undefined
  /** of an account there: without one it answers some hundred requests a day */
  readonly key?: string | undefined
}

/** Values that one filter takes. It is 100 by now; 50 was long the limit, and addresses must not grow too long. */
const AT_A_TIME = 50
const MAX_FILTER = 3000
/** Some DOIs are of two works, so there may be more answers than ids. */
const PER_PAGE = 100
const WHOLE_FIELDS = ['id', 'doi', 'display_name', 'authorships', 'abstract_inverted_index', 'publication_date', 'publication_year', 'primary_location', 'locations', 'cited_by_count', 'is_retracted'] as const
const FIELDS = ['id', 'doi', 'display_name', 'cited_by_count', 'primary_location', 'locations'] as const

export function openAlex({ base, contact, key }: OpenAlexOptions): OpenAlex {
  const address = `${base.replace(/\/+$/, '')}/works`
  const more = `${contact === undefined ? '' : `&mailto=${encodeURIComponent(contact)}`}${key === undefined ? '' : `&api_key=${encodeURIComponent(key)}`}`

  const ask = async (dois: readonly string[], http: Http, signal: AbortSignal | undefined): Promise<readonly unknown[] | SourceTrouble> => {
    const url = `${address}?filter=doi:${dois.map(encodeURIComponent).join('%7C')}&per-page=${PER_PAGE}&select=${FIELDS.join(',')}${more}`
    try {
      const { body } = await http.get({ url, accept: 'application/json', signal })
      const { results } = jsonAnswer(body, 'OpenAlex')
      if (!Array.isArray(results)) throw new SourceTrouble('broken', 'The answer of OpenAlex has no list of works.')
      return results as readonly unknown[]
    } catch (error) {
      // One id that it takes for a mistake would hide all the others.
      if (!(error instanceof SourceTrouble) || error.status !== 400) throw error
      if (dois.length === 1) return error
      const half = Math.ceil(dois.length / 2)
      const parts = [await ask(dois.slice(0, half), http, signal), await ask(dois.slice(half), http, signal)]
      // Where it takes every single one for a mistake, it is the asking that it does not understand.
      return parts.every((part) => part instanceof SourceTrouble) ? error : parts.flatMap((part) => (part instanceof SourceTrouble ? [] : part))
    }
  }

  return {
    async works(ids, http, signal) {
      const asked = new Map<string, OpenAlexId>()
      for (const one of ids) {
        const doi = doiOf(one)
        if (doi !== undefined) asked.set(doi, one)
      }
      const records: RawRecord[] = []
      const rejected: Rejection[] = []
      for (const dois of portions([...asked.keys()])) {
        const results = await ask(dois, http, signal)
        if (results instanceof SourceTrouble) {
          if (dois.length > 1) throw results
          continue
        }
        results.slice(0, PER_PAGE * 2).forEach((work, at) => {
          const line = at + 1
          if (!isObject(work)) return void rejected.push({ file: address, line, reason: 'The work is not an object.' })
          const found = namesOf(work).flatMap((name) => asked.get(name) ?? [])
          // What nobody asked for would come in as a paper of its own.
          if (found.length === 0) return void rejected.push({ file: address, line, reason: 'The work is none of those asked for.' })
          records.push({ shape: 'openalex', value: { ...pick(work), asked: [...new Set(found)] } satisfies OpenAlexWork, line, file: address })
        })
      }
      return { records, rejected }
    },
    async work(doi, http, signal) {
      const parts = doi.split('/')
      // An address resolves such parts, and would be of something else.
      if (parts.some((part) => part === '.' || part === '..')) return undefined
      const url = `${address}/doi:${parts.map(encodeURIComponent).join('/')}?select=${WHOLE_FIELDS.join(',')}${more}`
      try {
        const work = jsonAnswer((await http.get({ url, accept: 'application/json', signal })).body, 'OpenAlex')
        const arxiv = namesOf(work).flatMap((name) => /^10\.48550\/arxiv\.(.+)$/.exec(name)?.[1] ?? [])
        const fields = Object.fromEntries(WHOLE_FIELDS.filter((name) => name !== 'locations').map((name) => [name, work[name]]))
        return { shape: 'openalex-work', value: { ...fields, asked: doi, arxiv: new Set(arxiv).size === 1 ? arxiv[0] : undefined } satisfies WholeOpenAlexWork, line: 1, file: address }
      } catch (error) {
        if (error instanceof SourceTrouble && error.status === 404) return undefined
        throw error
      }
    },
  }
}

/** The DOI by which it knows a paper; undefined for one that its filter would take apart. */
function doiOf({ scheme, value }: OpenAlexId): string | undefined {
  const doi = bareDoi(scheme === 'arxiv' ? `10.48550/arxiv.${value}` : value)
  return doi === undefined || /[|,!"\s]/.test(doi) ? undefined : doi
}

function* portions(dois: readonly string[]): Generator<readonly string[]> {
  let portion: string[] = []
  let length = 0
  for (const doi of dois) {
    const size = encodeURIComponent(doi).length + 3
    if (portion.length === AT_A_TIME || (portion.length > 0 && length + size > MAX_FILTER)) {
      yield portion
      portion = []
      length = 0
    }
    portion.push(doi)
    length += size
  }
  if (portion.length > 0) yield portion
}

/** DOIs under which a work goes: its own, and arXiv's of the places where it lies. */
function namesOf(work: JsonObject): string[] {
  const own = typeof work['doi'] === 'string' ? bareDoi(work['doi']) : undefined
  const places: readonly unknown[] = Array.isArray(work['locations']) ? work['locations'].slice(0, 50) : []
  const arxiv = places.flatMap((place) => {
    const page = isObject(place) ? place['landing_page_url'] : undefined
    const found = typeof page === 'string' ? parseIdentifier(page) : undefined
    return found?.scheme === 'arxiv' ? [`10.48550/arxiv.${found.value}`] : []
  })
  return [...(own === undefined ? [] : [own]), ...new Set(arxiv)]
}

function pick(work: JsonObject): JsonObject {
  return Object.fromEntries(FIELDS.filter((name) => name !== 'locations').map((name) => [name, work[name]]))
}
