/**
 * The shape of every answer of the API. Fields, names and required ones are those of Hugging Face's papers API
 * (recorded answers 2024-05 to 2026-04 and the client generated from its 2025 OpenAPI document), so that its
 * clients read ours. Strict: a field that is not named here must not leave the process.
 */
import { z } from 'zod'

/** A full instant in UTC, `2024-10-18T00:00:00.000Z`. */
const Instant = z.iso.datetime()
const Count = z.int().min(0)

export const UserShape = z.strictObject({
  _id: z.string().optional(),
  avatarUrl: z.string(),
  fullname: z.string(),
  name: z.string().optional(),
  type: z.string(),
  isPro: z.boolean(),
  isHf: z.boolean().optional(),
  isHfAdmin: z.boolean().optional(),
  isMod: z.boolean().optional(),
  followerCount: Count.optional(),
  isUserFollowing: z.boolean().optional(),
  /** the user name again, under the name that older answers gave it */
  user: z.string().optional(),
})
export type UserShape = z.infer<typeof UserShape>

export const AuthorShape = z.strictObject({
  _id: z.string(),
  name: z.string(),
  hidden: z.boolean(),
  status: z.string().optional(),
  statusLastChangedAt: z.string().optional(),
  user: UserShape.optional(),
})
export type AuthorShape = z.infer<typeof AuthorShape>

export const OrganizationShape = z.strictObject({
  _id: z.string(),
  name: z.string(),
  fullname: z.string(),
  avatar: z.string().optional(),
})
export type OrganizationShape = z.infer<typeof OrganizationShape>

const Numbers = z.record(z.string(), z.number())

const ReasonShape = z.strictObject({ kind: z.string(), text: z.string(), value: z.number().optional() })

const paperFields = {
  id: z.string(),
  authors: z.array(AuthorShape),
  /** first appearance of the paper; a date that is known to the day, month or year only stands at its beginning */
  publishedAt: Instant,
  submittedOnDailyAt: Instant.optional(),
  title: z.string(),
  submittedOnDailyBy: UserShape.optional(),
  summary: z.string(),
  /** what the service whose list it is showed, and the votes of people here, authors' own apart */
  upvotes: Count,
  discussionId: z.string(),
  mediaUrls: z.array(z.string()).optional(),
  projectPage: z.string().optional(),
  githubRepo: z.string().optional(),
  githubRepoAddedBy: z.string().optional(),
  githubStars: Count.optional(),
  ai_summary: z.string().optional(),
  ai_keywords: z.array(z.string()).optional(),
  organization: OrganizationShape.optional(),
  withdrawnAt: Instant.optional(),
}

/** The `paper` inside an entry. */
export const InnerPaperShape = z.strictObject(paperFields)
export type InnerPaperShape = z.infer<typeof InnerPaperShape>

/** One entry of `/api/daily_papers`, `/api/papers/search` and `/api/papers/ID/similar`. */
export const EntryShape = z.strictObject({
  paper: InnerPaperShape,
  /** when the paper came into the day's list; its own date when it is in none */
  publishedAt: Instant,
  title: z.string(),
  summary: z.string(),
  mediaUrls: z.array(z.string()).optional(),
  /** address of a picture, or empty */
  thumbnail: z.string(),
  /** of the service whose list it is, as `discussionId` is: comments of people here are at /api/comments */
  numComments: Count,
  submittedBy: UserShape,
  submitterOrganization: OrganizationShape.optional(),
  organization: OrganizationShape.optional(),
  isAuthorParticipating: z.boolean(),
  /** with `explain=1` only: the source whose words these are, the score, and why the paper stands here */
  source: z.string().optional(),
  score: z.number().optional(),
  reasons: z.array(ReasonShape).optional(),
  /** with `explain=1` of a list that ranks by one formula: what the score is the sum of, each with its share of it */
  terms: z.array(z.strictObject({ name: z.string(), text: z.string(), value: z.number(), share: z.number() })).optional(),
  /** with `explain=1` of a search: what was measured, and what each term gave to the score */
  explanation: z.strictObject({ signals: Numbers, terms: Numbers }).optional(),
  /** the same work again (a preprint, an earlier version), folded into this entry: similar papers, and searches with `fold=1` */
  copies: z.array(z.strictObject({ id: z.string(), title: z.string() })).optional(),
})
export type EntryShape = z.infer<typeof EntryShape>
export const EntriesShape = z.array(EntryShape)

