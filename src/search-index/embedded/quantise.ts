/**
 * Unit vectors of `dimensions` floats as int8: one fixed scale for all, so that a dot product of two quantised
 * vectors is a cosine times a constant. Components of a unit vector have a spread of 1/sqrt(dimensions); what
 * lies beyond four and a half spreads is clipped.
 */
export function quantiseScale(dimensions: number): number {
  return (127 * Math.sqrt(dimensions)) / 4.5
}

export function quantise(vector: Float32Array, into: Int8Array): void {
  const scale = quantiseScale(vector.length)
  for (let i = 0; i < vector.length; i++) {
    const value = Math.round(vector[i]! * scale)
    into[i] = value > 127 ? 127 : value < -127 ? -127 : value
  }
}

/** A query's vector as int8 with a scale of its own: its length is divided out again, so nothing need be clipped. */
export function quantiseQuery(vector: Float32Array): Int8Array {
  let largest = 0
  for (const value of vector) largest = Math.max(largest, Math.abs(value))
  return Int8Array.from(vector, (value) => Math.round((value * 127) / (largest || 1)))
}

/** Writes a quantised paper vector as scan.wat reads it: even dimensions biased by 128, odd ones signed. */
export function packPaper(vector: Int8Array, into: Uint8Array): void {
  for (let i = 0; i < vector.length; i += 2) {
    into[i] = vector[i]! + 128
    into[i + 1] = vector[i + 1]! & 255
  }
}

/** The int8 vector that packPaper wrote. */
export function unpackPaper(packed: Uint8Array, into: Int8Array): void {
  for (let i = 0; i < into.length; i += 2) {
    into[i] = packed[i]! - 128
    into[i + 1] = (packed[i + 1]! << 24) >> 24
  }
}

/** Writes a quantised query as scan.wat reads it; answers the constant to take off each score. */
export function packQuery(vector: Int8Array, into: Int16Array): number {
  let bias = 0
  for (let block = 0; block < vector.length; block += 16) {
    for (let i = 0; i < 8; i++) {
      const low = vector[block + 2 * i]!
      into[block + i] = low
      into[block + 8 + i] = vector[block + 2 * i + 1]! - 256 * low
      bias += 128 * low
    }
  }
  return bias
}
