/**
 * What people do: votes, marks, comments, submissions, a reader's own taste, and the accounts behind them. This file is the
 * room's door. Each deed has rules of its own and a file of its own; faces call deeds with the person who is asking and never
 * check a rule themselves. The room knows the store and nouns; it does not know HTTP, HTML or where papers come from.
 */
import type { Accounts } from './accounts/accounts.ts'
import type { Alerts } from './alerts/alerts.ts'
import type { Comments } from './comments.ts'
import type { Subscriptions } from './letters/subscriptions.ts'
import type { GuessSwitch } from './guess-switch.ts'
import type { Marks } from './marks.ts'
import type { ReadMine } from './mine.ts'
import type { ReadingList } from './reading-list.ts'
import type { Submissions } from './submissions.ts'
import type { Portable } from './portable.ts'
import type { TasteDeeds } from './taste.ts'
import type { ZoteroDeeds } from './zotero-seeds.ts'
import type { Visits } from './visits.ts'
import type { Votes } from './votes.ts'

export interface Community {
  // Each part is added here by the file that makes it: `readonly votes: Votes`.
  /** undefined where nobody signs in */
  readonly accounts: Accounts | undefined
  readonly taste: TasteDeeds
  readonly zotero: ZoteroDeeds
  readonly portable: Portable
  readonly votes: Votes
  readonly submissions: Submissions
  readonly marks: Marks
  readonly comments: Comments
  /** papers by mail */
  readonly subscriptions: Subscriptions
  /** new papers told to chats and programs */
  readonly alerts: Alerts
  readonly guessSwitch: GuessSwitch
  readonly visits: Visits
  /** what the reader who asks did with papers */
  readonly mine: ReadMine
  readonly readingList: ReadingList
}
