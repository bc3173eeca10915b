export function fuzzedQueries(random: () => number, words: readonly string[]): (number: number) => { kind: string; text: string }
