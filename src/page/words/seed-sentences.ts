import type { SeedReport } from '../../community/seeds.ts'
import { counted } from './numbers.ts'
import { shortened } from './well-formed.ts'

const NAMED = 10

/** What became of papers that were given, a sentence each. */
export function seedSentences({ added, already, texts, notFound, notFoundMore, rejected, over }: SeedReport): string[] {
  if (added + already + texts + notFound.length + rejected.length + over === 0) return ['There was no paper in what you gave.']
  const listed = (all: readonly string[], more = 0): string => {
    const rest = all.length - NAMED + more
    return `${all.slice(0, NAMED).map((one) => shortened(one, 120)).join('; ')}${rest > 0 ? `; and ${rest.toLocaleString('en')} more` : ''}`
  }
  return [
    added > 0 && `${counted(added, 'paper')} ${added === 1 ? 'is' : 'are'} among those to go by from now on.`,
    already > 0 && `${counted(already, 'paper')} ${already === 1 ? 'was' : 'were'} there before.`,
    texts > 0 && `${counted(texts, 'paper')} ${texts === 1 ? 'is' : 'are'} not held here and kept by title and abstract; ${texts === 1 ? 'it is' : 'they are'} looked for among new papers.`,
    notFound.length > 0 && `Not held here: ${listed(notFound, notFoundMore)}.`,
    rejected.length > 0 && `Not understood: ${listed(rejected)}.`,
    over > 0 && `${counted(over, 'paper')} found no room: take others away first.`,
  ].filter((one) => one !== false)
}
