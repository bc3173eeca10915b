/**
 * How a service is asked politely: one request at a time, a distance between two, silence when it asked for silence.
 * What it promises holds over restarts, because the hour of a request is written down before it is made.
 */
import type { Time } from '../../tools/clock.ts'
import { SourceTrouble } from './http.ts'

/** All in ms since 1970; 0 for never. */
export interface GateState {
  /** when the last request began */
  readonly lastAt: number
  /** until when nothing may be asked */
  readonly quietUntil: number
}

/** Where a gate's state is kept over restarts. */
export interface GateMemory {
  load(): Promise<GateState>
  save(state: GateState): Promise<void>
}

export interface GateOptions {
  /** the service's name for a person */
  readonly name?: string | undefined
  /** ms from the end of a request to the beginning of the next */
  readonly everyMs: number
  /** ms of silence after the service said that it was asked too often, at least */
  readonly quietMs: number
  readonly memory: GateMemory
  readonly time: Time
}

/** A quiet time that is over soon is waited for; of a longer one the caller is told. */
const WORTH_WAITING_MS = 60_000
/** No service is believed that asks for longer silence. */
export const MAX_QUIET_MS = 86_400_000

export class Gate {
  readonly quietMs: number
  private readonly name: string
  private readonly everyMs: number
  private readonly memory: GateMemory
  private readonly time: Time
  private state: GateState = { lastAt: 0, quietUntil: 0 }
  private endedAt = -Infinity
  private last: Promise<unknown> = Promise.resolve()

  constructor({ name = 'The service', everyMs, quietMs, memory, time }: GateOptions) {
    this.name = name
    this.everyMs = everyMs
    this.quietMs = quietMs
    this.memory = memory
    this.time = time
  }

  /**
   * Runs `work`, one request, when its turn has come.
   * @throws SourceTrouble `busy`, without asking, while more than a minute of quiet time is left; the signal's reason
   * when it aborts before the request began
   */
  async through<T>(work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    const before = this.last
    let leave!: () => void
    const done = new Promise<void>((resolve) => (leave = resolve))
    this.last = before.then(() => done)
    try {
      await orAborted(before, signal)
      await this.turn(signal)
      try {
        return await work()
      } finally {
        this.endedAt = this.time.now()
      }
    } finally {
      leave()
    }
  }

  /** Nothing is asked before `ms` (since 1970); an earlier promise of longer silence stands. Written down at once. */
  async quietUntil(ms: number): Promise<void> {
    await this.recall()
    const until = Math.min(ms, this.time.now() + MAX_QUIET_MS)
    if (until > this.state.quietUntil) await this.keep({ ...this.state, quietUntil: until })
  }

  /** Waits until a request may begin, and writes down that it does. */
  private async turn(signal: AbortSignal | undefined): Promise<void> {
    for (;;) {
      signal?.throwIfAborted()
      await this.recall()
      const now = this.time.now()
      const quiet = this.state.quietUntil - now
      if (quiet > WORTH_WAITING_MS) {
        throw new SourceTrouble('busy', `${this.name} asked not to be asked again for a while.`, { retryAt: this.state.quietUntil })
      }
      const wait = Math.max(quiet, this.rest(this.endedAt, now), this.rest(this.state.lastAt, now))
      if (wait <= 0) break
      await this.time.sleep(wait, signal)
    }
    await this.keep({ ...this.state, lastAt: this.time.now() })
  }

  /** What is left of the distance to an earlier instant; never more than the distance, whatever the clock did. */
  private rest(earlier: number, now: number): number {
    return Math.min(this.everyMs, earlier + this.everyMs - now)
  }

  /** Reads the state anew, as another process may have asked meanwhile. */
  private async recall(): Promise<void> {
    const { lastAt, quietUntil } = await this.memory.load()
    const now = this.time.now()
    const last = Math.max(sound(lastAt), this.state.lastAt)
    const quiet = Math.max(sound(quietUntil), this.state.quietUntil)
    // A last request in the future: the clock was put back. Distances are kept as they were, from now on.
    const back = Math.max(last, this.endedAt) - now
    if (back > 0) {
      if (this.endedAt > now) this.endedAt = now
      await this.keep({ lastAt: Math.min(last, now), quietUntil: believable(quiet - back, now) })
    } else {
      this.state = { lastAt: last, quietUntil: believable(quiet, now) }
    }
  }

  private async keep(state: GateState): Promise<void> {
    await this.memory.save(state)
    this.state = state
  }
}

/** A quiet time that this gate would never have granted was not granted by it. */
function believable(quietUntil: number, now: number): number {
  return quietUntil > now + MAX_QUIET_MS ? 0 : Math.max(0, quietUntil)
}

function sound(ms: number): number {
  return Number.isFinite(ms) && ms > 0 ? ms : 0
}

/** Waits for a promise, or rejects as soon as the signal aborts. */
async function orAborted(promise: Promise<unknown>, signal: AbortSignal | undefined): Promise<void> {
  if (signal === undefined) return void (await promise)
  signal.throwIfAborted()
  let stop!: () => void
  const aborted = new Promise<never>((_, reject) => {
    stop = () => reject(signal.reason)
    signal.addEventListener('abort', stop, { once: true })
  })
  try {
    await Promise.race([promise, aborted])
  } finally {
    signal.removeEventListener('abort', stop)
  }
}
