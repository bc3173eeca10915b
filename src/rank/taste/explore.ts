/** Whether a place, from 0, is one of exploration: of the first n places, floor(n × share) are. */
export function isExploring(place: number, share: number): boolean {
  return Math.floor((place + 1) * share + 1e-9) > Math.floor(place * share + 1e-9)
}

/** Chances of a paper of which nobody says anything good. */
const ANY = 0.05

/**
 * Rows in the order in which they are to be tried: drawn without putting back, by how well each is thought of (Efraimidis and
 * Spirakis 2006). The same for the same seed.
 * @param worth 0 to 1 by row
 * @param key of the paper in a row: the draw does not hang on where it stands
 */
export function drawn(rows: readonly number[], worth: (row: number) => number, key: (row: number) => number, seed: string): number[] {
  const start = hashOf(seed)
  const keyed = rows.map((row) => ({ row, at: Math.log(chance(start, key(row))) / (ANY + worth(row)) }))
  return keyed.sort((a, b) => b.at - a.at || key(a.row) - key(b.row)).map(({ row }) => row)
}

function hashOf(text: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  return hash
}

/** Above 0, below 1. */
function chance(seed: number, key: number): number {
  let mixed = Math.imul(seed ^ Math.imul(key, 0x9e3779b1), 0x85ebca6b)
  mixed ^= mixed >>> 15
  mixed = Math.imul(mixed, 0xc2b2ae35)
  return (((mixed ^ (mixed >>> 16)) >>> 0) + 0.5) / 0x1_0000_0000
}
