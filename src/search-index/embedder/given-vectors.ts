import type { Embedder } from '../search-index.ts'

/** Vectors longer than this are no text model's. */
export const MAX_DIMENSIONS = 4096

/**
 * What stands for a model of whole texts where an embedder of words is asked for: it gives words no direction, so a
 * paper or query that comes without a vector has none, and the words alone find it.
 * @param name as `textModelName` makes it
 * @returns undefined when the name is not a text model's
 */
export function givenVectors(name: string): Embedder | undefined {
  const dimensions = dimensionsOf(name)
  if (dimensions === undefined) return undefined
  return { name, dimensions: paddedDimensions(dimensions), trained: true, handle: () => 0, addWord: () => {} }
}

/** The vector length that a text model's name tells; undefined when it is not a text model's name. */
export function dimensionsOf(name: string): number | undefined {
  const dimensions = Number(/^[a-z]+\/[^]+@(\d{1,4})(?:#[0-9a-f]{8})?$/.exec(name)?.[1])
  return dimensions >= 1 && dimensions <= MAX_DIMENSIONS ? dimensions : undefined
}

/** The scan works on 16 components at a time; zeros that fill up change no cosine. */
function paddedDimensions(dimensions: number): number {
  return Math.ceil(dimensions / 16) * 16
}
