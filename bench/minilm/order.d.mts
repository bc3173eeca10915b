export interface Signals { id: string; words: number; cosine: number }
export function fusePlain(candidates: readonly Signals[], weight: number): string[]
export function candidatesOf(all: readonly Signals[], count: number): Signals[]
export function weightsFromOthers(quality: readonly (readonly number[])[]): (number | undefined)[]
