import { dayAndMonth, monthTitle, shortDay, weekdayName, weekTitle } from '../../edition/calendar.ts'
import type { View } from '../../paper/view.ts'
import { plainLine } from './plain.ts'

const SUBJECT_CHARACTERS = 150
const NAME_CHARACTERS = 80

/** "Friday 18 October" */
export const dayWords = (day: string): string => `${weekdayName(day)} ${dayAndMonth(day)}`

/** "Broadsheet, Friday 18 October: 12 papers in cs.LG", always one line. */
export function subjectOf(view: View, day: string, papers: number): string {
  return plainLine(`Broadsheet, ${dayWords(day)}: ${countedPapers(view, papers)}`, SUBJECT_CHARACTERS)
}

/** "12 papers in cs.LG", "1 paper for you", "3 papers for “sparse attention”": what a letter about a view holds. */
export function countedPapers(view: View, papers: number): string {
  const { category, venue, after, before } = view.filters ?? {}
  const noun = papers === 1 ? 'paper' : 'papers'
  const name = (text: string): string => plainLine(text, NAME_CHARACTERS)
  const parts = [category && ` in ${name(category)}`, venue && ` at ${name(venue)}`, after && ` from ${after}`, before && ` until ${before}`]
  return `${papers} ${bare(view, noun, name)}${parts.filter(Boolean).join('')}`
}

function bare(view: View, noun: string, name: (text: string) => string): string {
  switch (view.kind) {
    case 'trending':
      return `trending ${noun}`
    case 'search':
      return `${noun} for “${name(view.query)}”${view.within === undefined ? '' : ` in ${view.within}`}`
    case 'picks':
      return view.by === undefined ? `picked ${noun}` : `${noun} picked by ${name(view.by)}`
    case 'for-you':
      return `${noun} for you`
    case 'saved':
      return view.shelf === 'voted' ? `${noun} voted for` : view.shelf === 'noted' ? `${noun} with notes` : `${view.shelf ?? 'saved'} ${noun}`
    case 'tag':
      return `${noun} tagged “${name(view.tag)}”`
    case 'day':
      return `${noun} of ${shortDay(view.subject)}`
    case 'week':
      return `${noun} of ${weekTitle(view.subject).replace('Week', 'week')}`
    case 'month':
      return `${noun} of ${monthTitle(view.subject)}`
    case 'latest':
      return noun
  }
}
