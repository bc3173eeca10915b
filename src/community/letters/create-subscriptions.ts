import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { BroadsheetError } from '../../paper/errors.ts'
import type { Person, Visitor } from '../../paper/people.ts'
import { nextDue, type Subscription } from '../../paper/subscription.ts'
import type { Store } from '../../store/store.ts'
import type { Clock } from '../../tools/clock.ts'
import { readEmail } from '../accounts/read-email.ts'
import { RateLimit } from '../accounts/rate-limit.ts'
import { actingPerson } from '../acting-person.ts'
import { type LetterLinks, letterLinks } from './letter-links.ts'
import { readMailEvents } from './mail-events.ts'
import { type LetterSettings, readView, readWishes } from './read-wishes.ts'
import type { AskToConfirm, SubscriptionWishes, Subscriptions, WhoMayAsk } from './subscriptions.ts'

/** A link to confirm holds so long; what nobody confirmed is forgotten some time after. */
export const CONFIRM_DAYS = 7
const FORGET_DAYS = 14
/** Of one person, and to one address. */
export const SUBSCRIPTIONS_MAX = 50
const DAY_MS = 86_400_000
const QUARTER_HOUR_MS = 900_000
const ASKED_PER_ADDRESS = 4
const ASKED_PER_PLACE = 20
/** To addresses that nobody confirmed, in an hour: a server that sends more is taken for a sender of spam. */
const LETTERS_PER_HOUR = 300

export interface LetterRules {
  readonly by: WhoMayAsk
  /** of the instance, for signed links */
  readonly secret: string
  readonly publicUrl: string
  readonly askToConfirm: AskToConfirm
  /** in the path at which mail services tell what came back; undefined: nobody may tell */
  readonly eventsSecret?: string | undefined
}

interface Parts {
  readonly store: Store
  readonly clock: Clock
  /** undefined where no mail is sent */
  readonly letters?: LetterRules | undefined
  readonly log?: { info(facts: object, text: string): void; warn(facts: object, text: string): void } | undefined
}

const NO_LINK = 'This link was not made here, or it is too old.'

