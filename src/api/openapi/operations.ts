/** What the API answers, route by route. A test holds it to the routes that are mounted, to the table of who may, and to real answers. */
import { z } from 'zod'
import { PortableFile } from '../../community/portable/portable-file.ts'
import { SHELVES } from '../../community/reading-list.ts'
import { TASTE_SPANS } from '../../paper/taste-settings.ts'
import { NewBody, ReasonBody, TextBody } from '../comments.ts'
import { HookBody, NewHookBody } from '../me-hooks.ts'
import { NoteBody, TagsBody } from '../me-marks.ts'
import { NewSubscriptionBody, SubscriptionBody } from '../me-subscriptions.ts'
import { IndexBody, SubmitBody } from '../papers-of-service.ts'
import { CommentsShape, DayShape, DaysShape, EntriesShape, ErrorShape, FlatPaperShape, NewestCommentsShape, PapersByDateShape, ReposShape, SourcesShape, StatusShape, SubmissionsShape, SubmittedShape, SuggestionsShape, VotesShape } from '../schemas.ts'
import { SearchBody } from '../search-body.ts'
import { SubmissionBody } from '../submissions.ts'
import type { Operation } from './operation.ts'
import { ChangedTaste, CommentPlace, ForYou, Hook, Imported, marked, Me, Note, OwnList, Subscription, Tags, Taste, TasteBody, Voted, Withdrawn } from './own-answers.ts'

const day = z.iso.date()
const flag = z.enum(['0', '1']).optional()
const limit = (most: number, usual: number) => z.int().min(1).max(most).default(usual)
const page = z.int().min(0).default(0).describe('from 0')
const partial = z.string().optional().describe('2024, 2024-10 or 2024-10-18')
const filters = { category: z.string().max(60).optional(), venue: z.string().max(300).optional(), after: partial, before: partial }
const span = { date: day.optional(), week: z.string().optional().describe('2024-W42'), month: z.string().optional().describe('2024-10') }
const explain = { explain: flag.describe('1: why each paper stands where it stands') }
const next = ['Link']
const done = { 204: { says: 'Done.' } }
const empty = z.strictObject({})
const anything = z.record(z.string(), z.unknown())