/** `/api/papers`: flat, without what only `/api/papers/ID` says. */
export const PapersByDateShape = z.array(InnerPaperShape)

/** `/api/arxiv/ID/repos`: none is known here. */
export const ReposShape = z.strictObject({ models: z.array(z.never()), datasets: z.array(z.never()), spaces: z.array(z.never()) })
export type ReposShape = z.infer<typeof ReposShape>

/** `/api/papers/ID`: flat. Broadsheet knows no models, data sets or spaces, so their lists are empty. */
export const FlatPaperShape = z.strictObject({
  ...paperFields,
  linkedModels: z.array(z.never()),
  linkedDatasets: z.array(z.never()),
  linkedSpaces: z.array(z.never()),
  numTotalModels: z.literal(0),
  numTotalDatasets: z.literal(0),
  numTotalSpaces: z.literal(0),
})
export type FlatPaperShape = z.infer<typeof FlatPaperShape>

/** `/api/papers/ID/votes`: votes by people here (authors' own apart), and upvotes of other services by listing; both ascending by day. */
export const VotesShape = z.strictObject({
  id: z.string(),
  votes: Count,
  own: Count,
  here: z.array(z.strictObject({ day: z.iso.date(), votes: Count, own: Count })),
  elsewhere: z.array(z.strictObject({ day: z.iso.date(), source: z.string(), upvotes: Count })),
})
export type VotesShape = z.infer<typeof VotesShape>

const State = z.enum(['none', 'ahead', 'waiting', 'incomplete', 'unconfirmed', 'complete'])

const ledgerFields = {
  /**
   * `none`: nothing is announced on this day; `ahead`: it is still to come; `waiting`: due, and nothing seen yet;
   * `incomplete`: papers are missing or the last answer was not whole; `unconfirmed`: all that was named is held, and a
   * second telling is awaited; `complete`. Of the whole day: the worst of its sources.
   */
  state: State,
  complete: z.boolean(),
  /** when arXiv announces the day's papers, or why it does not: `weekend`, `deferred`, `holiday: Thanksgiving` */
  announcement: z.strictObject({ at: Instant.nullable(), none: z.string().nullable() }),
  /** over all categories, each paper counted once; null where none is chosen */
  arxiv: z.strictObject({ state: State, expected: Count, held: Count }).nullable(),
  sources: z.array(z.strictObject({
    source: z.string(),
    /** arXiv category; null for sources with one list a day */
    category: z.string().nullable(),
    state: State,
    /** papers that were said to belong here, and how many of them are held */
    expected: Count,
    held: Count,
    /** ids as the source writes them */
    missing: z.array(z.string()),
    /** `feed`: an announcement feed; `oai`: a harvest by date of change; `list`: a dated list */
    toldBy: z.array(z.enum(['feed', 'oai', 'list'])),
    checkedAt: z.string().nullable(),
    trouble: z.string().nullable(),
  })),
}
export type LedgerFields = z.infer<z.ZodObject<typeof ledgerFields>>

/** `/api/days?from=…&to=…`: the ledger of a span of days. Broadsheet's own. */
export const DaysShape = z.strictObject({
  from: z.string(),
  to: z.string(),
  days: z.array(z.strictObject({ day: z.string(), title: z.string(), ledger: z.string(), ...ledgerFields })),
})
export type DaysShape = z.infer<typeof DaysShape>

/** `/api/days/DAY`: what is held of a day, and whether that is all. Broadsheet's own. */
export const DayShape = z.strictObject({
  day: z.string(),
  title: z.string(),
  /** the sentence under the masthead: what is held of this day, from where */
  ledger: z.string(),
  /** why the day is empty; null when it is not */
  empty: z.string().nullable(),
  papers: Count,
  /** the nearest days with papers */
  previous: z.string().nullable(),
  next: z.string().nullable(),
  ...ledgerFields,
})
export type DayShape = z.infer<typeof DayShape>

/** `/api/status`: what is in the instance. Broadsheet's own. */
export const StatusShape = z.strictObject({
  papers: Count,
  bySource: z.record(z.string(), Count),
  firstDay: z.string().nullable(),
  lastDay: z.string().nullable(),
  shelfOnly: z.boolean(),
  hasShelf: z.boolean(),
  indexed: Count,
  indexing: z.boolean(),
  model: z.string(),
})
export type StatusShape = z.infer<typeof StatusShape>

const Names = z.array(z.string())

