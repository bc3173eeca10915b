import type { Time } from '../../tools/clock.ts'

/** Letters to one domain at a time. */
const DOMAIN_AT_ONCE = 2
/** After so many of a domain's letters were put off in a row, the domain rests. */
const DOMAIN_TROUBLES = 3
const REST_MS = 10_000
/** A domain is trusted less soon again than the way to our own server. */
const DOMAIN_RESTS = 6
const REST_MOST_MS = 900_000

interface Domain {
  under: number
  troubles: number
  restUntil: number
}

/**
 * How fast letters go: so many a second in all, few at a time to one domain, and after trouble a rest that doubles. What stands
 * between two servers is kept in memory only: a new process is careful anew.
 */
export class Pace {
  readonly #time: Time
  readonly #random: () => number
  readonly #everyMs: number
  readonly #restMs: number
  readonly #domains = new Map<string, Domain>()
  #next = 0
  #serverTroubles = 0
  #serverUntil = 0

  /** @param perSecond letters; 0 for as many as go @param restMs the first rest after trouble with the server */
  constructor(time: Time, perSecond: number, random: () => number = Math.random, restMs = REST_MS) {
    this.#restMs = restMs
    this.#time = time
    this.#random = random
    this.#everyMs = perSecond > 0 ? 1000 / perSecond : 0
  }

  /** Until when the server rests, ms since 1970; in the past where it does not. */
  get serverRestsUntil(): number {
    return this.#serverUntil
  }

  /** `rests`: nothing goes to this domain before then; `full`: as many as may are on their way. */
  domain(email: string): { readonly rests: number | undefined; readonly full: boolean } {
    const domain = this.#domains.get(domainOf(email))
    return { rests: domain !== undefined && domain.restUntil > this.#time.now() ? domain.restUntil : undefined, full: (domain?.under ?? 0) >= DOMAIN_AT_ONCE }
  }

  begin(email: string): void {
    const name = domainOf(email)
    const domain = this.#domains.get(name) ?? { under: 0, troubles: 0, restUntil: 0 }
    domain.under++
    this.#domains.set(name, domain)
  }

  end(email: string, result: 'taken' | 'refused' | 'server'): void {
    const name = domainOf(email)
    const domain = this.#domains.get(name)
    if (domain === undefined) return
    domain.under--
    const now = this.#time.now()
    if (result === 'server') {
      // What several lines meet at once is one trouble.
      if (now >= this.#serverUntil) this.#serverUntil = now + this.#rest(this.#restMs, this.#serverTroubles++)
      return
    }
    this.#serverTroubles = 0
    if (result === 'taken') domain.troubles = 0
    else if (++domain.troubles >= DOMAIN_TROUBLES) domain.restUntil = now + this.#rest(DOMAIN_RESTS * this.#restMs, domain.troubles - DOMAIN_TROUBLES)
    if (domain.under === 0 && domain.troubles === 0) this.#domains.delete(name)
  }

  /** Resolves when the next letter's turn has come. */
  async turn(signal: AbortSignal): Promise<void> {
    if (this.#everyMs === 0) return
    const now = this.#time.now()
    this.#next = Math.max(now, this.#next + this.#everyMs)
    if (this.#next > now) await this.#time.sleep(this.#next - now, signal)
  }

  #rest(first: number, before: number): number {
    return Math.min(REST_MOST_MS, first * 2 ** Math.min(before, 20)) * (0.75 + this.#random() / 2)
  }
}

const domainOf = (email: string): string => email.slice(email.lastIndexOf('@') + 1).toLowerCase()