const READ: readonly Operation[] = [
  { method: 'GET', route: '/api/daily_papers', group: 'Papers', may: 'anyone', summary: 'The papers of a day, week or month by votes, or of all days, newest first; trending', query: z.object({ ...span, sort: z.enum(['publishedAt', 'trending']).optional(), order: z.enum(['votes', 'newest', 'guess']).optional(), stood: flag.describe('1, with a date: as the day ended'), submitter: z.string().max(200).optional(), ...filters, ...explain, p: page, limit: limit(100, 50) }), answers: { 200: { says: 'The papers.', shape: EntriesShape, headers: next } } },
  { method: 'GET', route: '/api/papers/search', group: 'Papers', may: 'anyone', summary: 'Papers by words and by meaning, best first', query: z.object({ q: z.string().min(1).max(250), mode: z.enum(['both', 'words', 'meaning']).optional(), ...span, ...filters, fold: flag, verbatim: flag, ...explain, p: page, limit: limit(120, 20) }), answers: { 200: { says: 'The papers.', shape: EntriesShape, headers: [...next, 'X-Did-You-Mean', 'X-Searched-Instead'] } } },
  { method: 'POST', route: '/api/papers/search', group: 'Papers', may: 'anyone', summary: 'The same for a query as long as an abstract', body: SearchBody, answers: { 200: { says: 'The papers.', shape: EntriesShape } } },
  { method: 'GET', route: '/api/papers', group: 'Papers', may: 'anyone', summary: 'Every paper that has a date, newest first', query: z.object({ cursor: z.string().max(1800).optional(), limit: limit(100, 50) }), answers: { 200: { says: 'The papers; Link leads on.', shape: PapersByDateShape, headers: next } } },
  { method: 'GET', route: '/api/papers/:id{.+}', group: 'Papers', may: 'anyone', summary: 'One paper, by any of its ids', answers: { 200: { says: 'The paper.', shape: FlatPaperShape } } },
  { method: 'GET', route: '/api/papers/:id{.+}', end: '/similar', group: 'Papers', may: 'anyone', summary: 'Papers like it, closest first', query: z.object({ newer: flag, older: flag, after: partial, before: partial, ...explain, limit: limit(100, 10) }), answers: { 200: { says: 'The papers.', shape: EntriesShape } } },
  { method: 'GET', route: '/api/papers/:id{.+}', end: '/votes', group: 'Papers', may: 'anyone', summary: 'Its votes over time', answers: { 200: { says: 'The votes.', shape: VotesShape } } },
  { method: 'GET', route: '/api/arxiv/:id{.+}/repos', group: 'Papers', may: 'anyone', summary: 'Models, data sets and spaces of a paper: none are known here', answers: { 200: { says: 'Empty lists.', shape: ReposShape } } },
  { method: 'GET', route: '/api/suggest', group: 'Papers', may: 'anyone', summary: 'What somebody who is typing a query may mean', query: z.object({ q: z.string().max(200).optional() }), answers: { 200: { says: 'Titles, authors and categories.', shape: SuggestionsShape } } },
  { method: 'GET', route: '/api/days', group: 'Days', may: 'anyone', summary: 'What was expected of each day of a span, and what of it is held', query: z.object({ from: day, to: day }), answers: { 200: { says: 'The ledger.', shape: DaysShape } } },
  { method: 'GET', route: '/api/days/:day', group: 'Days', may: 'anyone', summary: 'One day: how many papers, and whether that is all', answers: { 200: { says: 'The day.', shape: DayShape } } },
  { method: 'GET', route: '/api/sources', group: 'Days', may: 'anyone', summary: 'Where the papers come from, and how each source fares', answers: { 200: { says: 'The sources.', shape: SourcesShape } } },
  { method: 'GET', route: '/api/status', group: 'Days', may: 'anyone', summary: 'What is held', answers: { 200: { says: 'Counts.', shape: StatusShape } } },
  { method: 'GET', route: '/api/openapi.json', group: 'This API', may: 'anyone', summary: 'This description', answers: { 200: { says: 'An OpenAPI 3.1 document.', shape: z.looseObject({ openapi: z.literal('3.1.0') }) } } },
]

const TALK: readonly Operation[] = [
  { method: 'GET', route: '/api/comments', group: 'People', may: 'anyone', summary: 'Comments on a paper in the order of reading, or those on all, newest first', query: z.object({ paper: z.string().optional(), p: page }), answers: { 200: { says: 'The comments.', shape: z.union([CommentsShape, NewestCommentsShape]) } } },
  { method: 'POST', route: '/api/comments', group: 'People', may: 'reader', summary: 'Comment on a paper', body: NewBody, answers: { 201: { says: 'It stands.', shape: CommentPlace }, 200: { says: 'It stood already.', shape: CommentPlace } } },
  { method: 'PATCH', route: '/api/comments/:id', group: 'People', may: 'reader', summary: 'Change one’s own comment', body: TextBody, answers: { 200: { says: 'It is changed.', shape: CommentPlace } } },
  { method: 'DELETE', route: '/api/comments/:id', group: 'People', may: 'reader', summary: 'Delete one’s own comment', answers: { 200: { says: 'It is gone.', shape: CommentPlace.extend({ removed: z.literal(true) }) } } },
  { method: 'POST', route: '/api/comments/:id/report', group: 'People', may: 'reader', summary: 'Report a comment to the curators', body: ReasonBody, answers: { 200: { says: 'It is reported.', shape: CommentPlace.extend({ reported: z.literal(true) }) } } },
  { method: 'GET', route: '/api/submissions', group: 'People', may: 'anyone', summary: 'What people put into a day', query: z.object({ date: day }), answers: { 200: { says: 'The submissions, oldest first.', shape: SubmissionsShape } } },
  { method: 'POST', route: '/api/me/submissions', group: 'People', may: 'reader', summary: 'Put a paper into a day', body: SubmissionBody, answers: { 201: { says: 'It is new there.', shape: SubmittedShape }, 200: { says: 'It was there.', shape: SubmittedShape } } },
  { method: 'DELETE', route: '/api/me/submissions/:day/:id{.+}', group: 'People', may: 'reader', summary: 'Take one’s own submission back', answers: { 200: { says: 'It is taken back.', shape: Withdrawn } } },
  { method: 'POST', route: '/api/papers/index', group: 'People', may: 'reader', summary: 'Bring a paper in, to no day', body: IndexBody, answers: { 200: { says: 'It is held.', shape: empty } } },
  { method: 'POST', route: '/api/papers/submit', group: 'People', may: 'reader', summary: 'Put a paper into today’s list', body: SubmitBody, answers: { 200: { says: 'It is there.', shape: empty }, 409: { says: 'It was there before.', shape: ErrorShape } } },
  { method: 'POST', route: '/api/papers/:id/links', group: 'People', may: 'reader', summary: 'Not done here: links come from the sources', answers: { 501: { says: 'Why not.', shape: ErrorShape } } },
  { method: 'POST', route: '/api/settings/papers/claim', group: 'People', may: 'reader', summary: 'Not done here: authors say in their settings who they are', answers: { 501: { says: 'Why not.', shape: ErrorShape } } },
]

