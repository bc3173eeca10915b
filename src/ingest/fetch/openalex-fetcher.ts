import type { Paper, PaperRecord } from '../../paper/paper.ts'
import { openAlex, type OpenAlexId, type OpenAlexWork } from '../../source/openalex/openalex.ts'
import { SourceTrouble, type Http } from '../../source/http/http.ts'
import { serviceAddress } from '../../source/services.ts'
import type { RawRecord } from '../../source/source.ts'
import type { Fetcher, FetchParts } from './fetcher.ts'
import { takePage } from './take-page.ts'

const DAY_MS = 86_400_000
/** Every paper is asked for once in so long. */
const ROUND_MS = 30 * DAY_MS
/** Papers asked for in one request. */
const AT_A_TIME = 50
/** Keys looked at in one reading of the store, and readings in one step: most papers may have nothing to be asked by. */
const KEYS_AT_A_TIME = 500
const READINGS_MAX = 20
/** Without a key OpenAlex answers about a hundred requests a day, counted by UTC's days. */
const REQUESTS_A_DAY = 90
const EVERY_MS_WITH_KEY = 6_000

/** Instants are ms since 1970. */
interface RoundState {
  /** the last key that was looked at */
  readonly key: number
  readonly startedAt: number
  /** when there is more to be asked */
  readonly at: number
  /** every paper held has been asked for in this round; those that come later still will be */
  readonly done?: boolean
  /** requests of a UTC day */
  readonly spent?: { readonly day: string; readonly requests: number }
  /** papers of the next request, when one with more of them took more requests than a day has */
  readonly size?: number
}

const NAME = 'fetch/openalex'

export interface OpenalexFetcherOptions extends FetchParts {
  readonly http: Http
  readonly base?: string | undefined
  readonly contact?: string | undefined
  /** of an account at OpenAlex */
  readonly key?: string | undefined
}

/**
 * Asks OpenAlex about every paper held, again and again: how often it is cited and where it was published. It is told of
 * no paper that is not held, and what it says changes no title and no author, nor makes one paper of two.
 */
