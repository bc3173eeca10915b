/** The embedders by name: a thread or a snapshot says which made its vectors, and gets the same one again. */
import { BroadsheetError } from '../../paper/errors.ts'
import type { Embedder } from '../search-index.ts'
import { givenVectors } from './given-vectors.ts'
import { hashedProjection } from './hashed-projection.ts'
import { HOUSE_EMBEDDER, houseEmbedder } from './house.ts'

const EMBEDDERS: Readonly<Record<string, () => Embedder>> = {
  [HOUSE_EMBEDDER]: houseEmbedder,
  'hashed-projection-256-v1': hashedProjection,
}

export const DEFAULT_EMBEDDER = HOUSE_EMBEDDER

/** @throws BroadsheetError bad-input when no embedder has the name */
export function embedderNamed(name: string): Embedder {
  const given = givenVectors(name)
  if (given !== undefined) return given
  const make = EMBEDDERS[name]
  if (make === undefined) throw new BroadsheetError('bad-input', `There is no embedder “${name}”; there are: ${Object.keys(EMBEDDERS).join(', ')}.`)
  return make()
}
