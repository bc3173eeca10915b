/** What mail services tell of letters: Amazon SES by way of SNS, Postmark, Mailgun, Resend, SendGrid, Brevo, Mailjet, and a plain shape of our own. */
import { BroadsheetError } from '../../paper/errors.ts'
import { readEmail } from '../accounts/read-email.ts'

export interface MailEvent {
  readonly email: string
  readonly why: 'bounce' | 'complaint'
}

/** More in one request are not read. */
export const MAIL_EVENTS_MAX = 1000

type Wild = Readonly<Record<string, unknown>>

/**
 * The events of a request's body that end letters. A letter that is merely late, a full mailbox, an opening: nothing is said of them.
 * `confirm`: the address at which whoever runs the instance says to Amazon that these notices are wanted; it is never asked for from here.
 * @throws BroadsheetError bad-input for a body that is no JSON
 */
export function readMailEvents(body: string): { readonly events: readonly MailEvent[]; readonly confirm: string | undefined } {
  const said = parsed(body)
  if (said === undefined) throw new BroadsheetError('bad-input', 'The body is not JSON; send an object such as {"event": "bounce", "email": "reader@example.org"}.')
  const found: MailEvent[] = []
  let confirm: string | undefined
  for (const one of (Array.isArray(said) ? said : [said]).slice(0, MAIL_EVENTS_MAX)) {
    if (!isObject(one)) continue
    if (one['Type'] === 'SubscriptionConfirmation') confirm ??= amazonAddress(one['SubscribeURL'])
    for (const event of eventsOf(one)) if (found.length < MAIL_EVENTS_MAX) found.push(event)
  }
  return { events: found, confirm }
}

function* eventsOf(one: Wild): Generator<MailEvent> {
  const notice = one['Type'] === 'Notification' && typeof one['Message'] === 'string' ? parsed(one['Message']) : one
  if (!isObject(notice)) return
  const data = notice['event-data']
  if (isObject(data)) yield* mailgun(data)
  else if (notice['notificationType'] !== undefined || notice['eventType'] !== undefined) yield* amazon(notice)
  else if (typeof notice['RecordType'] === 'string') yield* postmark(notice)
  else if (typeof notice['type'] === 'string' && isObject(notice['data'])) yield* resend(notice['type'], notice['data'])
  else yield* plain(notice)
}

function* amazon(notice: Wild): Generator<MailEvent> {
  const kind = notice['notificationType'] ?? notice['eventType']
  const { bounce, complaint } = notice
  if (kind === 'Bounce' && isObject(bounce) && bounce['bounceType'] === 'Permanent') yield* recipients(bounce['bouncedRecipients'], 'bounce')
  if (kind === 'Complaint' && isObject(complaint)) yield* recipients(complaint['complainedRecipients'], 'complaint')
}

function* recipients(list: unknown, why: MailEvent['why']): Generator<MailEvent> {
  if (!Array.isArray(list)) return
  for (const one of list.slice(0, MAIL_EVENTS_MAX)) if (isObject(one)) yield* event(one['emailAddress'], why)
}

/** Types of bounces after which Postmark itself sends no more. */
const POSTMARK_BOUNCES: ReadonlySet<unknown> = new Set(['HardBounce', 'BadEmailAddress', 'ManuallyDeactivated', 'InboundError'])

function* postmark(notice: Wild): Generator<MailEvent> {
  const { RecordType: kind, Type: type, Email: email } = notice
  if (kind === 'SpamComplaint' || (kind === 'Bounce' && (type === 'SpamComplaint' || type === 'SpamNotification'))) yield* event(email, 'complaint')
  else if (kind === 'Bounce' && POSTMARK_BOUNCES.has(type)) yield* event(email, 'bounce')
}

function* mailgun(data: Wild): Generator<MailEvent> {
  if (data['event'] === 'complained') yield* event(data['recipient'], 'complaint')
  if (data['event'] === 'failed' && data['severity'] === 'permanent') yield* event(data['recipient'], 'bounce')
}

function* resend(kind: string, { to, bounce }: Wild): Generator<MailEvent> {
  if (!Array.isArray(to)) return
  const isForGood = !isObject(bounce) || bounce['type'] === undefined || bounce['type'] === 'Permanent'
  for (const address of to.slice(0, MAIL_EVENTS_MAX)) {
    if (kind === 'email.bounced' && isForGood) yield* event(address, 'bounce')
    if (kind === 'email.complained') yield* event(address, 'complaint')
  }
}

const BOUNCES: ReadonlySet<unknown> = new Set(['bounce', 'hard_bounce', 'invalid_email'])
const COMPLAINTS: ReadonlySet<unknown> = new Set(['complaint', 'complained', 'spam', 'spamreport', 'spam_complaint'])

/** Our own; SendGrid's, whose `type` says of a bounce that it was only blocked for now; Mailjet's, whose `hard_bounce` says the same; Brevo's. */
function* plain({ event: kind, type, hard_bounce: isHard, email }: Wild): Generator<MailEvent> {
  if (BOUNCES.has(kind) && type !== 'blocked' && isHard !== false) yield* event(email, 'bounce')
  if (COMPLAINTS.has(kind)) yield* event(email, 'complaint')
}

function* event(address: unknown, why: MailEvent['why']): Generator<MailEvent> {
  if (typeof address !== 'string' || address.length > 1000) return
  const bare = /<([^<>]{1,500})>\s*$/.exec(address)?.[1] ?? address
  try {
    yield { email: readEmail(bare), why }
  } catch {
    // An address that we could not have written to.
  }
}

function amazonAddress(said: unknown): string | undefined {
  if (typeof said !== 'string' || said.length > 2000 || !URL.canParse(said)) return undefined
  const url = new URL(said)
  return url.protocol === 'https:' && /^sns\.[a-z0-9-]{1,40}\.amazonaws\.com(\.cn)?$/.test(url.hostname) ? url.href : undefined
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}

const isObject = (value: unknown): value is Wild => typeof value === 'object' && value !== null && !Array.isArray(value)