const mark = (what: 'votes' | 'saved' | 'hidden' | 'read', on: string, off: string): Operation[] =>
  ([['PUT', on], ['DELETE', off]] as const).map(([method, summary]) => ({ method, route: `/api/me/${what}/:id{.+}`, group: 'Your own', may: 'reader', summary, answers: { 200: { says: 'How it stands now; sent again, it changes nothing.', shape: what === 'votes' ? Voted : marked(what) } } }))

const OWN: readonly Operation[] = [
  { method: 'GET', route: '/api/me', group: 'Your own', may: 'reader', summary: 'Who asks', answers: { 200: { says: 'Who asks.', shape: Me } } },
  { method: 'GET', route: '/api/me/list', group: 'Your own', may: 'reader', summary: 'One of the asker’s lists, newest first', query: z.object({ shelf: z.enum(SHELVES).optional(), tag: z.string().max(200).optional(), unread: flag, p: z.int().min(0).max(9999).default(0), limit: limit(100, 50) }), answers: { 200: { says: 'The papers.', shape: OwnList } } },
  { method: 'GET', route: '/api/me/for-you', group: 'Your own', may: 'reader', summary: 'The reader’s own front page', query: z.object({ dial: z.int().min(0).max(100).optional(), span: z.enum(TASTE_SPANS).optional(), p: z.int().min(0).max(1000).default(0), limit: limit(100, 50) }), answers: { 200: { says: 'The papers, each with its reasons.', shape: ForYou } } },
  ...mark('votes', 'Vote for a paper', 'Take the vote back'),
  ...mark('saved', 'Save a paper', 'Save it no longer'),
  ...mark('hidden', 'Hide a paper', 'Hide it no longer'),
  ...mark('read', 'Mark a paper as read', 'Mark it as unread'),
  { method: 'PUT', route: '/api/me/tags/:id{.+}', group: 'Your own', may: 'reader', summary: 'Give a paper these tags and no others', body: TagsBody, answers: { 200: { says: 'Its tags.', shape: Tags } } },
  { method: 'PUT', route: '/api/me/notes/:id{.+}', group: 'Your own', may: 'reader', summary: 'Write the note on a paper; an empty one takes it away', body: NoteBody, answers: { 200: { says: 'The note.', shape: Note } } },
  { method: 'GET', route: '/api/me/taste', group: 'Your own', may: 'reader', summary: 'What shapes the own front page', answers: { 200: { says: 'Settings, follows and seeds.', shape: Taste } } },
  { method: 'PUT', route: '/api/me/taste', group: 'Your own', may: 'reader', summary: 'Change what the body names', body: TasteBody, answers: { 200: { says: 'The taste, and what became of the seeds.', shape: ChangedTaste } } },
  { method: 'GET', route: '/api/me/export', group: 'Your own', may: 'reader', summary: 'Everything of who asks, as one file', answers: { 200: { says: 'The file.', shape: PortableFile } } },
  { method: 'POST', route: '/api/me/import', group: 'Your own', may: 'reader', summary: 'Take such a file in', body: PortableFile, answers: { 200: { says: 'What came of it.', shape: Imported } } },
  { method: 'DELETE', route: '/api/me', group: 'Your own', may: 'reader', inPerson: true, summary: 'Delete who asks, for good', body: z.strictObject({ confirm: z.string().describe('the e-mail address of the account') }), answers: done },
]

