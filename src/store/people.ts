/**
 * What people do, beside the papers: votes, marks, tags, notes, comments, submissions, follows. The same database and the
 * same contract on both. When two held papers turn out to be one, everything of the absorbed one goes to the other
 * (`StoreWriter.absorb`); a person's removal leaves no trace. All keys are the store's keys of papers; instants are ISO.
 */
import type { Comment, Follow, Mark, Person, Role, Submission, VoteCount } from '../paper/people.ts'

export interface Page {
  /** from 0 */
  readonly offset?: number | undefined
  readonly limit?: number | undefined
}

export interface MarkedPaper {
  readonly paperKey: number
  readonly at: string
}

/** One vote (or one commenter) as the ranking may know it: when, by an account of what age and role, and no name. */
export interface VoteFact {
  readonly at: string
  /** since when the account is there */
  readonly voterSince: string
  readonly voterRole: Role
  readonly own: boolean
}

export interface TokenFacts {
  readonly id: string
  /** as its owner called it */
  readonly name: string
  readonly createdAt: string
  readonly lastUsedAt: string | undefined
}

/**
 * Deeds on a paper that is not held end in BroadsheetError not-found, deeds of a person who is gone in not-signed-in: somebody may be
 * removed, and papers may become one, while a page is open. The local person's row is made by their first deed.
 */
export interface People {
  /** Runs deeds in one transaction, all or nothing. Inside only what is handed in is used: a deed of the outside would wait for its own end. */
  together<T>(work: (inside: People) => Promise<T>): Promise<T>

  person(id: string): Promise<Person | undefined>
  /** any case */
  personByEmail(email: string): Promise<Person | undefined>
  /** When the first account was made (ISO); undefined without any. The one reader of an instance without accounts is none. */
  founded(): Promise<string | undefined>
  persons(page?: Page): Promise<{ total: number; persons: readonly Person[] }>
  /** Adds or changes a person. */
  savePerson(person: Person): Promise<void>
  /** False when unknown. */
  setRole(id: string, role: Role): Promise<boolean>
  /**
   * Takes a person out with every trace: account, sessions, tokens, votes (counts fall, history of counts is made anew), marks, tags,
   * notes, follows, seeds, settings, reports; comments lose text and name but keep their place where others answered; submissions
   * without other submitters leave the day. False when unknown.
   */
  removePerson(id: string): Promise<boolean>

  /** A person's API tokens, oldest first; the token itself is kept nowhere. */
  tokens(personId: string): Promise<readonly TokenFacts[]>
  /** `hash`: digest of the token, hex */
  addToken(token: { id: string; personId: string; name: string; hash: string; at: string }): Promise<void>
  personByTokenHash(hash: string): Promise<{ person: Person; tokenId: string; lastUsedAt: string | undefined } | undefined>
  /** It was used. */
  touchToken(id: string, at: string): Promise<void>
  /** False when the person has none of that id. */
  removeToken(personId: string, id: string): Promise<boolean>

  /**
   * One vote per person and paper: on or off, however often it is said. Taken back and given again it keeps the instant of its first giving, so that
   * ages and freshness are reckoned from there; `own`, the person is among the authors, is as it was said last. Answers the counts as they then stand.
   */
  vote(paperKey: number, personId: string, on: boolean, facts: { own: boolean; at: string }): Promise<VoteCount>
  votes(paperKeys: readonly number[]): Promise<ReadonlyMap<number, VoteCount>>
  votedBy(personId: string, paperKeys: readonly number[]): Promise<ReadonlySet<number>>
  /** The votes that stand, oldest first. */
  voteFacts(paperKeys: readonly number[]): Promise<ReadonlyMap<number, readonly VoteFact[]>>
  /** Counts at the end of each ISO day (UTC) on which they changed, ascending: for a chart. */
  voteHistory(paperKey: number): Promise<readonly ({ day: string } & VoteCount)[]>
  /** A person's votes, newest first. */
  votesOfPerson(personId: string, page?: Page): Promise<{ total: number; papers: readonly MarkedPaper[] }>
  /** Papers with a vote or comment since an instant. */
  stirredSince(at: string): Promise<readonly number[]>

  mark(personId: string, paperKey: number, mark: Mark, on: boolean, at: string): Promise<void>
  marksOn(personId: string, paperKeys: readonly number[]): Promise<ReadonlyMap<number, ReadonlySet<Mark>>>
  /** newest first */
  marked(personId: string, mark: Mark, page?: Page): Promise<{ total: number; papers: readonly MarkedPaper[] }>

