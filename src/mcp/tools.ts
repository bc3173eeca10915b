import { z } from 'zod'
import { BroadsheetError } from '../paper/errors.ts'
import { parseIdentifier } from '../paper/identifier.ts'
import { PartialDate } from '../paper/paper.ts'
import type { Visitor } from '../paper/people.ts'
import { viewOfPath, type View } from '../paper/view.ts'
import { isDay, isMonth, isWeek } from '../tools/dates.ts'
import type { McpRoom } from './mcp.ts'
import { tellWhole, wholeText, WholePaper } from './told-whole.ts'
import { listText, tellList, ToldList } from './told-list.ts'
import { paperText, plain, tellPaper, ToldPaper } from './told-paper.ts'

export interface Told {
  readonly text: string
  readonly structured: Readonly<Record<string, unknown>>
}

export interface Tool {
  readonly name: string
  readonly title: string
  readonly description: string
  readonly input: z.ZodObject
  readonly output: z.ZodObject
  /** changes nothing */
  readonly reads: boolean
  run(room: McpRoom, visitor: Visitor, input: unknown): Promise<Told>
}

/** A row of the table whose deed gets what its schema read. @throws BroadsheetError bad-input that names the argument */
function tool<Input extends z.ZodObject>(part: Omit<Tool, 'input' | 'run'> & { readonly input: Input; readonly run: (room: McpRoom, visitor: Visitor, input: z.infer<Input>) => Promise<Told> }): Tool {
  return {
    ...part,
    async run(room, visitor, input) {
      const parsed = part.input.safeParse(input)
      if (parsed.success) return part.run(room, visitor, parsed.data)
      const issue = parsed.error.issues[0]
      const at = issue === undefined || issue.path.length === 0 ? 'The arguments' : plain(issue.path.join('.'), 40)
      throw new BroadsheetError('bad-input', `${at}: ${plain(issue?.message ?? 'not understood', 200)}.`)
    },
  }
}

