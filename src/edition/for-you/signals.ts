/** What a reader did and said, as their model takes it in. */
import { FOLLOW_KINDS, type Follow, type Mark } from '../../paper/people.ts'
import { type SeedText, seedTexts, type TasteSettings } from '../../paper/taste-settings.ts'
import type { LikingKind } from '../../rank/taste/taste.ts'
import type { MarkedPaper, Page, People } from '../../store/people.ts'
import type { KnownOfReader } from './for-you-edition.ts'

/** A paper that a reader likes, how they said so, and when: an ISO instant, '' where that is not known. */
export interface Liked {
  readonly key: number
  readonly kind: LikingKind
  readonly at: string
}

export interface Signals {
  readonly liked: readonly Liked[]
  /** hidden papers that tell of taste */
  readonly disliked: readonly MarkedPaper[]
  /** every hidden paper: none is shown */
  readonly hidden: ReadonlySet<number>
  /** voted for, saved, read or given as a seed */
  readonly known: ReadonlySet<number>
  readonly follows: readonly Follow[]
  readonly texts: readonly SeedText[]
  readonly counts: KnownOfReader
}

/** The newest so many of each kind are looked at; more than a model of taste takes in. */
const MOST = 400
/** Papers that are not shown again: as many as a reader may have dealt with within the days of a page. */
const MOST_KNOWN = 5000
const MOST_TAGS = 50
const PAGE = 500

type Counted = { readonly total: number; readonly papers: readonly MarkedPaper[] }

/** Reads what is switched on and was done after the last reset; what is hidden or known counts in any case for what is shown. */
export async function readSignals(people: People, personId: string, settings: TasteSettings, kept: Readonly<Record<string, unknown>>): Promise<Signals> {
  const { switches, since } = settings
  const fresh = (papers: readonly MarkedPaper[]) => papers.filter(({ at }) => at > since)
  const marked = (mark: Mark) => newest((page) => people.marked(personId, mark, page), MOST_KNOWN)
  const [votes, saves, read, hides, tags, follows, seeds] = await Promise.all([
    newest((page) => people.votesOfPerson(personId, page), MOST_KNOWN), marked('save'), marked('read'), marked('hide'),
    switches.tags ? tagged(people, personId) : [], people.follows(personId), people.seeds(personId),
  ])
  const texts = seedTexts(kept)
  const liked = (kind: LikingKind, on: boolean, papers: readonly MarkedPaper[]): Liked[] =>
    on ? fresh(papers).slice(0, MOST).map(({ paperKey, at }) => ({ key: paperKey, kind, at })) : []
  const likings = {
    vote: liked('vote', switches.votes, votes),
    save: liked('save', switches.saves, saves),
    tag: liked('tag', switches.tags, tags),
    read: liked('read', switches.read, read),
    seed: switches.seeds ? sample(seeds, MOST).map((key): Liked => ({ key, kind: 'seed', at: '' })) : [],
  }
  const disliked = switches.hides ? fresh(hides).slice(0, MOST) : []
  const of = (kinds: readonly Follow['kind'][], on: boolean) => (on ? follows.filter(({ kind }) => kinds.includes(kind)) : [])
  const wanted = [...of(['author', 'category'], switches.follows), ...of(['word', 'without'], switches.words)]
  const count = (kind: (typeof FOLLOW_KINDS)[number]) => wanted.filter((one) => one.kind === kind).length
  return {
    liked: Object.values(likings).flat(),
    disliked,
    hidden: new Set(hides.map(({ paperKey }) => paperKey)),
    known: new Set([...[...votes, ...saves, ...read].map(({ paperKey }) => paperKey), ...seeds]),
    follows: wanted,
    texts: switches.seeds ? sample(texts, MOST / 2) : [],
    counts: {
      votes: switches.votes ? fresh(votes).length : 0,
      saves: switches.saves ? fresh(saves).length : 0,
      hides: disliked.length,
      tags: new Set(likings.tag.map(({ key }) => key)).size,
      read: switches.read ? fresh(read).length : 0,
      authors: count('author'),
      categories: count('category'),
      words: count('word') + count('without'),
      seeds: switches.seeds ? seeds.length + texts.length : 0,
    },
  }
}

async function newest(ask: (page: Page) => Promise<Counted>, most: number): Promise<MarkedPaper[]> {
  const found: MarkedPaper[] = []
  while (found.length < most) {
    const { papers, total } = await ask({ offset: found.length, limit: PAGE })
    found.push(...papers)
    if (papers.length === 0 || found.length >= total) break
  }
  return found
}

async function tagged(people: People, personId: string): Promise<MarkedPaper[]> {
  const tags = (await people.tagsOf(personId)).slice(0, MOST_TAGS)
  const found = await Promise.all(tags.map(({ tag }) => people.tagged(personId, tag, { limit: MOST })))
  return found.flatMap(({ papers }) => papers).sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : b.paperKey - a.paperKey))
}

/** Evenly from the whole list: a large library is not its first shelf. */
function sample<T>(all: readonly T[], most: number): T[] {
  return all.length <= most ? [...all] : Array.from({ length: most }, (_, at) => all[Math.floor((at * all.length) / most)]!)
}
