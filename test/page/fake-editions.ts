/** `Editions` in memory over made-up papers, for the tests of the faces and for looking at pages. */
import { TasteSettings } from '../../src/paper/taste-settings.ts'
import type { Editions, Entry, Filters, ListEdition, ListKind, Paging, SearchRequest } from '../../src/edition/edition.ts'
import type { SourcesEdition } from '../../src/edition/sources.ts'
import { MADE_UP_ROWS, MADE_UP_TERMS, madeUpDays } from '../../src/edition/made-up-ledger.test-helper.ts'
import type { Paper } from '../../src/paper/paper.ts'
import { addDays, isDay, isWeek, weekDays } from '../../src/tools/dates.ts'
import { longDay, monthName, weekName } from '../../src/page/words/dates.ts'
import { madeUpPaper } from './made-up-papers.ts'

export const DAYS = ['2024-10-16', '2024-10-17', '2024-10-18', '2024-10-21'] as const

export interface FakeOptions {
  /** given papers stand first on 18 October 2024 */
  readonly papers?: readonly Paper[]
  readonly perDay?: number
  readonly shelf?: boolean
  /** nothing chosen unless given */
  readonly sources?: SourcesEdition
}

export interface FakeEditions extends Editions {
  /** what was asked, in order, to see that no more was asked than needed */
  readonly asked: { readonly what: string; readonly with: unknown }[]
}

