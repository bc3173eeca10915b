/** An arXiv from memory, one answer after the other, and papers for it. Everything in it is made up after arXivRaw. */
import type { Arxiv, ArxivFeed, OaiPage, OaiRecord, OaiRequest } from '../../../source/arxiv/arxiv.ts'
import { SourceTrouble } from '../../../source/http/http.ts'
import type { XmlNode } from '../../../source/file/xml/xml-node.ts'
import { LedgerKeeper } from '../ledger-keeper.ts'
import { testParts, type TestParts } from '../fetch-parts.test-helper.ts'
import type { HarvestParts } from './harvest-step.ts'

export interface MadeUpPaper {
  readonly id: string
  /** UTC day of the last change */
  readonly datestamp: string
  readonly categories?: readonly string[]
  /** when its versions were submitted, as in mail: `Mon, 2 Mar 2026 14:00:00 GMT` */
  readonly versions?: readonly string[]
  readonly deleted?: boolean
  /** a record that cannot be normalised */
  readonly broken?: boolean
}

const node = (name: string, content: string | readonly XmlNode[], attributes: Readonly<Record<string, string>> = {}): XmlNode =>
  typeof content === 'string' ? { name, attributes, children: [], text: content } : { name, attributes, children: content, text: '' }

export function oaiRecord({ id, datestamp, categories = ['cs.LG'], versions = ['Mon, 2 Mar 2026 14:00:00 GMT'], deleted = false, broken = false }: MadeUpPaper, line = 1): OaiRecord {
  const raw = node('arXivRaw', [
    node('id', id),
    ...versions.map((date, at) => node('version', [node('date', date), node('size', '12kb')], { version: `v${at + 1}` })),
    node('title', broken ? ' ' : `Made-up paper ${id}`), node('authors', 'Ada Example'), node('categories', categories.join(' ')), node('abstract', 'It is made up.'),
  ])
  const value = node('record', [node('header', [node('identifier', `oai:arXiv.org:${id}`), node('datestamp', datestamp)]), node('metadata', [raw])])
  return { id, datestamp, deleted, raw: deleted ? undefined : { shape: 'arxiv-oai', value, line, file: 'oai' } }
}

export const page = (papers: readonly MadeUpPaper[], more: Partial<OaiPage> = {}): OaiPage => ({
  records: papers.map((paper, at) => oaiRecord(paper, at + 1)), token: undefined, tokenExpires: undefined, responseDate: '2026-03-03T12:00:00.000Z', rejected: [], unread: [], ...more,
})

export const EMPTY_FEED: ArxivFeed = { notModified: false, etag: undefined, lastModified: undefined, printedDay: undefined, entries: [], whole: true, rejected: [], unread: [] }

export interface MadeUpArxiv extends Arxiv {
  readonly asked: OaiRequest[]
  readonly askedIds: (readonly string[])[]
  readonly askedFeeds: string[]
}

/**
 * @param records what is answered to each request of a listing, in order; a function for all of them
 * @param known papers that the query API knows
 */
export function madeUpArxiv(records: readonly (OaiPage | 'expired' | SourceTrouble)[] | ((request: OaiRequest) => OaiPage | 'expired' | SourceTrouble), known: readonly MadeUpPaper[] = []): MadeUpArxiv {
  const asked: OaiRequest[] = []
  const askedIds: (readonly string[])[] = []
  const askedFeeds: string[] = []
  return {
    asked, askedIds, askedFeeds,
    records: async (request) => {
      const answer = typeof records === 'function' ? records(request) : records[asked.length]
      asked.push(request)
      if (answer === undefined) throw new Error('nothing more is made up')
      if (answer instanceof SourceTrouble) throw answer
      return answer
    },
    byIds: async (ids) => {
      askedIds.push(ids)
      return { records: known.filter(({ id }) => ids.includes(id)).map((paper) => ({ id: paper.id, raw: oaiRecord(paper).raw! })), rejected: [] }
    },
    feed: async (category) => {
      askedFeeds.push(category)
      return EMPTY_FEED
    },
  }
}

/** What a step works with, over a real store. */
export async function harvestParts(arxiv: Arxiv, now: string, categories: readonly string[] = ['cs.LG']): Promise<TestParts & HarvestParts & { completed: string[] }> {
  const parts = await testParts(now)
  const completed: string[] = []
  return { ...parts, arxiv, categories, completed, keeper: new LedgerKeeper(parts, 'arxiv', { onComplete: (day) => void completed.push(day) }) }
}
