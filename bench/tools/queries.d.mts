export function randomFrom(seed: number): () => number
export function makeQueries(titles: readonly string[], count: number, seed: number, tells: (word: string) => boolean): string[]
