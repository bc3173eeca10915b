import type { Entry } from '../edition/edition.ts'
import { shownUpvotes } from '../edition/shown-upvotes.ts'
import { signalName, termName } from '../edition/signal-names.ts'
import type { Paper } from '../paper/paper.ts'
import { displayWidth, plainLine, readableLine, wrap } from './plain-text.ts'
import { styleOf } from './style.ts'
import type { Terminal } from './terminal.ts'

const AUTHORS_SHOWN = 4

/** Prints papers as a numbered list: title, one quiet line of facts, the id to `show` it by. */
export function printEntries(terminal: Terminal, entries: readonly Entry[], options: { reasons?: boolean; explain?: boolean | undefined; from?: number } = {}): void {
  const style = styleOf(terminal)
  const first = options.from ?? 1
  const digits = String(first + entries.length - 1).length
  const indent = ' '.repeat(digits + 2)
  entries.forEach((entry, place) => {
    const number = String(first + place).padStart(digits)
    const title = wrap(readableLine(entry.paper.title), terminal.columns, indent).slice(displayWidth(indent))
    terminal.out(`${style.dim(number)}  ${style.bold(title)}\n`)
    const facts = entryFacts(entry)
    if (facts) terminal.out(`${style.dim(wrap(facts, terminal.columns, indent))}\n`)
    for (const line of options.explain ? why(entry) : options.reasons ? saidOf(entry) : []) terminal.out(`${style.dim(wrap(line, terminal.columns, indent))}\n`)
    terminal.out(`${indent}${style.accent(plainLine(entry.paper.id))}${style.dim(copiesOf(entry))}\n\n`)
  })
}

/** Names of authors for one line: all of a few, the first of many. */
export function authorsLine(paper: Paper, shown = AUTHORS_SHOWN): string {
  const names = paper.authors.slice(0, shown).map((author) => readableLine(author.name))
  const more = paper.authors.length - names.length
  return names.join(', ') + (more > 0 ? ` and ${more} more` : '')
}

function entryFacts({ paper, listed }: Entry): string {
  const upvotes = shownUpvotes({ paper, listed })
  return [
    authorsLine(paper),
    paper.published,
    paper.venue && plainLine(paper.venue),
    plainLine(paper.categories.slice(0, 3).join(' ')),
    upvotes > 0 && `${upvotes} ${upvotes === 1 ? 'upvote' : 'upvotes'}`,
    paper.withdrawn && 'withdrawn',
  ]
    .filter(Boolean)
    .join(' · ')
}

function copiesOf({ copies = [] }: Entry): string {
  return copies.length === 0 ? '' : `, and as ${copies.map(({ id }) => plainLine(id)).join(', ')}`
}

/** The reasons of a hit, what was measured, and what each term gave to the score: a line each. */
function why({ score, reasons, explanation }: Entry): string[] {
  const lines = [[...(score === undefined ? [] : [`score ${score.toFixed(3)}`]), ...saidOf({ reasons })].join(': ') || 'no reasons given']
  if (explanation !== undefined) lines.push(`score from ${numbers(explanation.terms, termName)}`, `measured: ${numbers(explanation.signals, signalName)}`)
  return lines
}

/** The reasons on one line, none where there are none. */
function saidOf({ reasons }: Pick<Entry, 'reasons'>): string[] {
  return reasons.length === 0 ? [] : [reasons.map(({ text }) => plainLine(text)).join('; ')]
}

/** `words (BM25) 12.300, meaning (cosine) 0.410` */
function numbers(values: Readonly<Record<string, number>>, called: (name: string) => string): string {
  return Object.entries(values).map(([name, value]) => `${called(name)} ${value.toFixed(3)}`).join(', ')
}
