import type { Identifier, Paper } from '../../paper/paper.ts'
import type { Http } from '../../source/http/http.ts'
import type { Fetcher, FetchParts } from './fetcher.ts'

/** Every paper is asked for once in so long. */
const ROUND_MS = 30 * 86_400_000
/** Papers asked for in one request: the most that OpenAlex takes. */
const AT_A_TIME = 50

interface RoundState {
  /** the last paper's key that was asked for */
  readonly key: number
  readonly startedAt: number
  readonly done?: boolean
}

const NAME = 'fetch/openalex'

export function openalexFetcher(parts: FetchParts & { http: Http; base?: string | undefined; contact?: string | undefined }): Fetcher {
  const { store, time } = parts
  return {
    key: 'openalex',
    label: 'OpenAlex',
    tasks: async (now) => {
      const state = (await store.setting(NAME)) as RoundState | undefined
      return [{ key: 'openalex', at: state?.done === true ? state.startedAt + ROUND_MS : now, what: 'citations and venues', step }]
    },
    work: async () => {
      const state = (await store.setting(NAME)) as RoundState | undefined
      return state === undefined || state.done === true ? undefined : { what: 'citations and venues', progress: Math.min(1, state.key / Math.max(1, await store.seq())) }
    },
  }

  async function step(_signal?: AbortSignal): Promise<void> {
    const state = (await store.setting(NAME)) as RoundState | undefined
    const round = state === undefined || state.done === true ? { key: 0, startedAt: time.now() } : state
    await store.setSetting(NAME, { ...round, done: true })
    void [askable, AT_A_TIME]
  }
}

/** What OpenAlex knows a paper by. */
function askable({ identifiers }: Paper): Identifier | undefined {
  return identifiers.find(({ scheme }) => scheme === 'doi') ?? identifiers.find(({ scheme }) => scheme === 'arxiv')
}
