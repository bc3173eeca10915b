import type { TrainRequest } from './train.ts'

/** How the weights in models/ were trained. With the same papers and first vectors it gives them again, byte for byte. */
export const SHIPPED: Pick<TrainRequest, 'sizes' | 'options' | 'saveEvery'> = {
  sizes: { words: 52_000, pieces: 8_000 },
  options: {
    dimensions: 256,
    batch: 1024,
    temperature: 0.05,
    rate: 0.002,
    steps: 3000,
    seed: 1,
    block: 256,
    kinds: { title: 1, sentence: 1, words: 1 },
  },
  saveEvery: 500,
}
