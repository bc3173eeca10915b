import { createHash } from 'node:crypto'
import type { Clock } from '../tools/clock.ts'

/** What votes and the hour change of a list shows in its feed at the latest after this, ms; new papers show at once. */
const FRESH_MS = 60_000
/** How often it is asked whether anything changed, ms. */
const STATE_MS = 500
const ADDRESSES_MAX = 5_000
/** Characters of whole feeds that are kept. */
const BODIES_MAX = 32_000_000

export interface Composed {
  readonly text: string
  /** address of the page after this one */
  readonly next: string | undefined
}

export interface KeptFeed {
  /** weak: compression on the way changes the bytes and not the feed */
  readonly etag: string
  /** ms, whole seconds: since when this address has answered so, as far as this process knows; it may be a second ahead */
  readonly since: number
  /** absent once there were too many; `body()` of the answer composes it anew */
  body: string | undefined
  readonly next: string | undefined
  readonly state: string
  readonly until: number
}

/**
 * Knows of each feed the digest of its text, the state for which that holds (of the store and of the index), and the text itself while there is room.
 * A feed reader that has the newest is answered from here: nothing is composed while that state and the minute last.
 * The digest is of the text alone, so that it also holds after the state has changed in what this feed does not show, and after a start.
 */
export class KeptFeeds {
  readonly #clock: Clock
  readonly #askState: () => Promise<string>
  readonly #feeds = new Map<string, KeptFeed>()
  readonly #composing = new Map<string, Promise<KeptFeed>>()
  #state: { readonly at: number; readonly value: Promise<string> } | undefined
  #characters = 0

  constructor({ clock, state }: { clock: Clock; state: () => Promise<string> }) {
    this.#clock = clock
    this.#askState = state
  }

  /** The feed of an address (with whoever's it is in the name) as it is now. @param wholly its text is wanted too */
  async get(name: string, wholly: boolean, compose: () => Promise<Composed>): Promise<KeptFeed> {
    const state = await this.#stateNow()
    const known = this.#feeds.get(name)
    const now = this.#clock.now()
    // A clock that was put back must not make a minute last for hours.
    if (known !== undefined && known.state === state && now < known.until && now >= known.until - FRESH_MS && !(wholly && known.body === undefined)) return this.#remember(name, known)
    let composing = this.#composing.get(name)
    if (composing === undefined) {
      composing = this.#compose(name, state, compose).finally(() => this.#composing.delete(name))
      this.#composing.set(name, composing)
    }
    return composing
  }

  async #compose(name: string, state: string, compose: () => Promise<Composed>): Promise<KeptFeed> {
    const { text: body, next } = await compose()
    const now = this.#clock.now()
    const etag = `W/"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`
    const before = this.#feeds.get(name)
    const since = before?.etag === etag ? before.since : Math.ceil(now / 1000) * 1000
    return this.#remember(name, { etag, since, body, next, state, until: now + FRESH_MS })
  }

  /** Puts a feed last in the row of those to be forgotten. */
  #remember(name: string, feed: KeptFeed): KeptFeed {
    const before = this.#feeds.get(name)
    this.#characters += (feed.body?.length ?? 0) - (before?.body?.length ?? 0)
    this.#feeds.delete(name)
    this.#feeds.set(name, feed)
    if (this.#characters > BODIES_MAX) this.#dropBodies(feed)
    if (this.#feeds.size > ADDRESSES_MAX) {
      const [oldest, gone] = this.#feeds.entries().next().value!
      this.#feeds.delete(oldest)
      this.#characters -= gone.body?.length ?? 0
    }
    return feed
  }

  /** Down to half, so that it is not done each time. */
  #dropBodies(newest: KeptFeed): void {
    for (const [name, feed] of this.#feeds) {
      if (this.#characters <= BODIES_MAX / 2) return
      if (feed === newest || feed.body === undefined) continue
      this.#characters -= feed.body.length
      this.#feeds.set(name, { ...feed, body: undefined })
    }
  }

  #stateNow(): Promise<string> {
    const now = this.#clock.now()
    if (this.#state === undefined || now - this.#state.at >= STATE_MS || now < this.#state.at) {
      const value = this.#askState()
      this.#state = { at: now, value }
      value.catch(() => (this.#state = undefined))
    }
    return this.#state.value
  }
}
