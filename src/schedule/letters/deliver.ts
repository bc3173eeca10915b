/**
 * Delivers letters: takes those whose time has come, has them written, hands them to the mail server a few at a time, and keeps the
 * ledger. Whenever the process ends, by a signal or a power cut, the ledger tells which letters may have gone out.
 */
import { setTimeout as wait } from 'node:timers/promises'
import type { Carried, Carrier } from '../../mail/delivery/carrier.ts'
import type { Letter } from '../../mail/mailer.ts'
import { type LetterTally, noLetters } from '../../paper/letter-tally.ts'
import { nextDue } from '../../paper/subscription.ts'
import type { LetterOutcome, Post, TakenLetter } from '../../store/post.ts'
import type { Time } from '../../tools/clock.ts'
import { instantOf } from '../../tools/time-zone.ts'
import type { Compose } from './compose.ts'
import { gather } from './gather.ts'
import { Pace } from './pace.ts'
import { isLate } from './plan-due.ts'

/** Of a letter whose end was handed over and whose answer was lost: left alone, or sent again. */
export type UnknownRule = 'leave' | 'resend'

export interface DeliverParts {
  readonly post: Post
  readonly time: Time
  readonly log: { info(about: object, text: string): void; warn(about: object, text: string): void }
  readonly compose: Compose
  readonly carrier: Carrier
  readonly unknown: UnknownRule
  /** letters; 0 for as many as go */
  readonly perSecond: number
  /** names this process in the ledger */
  readonly by: string
  readonly random?: (() => number) | undefined
  /** how long this process keeps a letter that it took without saying so again, ms */
  readonly leaseMs?: number | undefined
  /** the shortest wait before a letter is tried again, ms */
  readonly retryMs?: number | undefined
  /** the longest, ms */
  readonly retryMostMs?: number | undefined
  /** the first rest after trouble with the mail server itself, ms */
  readonly restMs?: number | undefined
}

/** Letters taken and written at once. */
const BATCH = 100
const LEASE_MS = 90_000
const RETRY_MS = 60_000
const RETRY_MOST_MS = 3_600_000
/** Where letters are sent again after an answer was lost: so many copies in all. */
const COPIES_MOST = 5
/** Letters under way when the process is asked to end have so long, ms. */
const GRACE_MS = 10_000
const END_TRIES = 5

interface Ready {
  readonly taken: TakenLetter
  readonly letter: Letter
  readonly paperKeys: readonly number[]
}

export class Delivery {
  readonly #parts: DeliverParts
  readonly #pace: Pace
  readonly #held = new Set<number>()
  readonly #begin: (asked: { id: number; paperKeys: readonly number[] }) => Promise<boolean>
  readonly #end: (outcome: LetterOutcome) => Promise<void>
  #tally = noLetters()

