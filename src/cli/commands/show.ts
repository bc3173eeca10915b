import type { PaperEdition } from '../../edition/edition.ts'
import { BroadsheetError } from '../../paper/errors.ts'
import { parseIdentifier } from '../../paper/identifier.ts'
import type { CommandContext } from '../context.ts'
import { withInstance } from '../context.ts'
import { plainLine, readableLine, wrap } from '../plain-text.ts'
import { authorsLine } from '../print-entries.ts'
import { printJson } from '../print-json.ts'
import { styleOf } from '../style.ts'

/** `show ID`: everything that is held of a paper, by any of its identifiers. */
export async function showCommand(context: CommandContext, id: string): Promise<number> {
  const found = await withInstance(context, 'read', ({ editions }) => editions.paper(id, { similar: 0 }))
  if (!found) throw notHeld(id)
  const { terminal } = context
  if (context.json) {
    const { key: _key, ...paper } = found.paper
    printJson(terminal, { ...paper, days: found.days })
    return 0
  }
  const style = styleOf(terminal)
  const { paper } = found
  const columns = terminal.columns
  terminal.out(`${style.bold(wrap(readableLine(paper.title), columns))}\n`)
  const authors = authorsLine(paper, 60)
  if (authors) terminal.out(`${wrap(authors, columns)}\n`)
  terminal.out('\n')
  if (paper.abstract) {
    for (const paragraph of paper.abstract.split('\n\n')) terminal.out(`${wrap(readableLine(paragraph), columns)}\n\n`)
  }
  const rows = facts(found)
  const width = Math.max(...rows.map(([name]) => name.length)) + 2
  for (const [name, value] of rows) {
    terminal.out(`${style.dim(name.padEnd(width))}${wrap(value, columns, ' '.repeat(width)).slice(width)}\n`)
  }
  return 0
}

/** The error of a paper that is asked for by its id and not held, with the way to bring it in. */
export function notHeld(id: string): BroadsheetError {
  const known = parseIdentifier(id)
  const bring = known === undefined ? '' : ` \`broadsheet submit ${plainLine(known.value).slice(0, 100)}\` brings it in.`
  return new BroadsheetError('not-found', `No paper with the id ${plainLine(id).slice(0, 100)} is held here.${bring}`)
}

function facts({ paper, days }: PaperEdition): [string, string][] {
  const rows: [string, string | false | undefined][] = [
    ['id', paper.id],
    ['published', paper.published],
    ['updated', paper.updated !== paper.published && paper.updated],
    ['versions', paper.versions.length > 1 && paper.versions.map((one) => `v${one.number}${one.submittedAt ? ` ${one.submittedAt.slice(0, 10)}` : ''}`).join(', ')],
    ['status', paper.withdrawn && 'withdrawn'],
    ['venue', paper.venue],
    ['categories', paper.categories.join(' ')],
    ['keywords', paper.keywords.join(', ')],
    ['comment', paper.comment && readableLine(paper.comment)],
    ['journal', paper.journalRef && readableLine(paper.journalRef)],
    ['also known as', paper.identifiers.filter((one) => one.value !== paper.id).map((one) => `${one.scheme} ${one.value}`).join(', ')],
    ['listed', days.slice(0, 5).map((one) => `${one.day}${one.upvotes > 0 ? ` (${one.upvotes} upvotes)` : ''}`).join(', ')],
    ['read at', sourceAddress(paper.identifiers)],
    ...paper.links.map((one): [string, string] => [one.kind, one.url]),
    ['told by', paper.sources.join(', ')],
  ]
  return rows.flatMap(([name, value]) => (value ? [[name, plainLine(value)]] : []))
}

function sourceAddress(identifiers: PaperEdition['paper']['identifiers']): string | undefined {
  const value = (scheme: string): string | undefined => identifiers.find((one) => one.scheme === scheme)?.value
  const [arxiv, doi] = [value('arxiv'), value('doi')]
  if (arxiv !== undefined) return `https://arxiv.org/abs/${encodeURI(arxiv)}`
  return doi === undefined ? undefined : `https://doi.org/${encodeURI(doi)}`
}
