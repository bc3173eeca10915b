/** Numbers from 0 up to 1 that are the same for the same seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

export const pick = <T>(list: readonly T[], next: () => number): T => list[Math.floor(next() * list.length)]!

/** A whole number from `least` to `most`. */
export const whole = (least: number, most: number, next: () => number): number => least + Math.floor(next() * (most - least + 1))

/** In another order, each as likely as any. */
export function shuffled<T>(list: readonly T[], next: () => number): T[] {
  const copy = [...list]
  for (let place = copy.length - 1; place > 0; place--) {
    const other = Math.floor(next() * (place + 1))
    ;[copy[place], copy[other]] = [copy[other]!, copy[place]!]
  }
  return copy
}