  constructor(parts: DeliverParts) {
    this.#parts = parts
    this.#pace = new Pace(parts.time, parts.perSecond, parts.random, parts.restMs)
    const { post, by } = parts
    this.#begin = gather(async (all) => {
      const begun = await post.beginLetters(all, by, this.#now(), this.#until())
      return all.map(({ id }) => begun.has(id))
    })
    this.#end = gather(async (all) => {
      for (let tries = 1; ; tries++) {
        try {
          await post.endLetters(all, by, this.#now())
          return all.map(() => undefined)
        } catch (error) {
          if (tries === END_TRIES) throw error
          await wait(50 * 2 ** tries)
        }
      }
    })
  }

  /** Sends what is due until nothing is, the server rests, or the signal. @param onProgress after every letter */
  async deliver(signal: AbortSignal, onProgress?: (tally: Readonly<LetterTally>) => void): Promise<LetterTally> {
    this.#tally = noLetters()
    const ended = new AbortController()
    const keeping = this.#keepHolding(ended.signal)
    try {
      await this.#settleLost()
      await this.#work(signal, onProgress)
    } finally {
      ended.abort()
      await keeping
    }
    return this.#tally
  }

  async #work(signal: AbortSignal, onProgress?: (tally: Readonly<LetterTally>) => void): Promise<void> {
    const { carrier, time } = this.#parts
    const flying = new Set<Promise<void>>()
    let ready: Ready[] = []
    let preparing: Promise<void> | undefined
    let drained = false
    let trouble: unknown
    const aborted = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
    const stopped = (): boolean => signal.aborted || trouble !== undefined || this.#pace.serverRestsUntil > time.now()
    for (;;) {
      if (stopped()) break
      if (!drained && preparing === undefined && ready.length <= 2 * carrier.connections) {
        preparing = this.#prepare()
          .then((made) => {
            ready.push(...made.ready)
            drained = made.taken === 0
          })
          .catch((error: unknown) => void (trouble = error ?? new Error('letters could not be taken')))
          .finally(() => (preparing = undefined))
      }
      const resting = ready.filter(({ taken }) => this.#pace.domain(taken.letter.email).rests !== undefined)
      ready = ready.filter((one) => !resting.includes(one))
      await this.#postponeResting(resting)
      while (flying.size < carrier.connections) {
        const at = ready.findIndex(({ taken }) => !this.#pace.domain(taken.letter.email).full)
        if (at < 0) break
        const [one] = ready.splice(at, 1)
        this.#pace.begin(one!.taken.letter.email)
        const flight: Promise<void> = this.#send(one!, signal)
          .catch((error: unknown) => void (trouble = error ?? new Error('a letter could not be entered')))
          .finally(() => {
            flying.delete(flight)
            // A second letter to the same address waited for this one.
            drained = false
            onProgress?.(this.#tally)
          })
        flying.add(flight)
      }
      if (flying.size === 0 && preparing === undefined && ready.length === 0) {
        if (drained) break
        continue
      }
      await Promise.race([aborted, ...flying, ...(preparing === undefined ? [] : [preparing])])
    }
    await preparing
    await this.#giveBack(ready, signal.aborted ? time.now() : this.#pace.serverRestsUntil)
    const landed = Promise.all(flying)
    const patience = new AbortController()
    await Promise.race([landed, signal.aborted ? wait(GRACE_MS, undefined, { signal: patience.signal }).catch(() => {}) : landed])
    patience.abort()
    if (trouble !== undefined) throw trouble
  }

  /** Takes some letters and has them written; what is not to be sent now is entered at once. */
  async #prepare(): Promise<{ readonly taken: number; readonly ready: readonly Ready[] }> {
    const { post, by, compose } = this.#parts
    const now = this.#now()
    const taken = await post.takeLetters({ by, at: now, until: this.#until(), limit: BATCH })
    for (const { letter } of taken) this.#held.add(letter.id)
    const wanted = await this.#dropLate(taken, now)
    const composed = wanted.length === 0 ? [] : await compose(wanted, now).catch((error: unknown) => wanted.map(() => asError(error)))
    const ready: Ready[] = []
    const postponed: { id: number; nextAt: string; note: string }[] = []
    for (const [at, one] of wanted.entries()) {
      const made = composed[at] ?? new Error('it was not written')
      const { id } = one.letter
      if (made instanceof Error) {
        this.#parts.log.warn({ cause: made, letter: id }, 'a letter could not be written; it is tried again later')
        postponed.push({ id, nextAt: this.#again(one), note: 'It could not be written.' })
        this.#tally.putOff++
      } else if (made.kind === 'wait') {
        postponed.push({ id, nextAt: made.until > now ? made.until : this.#again(one), note: made.why })
        this.#tally.waiting++
      } else if (made.kind === 'nothing') {
        this.#tally.empty++
        await this.#close({ id, outcome: 'skipped', error: made.why })
      } else ready.push({ taken: one, letter: { ...made.letter, messageId: one.letter.messageId }, paperKeys: made.paperKeys })
    }
    await post.postponeLetters(postponed, by)
    for (const { id } of postponed) this.#held.delete(id)
    return { taken: taken.length, ready }
  }

  /** Without those whose successor is nearer by now: what they would have shown comes with that one. */
  async #dropLate(taken: readonly TakenLetter[], now: string): Promise<TakenLetter[]> {
    const wanted: TakenLetter[] = []
    for (const one of taken) {
      const { subscription, letter } = one
      const due = new Date(instantOf(letter.occasion, subscription.hour * 60, subscription.timeZone)).toISOString()
      if (!isLate(due, nextDue(subscription, due), now)) {
        wanted.push(one)
        continue
      }
      const { id, attempts, lastError } = letter
      const outcome = attempts > 0 ? 'unknown' : lastError === undefined ? 'skipped' : 'failed'
      this.#tally[outcome === 'skipped' ? 'late' : outcome]++
      await this.#close({ id, outcome, error: lastError === undefined ? 'Its time was over before it could be sent.' : `Given up: ${lastError}` })
    }
    return wanted
  }

  async #send({ taken, letter, paperKeys }: Ready, signal: AbortSignal): Promise<void> {
    const { id, email } = taken.letter
    const { post, carrier, by, unknown } = this.#parts
    let begun = false
    await this.#pace.turn(signal)
    const carried: Carried = await carrier.carry(letter, async () => {
      // Where it cannot be entered it does not go; should it have been entered all the same, it is found as lost.
      begun = await this.#begin({ id, paperKeys }).catch(() => false)
      return begun
    })
    this.#pace.end(email, carried.kind === 'later' && carried.whose === 'server' ? 'server' : carried.kind === 'later' ? 'refused' : 'taken')
    switch (carried.kind) {
      case 'sent':
        await this.#close({ id, outcome: 'sent' })
        this.#tally.sent++
        return
      case 'withdrawn':
        this.#held.delete(id)
        this.#tally.withdrawn++
        return
      case 'later': {
        const nextAt = carried.whose === 'server' ? new Date(Math.max(this.#pace.serverRestsUntil, this.#parts.time.now())).toISOString() : this.#again(taken)
        this.#tally.putOff++
        if (begun) return this.#close({ id, outcome: 'retry', nextAt, error: carried.why })
        await post.postponeLetters([{ id, nextAt, note: carried.why }], by)
        this.#held.delete(id)
        return
      }
      case 'never': {
        // Refused now; a copy before may have arrived all the same, unless nobody is there at all.
        const outcome = taken.letter.attempts > 0 && !carried.address ? 'unknown' : 'failed'
        this.#tally[outcome]++
        return this.#close(outcome === 'unknown' ? { id, outcome, error: carried.why } : { id, outcome, error: carried.why, bounced: carried.address })
      }
      case 'unknown': {
        this.#tally.unknown++
        const goesAgain = unknown === 'resend' && taken.letter.attempts + 1 < COPIES_MOST
        return this.#close({ id, outcome: 'unknown', error: carried.why, nextAt: goesAgain ? this.#again(taken) : undefined })
      }
    }
  }

  async #close(outcome: LetterOutcome): Promise<void> {
    await this.#end(outcome)
    this.#held.delete(outcome.id)
  }

  /** Letters to domains that rest are put back until then. */
  async #postponeResting(resting: readonly Ready[]): Promise<void> {
    if (resting.length === 0) return
    const now = this.#parts.time.now()
    const letters = resting.map(({ taken: { letter } }) => ({ id: letter.id, nextAt: new Date(this.#pace.domain(letter.email).rests ?? now).toISOString() }))
    await this.#parts.post.postponeLetters(letters, this.#parts.by)
    for (const { id } of letters) this.#held.delete(id)
    this.#tally.putOff += letters.length
  }

  async #giveBack(ready: readonly Ready[], until: number): Promise<void> {
    const nextAt = new Date(Math.max(until, this.#parts.time.now())).toISOString()
    await this.#parts.post.postponeLetters(ready.map(({ taken: { letter: { id } } }) => ({ id, nextAt })), this.#parts.by)
    for (const { taken } of ready) this.#held.delete(taken.letter.id)
  }

  /** Letters that a process left while it may have been sending them. */
  async #settleLost(): Promise<void> {
    const { post, log, unknown } = this.#parts
    const lost = await post.settleLost(this.#now(), unknown === 'resend' ? COPIES_MOST : 0)
    if (lost.length === 0) return
    this.#tally.unknown += lost.length
    log.warn({ letters: lost.length, again: lost.filter(({ state }) => state === 'planned').length }, 'letters were being sent when their process ended; whether they arrived is unknown')
  }

  async #keepHolding(signal: AbortSignal): Promise<void> {
    const { post, time, by, log, leaseMs = LEASE_MS } = this.#parts
    for (;;) {
      await time.sleep(leaseMs / 3, signal)
      if (signal.aborted) return
      await post.holdLetters([...this.#held], by, this.#until()).catch((cause: unknown) => log.warn({ cause }, 'letters could not be held for longer'))
    }
  }

  /** The longer a letter has waited, the longer it waits again: half as long, and not all at once. */
  #again({ letter }: TakenLetter): string {
    const { time, retryMs = RETRY_MS, retryMostMs = RETRY_MOST_MS, random = Math.random } = this.#parts
    const waited = time.now() - Date.parse(letter.plannedAt)
    return new Date(time.now() + Math.min(retryMostMs, Math.max(retryMs, waited / 2)) * (0.75 + random() / 2)).toISOString()
  }

  #now(): string {
    return new Date(this.#parts.time.now()).toISOString()
  }

  #until(): string {
    return new Date(this.#parts.time.now() + (this.#parts.leaseMs ?? LEASE_MS)).toISOString()
  }
}

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)))
