/** How many steps back are remembered. */
const MEMORY = 8
const HALVINGS = 30
const ENOUGH_DECREASE = 1e-4
/** Ends when a step gains less than this share of the loss. */
const LEAST_GAIN = 1e-7

/**
 * Makes a smooth function least by limited-memory BFGS with backtracking (Nocedal, "Updating quasi-Newton matrices with
 * limited storage", 1980). The same function gives the same bytes.
 * @param loss the value at `at`; puts the gradient into `gradient`
 */
export function lbfgs(size: number, loss: (at: Float64Array, gradient: Float64Array) => number, steps: number): Float64Array {
  let at = new Float64Array(size)
  let gradient = new Float64Array(size)
  let value = loss(at, gradient)
  const moves: { step: Float64Array; turn: Float64Array; inner: number }[] = []
  for (let round = 0; round < steps; round++) {
    const way = gradient.slice()
    const alphas: number[] = []
    for (const [back, { step, turn, inner }] of moves.toReversed().entries()) {
      alphas[moves.length - 1 - back] = dot(step, way) / inner
      addTo(way, turn, -alphas[moves.length - 1 - back]!)
    }
    const last = moves.at(-1)
    const scale = last === undefined ? 1 / Math.max(1e-12, Math.sqrt(dot(gradient, gradient))) : last.inner / dot(last.turn, last.turn)
    for (let i = 0; i < size; i++) way[i] = way[i]! * scale
    for (const [k, { step, turn, inner }] of moves.entries()) addTo(way, step, alphas[k]! - dot(turn, way) / inner)
    const slope = dot(gradient, way)
    if (!(slope > 0)) break
    let length = 1
    let next = at
    let nextValue = Infinity
    const nextGradient = new Float64Array(size)
    for (let tries = 0; tries < HALVINGS && !(nextValue <= value - ENOUGH_DECREASE * length * slope); tries++) {
      if (tries > 0) length /= 2
      next = at.slice()
      addTo(next, way, -length)
      nextValue = loss(next, nextGradient)
    }
    if (!(nextValue < value)) break
    const step = difference(next, at)
    const turn = difference(nextGradient, gradient)
    const inner = dot(step, turn)
    if (inner > 1e-12) moves.push({ step, turn, inner })
    if (moves.length > MEMORY) moves.shift()
    const gained = value - nextValue
    ;[at, gradient, value] = [next, nextGradient, nextValue]
    if (gained < LEAST_GAIN * Math.abs(value)) break
  }
  return at
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!
  return sum
}

function addTo(into: Float64Array, what: Float64Array, times: number): void {
  for (let i = 0; i < into.length; i++) into[i] = into[i]! + times * what[i]!
}

function difference(a: Float64Array, b: Float64Array): Float64Array {
  return a.map((value, i) => value - b[i]!)
}