const date = PartialDate.refine((value) => value.length < 10 || isDay(value), 'must be a date that exists, such as 2024, 2024-10 or 2024-10-18')
const name = (most: number) => z.string().trim().min(1).max(most)
const filters = {
  category: name(60).optional().describe('an arXiv category, such as cs.CL'),
  venue: name(200).optional(),
  after: date.optional().describe('first appeared on or after: 2024, 2024-10 or 2024-10-18'),
  before: date.optional().describe('first appeared on or before'),
}
const paging = {
  limit: z.int().min(1).max(50).default(10).describe('papers a page'),
  page: z.int().min(0).max(999).default(0).describe('from 0'),
}
const id = z.string().trim().min(1).max(300).regex(/^[^\p{Cc}\ufffd]*$/u, 'holds a control character').describe('an arXiv id (with or without version), a DOI, the id or url that a list gave, or the address of a paper’s page')
/** As people paste them, or as a list's `url` has it: the address of a page at some service, or at any Broadsheet. */
function idOf(text: string): string {
  const page = /^https?:\/\/[^/?#]+\/papers\/([^?#]+)/i.exec(text)?.[1]
  if (page === undefined) return parseIdentifier(text)?.value ?? text
  try {
    return decodeURIComponent(page)
  } catch {
    return text
  }
}
const notHeld = (asked: string): BroadsheetError => new BroadsheetError('not-found', `No paper with the id ${plain(asked, 300)} is held here.`)

type Paged = { readonly limit: number; readonly page: number }

async function showView({ editions, publicUrl }: McpRoom, visitor: Visitor, view: View, { limit, page }: Paged): Promise<Told> {
  const list = tellList(await editions.view(view, { person: visitor.person, page, pageSize: limit }), publicUrl)
  return { text: listText(list, limit), structured: list }
}

function dated(when: string): View {
  if (isDay(when)) return { kind: 'day', subject: when }
  if (isWeek(when)) return { kind: 'week', subject: when }
  if (isMonth(when)) return { kind: 'month', subject: when }
  throw new BroadsheetError('bad-input', 'There is no such day, week or month; they are written 2024-10-18, 2024-W42 and 2024-10.')
}

/** All tools, in the order in which they are listed. */
export const TOOLS: readonly Tool[] = [
  tool({
    name: 'search',
    title: 'Search papers',
    description: 'Finds papers by words and by meaning, best first, each with why it was found. Queries may hold "a phrase", author:"Ada Example", cat:cs.CL and -without.',
    input: z.strictObject({
      query: z.string().trim().min(1, 'is empty: say what to search for').max(1000),
      mode: z.enum(['both', 'words', 'meaning']).default('both'),
      ...filters,
      ...paging,
    }),
    output: ToldList,
    reads: true,
    run: (room, visitor, { query, mode, limit, page, ...narrow }) => showView(room, visitor, { kind: 'search', query: query.replace(/\p{Cs}/gu, '\ufffd'), ...(mode === 'both' ? {} : { mode }), filters: narrow }, { limit, page }),
  }),
  tool({
    name: 'day',
    title: 'The papers of a day, week or month',
    description: 'The dated paper: what was listed on a day, in a week or in a month, most votes first, with what is held of it and what is missing. Without `when`: today, or the latest day that has papers.',
    input: z.strictObject({ when: name(10).optional().describe('2024-10-18, 2024-W42 or 2024-10'), ...filters, ...paging }),
    output: ToldList,
    reads: true,
    async run(room, visitor, { when, limit, page, ...narrow }) {
      if (when !== undefined) return showView(room, visitor, { ...dated(when), filters: narrow }, { limit, page })
      const list = tellList(await room.editions.front({ ...narrow, page, pageSize: limit }), room.publicUrl)
      return { text: listText(list, limit), structured: list }
    },
  }),
  tool({
    name: 'trending',
    title: 'Trending papers',
    description: 'Papers that readers vote for now, by a formula whose terms stand on the page.',
    input: z.strictObject({ ...filters, ...paging }),
    output: ToldList,
    reads: true,
    run: (room, visitor, { limit, page, ...narrow }) => showView(room, visitor, { kind: 'trending', filters: narrow }, { limit, page }),
  }),
  tool({
    name: 'for_you',
    title: 'Papers for this reader',
    description: 'The reader’s own front page: papers of the last days in the order of their taste, each with its reasons. Needs a reader who is known.',
    input: z.strictObject({ ...paging }),
    output: ToldList,
    reads: true,
    run: (room, visitor, paged) => {
      knownReader(visitor, 'This list is somebody’s own')
      return showView(room, visitor, { kind: 'for-you' }, paged)
    },
  }),
  tool({
    name: 'paper',
    title: 'One paper',
    description: 'A paper by any of its ids: abstract, authors, links, votes, the days that listed it.',
    input: z.strictObject({ id }),
    output: WholePaper,
    reads: true,
    async run({ editions, publicUrl }, _visitor, input) {
      const found = await editions.paper(idOf(input.id), { similar: 0 })
      if (found === undefined) throw notHeld(input.id)
      const whole = tellWhole(found, publicUrl)
      return { text: wholeText(whole), structured: whole }
    },
  }),
  tool({
    name: 'similar',
    title: 'Papers like a paper',
    description: 'Papers closest to one that is held, nearest first.',
    input: z.strictObject({ id, side: z.enum(['newer', 'older']).optional().describe('only papers that appeared after, or before, this one'), after: filters.after, before: filters.before, limit: paging.limit }),
    output: z.strictObject({ papers: z.array(ToldPaper) }),
    reads: true,
    async run({ editions, publicUrl }, _visitor, input) {
      const { limit, side, after, before } = input
      const found = await editions.similar(idOf(input.id), { limit, side, after, before })
      if (found === undefined) throw notHeld(input.id)
      const papers = found.slice(0, limit).map((entry) => tellPaper(entry, publicUrl))
      return { text: papers.length === 0 ? 'No paper like it is held here.' : papers.map((paper, at) => paperText(paper, at + 1)).join('\n\n'), structured: { papers } }
    },
  }),
  tool({
    name: 'save',
    title: 'Save a paper, or no longer',
    description: 'Puts a paper on the reader’s own list of saved papers, or takes it off. Doing it twice changes nothing. Needs a reader who is known.',
    input: z.strictObject({ id, on: z.boolean().default(true).describe('false takes it off the list') }),
    output: z.strictObject({ paper: z.string(), saved: z.boolean() }),
    reads: false,
    async run({ community }, visitor, input) {
      knownReader(visitor, 'Saved papers are somebody’s own')
      const { paper } = await community.marks.mark(visitor, idOf(input.id), 'save', input.on)
      return { text: input.on ? `${plain(paper)} is among the saved papers.` : `${plain(paper)} is not among the saved papers.`, structured: { paper, saved: input.on } }
    },
  }),
]

/** @throws BroadsheetError not-signed-in with what to do about it */
export function knownReader({ person, canSignIn }: Visitor, what: string): void {
  if (person !== undefined) return
  throw new BroadsheetError('not-signed-in', canSignIn ? `${what}; over HTTP send a personal token, as /account/tokens makes them; on the command line say --as and your e-mail address.` : `${what}, and nobody is known here: this server has no accounts and is open for reading.`)
}

/** The view of a resource's address, `broadsheet://papers/trending`. */
export const viewOfUri = (uri: string): View | undefined => (uri.startsWith('broadsheet://') ? viewOfPath(uri.slice('broadsheet:/'.length)) : undefined)
