/** What can go wrong with an answer, and a seeded plan of when it does. */
import { seeded } from './random.ts'

export const FAULT_KINDS = [
  'busy', // 429
  'busy-retry-after', // 429 that says when to come back
  'unavailable', // 503, sometimes with Retry-After
  'slow', // late, but in time
  'too-slow', // later than any client waits
  'refused', // no connection
  'cut', // the connection breaks in the middle of a record
  'cut-length', // fewer bytes than Content-Length announced, then a quiet end
  'cut-whole', // Content-Length fits the part that is there: only the content shows the cut
  'stale', // the last announcement's papers under today's date
  'empty', // nothing in it; of a listing, an empty page with a token
  'short', // well formed, but the last entries are missing
  'expired-token',
  'page-size', // a smaller page than was asked for or than the one before
  'invalid', // XML or JSON that cannot be read
  'latin1', // Latin-1 bytes declared as UTF-8
  'utf8', // UTF-8 bytes declared as Latin-1
  'duplicates',
  'shuffled',
  'html', // a page for people, with status 200
] as const
export type FaultKind = (typeof FAULT_KINDS)[number]

/** What of a service is asked for. */
export type Asked =
  | { readonly service: 'arxiv-feed'; readonly what: 'rss' | 'atom'; readonly categories: readonly string[] }
  | { readonly service: 'arxiv-oai'; readonly what: string; readonly token: boolean; readonly set: string | undefined }
  | { readonly service: 'arxiv-api'; readonly ids: readonly string[] }
  | { readonly service: 'huggingface'; readonly day: string | undefined; readonly page: number }
  | { readonly service: 'biorxiv' | 'openreview' | 'openalex' | 'feed' | 'other'; readonly path: string }

export interface Fault {
  readonly kind: FaultKind
  /** for its own chances: where to cut, how long to wait */
  readonly next: () => number
}

export interface Faults {
  /** off: every answer is right from now on */
  on: boolean
  /** the fault of this answer, if it is to have one */
  draw(asked: Asked, now: number): Fault | undefined
  /** how often each was drawn */
  readonly drawn: Record<FaultKind, number>
}

export interface FaultOptions {
  readonly seed?: number
  /** probability of each kind for each request that it fits, unless `rates` says otherwise */
  readonly rate?: number
  readonly rates?: Partial<Record<FaultKind, number>>
  /** certain faults, before any chance: such as one category that is stale until an instant */
  readonly always?: (asked: Asked, now: number) => FaultKind | undefined
}

export const NO_FAULTS: Faults = { on: false, draw: () => undefined, drawn: noneDrawn() }

/** A plan of faults, the same for the same seed and the same requests. At most one fault per answer. */
export function seededFaults({ seed = 1, rate = 0, rates = {}, always }: FaultOptions): Faults {
  const next = seeded(seed)
  const drawn = noneDrawn()
  const faults: Faults = {
    on: true,
    drawn,
    draw: (asked, now) => {
      const chance = next()
      if (!faults.on) return undefined
      const kind = always?.(asked, now) ?? byChance(asked, chance)
      if (kind === undefined || !fits(kind, asked)) return undefined
      drawn[kind]++
      return { kind, next }
    },
  }
  return faults

  function byChance(asked: Asked, chance: number): FaultKind | undefined {
    let below = 0
    for (const kind of FAULT_KINDS) {
      if (!fits(kind, asked)) continue
      below += rates[kind] ?? rate
      if (chance < below) return kind
    }
    return undefined
  }
}

function noneDrawn(): Record<FaultKind, number> {
  return Object.fromEntries(FAULT_KINDS.map((kind) => [kind, 0])) as Record<FaultKind, number>
}

/** Whether an answer to this can go wrong in that way at all. */
function fits(kind: FaultKind, asked: Asked): boolean {
  const list = asked.service === 'arxiv-oai' ? asked.what === 'ListRecords' : !('path' in asked)
  switch (kind) {
    case 'stale':
      return asked.service === 'arxiv-feed'
    case 'expired-token':
      return asked.service === 'arxiv-oai' && asked.token
    case 'page-size':
      return asked.service === 'huggingface' || (asked.service === 'arxiv-oai' && list)
    // A harvest that is told less than there is, and no more, could never know: OAI-PMH is believed.
    case 'short':
      return list && asked.service !== 'arxiv-oai'
    case 'empty':
    case 'duplicates':
    case 'shuffled':
      return list
    default:
      return true
  }
}
