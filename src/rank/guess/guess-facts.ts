import type { GuessPaper } from './guess-paper.ts'

/** A paper has at least so many authors, days, characters … to be in the second step, the third … */
const AUTHORS = [2, 3, 4, 5, 6, 7, 8, 10, 12, 15, 20, 30, 50, 100] as const
const DAYS_OLD = [1, 2, 3, 4, 5, 6, 8, 15, 40] as const
const TITLE = [30, 45, 60, 75, 90, 110] as const
const ABSTRACT = [600, 900, 1100, 1300, 1500, 1700, 1900] as const

/** A step counts half of what a measured fact does, so that neighbouring steps hold together. */
const STEP = 0.5
/** Older than this is as old as this. */
const MOST_DAYS = 60
/** No text tells more in what comes after so many characters, and none may cost more. */
const MOST_CHARACTERS = 20_000

/** A measured fact, brought to about mean 0 and deviation 1 over the papers of Daily Papers. */
interface Measure {
  readonly name: string
  readonly mean: number
  readonly deviation: number
  of(paper: GuessPaper): number
}

const count = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0
const yes = (is: boolean): number => (is ? 1 : 0)
/** The part of a title before its colon: “Name” in “Name: what it does”. */
const nameOf = (title: string): string | undefined => (title.indexOf(':') > 0 ? title.slice(0, title.indexOf(':')).trim() : undefined)

const MEASURES: readonly Measure[] = [
  { name: 'ln authors', mean: 1.8, deviation: 0.73, of: ({ authors }) => Math.log(Math.max(1, authors)) },
  { name: 'ln days old', mean: 1.35, deviation: 0.85, of: ({ daysOld }) => Math.log1p(age(daysOld)) },
  { name: 'ln abstract', mean: 7.16, deviation: 0.27, of: ({ abstract }) => Math.log(abstract.length + 50) },
  { name: 'ln title', mean: 4.3, deviation: 0.31, of: ({ title }) => Math.log(title.length + 5) },
  { name: 'title names', mean: 0.62, deviation: 0.49, of: ({ title }) => yes(nameOf(title) !== undefined) },
  { name: 'title names in one word', mean: 0.4, deviation: 0.49, of: ({ title }) => yes(nameOf(title)?.includes(' ') === false) },
  { name: 'title asks', mean: 0.05, deviation: 0.22, of: ({ title }) => yes(title.includes('?')) },
  { name: 'technical report', mean: 0.015, deviation: 0.12, of: ({ title }) => yes(/technical report/i.test(title)) },
  { name: 'abstract links', mean: 0.35, deviation: 0.48, of: ({ abstract }) => yes(/https?:|github/i.test(abstract)) },
  { name: 'title has digits', mean: 0.18, deviation: 0.38, of: ({ title }) => yes(/\d/.test(title)) },
  { name: 'ln numbers in abstract', mean: 1.2, deviation: 0.85, of: ({ abstract }) => Math.log1p(count(abstract, /\d+/g)) },
  { name: 'ln per cents in abstract', mean: 0.3, deviation: 0.53, of: ({ abstract }) => Math.log1p(count(abstract, /%/g)) },
  { name: 'times faster or more', mean: 0.13, deviation: 0.34, of: ({ abstract }) => yes(/\d\s?(?:x|×|\$?\\times)/i.test(abstract)) },
  { name: 'ln capitals in title', mean: 2.3, deviation: 0.36, of: ({ title }) => Math.log1p(count(title, /[A-Z]/g)) },
]

const STEPS: readonly { name: string; steps: readonly number[]; of(paper: GuessPaper): number }[] = [
  { name: 'authors', steps: AUTHORS, of: ({ authors }) => authors },
  { name: 'days old', steps: DAYS_OLD, of: ({ daysOld }) => age(daysOld) },
  { name: 'characters of title', steps: TITLE, of: ({ title }) => title.length },
  { name: 'characters of abstract', steps: ABSTRACT, of: ({ abstract }) => abstract.length },
]

/** The names of the facts, in the order of `guessFacts` and of the weights in a model's file. */
export const FACT_NAMES: readonly string[] = [
  ...MEASURES.map(({ name }) => name),
  ...STEPS.flatMap(({ name, steps }) => [`${name} below ${steps[0]}`, ...steps.map((from) => `${name} from ${from}`)]),
]

/** The facts of a paper as numbers, in the order of `FACT_NAMES`. */
export function guessFacts(paper: GuessPaper): Float64Array {
  const read = { ...paper, title: paper.title.slice(0, MOST_CHARACTERS), abstract: paper.abstract.slice(0, MOST_CHARACTERS) }
  const facts = new Float64Array(FACT_NAMES.length)
  for (const [at, { mean, deviation, of }] of MEASURES.entries()) facts[at] = (of(read) - mean) / deviation
  let at = MEASURES.length
  for (const { steps, of } of STEPS) {
    const value = of(read)
    facts[at + steps.filter((from) => value >= from).length] = STEP
    at += steps.length + 1
  }
  return facts
}

/** A day whose papers' age nobody knows is taken for a day of papers of the usual age. */
const USUAL_DAYS = 3

function age(daysOld: number | undefined): number {
  return Number.isFinite(daysOld) ? Math.min(MOST_DAYS, Math.max(0, daysOld!)) : USUAL_DAYS
}
