/** The tables of people, beside those of papers. Instants are ISO text, yes and no are 1 and 0, on both databases. */

/** Who there is; at once the table of users of the library that lets people in. */
export interface PersonsTable {
  id: string
  name: string
  /** lower case */
  email: string | null
  email_verified: number
  image: string | null
  role: string
  created_at: string
  updated_at: string
}

/** That library's own tables. Their columns are its fields, named as here. */
export interface SessionsTable {
  id: string
  person_id: string
  token: string
  expires_at: string
  ip_address: string | null
  user_agent: string | null
  created_at: string
  updated_at: string
}

export interface LoginsTable {
  id: string
  person_id: string
  account_id: string
  provider_id: string
  access_token: string | null
  refresh_token: string | null
  id_token: string | null
  access_token_expires_at: string | null
  refresh_token_expires_at: string | null
  scope: string | null
  password: string | null
  created_at: string
  updated_at: string
}

export interface VerificationsTable {
  id: string
  identifier: string
  value: string
  expires_at: string
  created_at: string
  updated_at: string
}

export interface PasskeysTable {
  id: string
  person_id: string
  name: string | null
  public_key: string
  credential_id: string
  counter: number
  device_type: string
  backed_up: number
  transports: string | null
  aaguid: string | null
  created_at: string | null
}

/** Personal API tokens: of a token only its digest is kept. */
export interface TokensTable {
  id: string
  person_id: string
  name: string
  hash: string
  created_at: string
  last_used_at: string | null
}

export interface VotesTable {
  paper_key: number
  person_id: string
  own: number
  /** when it was first given */
  at: string
  /** 0 once it is taken back */
  stands: number
}

/** What the votes and the comments that are shown come to, kept with every write of them. */
export interface VoteCountsTable {
  paper_key: number
  votes: number
  own: number
  comments: number
}

/** The counts at the end of a day (UTC) on which they were touched. */
export interface VoteDaysTable {
  paper_key: number
  day: string
  votes: number
  own: number
}

export interface MarksTable {
  person_id: string
  paper_key: number
  mark: string
  at: string
}

export interface TagsTable {
  person_id: string
  paper_key: number
  tag: string
  at: string
}

export interface NotesTable {
  person_id: string
  paper_key: number
  text: string
  at: string
}

export interface CommentsTable {
  id: string
  paper_key: number
  /** null once the person is gone */
  person_id: string | null
  parent: string | null
  text: string
  created_at: string
  edited_at: string | null
  state: string
  own: number
}

export interface ReportsTable {
  comment_id: string
  person_id: string
  reason: string
  at: string
  /** 1 once dealt with */
  closed: number
}

export interface SubmissionsTable {
  day: string
  paper_key: number
  person_id: string
  at: string
  picked: number
  remark: string
}

export interface FollowsTable {
  person_id: string
  kind: string
  value: string
}

export interface SeedsTable {
  person_id: string
  paper_key: number
}

export interface PersonSettingsTable {
  person_id: string
  name: string
  /** JSON */
  value: string
}

export interface RankingsTable {
  name: string
  at: string
  /** how many were in it when it was kept; some may have gone since, or become one */
  papers: number
}

export interface RankingEntriesTable {
  name: string
  position: number
  paper_key: number
  score: number
  votes: number
  own: number
  upvotes: number
  comments: number
}

export interface PeopleTables {
  persons: PersonsTable
  sessions: SessionsTable
  logins: LoginsTable
  verifications: VerificationsTable
  passkeys: PasskeysTable
  tokens: TokensTable
  votes: VotesTable
  vote_counts: VoteCountsTable
  vote_days: VoteDaysTable
  marks: MarksTable
  tags: TagsTable
  notes: NotesTable
  comments: CommentsTable
  reports: ReportsTable
  submissions: SubmissionsTable
  follows: FollowsTable
  seeds: SeedsTable
  person_settings: PersonSettingsTable
  rankings: RankingsTable
  ranking_entries: RankingEntriesTable
}
