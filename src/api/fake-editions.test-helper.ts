import type { Editions, Entry, Filters, ListEdition, Paging } from '../edition/edition.ts'
import { MADE_UP_ROWS, MADE_UP_TERMS, madeUpDays } from '../edition/made-up-ledger.test-helper.ts'
import { BroadsheetError } from '../paper/errors.ts'
import type { Paper } from '../paper/paper.ts'
import { TasteSettings } from '../paper/taste-settings.ts'

/** A made-up paper; anything of it may be replaced. */
export function fakePaper(number: number, part: Partial<Paper> = {}): Paper {
  return {
    key: number,
    id: `2410.${String(number).padStart(5, '0')}`,
    title: `On the making of examples, part ${number}`,
    abstract: 'Examples are made. We make some.',
    authors: [{ name: 'Ada Example' }, { name: 'Bo Sample' }],
    identifiers: [{ scheme: 'arxiv', value: `2410.${String(number).padStart(5, '0')}` }],
    categories: ['cs.LG', 'stat.ML'],
    venue: undefined,
    keywords: [],
    published: '2024-10-17',
    updated: undefined,
    versions: [],
    comment: undefined,
    journalRef: undefined,
    licence: undefined,
    citations: undefined,
    links: [],
    aiSummary: undefined,
    extras: {},
    withdrawn: false,
    sources: ['arxiv'],
    upvotes: 0,
    ...part,
  }
}

export function fakeEntry(number: number, part: Partial<Entry> = {}): Entry {
  return {
    paper: fakePaper(number),
    listed: {
      source: 'huggingface',
      day: '2024-10-18',
      position: number,
      upvotes: 40 - number,
      numComments: 2,
      submittedAt: '2024-10-18T03:50:58.348Z',
      submittedBy: { name: 'ak', fullname: 'AK', avatarUrl: '/avatars/ak.svg' },
    },
    score: 1 / (number + 1),
    reasons: [{ kind: 'words', text: 'has the words', value: 0.5 }],
    ...part,
  }
}

export interface FakeEditions extends Editions {
  /** every call: name and arguments */
  readonly calls: [string, ...unknown[]][]
}

/**
 * Editions over a fixed list of entries, which every list answers, paged. Remembers what it was asked.
 * The one paper it finds by id is the first.
 */
export function fakeEditions(entries: readonly Entry[] = [fakeEntry(0), fakeEntry(1), fakeEntry(2)], fail?: unknown): FakeEditions {
  const calls: [string, ...unknown[]][] = []
  const asked = (...call: [string, ...unknown[]]): void => {
    calls.push(call)
    if (fail !== undefined) throw fail
  }
  const list = (kind: ListEdition['kind'], subject: string, options: (Filters & Paging) | undefined): ListEdition => {
    const page = options?.page ?? 0
    const pageSize = options?.pageSize ?? 50
    return {
      kind,
      subject,
      title: kind === 'day' ? `The day ${subject}` : subject,
      from: undefined,
      to: undefined,
      previous: '2024-10-17',
      next: undefined,
      ledger: `${entries.length} papers held, from Hugging Face.`,
      empty: entries.length === 0 ? 'Nothing is listed on this day.' : undefined,
      entries: entries.slice(page * pageSize, (page + 1) * pageSize),
      total: entries.length,
      page,
      pageSize,
      filters: {},
      notes: [],
      tookMs: kind === 'search' ? 1.25 : undefined,
      marks: [],
    }
  }
  const first = entries[0]?.paper
  const found = (id: string): boolean => first !== undefined && (id === first.id || first.identifiers.some((one) => one.value === id))
  return {
    calls,
    front: async (options) => (asked('front', options), list('day', '2024-10-18', options)),
    day: async (day, options) => {
      asked('day', day, options)
      if (!day.startsWith('20')) throw new BroadsheetError('bad-input', 'No such day.')
      return list('day', day, options)
    },
    week: async (week, options) => (asked('week', week, options), list('week', week, options)),
    month: async (month, options) => (asked('month', month, options), list('month', month, options)),
    shelf: async (options) => (asked('shelf', options), list('shelf', '', options)),
    trending: async (options) => (asked('trending', options), list('trending', '', options)),
    picks: async (options) => (asked('picks', options), list('picks', '', options)),
    view: async (view, request) => (asked('view', view, request), list('held', '', {})),
    stood: async (kind, day, options) => (asked('stood', kind, day, options), day === '2024-10-17' ? { ...list(kind, day, options), stoodAt: '2024-10-18T04:01:00.000Z' } : undefined),
    forYou: async (person, options = {}) => (asked('forYou', person.id, options), { ...list('for-you', '', options), kind: 'for-you', settings: { ...TasteSettings.parse({}), ...(options.dial === undefined ? {} : { dial: options.dial }), ...(options.span === undefined ? {} : { span: options.span }) }, known: { votes: 0, saves: 1, hides: 0, tags: 0, read: 0, authors: 0, categories: 0, words: 0, seeds: 0 }, new: false, leftOut: 0, off: [] }),
    search: async (request) => (asked('search', request), list('search', request.query, request)),
    entries: async (keys) => (asked('entries', keys), entries.filter(({ paper }) => keys.includes(paper.key))),
    byDate: async ({ after, limit }) => (asked('byDate', after), entries.slice(after === undefined ? 0 : entries.findIndex(({ paper }) => paper.id === after.id) + 1).slice(0, limit)),
    countNew: async () => 0,
    suggest: async (typed) => {
      asked('suggest', typed)
      return {
        papers: entries.slice(0, 2).map(({ paper }) => ({ id: paper.id, title: paper.title })),
        authors: [{ name: 'Ada Example', papers: 3, query: 'author:"Ada Example"' }],
        categories: [{ id: 'cs.LG', name: 'Machine Learning', papers: 3, query: 'cat:cs.LG' }, { id: 'local', name: undefined, papers: 1, query: 'cat:local' }],
      }
    },
    paper: async (id, options) => {
      asked('paper', id, options)
      return first && found(id)
        ? { paper: first, days: entries[0]?.listed ? [entries[0].listed] : [], similar: [], askedId: id }
        : undefined
    },
    similar: async (id, options) => {
      asked('similar', id, options)
      return found(id) ? entries.slice(1, 1 + (options?.limit ?? 10)) : undefined
    },
    facets: async () => ({ categories: [], venues: [] }),
    ledger: async (from, to) => (asked('ledger', from, to), madeUpDays(from, to, MADE_UP_ROWS, MADE_UP_TERMS)),
    sources: async () => ({ chosen: undefined, statuses: [], fetching: false }),
    status: async () => {
      asked('status')
      return {
        papers: entries.length,
        bySource: { arxiv: entries.length },
        firstDay: '2024-10-18',
        lastDay: '2024-10-18',
        shelfOnly: false,
        hasShelf: false,
        indexed: entries.length,
        indexing: false,
        model: 'fake',
      }
    },
  }
}
