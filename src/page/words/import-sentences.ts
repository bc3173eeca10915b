import type { ImportReport } from '../../community/portable.ts'
import { counted } from './numbers.ts'
import { shortened } from './well-formed.ts'

const NAMES = [
  ['votes', 'vote', 'votes'], ['saved', 'saved paper', 'saved papers'], ['hidden', 'hidden paper', 'hidden papers'], ['read', 'read paper', 'read papers'], ['tags', 'tag', 'tags'], ['notes', 'note', 'notes'],
  ['comments', 'comment', 'comments'], ['submissions', 'submission', 'submissions'], ['follows', 'follow', 'follows'], ['seeds', 'seed', 'seeds'], ['settings', 'setting', 'settings'],
  ['letters', 'kind of letters', 'kinds of letters'],
] as const
const NAMED = 10

/** What came of a file, a sentence each. */
export function importSentences(report: ImportReport): string[] {
  const taken = NAMES.filter(([name]) => report[name] > 0).map(([name, one, many]) => counted(report[name], one, many))
  const { unknown, unknownMore, texts, leftOut } = report
  const missing = unknown.length + unknownMore
  return [
    taken.length === 0 ? 'There was nothing in the file that is not here already.' : `Brought: ${taken.join(', ')}.`,
    ...(missing === 0 ? [] : [`${counted(missing, 'paper')} of the file ${missing === 1 ? 'is' : 'are'} not held here: ${unknown.slice(0, NAMED).map(({ id, title }) => `${shortened(title, 80)} (${shortened(id, 40)})`).join('; ')}${missing > NAMED ? `; and ${(missing - Math.min(NAMED, unknown.length)).toLocaleString('en')} more` : ''}.`]),
    ...(texts === 0 ? [] : [`${counted(texts, 'paper')} ${texts === 1 ? 'is' : 'are'} kept by title, for your taste, and looked for among new papers.`]),
    ...leftOut,
  ]
}
