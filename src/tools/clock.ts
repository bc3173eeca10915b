/** Time as a value that is passed in, so that tests can hold it still. */
export interface Clock {
  /** now, as milliseconds since 1970 UTC */
  now(): number
}
export const systemClock: Clock = { now: () => Date.now() }

/** Today's ISO day in UTC. */
export function today(clock: Clock): string {
  return new Date(clock.now()).toISOString().slice(0, 10)
}
