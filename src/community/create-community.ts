import type { Zotero } from '../source/zotero/zotero.ts'
import type { PaperFinder } from '../paper/found-paper.ts'
import type { Store } from '../store/store.ts'
import type { Clock } from '../tools/clock.ts'
import type { Accounts } from './accounts/accounts.ts'
import { type AlertRules, createAlerts } from './alerts/create-alerts.ts'
import type { Community } from './community.ts'
import { createComments } from './comments.ts'
import { createGuessSwitch } from './guess-switch.ts'
import { createSubscriptions, type LetterRules } from './letters/create-subscriptions.ts'
import { createMarks } from './marks.ts'
import { createMine } from './mine.ts'
import { createReadingList } from './reading-list.ts'
import { createSubmissions } from './submissions.ts'
import { DEFAULT_SUBMISSION_RULES, type SubmissionRules } from './submission-rules.ts'
import { createVisits } from './visits.ts'
import { createVotes } from './votes.ts'
import { createPortable } from './portable.ts'
import { createTaste } from './taste.ts'
import { createZoteroSeeds } from './zotero-seeds.ts'

export interface CommunityParts {
  readonly store: Store
  readonly clock: Clock
  /** absent where nobody signs in; made apart, because its library is loaded only where it is wanted */
  readonly accounts?: Accounts | undefined
  /** absent where no service is asked */
  readonly zotero?: Zotero | undefined
  /** brings in papers that people name; absent where only those held may be submitted */
  readonly finder?: PaperFinder | undefined
  readonly submissionRules?: SubmissionRules | undefined
  /** absent where no mail is sent */
  readonly letters?: LetterRules | undefined
  /** how the instance names itself to addresses that are told of new papers */
  readonly alerts?: AlertRules | undefined
  readonly log?: { info(facts: object, text: string): void; warn(facts: object, text: string): void } | undefined
}

/** Puts the deeds of people together; each is made by a file of its own. */
export function createCommunity(parts: CommunityParts): Community {
  const taste = createTaste(parts)
  const zotero = createZoteroSeeds({ store: parts.store, taste, zotero: parts.zotero })
  return {
    accounts: parts.accounts,
    taste,
    zotero,
    portable: createPortable({ ...parts, zotero }),
    votes: createVotes(parts),
    marks: createMarks(parts),
    comments: createComments(parts),
    subscriptions: createSubscriptions(parts),
    alerts: createAlerts(parts),
    guessSwitch: createGuessSwitch(parts),
    visits: createVisits(parts),
    mine: createMine(parts),
    readingList: createReadingList(parts),
    submissions: createSubmissions({ ...parts, rules: parts.submissionRules ?? DEFAULT_SUBMISSION_RULES }),
  }
}
