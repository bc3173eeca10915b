import type { Entry } from '../edition/edition.ts'
import type { Paper } from '../paper/paper.ts'
import { displayWidth, plainLine, readableLine, wrap } from './plain-text.ts'
import { styleOf } from './style.ts'
import type { Terminal } from './terminal.ts'

const AUTHORS_SHOWN = 4

/** Prints papers as a numbered list: title, one quiet line of facts, the id to `show` it by. */
export function printEntries(terminal: Terminal, entries: readonly Entry[], options: { explain?: boolean | undefined; from?: number } = {}): void {
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
    if (options.explain) terminal.out(`${style.dim(wrap(why(entry), terminal.columns, indent))}\n`)
    terminal.out(`${indent}${style.accent(plainLine(entry.paper.id))}\n\n`)
  })
}

/** Names of authors for one line: all of a few, the first of many. */
export function authorsLine(paper: Paper, shown = AUTHORS_SHOWN): string {
  const names = paper.authors.slice(0, shown).map((author) => readableLine(author.name))
  const more = paper.authors.length - names.length
  return names.join(', ') + (more > 0 ? ` and ${more} more` : '')
}

function entryFacts({ paper, listed }: Entry): string {
  const upvotes = listed?.upvotes ?? paper.upvotes
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

function why({ score, reasons }: Entry): string {
  const said = reasons.map((reason) => plainLine(reason.text)).join('; ')
  return [score === undefined ? '' : `score ${score.toFixed(3)}`, said].filter(Boolean).join(': ') || 'no reasons given'
}
