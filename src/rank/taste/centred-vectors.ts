/**
 * Vectors measured from the middle of all papers: what nearly every paper says moves no cosine. Whitening by the background's
 * covariance, a discriminant's usual next step, made the order worse (docs/decisions/0013).
 */
export class CentredVectors {
  /** 0 where no paper has a vector */
  readonly dimensions: number
  readonly #mean: Float64Array

  /** @param vectors of one length; others are not counted */
  constructor(vectors: readonly (Float32Array | undefined)[]) {
    this.dimensions = vectors.find((vector) => vector !== undefined)?.length ?? 0
    this.#mean = new Float64Array(this.dimensions)
    let count = 0
    for (const vector of vectors) {
      if (vector?.length !== this.dimensions) continue
      count++
      for (let i = 0; i < vector.length; i++) this.#mean[i]! += vector[i]!
    }
    // Fewer papers than this have no middle worth the name: a single one would lie on it.
    const scale = count < FEWEST ? 0 : 1 / count
    for (let i = 0; i < this.dimensions; i++) this.#mean[i]! *= scale
  }

  /** Writes the unit vector from the middle to a paper into a row, which may be longer; zeros for a paper without a vector. */
  write(vector: Float32Array | undefined, into: Float32Array): void {
    into.fill(0)
    if (vector === undefined || vector.length !== this.dimensions) return
    for (let i = 0; i < vector.length; i++) into[i] = vector[i]! - this.#mean[i]!
    toUnit(into)
  }
}

const FEWEST = 20

/** Scales a vector to length 1; a zero vector stays. */
export function toUnit(vector: Float32Array): void {
  const square = dot(vector, vector)
  if (square === 0) return
  const scale = 1 / Math.sqrt(square)
  for (let i = 0; i < vector.length; i++) vector[i]! *= scale
}

/** The product of two vectors of one length. */
export function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!
  return sum
}