export function fakeEditions({ papers = [], perDay = 12, shelf = false, sources = { chosen: undefined, statuses: [], fetching: true } }: FakeOptions = {}): FakeEditions {
  const asked: { what: string; with: unknown }[] = []
  const byDay = new Map<string, Paper[]>(
    DAYS.map((day, index) => [day, Array.from({ length: perDay }, (_, i) => madeUpPaper(index * 1000 + i + 100))]),
  )
  byDay.get('2024-10-18')!.unshift(...papers)
  const all = [...byDay.values()].flat()

  const entry = (paper: Paper, day: string | undefined, position: number): Entry => ({
    paper,
    listed: day === undefined ? undefined : { day, position, upvotes: paper.upvotes, numComments: 2, source: 'huggingface' },
    score: undefined,
    reasons: [],
  })

  function list(kind: ListKind, subject: string, title: string, from: string, to: string, options: Filters & Paging, extra: Partial<ListEdition> = {}): ListEdition {
    const inSpan = [...byDay].filter(([day]) => day >= from && day <= to)
    const entries = inSpan.flatMap(([day, held]) => held.map((paper, index) => entry(paper, day, index))).filter(({ paper }) => keeps(paper, options))
    const page = options.page ?? 0
    const pageSize = options.pageSize ?? 50
    return {
      kind, subject, title, from, to,
      previous: undefined, next: undefined,
      ledger: entries.length === 0 ? '' : `${entries.length} papers, from Hugging Face Daily Papers and arXiv; last looked at 06:10 UTC.`,
      empty: entries.length === 0 ? 'Nothing is listed for these days: 19 and 20 October 2024 were a weekend, when nothing is announced.' : undefined,
      entries: entries.slice(page * pageSize, (page + 1) * pageSize),
      total: entries.length, page, pageSize,
      filters: options, notes: [], tookMs: undefined, marks: [],
      ...extra,
    }
  }

  const day = (subject: string, options: Filters & Paging = {}) =>
    list('day', subject, longDay(subject), subject, subject, options, {
      previous: DAYS.findLast((one) => one < subject),
      next: DAYS.find((one) => one > subject),
      days: madeUpDays(subject, subject, MADE_UP_ROWS, MADE_UP_TERMS),
    })

  return {
    asked,
    async front(options = {}) {
      asked.push({ what: 'front', with: options })
      if (shelf) return this.shelf(options)
      return day('2024-10-18', options)
    },
    async day(subject, options) {
      asked.push({ what: 'day', with: [subject, options] })
      return day(subject, options)
    },
    async week(subject, options = {}) {
      asked.push({ what: 'week', with: [subject, options] })
      const { from, to } = weekDays(subject)
      return list('week', subject, weekName(subject), from, to, options, { previous: '2024-W41', next: '2024-W43', days: madeUpDays(from, to, MADE_UP_ROWS, MADE_UP_TERMS) })
    },
    async month(subject, options = {}) {
      asked.push({ what: 'month', with: [subject, options] })
      return list('month', subject, monthName(subject), `${subject}-01`, addDays(`${subject}-01`, 30), options, { previous: '2024-09' })
    },
    async shelf(options = {}) {
      return list('shelf', '', 'The starter shelf', DAYS[0], DAYS[0], options, { from: undefined, to: undefined, ledger: `${perDay} papers of the starter shelf.` })
    },
    async trending(options = {}) {
      return list('trending', '', 'Trending', DAYS[0], DAYS[3], options, { from: undefined, to: undefined })
    },
    async view(view, request) {
      asked.push({ what: 'view', with: { view, request } })
      return list('picks', '', 'A view', DAYS[0], DAYS[3], {}, { from: undefined, to: undefined })
    },
    async picks(options = {}) {
      asked.push({ what: 'picks', with: options })
      return list('picks', '', 'Picks', DAYS[0], DAYS[3], options, { from: undefined, to: undefined })
    },
    async stood(kind, day, options = {}) {
      asked.push({ what: 'stood', with: [kind, day, options] })
      if (day !== '2024-10-17') return undefined
      return list(kind, day, kind === 'day' ? longDay(day) : `Trending on ${longDay(day)}`, day, day, options, { previous: '2024-10-16', stoodAt: '2024-10-18T04:01:00.000Z' })
    },
    async forYou(person, options = {}) {
      asked.push({ what: 'forYou', with: [person.id, options] })
      const settings = { ...TasteSettings.parse({}), ...(options.dial === undefined ? {} : { dial: options.dial }), ...(options.span === undefined ? {} : { span: options.span }) }
      const known = { votes: 0, saves: 1, hides: 0, tags: 0, read: 0, authors: 0, categories: 0, words: 0, seeds: 0 }
      return { ...list('for-you', '', 'For you', DAYS[0], DAYS[3], options, {}), kind: 'for-you', settings, known, new: false, leftOut: 0, off: [] }
    },
    async search(request: SearchRequest) {
      asked.push({ what: 'search', with: request })
      const words = request.query.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
      const found = all.filter((paper) => keeps(paper, request) && words.every((word) => `${paper.title} ${paper.abstract}`.toLowerCase().includes(word)))
      const page = request.page ?? 0
      const pageSize = request.pageSize ?? 50
      return {
        kind: 'search', subject: request.query, title: request.query, from: undefined, to: undefined, previous: undefined, next: undefined,
        ledger: '', empty: found.length === 0 ? 'No paper has all of these words.' : undefined,
        entries: found.slice(page * pageSize, (page + 1) * pageSize).map((paper, index) => ({
          ...entry(paper, undefined, index),
          reasons: [{ kind: 'title', text: 'words of the title' }, { kind: 'meaning', text: 'close in meaning', value: 0.71 }],
        })),
        total: found.length, page, pageSize, filters: request,
        notes: request.query.includes('"') && (request.query.split('"').length & 1) === 0 ? ['A quotation mark without its partner was left out.'] : [],
        within: request.span === undefined ? undefined : { kind: isDay(request.span) ? 'day' : isWeek(request.span) ? 'week' : 'month', subject: request.span, title: isWeek(request.span) ? weekName(request.span) : longDay(request.span) },
        tookMs: 3.6, marks: words.map((word) => word.replace(/s$/, '')),
      }
    },
    async entries(keys) {
      return keys.flatMap((key) => all.find((one) => one.key === key) ?? []).map((paper, index) => entry(paper, undefined, index))
    },
    async byDate({ limit }) {
      return all.slice(0, limit).map((paper, index) => entry(paper, undefined, index))
    },
    async countNew({ from = '', to = '' }, afterKey) {
      return [...byDay].filter(([day]) => day >= from && day <= to).flatMap(([, held]) => held).filter(({ key }) => key > afterKey).length
    },
    async suggest(typed) {
      asked.push({ what: 'suggest', with: typed })
      return { papers: [], authors: [], categories: [] }
    },
    async paper(id, options) {
      asked.push({ what: 'paper', with: [id, options] })
      const bare = id.replace(/v\d+$/, '').toLowerCase()
      const found = all.find((one) => one.id.toLowerCase() === bare || one.identifiers.some(({ value }) => value.toLowerCase() === bare))
      if (found === undefined) return undefined
      const days = [...byDay].filter(([, held]) => held.includes(found)).map(([at]) => ({ day: at, position: 3, upvotes: found.upvotes, numComments: 0, source: 'huggingface' as const }))
      return { paper: found, days, similar: all.filter((one) => one !== found).slice(0, options?.similar ?? 10).map((paper) => ({ ...entry(paper, undefined, 0), reasons: [{ kind: 'meaning', text: 'close in meaning' }] })), askedId: id }
    },
    async similar() {
      return []
    },
    async facets() {
      return { categories: [{ name: 'cs.LG', papers: 20 }, { name: 'cs.CL', papers: 9 }], venues: [{ name: 'NeurIPS 2023', papers: 4 }] }
    },
    async ledger(from, to) {
      return madeUpDays(from, to, MADE_UP_ROWS, MADE_UP_TERMS)
    },
    async sources() {
      return sources
    },
    async status() {
      asked.push({ what: 'status', with: undefined })
      return {
        papers: all.length, bySource: { arxiv: all.length }, firstDay: DAYS[0], lastDay: DAYS[3], shelfOnly: shelf, hasShelf: shelf,
        indexed: all.length, indexing: false, model: 'hashed-projection',
      }
    },
  }
}

function keeps(paper: Paper, { category, venue, after, before, afterKey = 0 }: Filters & { afterKey?: number | undefined }): boolean {
  if (paper.key <= afterKey) return false
  if (category !== undefined && !paper.categories.includes(category)) return false
  if (venue !== undefined && paper.venue !== venue) return false
  if (after !== undefined && (paper.published ?? '') < after) return false
  return before === undefined || (paper.published ?? '').slice(0, before.length) <= before
}
