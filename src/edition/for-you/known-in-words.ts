import type { KnownOfReader } from './for-you-edition.ts'

const NAMES = [
  ['votes', 'vote', 'votes'],
  ['saves', 'saved paper', 'saved papers'],
  ['tags', 'tagged paper', 'tagged papers'],
  ['read', 'paper read', 'papers read'],
  ['hides', 'hidden paper', 'hidden papers'],
  ['authors', 'author followed', 'authors followed'],
  ['categories', 'category followed', 'categories followed'],
  ['words', 'word', 'words'],
  ['seeds', 'seed', 'seeds'],
] as const satisfies readonly (readonly [keyof KnownOfReader, string, string])[]

/** What a page was ranked by: "12 votes, 3 saved papers and 120 seeds"; '' where nothing is known. */
export function knownInWords(known: KnownOfReader): string {
  const parts = NAMES.filter(([name]) => known[name] > 0).map(([name, one, many]) => `${known[name].toLocaleString('en')} ${known[name] === 1 ? one : many}`)
  return parts.length < 2 ? (parts[0] ?? '') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`
}