export function openalexFetcher(parts: OpenalexFetcherOptions): Fetcher {
  const { store, time, http, key } = parts
  const service = openAlex({ base: serviceAddress('openalex', parts.base), contact: parts.contact, key })
  const everyMs = key === undefined ? DAY_MS / REQUESTS_A_DAY : EVERY_MS_WITH_KEY
  const read = async (): Promise<RoundState | undefined> => (await store.setting(NAME)) as RoundState | undefined

  return {
    key: 'openalex',
    label: 'OpenAlex',
    tasks: async (now) => [{ key: 'openalex', at: (await read())?.at ?? now, what: 'citations and venues', step }],
    work: async () => {
      const state = await read()
      return state === undefined || state.done === true ? undefined : { what: 'citations and venues', progress: Math.min(1, state.key / Math.max(1, await store.seq())) }
    },
  }

  async function step(signal?: AbortSignal): Promise<void> {
    const now = time.now()
    const before = await read()
    const over = before === undefined || (before.done === true && now >= before.startedAt + ROUND_MS)
    const state: RoundState = over ? { key: 0, startedAt: now, at: now, ...(before?.spent === undefined ? {} : { spent: before.spent }) } : before
    const { papers, reached, end } = await nextPapers(state)
    const counter = counted(http, state.spent)
    try {
      if (papers.size > 0) await enrich(papers, counter.http, signal)
    } catch (error) {
      // What was asked counts, also where nothing came of it.
      const size = counter.exhausted ? Math.max(1, papers.size >> 1) : state.size
      await store.setSetting(NAME, { ...state, spent: counter.spent(), ...(size === undefined ? {} : { size }) })
      throw error
    }
    const { size: _, done: __, ...kept } = state
    const rested = time.now() + counter.requests() * everyMs
    const at = end ? Math.max(rested, Math.min(now + DAY_MS, state.startedAt + ROUND_MS)) : rested
    await store.setSetting(NAME, { ...kept, key: reached, at, spent: counter.spent(), ...(end ? { done: true } : {}) } satisfies RoundState)
  }

  /** The next papers that OpenAlex may know, and how far the looking came. */
  async function nextPapers({ key: from, size = AT_A_TIME }: RoundState): Promise<{ papers: Map<OpenAlexId, Paper>; reached: number; end: boolean }> {
    const last = await store.seq()
    const papers = new Map<OpenAlexId, Paper>()
    let reached = from
    for (let readings = 0; readings < READINGS_MAX && reached < last; readings++) {
      const keys = Array.from({ length: Math.min(KEYS_AT_A_TIME, last - reached) }, (_, more) => reached + 1 + more)
      for (const paper of await store.papers(keys)) {
        const id = askable(paper)
        if (id !== undefined) papers.set(id, paper)
        if (papers.size >= size) return { papers, reached: paper.key, end: false }
      }
      reached = keys.at(-1)!
    }
    return { papers, reached, end: reached >= last }
  }

  async function enrich(asked: ReadonlyMap<OpenAlexId, Paper>, through: Http, signal: AbortSignal | undefined): Promise<void> {
    const { records, rejected } = await service.works([...asked.keys()], through, signal)
    // Papers may have gone meanwhile, or have become another one.
    const held = new Map((await store.papers([...asked.values()].map((paper) => paper.key))).map((paper) => [paper.key, paper]))
    const found = records.flatMap((raw) => {
      const work = raw.value as OpenAlexWork
      return work.asked.flatMap((id) => {
        const paper = held.get(asked.get(id)?.key ?? 0)
        return paper === undefined ? [] : [{ raw: { ...raw, value: { ...work, asked: [id] } } satisfies RawRecord, id, paper }]
      })
    })
    // Of two works under one DOI the one that is cited more stands, as the last.
    found.sort((a, b) => citationsOf(a.raw) - citationsOf(b.raw))
    await takePage(parts, found.map(({ raw }) => raw), rejected, (record, at) => ofPaper(record, found[at]!.id, found[at]!.paper))
  }

  /** The same door, counting; it closes when a day's requests are spent, unless there is a key. */
  function counted(door: Http, spent: RoundState['spent']): { http: Http; requests: () => number; spent: () => { day: string; requests: number }; readonly exhausted: boolean } {
    const today = (): string => new Date(time.now()).toISOString().slice(0, 10)
    let asked = 0
    let day = today()
    let ofDay = spent?.day === day ? spent.requests : 0
    const counter = {
      exhausted: false,
      requests: () => asked,
      spent: () => ({ day, requests: ofDay }),
      http: {
        get: async (request) => {
          if (today() !== day) [day, ofDay] = [today(), 0]
          if (key === undefined && ofDay >= REQUESTS_A_DAY) {
            counter.exhausted = asked > 0
            throw new SourceTrouble('busy', 'OpenAlex answers about a hundred requests a day without a key; today’s are used up.', { retryAt: Date.parse(`${day}T00:00:00Z`) + DAY_MS })
          }
          asked++
          ofDay++
          return door.get(request)
        },
      } satisfies Http,
    }
    return counter
  }
}

/** What OpenAlex knows a paper by. The starter shelf alone is not worth its time, and stays to be cleared. */
function askable({ identifiers, sources }: Paper): OpenAlexId | undefined {
  if (sources.every((source) => source === 'shelf')) return undefined
  // A DOI without a digit is a journal's.
  const doi = identifiers.find(({ scheme, value }) => scheme === 'doi' && /\/.*\d/.test(value))
  if (doi !== undefined) return { scheme: 'doi', value: doi.value }
  const arxiv = identifiers.find(({ scheme }) => scheme === 'arxiv')
  return arxiv && { scheme: 'arxiv', value: arxiv.value }
}

/** The record as one of this very paper: by OpenAlex's own titles, or its work of several ids, others might be taken for it. */
function ofPaper(record: PaperRecord, { scheme, value }: OpenAlexId, paper: Paper): PaperRecord {
  const own = paper.identifiers.filter((one) => one.scheme === 'arxiv').slice(0, 1)
  const identifiers = scheme === 'arxiv' ? own : [{ scheme, value }, ...own]
  return { ...record, sourceKey: `${scheme}:${value}`, title: paper.title, authors: paper.authors.slice(0, 1), identifiers }
}

function citationsOf({ value }: RawRecord): number {
  const count = (value as OpenAlexWork)['cited_by_count']
  return typeof count === 'number' && Number.isFinite(count) ? count : -1
}