  /** Replaces a person's tags of a paper. */
  tag(personId: string, paperKey: number, tags: readonly string[], at: string): Promise<void>
  tagsOn(personId: string, paperKeys: readonly number[]): Promise<ReadonlyMap<number, readonly string[]>>
  /** by name */
  tagsOf(personId: string): Promise<readonly { tag: string; papers: number }[]>
  tagged(personId: string, tag: string, page?: Page): Promise<{ total: number; papers: readonly MarkedPaper[] }>
  /** '' takes the note away. */
  note(personId: string, paperKey: number, text: string, at: string): Promise<void>
  notesOn(personId: string, paperKeys: readonly number[]): Promise<ReadonlyMap<number, string>>
  notes(personId: string, page?: Page): Promise<{ total: number; papers: readonly (MarkedPaper & { text: string })[] }>

  /** oldest first, whatever their state */
  comments(paperKey: number): Promise<readonly Comment[]>
  comment(id: string): Promise<Comment | undefined>
  /** `own`: the person is among the authors; false when left out */
  addComment(comment: { id: string; paperKey: number; personId: string; parent: string | undefined; text: string; at: string; own?: boolean | undefined }): Promise<void>
  editComment(id: string, text: string, at: string): Promise<boolean>
  setCommentState(id: string, state: Comment['state'], at: string): Promise<boolean>
  /** Who commented, each once, by the first of their comments that is shown; oldest first. */
  commenters(paperKeys: readonly number[]): Promise<ReadonlyMap<number, readonly VoteFact[]>>
  /** those shown */
  commentCounts(paperKeys: readonly number[]): Promise<ReadonlyMap<number, number>>
  commentsOfPerson(personId: string, page?: Page): Promise<{ total: number; comments: readonly Comment[] }>
  commentsSince(personId: string, at: string): Promise<number>
  /** those shown, of all papers, newest first */
  commentsNewest(page?: Page): Promise<{ total: number; comments: readonly Comment[] }>
  /** Says of a person's comments on papers whether they are an author's. */
  ownComments(personId: string, paperKeys: readonly number[], own: boolean): Promise<void>
  report(commentId: string, personId: string, reason: string, at: string): Promise<void>
  /** open reports, most reported first */
  reports(): Promise<readonly { comment: Comment; reasons: readonly string[]; count: number }[]>
  /** how many comments have open reports */
  openReports(): Promise<number>
  /** the reports of a comment are dealt with */
  closeReports(commentId: string): Promise<void>

  /**
   * Puts a paper into a day's list (a place of source `community`). A second submission of a paper to a day joins the first: both names
   * stand; `picked` and a remark are kept with each.
   */
  submit(submission: { day: string; paperKey: number; personId: string; at: string; picked: boolean; remark: string }): Promise<'added' | 'joined'>
  /** Takes one's submission back; the place goes with the last one. */
  withdraw(submission: { day: string; paperKey: number; personId: string }): Promise<boolean>
  /** oldest first */
  submissions(query: { day: string } | { paperKeys: readonly number[] } | { personId: string }): Promise<readonly Submission[]>
  /** What curators picked, newest first. */
  picks(page?: Page): Promise<{ total: number; submissions: readonly Submission[] }>

  follow(personId: string, follow: Follow, on: boolean): Promise<void>
  follows(personId: string): Promise<readonly Follow[]>
  /** Papers that stand for a reader's interest without having been voted on: pasted ids, a Zotero library. */
  seed(personId: string, paperKeys: readonly number[], on: boolean): Promise<void>
  seeds(personId: string): Promise<readonly number[]>

  /**
   * Numbers that grow whenever something of the kind changes: `acts`, votes, comments and the accounts that they are judged by;
   * `submissions`, what people put into days. Neither changes `Store.seq`: a list that is remembered holds while all that it is made of stays.
   */
  changeCounts(): Promise<{ acts: number; submissions: number }>

  /** Small settings of a person (JSON values): the dial, switches, last visit. `undefined` takes one away. */
  setSetting(personId: string, name: string, value: unknown): Promise<void>
  settings(personId: string): Promise<Readonly<Record<string, unknown>>>

  /** A list's order as it stood, kept once: a second keeping of the same name changes nothing. Answers whether it was the first. */
  keepRanking(name: string, order: readonly { paperKey: number; score: number; votes: number; own: number; upvotes: number; comments: number }[], at: string): Promise<boolean>
  ranking(name: string): Promise<{ at: string; /** how many were in it when it was kept */ papers: number; order: readonly { paperKey: number; score: number; votes: number; own: number; upvotes: number; comments: number }[] } | undefined>
  /** Of names like `day:2026-04-01`: whether it is kept, and the nearest kept ones of its kind. */
  rankingsNear(name: string): Promise<{ kept: boolean; previous: string | undefined; next: string | undefined }>
}
