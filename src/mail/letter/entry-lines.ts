import type { Entry } from '../../edition/edition.ts'
import { shownUpvotes } from '../../edition/shown-upvotes.ts'
import type { View } from '../../paper/view.ts'
import { plainLine } from './plain.ts'

const REASONS_SHOWN = 3
const REASON_CHARACTERS = 120

/** The line under a paper: the votes it has, and in lists made for one reader why it is there. */
export function entryLine(entry: Entry, view: View): string {
  const votes = [counted(shownUpvotes(entry), 'upvote'), counted(entry.community?.votes ?? 0, 'vote', ' here')]
  // Elsewhere the list itself is the reason; votes are said already.
  const why = view.kind === 'for-you' ? entry.reasons.filter(({ kind }) => kind !== 'votes' && kind !== 'community').slice(0, REASONS_SHOWN) : []
  return [...votes, ...why.map(({ text }) => plainLine(text, REASON_CHARACTERS))].filter((part) => part !== '').join(' · ')
}

const counted = (count: number, noun: string, where = ''): string => (count > 0 ? `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}${where}` : '')