const SENT: readonly Operation[] = [
  { method: 'GET', route: '/api/me/subscriptions', group: 'Letters and alerts', may: 'reader', summary: 'The asker’s letters', answers: { 200: { says: 'The subscriptions.', shape: z.strictObject({ subscriptions: z.array(Subscription) }) } } },
  { method: 'POST', route: '/api/me/subscriptions', group: 'Letters and alerts', may: 'reader', summary: 'Have a view sent by mail', body: NewSubscriptionBody, answers: { 201: { says: 'It will be sent.', shape: Subscription }, 202: { says: 'The address is asked first.', shape: z.union([Subscription, z.strictObject({ state: z.string() })]) } } },
  { method: 'PATCH', route: '/api/me/subscriptions/:id', group: 'Letters and alerts', may: 'reader', summary: 'Change when and whether it is sent', body: SubscriptionBody, answers: { 200: { says: 'The subscription.', shape: Subscription } } },
  { method: 'DELETE', route: '/api/me/subscriptions/:id', group: 'Letters and alerts', may: 'reader', summary: 'End it', answers: done },
  { method: 'GET', route: '/api/me/hooks', group: 'Letters and alerts', may: 'reader', summary: 'The asker’s alerts', answers: { 200: { says: 'The alerts.', shape: z.strictObject({ hooks: z.array(Hook) }) } } },
  { method: 'POST', route: '/api/me/hooks', group: 'Letters and alerts', may: 'reader', summary: 'Have a view’s new papers sent to an address', body: NewHookBody, answers: { 201: { says: 'The alert; its secret is told this once.', shape: Hook.extend({ secret: z.string().optional() }) } } },
  { method: 'PATCH', route: '/api/me/hooks/:id', group: 'Letters and alerts', may: 'reader', summary: 'Pause it, or go on', body: HookBody, answers: { 200: { says: 'The alert.', shape: Hook } } },
  { method: 'DELETE', route: '/api/me/hooks/:id', group: 'Letters and alerts', may: 'reader', summary: 'End it', answers: done },
  { method: 'POST', route: '/api/me/hooks/:id/test', group: 'Letters and alerts', may: 'reader', summary: 'Send a made-up paper there', answers: { 200: { says: 'What came of it.', shape: z.strictObject({ arrived: z.boolean(), said: z.string() }) } } },
  { method: 'POST', route: '/api/mail/events/:secret', group: 'Letters and alerts', may: 'always', summary: 'For mail services: letters that came back or were unwanted', body: z.unknown(), answers: { 200: { says: 'How many subscriptions it stopped.', shape: z.strictObject({ stopped: z.int() }) } } },
]

const BROWSER: readonly Operation[] = [
  { method: 'POST', route: '/api/sign-in/passkey/options', group: 'Signing in', may: 'always', summary: 'For the pages: begin to sign in with a passkey', answers: { 200: { says: 'WebAuthn options.', shape: anything } } },
  { method: 'POST', route: '/api/sign-in/passkey', group: 'Signing in', may: 'always', summary: 'For the pages: sign in with a passkey', body: z.object({ response: anything }), answers: { 200: { says: 'A session, as a cookie.', shape: anything } } },
  { method: 'POST', route: '/api/me/passkeys/options', group: 'Signing in', may: 'reader', inPerson: true, summary: 'For the pages: begin to add a passkey', answers: { 200: { says: 'WebAuthn options.', shape: anything } } },
  { method: 'POST', route: '/api/me/passkeys', group: 'Signing in', may: 'reader', inPerson: true, summary: 'For the pages: add a passkey', body: z.object({ response: anything, name: z.string().optional() }), answers: { 200: { says: 'It is added.', shape: anything } } },
  { method: 'GET', route: '/api/auth/callback/:provider', group: 'Signing in', may: 'always', summary: 'Where another service leads back to', answers: { 303: { says: 'A page.' } } },
]

export const OPERATIONS: readonly Operation[] = [...READ, ...TALK, ...OWN, ...SENT, ...BROWSER]
