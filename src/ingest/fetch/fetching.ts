import { type ChosenSources, ChosenSources as ChosenSchema, SOURCES_SETTING } from '../../paper/chosen-sources.ts'
import { createArxiv } from '../../source/arxiv/create-arxiv.ts'
import { furtherSources } from '../../source/further-sources.ts'
import { createHttp } from '../../source/http/create-http.ts'
import { Gate, type GateState } from '../../source/http/gate.ts'
import type { Http } from '../../source/http/http.ts'
import { userAgentOf } from '../../source/http/user-agent.ts'
import { createDailyPapers } from '../../source/huggingface/create-daily-papers.ts'
import { arxivFetcher } from './arxiv/arxiv-fetcher.ts'
import type { Fetcher, FetchParts } from './fetcher.ts'
import { dailyFetcher } from './huggingface/daily-fetcher.ts'
import { openalexFetcher } from './openalex-fetcher.ts'
import { pagedFetcher } from './paged-fetcher.ts'
import type { Taken } from './take-page.ts'

/** Ten quiet minutes after a service said that it was asked too often: arXiv's own advice, good manners elsewhere. */
const QUIET_MS = 600_000
/** ms from the end of a request to the next. arXiv's terms: https://info.arxiv.org/help/api/tou.html */
const EVERY_MS: Readonly<Record<string, number>> = { arxiv: 3_000 }
const EVERY_MS_ELSEWHERE = 1_000
const NAMES: Readonly<Record<string, string>> = {
  arxiv: 'arXiv', huggingface: 'Hugging Face', biorxiv: 'bioRxiv', openreview: 'OpenReview', acl: 'The ACL Anthology', openalex: 'OpenAlex', zotero: 'Zotero', feed: 'The feed',
}

export interface FetchingOptions extends FetchParts {
  /** of Broadsheet, for the User-Agent */
  readonly version: string
  /** where all services are instead of at their own addresses: a replay server, a mirror */
  readonly base?: string | undefined
  /** ms between requests instead of the services' own; for a replay server */
  readonly everyMs?: number | undefined
  /** of an account at OpenAlex */
  readonly openalexKey?: string | undefined
  readonly fetch?: typeof globalThis.fetch | undefined
  /** called once for each day of a source whose papers are all there */
  readonly onComplete?: ((source: string, day: string) => void) | undefined
}

/** What is fetched and how: a fetcher for each source that the reader has chosen. */
export class Fetching {
  readonly parts: FetchingOptions
  readonly #https = new Map<string, Http>()
  readonly #gates = new Map<string, Gate>()

  constructor(options: FetchingOptions) {
    this.parts = options
  }

  /** The reader's choice; undefined before there is one. */
  async chosen(): Promise<ChosenSources | undefined> {
    return ChosenSchema.safeParse(await this.parts.store.setting(SOURCES_SETTING)).data
  }

  /**
   * A fetcher for every source of a choice. Nothing is asked yet.
   * @param onTaken told of every page that goes in
   */
  async fetchers(chosen: ChosenSources, onTaken?: (taken: Taken) => void): Promise<readonly Fetcher[]> {
    const { store, time, log, random, base, onComplete } = this.parts
    const jitter = await this.#jitter()
    const parts: FetchParts & { jitter: number } = { store, time, log, random, onTaken, jitter }
    const http = (service: string): Http => this.#http(service, chosen.contact)
    const done = (source: string) => (onComplete === undefined ? {} : { onComplete: (day: string) => onComplete(source, day) })
    return [
      ...(chosen.arxiv.length === 0 ? [] : [arxivFetcher({ ...parts, categories: [...new Set(chosen.arxiv)], arxiv: createArxiv({ http: http('arxiv'), base }), ...done('arxiv') })]),
      ...(chosen.huggingface ? [dailyFetcher({ ...parts, daily: createDailyPapers({ http: http('huggingface'), base }), ...done('huggingface') })] : []),
      ...furtherSources(chosen, base).map((source) => pagedFetcher({ ...parts, http: http(source.service) }, source)),
      ...(chosen.openalex ? [openalexFetcher({ ...parts, http: http('openalex'), base, contact: chosen.contact, key: this.parts.openalexKey })] : []),
    ]
  }

  /** The door to a service for what a person asks by hand: the same gate that the fetchers go through. */
  async door(service: string): Promise<Http> {
    return this.#http(service, (await this.chosen())?.contact)
  }

  /** One gate for each service, whoever asks; a door for each contact that is given to it. */
  #http(service: string, contact: string | undefined): Http {
    const { time, version, fetch } = this.parts
    const name = `${service} ${contact ?? ''}`
    const known = this.#https.get(name)
    if (known !== undefined) return known
    // Feeds have a gate for each host: `feed:www.example.org`.
    const label = NAMES[service.split(':', 1)[0]!] ?? service
    // What is refused to one reader's key is not refused to others.
    const quietAfter = service === 'zotero' ? [429] : undefined
    const http = createHttp({ quietAfter, name: label, gate: this.#gate(service, label), userAgent: userAgentOf(version, contact), time, fetch })
    this.#https.set(name, http)
    return http
  }

  #gate(service: string, label: string): Gate {
    const { store, time, everyMs } = this.parts
    const known = this.#gates.get(service)
    if (known !== undefined) return known
    const setting = `gate/${service}`
    const memory = {
      load: async () => ((await store.setting(setting)) as GateState | undefined) ?? { lastAt: 0, quietUntil: 0 },
      save: (state: GateState) => store.setSetting(setting, state),
    }
    const gate = new Gate({ name: label, everyMs: everyMs ?? EVERY_MS[service] ?? EVERY_MS_ELSEWHERE, quietMs: QUIET_MS, memory, time })
    this.#gates.set(service, gate)
    return gate
  }

  /** This instance's own place among all the others that ask the same services, 0 to 1; drawn once. */
  async #jitter(): Promise<number> {
    const { store, random } = this.parts
    const known = await store.setting('fetch/jitter')
    if (typeof known === 'number') return known
    const drawn = random()
    await store.setSetting('fetch/jitter', drawn)
    return drawn
  }
}
