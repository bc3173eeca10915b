import type { Trend, TrendingTerm } from '../rank/trending.ts'
import type { Reason, Term } from './edition.ts'

const counted = (count: number, one: string, many = `${one}s`): string => `${count.toLocaleString('en')} ${count === 1 ? one : many}`
const asMany = (counted: number): string => (counted >= 9.95 ? counted.toFixed(0) : counted.toFixed(1))

/** The parts of a paper's score, each in words. What authors did with their own paper is among them, and counts nothing. */
export function termsOf({ terms, score, own }: Trend, listedDaysAgo: number | undefined): Term[] {
  const shown = terms.map((term) => ({ name: term.name as string, text: textOf(term, listedDaysAgo), value: term.value, share: score === 0 ? 0 : term.value / score }))
  return own === 0 ? shown : [...shown, { name: 'own', text: `${counted(own, 'vote')} by its own authors, which ${own === 1 ? 'counts' : 'count'} nothing`, value: 0, share: 0 }]
}

function textOf({ name, count, counted: left }: TrendingTerm, listedDaysAgo: number | undefined): string {
  if (name === 'votes') return `${counted(count, 'vote')} here, each fading by its own age`
  if (name === 'new-accounts') return `${counted(count, 'vote')} by new accounts, which count together as ${asMany(left)}`
  if (name === 'comments') return `${counted(count, 'person', 'people')} here commented`
  return `${counted(count, 'upvote')} elsewhere, ${listed(listedDaysAgo ?? 0)}`
}

/** The same in a few words, the strongest first. */
export function trendingReasons({ terms }: Trend, listedDaysAgo: number | undefined): Reason[] {
  return terms.toSorted((a, b) => b.value - a.value).map((term) => ({ kind: 'votes', text: shortly(term, listedDaysAgo), value: term.value }))
}

function shortly({ name, count }: TrendingTerm, listedDaysAgo: number | undefined): string {
  if (name === 'votes') return `${counted(count, 'vote')} here`
  if (name === 'new-accounts') return `${counted(count, 'vote')} by new accounts`
  if (name === 'comments') return `${counted(count, 'person', 'people')} commented`
  return `${counted(count, 'upvote')}, ${listed(listedDaysAgo ?? 0)}`
}

function listed(days: number): string {
  return days === 0 ? 'newly listed' : `listed ${counted(days, 'day')} ago`
}