export function createSubscriptions({ store, clock, letters, log }: Parts): Subscriptions {
  const { post } = store
  const now = (): string => new Date(clock.now()).toISOString()
  const ago = (days: number): string => new Date(clock.now() - days * DAY_MS).toISOString()
  const links = letters && letterLinks({ secret: letters.secret, publicUrl: letters.publicUrl, now: () => clock.now() })
  const perAddress = new RateLimit(clock, ASKED_PER_ADDRESS, QUARTER_HOUR_MS)
  const perPlace = new RateLimit(clock, ASKED_PER_PLACE, QUARTER_HOUR_MS)
  const all = new RateLimit(clock, LETTERS_PER_HOUR, 3_600_000)
  const pending = new Set<Promise<void>>()

  const offered = ({ person }: Visitor): boolean => letters !== undefined && letters.by !== 'off' && (person !== undefined || letters.by === 'anybody')

  function later(work: () => Promise<void>): void {
    const done = work()
      .catch((cause: unknown) => log?.warn({ cause }, 'a letter that asks for a confirmation could not be sent'))
      .finally(() => pending.delete(done))
    pending.add(done)
  }

  /** Writes to the address, unless it gets nothing more. Nobody waits for it, so that the time taken tells nothing. */
  function askToConfirm(subscription: () => Promise<Subscription | undefined>): void {
    later(async () => {
      const asked = await subscription()
      if (letters === undefined || links === undefined || asked === undefined || (await post.suppression(asked.email)) !== undefined) return
      if (!all.take('')) return log?.warn({}, 'more confirmations were asked for than are sent in an hour')
      await post.removeUnconfirmed(ago(FORGET_DAYS))
      await letters.askToConfirm({ to: asked.email, link: links.confirm(asked.id, clock.now() + CONFIRM_DAYS * DAY_MS), view: asked.view, days: CONFIRM_DAYS })
    })
  }

  /** One that waits to be confirmed, with these settings; one that comes already stays as it is. */
  async function unconfirmed(person: Person | undefined, email: string, view: string, settings: LetterSettings): Promise<Subscription> {
    const made = await add(person, email, view, settings, 'unconfirmed')
    if (made.added || made.subscription.state === 'active' || made.subscription.state === 'paused') return made.subscription
    const change = { ...settings, state: 'unconfirmed' as const, createdAt: now() }
    await post.changeSubscription(made.subscription.id, change)
    return { ...made.subscription, ...change }
  }

  function add(person: Person | undefined, email: string, view: string, settings: LetterSettings, state: 'unconfirmed' | 'active') {
    const at = now()
    return post.addSubscription({
      id: randomBytes(12).toString('base64url'), personId: person?.id, email, view, ...settings, state, stoppedWhy: undefined,
      createdAt: at, confirmedAt: state === 'active' ? at : undefined, dueAt: state === 'active' ? nextDue(settings, at) : undefined,
    })
  }

  async function change(held: Subscription, wishes: SubscriptionWishes): Promise<Subscription> {
    const settings = readWishes(wishes, held)
    const state = wishes.state === undefined ? held.state : (['active', 'paused', 'stopped'] as const).find((one) => one === wishes.state)
    if (state === undefined) throw new BroadsheetError('bad-input', 'Letters are active, paused or stopped.')
    if (state !== held.state && state !== 'stopped' && held.confirmedAt === undefined) throw new BroadsheetError('bad-input', 'This address was not confirmed yet: the letter that asks for it has a link.')
    if (state === 'active' && (await post.suppression(held.email)) !== undefined) {
      throw new BroadsheetError('bad-input', 'Letters to this address came back or were said to be unwanted, so none are sent there any more. Please give another address.')
    }
    const wanted = { ...settings, state, stoppedWhy: state === 'stopped' ? (held.stoppedWhy ?? ('reader' as const)) : undefined, dueAt: state === 'active' ? nextDue(settings, now()) : undefined }
    if (!(await post.changeSubscription(held.id, wanted))) throw new BroadsheetError('not-found', 'There are no such letters.')
    return { ...held, ...wanted }
  }

  async function own(visitor: Visitor, id: string): Promise<Subscription> {
    const person = actingPerson(visitor, 'change letters')
    const held = await post.subscription(id.slice(0, 100))
    if (held?.personId !== person.id) throw new BroadsheetError('not-found', 'You have no such letters.')
    return held
  }

  async function linked(token: unknown, purpose: Parameters<LetterLinks['read']>[1]): Promise<Subscription | undefined> {
    const id = links?.read(token, purpose)
    if (id === undefined) throw new BroadsheetError('not-found', NO_LINK)
    return post.subscription(id)
  }

  async function toConfirm(token: unknown): Promise<Subscription> {
    const held = await linked(token, 'confirm')
    if (held === undefined || held.state === 'stopped') throw new BroadsheetError('not-found', 'What this link would confirm is not wanted any more. Ask for the letters once more.')
    return held
  }

  async function toManage(token: unknown): Promise<{ email: string; subscriptions: readonly Subscription[] }> {
    const held = await linked(token, 'manage')
    if (held === undefined) throw new BroadsheetError('not-found', 'These letters were taken off the list; nothing more of them is sent.')
    return { email: held.email, subscriptions: await post.subscriptions({ email: held.email }) }
  }

  return {
    offered,
    links,

    async subscribe(visitor, request, from) {
      if (letters === undefined || letters.by === 'off') throw new BroadsheetError('not-allowed', 'No letters are sent from here.')
      if (!offered(visitor)) throw new BroadsheetError('not-signed-in', visitor.canSignIn ? 'Please sign in to have papers by mail.' : 'Letters go to members only here.')
      const { person } = visitor
      const view = readView(request.view, person !== undefined)
      const settings = readWishes(request)
      const email = request.email === undefined || request.email === '' ? (person?.email ?? readEmail(request.email)) : readEmail(request.email)
      if (!perPlace.take(from)) throw new BroadsheetError('too-many', 'Too many letters were asked for. Please try again in a quarter of an hour.')
      if (person === undefined) {
        if (!perAddress.take(email)) throw new BroadsheetError('too-many', 'Too many letters were asked for. Please try again in a quarter of an hour.')
        // Whatever is known of the address is found out after the answer.
        askToConfirm(async () => ((await post.subscriptions({ email })).length >= SUBSCRIPTIONS_MAX ? undefined : unconfirmed(undefined, email, view, settings)))
        return { state: 'asked', subscription: undefined }
      }
      const mine = await post.subscriptions({ personId: person.id })
      const isOwn = email === person.email?.toLowerCase()
      const held = mine.find((one) => one.email === email && one.view === view)
      if (held === undefined && mine.length >= SUBSCRIPTIONS_MAX) throw new BroadsheetError('too-many', `You have ${SUBSCRIPTIONS_MAX} kinds of letters; take some off before you add others.`)
      if (!isOwn && !mine.some((one) => one.email === email && one.confirmedAt !== undefined)) {
        if (!perAddress.take(email)) throw new BroadsheetError('too-many', 'Too many letters were asked for. Please try again in a quarter of an hour.')
        const subscription = await unconfirmed(person, email, view, settings)
        askToConfirm(async () => subscription)
        return { state: 'asked', subscription }
      }
      // Who signs in with an address reads what comes there; a complaint of theirs is taken back by asking anew.
      if (isOwn && (await post.suppression(email))?.why !== 'owner') await post.unsuppress(email)
      const made = await add(person, email, view, settings, 'active')
      if (made.added && (await post.suppression(email)) === undefined) return { state: 'active', subscription: made.subscription }
      const confirmed = { ...made.subscription, confirmedAt: made.subscription.confirmedAt ?? now() }
      if (made.subscription.confirmedAt === undefined) await post.changeSubscription(confirmed.id, { confirmedAt: confirmed.confirmedAt })
      return { state: 'active', subscription: await change(confirmed, { ...settings, state: 'active' }) }
    },

    list: async (visitor) => post.subscriptions({ personId: actingPerson(visitor, 'have papers by mail').id }),
    change: async (visitor, id, wishes) => change(await own(visitor, id), wishes),
    async remove(visitor, id) {
      await post.removeSubscription((await own(visitor, id)).id)
    },
    async stopOwn(visitor) {
      const mine = await post.subscriptions({ personId: actingPerson(visitor, 'change letters').id })
      const going = mine.filter(({ state }) => state !== 'stopped')
      for (const { id } of going) await post.changeSubscription(id, { state: 'stopped', stoppedWhy: 'reader' })
      return going.length
    },

    toConfirm,
    async confirm(token) {
      const held = await toConfirm(token)
      if (held.state !== 'unconfirmed') return held
      const at = now()
      const confirmed = { state: 'active' as const, confirmedAt: at, dueAt: nextDue(held, at) }
      await post.changeSubscription(held.id, confirmed)
      return { ...held, ...confirmed }
    },
    toStop: (token) => linked(token, 'unsubscribe'),
    async stop(token) {
      const held = await linked(token, 'unsubscribe')
      if (held === undefined || held.state === 'stopped') return held
      await post.changeSubscription(held.id, { state: 'stopped', stoppedWhy: 'reader' })
      return { ...held, state: 'stopped', stoppedWhy: 'reader' }
    },
    toManage,
    async changeByLink(token, id, wishes) {
      const held = (await toManage(token)).subscriptions.find((one) => one.id === id)
      if (held === undefined) throw new BroadsheetError('not-found', 'There are no such letters.')
      return change(held, wishes)
    },
    stopAllByLink: async (token) => post.stopAddress((await toManage(token)).email, 'reader'),

    stopAll: (email) => post.stopAddress(readEmail(email), 'owner'),
    async mailEvents(secret, body) {
      if (letters?.eventsSecret === undefined || !same(secret, letters.eventsSecret)) throw new BroadsheetError('not-found', 'There is nothing at this address.')
      const { events, confirm } = readMailEvents(body)
      if (confirm !== undefined) log?.info({ confirm }, 'Amazon asks whether notices of letters that came back are wanted: open this address once to say so')
      let stopped = 0
      for (const { email, why } of events) {
        // Others may send by the same service: an address that nobody gave here is none of ours.
        if ((await post.subscriptions({ email })).length === 0) continue
        await post.suppress(email, why, now())
        stopped++
      }
      return { stopped }
    },

    async settled() {
      while (pending.size > 0) await Promise.all(pending)
    },
  }
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest()

function same(said: unknown, secret: string): boolean {
  return typeof said === 'string' && timingSafeEqual(digest(said), digest(secret))
}