/** `/api/sources`: where the paper comes from, and how each source fares. Broadsheet's own. */
export const SourcesShape = z.strictObject({
  /** null while nothing was chosen; `contact` and the feeds' whole addresses are for the owner only */
  chosen: z
    .strictObject({
      arxiv: Names, huggingface: z.boolean(), biorxiv: Names, medrxiv: Names, openreview: Names, acl: Names, feeds: Names,
      openalex: z.boolean(), contact: z.string().nullable(),
    })
    .nullable(),
  /** whether this process asks the sources by itself */
  fetching: z.boolean(),
  sources: z.array(z.strictObject({
    key: z.string(),
    label: z.string(),
    triedAt: Instant.nullable(),
    /** the last whole answer */
    okAt: Instant.nullable(),
    /** since when every attempt has failed, and how the last one did */
    trouble: z.strictObject({ since: Instant, sentence: z.string() }).nullable(),
    nextAt: Instant.nullable(),
    /** longer work under way or waiting; progress from 0 to 1 */
    work: z.strictObject({ what: z.string(), progress: z.number().nullable() }).nullable(),
  })),
})
export type SourcesShape = z.infer<typeof SourcesShape>

/** `/api/submissions?date=…`: what people put into a day, oldest first. Broadsheet's own. */
export const SubmissionsShape = z.strictObject({
  date: z.string(),
  submissions: z.array(z.strictObject({
    paper: z.strictObject({ id: z.string(), title: z.string() }),
    /** null once the person is gone */
    submittedBy: z.string().nullable(),
    submittedAt: Instant,
    picked: z.boolean(),
    remark: z.string(),
  })),
})
export type SubmissionsShape = z.infer<typeof SubmissionsShape>

/** `POST /api/me/submissions`. Broadsheet's own. */
export const SubmittedShape = z.strictObject({
  paper: z.strictObject({ id: z.string(), title: z.string() }),
  date: z.string(),
  /** `changed`: the same person had submitted it before */
  outcome: z.enum(['added', 'joined', 'changed']),
  message: z.string(),
  notes: z.array(z.string()),
})
export type SubmittedShape = z.infer<typeof SubmittedShape>

const commentFields = {
  id: z.string(),
  /** `hidden` by a curator; `deleted` ones are told of only where somebody answered */
  state: z.enum(['shown', 'hidden', 'deleted']),
  /** null with the text, and once the person is gone */
  by: z.string().nullable(),
  /** who wrote it is among the paper's authors */
  author: z.boolean(),
  /** whoever asks wrote it */
  mine: z.boolean(),
  /** Markdown as written; null where whoever asks is not to read it */
  text: z.string().nullable(),
  /** the same as safe HTML */
  html: z.string().nullable(),
  createdAt: Instant,
  editedAt: Instant.nullable(),
}
export const CommentShape = z.strictObject(commentFields)
export type CommentShape = z.infer<typeof CommentShape>
export const ThreadCommentShape = z.strictObject({ ...commentFields, depth: Count, /** the comment that it answers */ parent: z.string().nullable() })
export type ThreadCommentShape = z.infer<typeof ThreadCommentShape>

const PaperName = z.strictObject({ id: z.string(), title: z.string() })

/** `/api/comments?paper=ID`: in the order of reading, each followed by its answers. Broadsheet's own. */
export const CommentsShape = z.strictObject({ paper: PaperName, /** those that are shown */ total: Count, comments: z.array(ThreadCommentShape) })
export type CommentsShape = z.infer<typeof CommentsShape>

/** `/api/comments`: newest first. Broadsheet's own. */
export const NewestCommentsShape = z.strictObject({ total: Count, comments: z.array(z.strictObject({ paper: PaperName, ...commentFields })) })
export type NewestCommentsShape = z.infer<typeof NewestCommentsShape>

/** Every error. */
export const ErrorShape = z.strictObject({ error: z.string().min(1) })

/** What somebody may mean who has typed so much: papers to go to, and queries to search for. Our own. */
export const SuggestionsShape = z.strictObject({
  papers: z.array(z.strictObject({ id: z.string(), title: z.string() })),
  authors: z.array(z.strictObject({ name: z.string(), papers: Count, query: z.string() })),
  categories: z.array(z.strictObject({ id: z.string(), name: z.string().nullable(), papers: Count, query: z.string() })),
})
export type SuggestionsShape = z.infer<typeof SuggestionsShape>
