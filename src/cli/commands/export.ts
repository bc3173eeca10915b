import { writeFile } from 'node:fs/promises'
import { papersOfView } from '../../feed/export/papers-of-view.ts'
import { MAX_EXPORTED, writePapers } from '../../feed/export/write-papers.ts'
import { BroadsheetError } from '../../paper/errors.ts'
import { EXPORT_FORMATS, type ExportFormat } from '../../paper/format-of-path.ts'
import { parseIdentifier } from '../../paper/identifier.ts'
import { LOCAL_PERSON_ID } from '../../paper/people.ts'
import { viewOfPath } from '../../paper/view.ts'
import type { CommandContext } from '../context.ts'
import { withInstance } from '../context.ts'
import { notHeld } from './show.ts'

export interface ExportOptions {
  readonly format?: string
  readonly out?: string
}

/**
 * `export VIEW|ID --format bib|ris|csl`: the references of a list, named by its address on the pages (`/papers/trending`, `/saved`), or of
 * one paper, to standard output or a file. Private lists are those of an instance without accounts.
 */
export async function exportCommand(context: CommandContext, what: string, options: ExportOptions): Promise<number> {
  const { terminal } = context
  const format = formatOf(options.format ?? 'bib')
  const view = viewOfPath(what)
  const { papers, total } = await withInstance(context, 'read', async ({ editions }) => {
    if (view !== undefined) return papersOfView(editions, view, { person: { id: LOCAL_PERSON_ID } })
    const id = what.replace(/^\/papers\//, '')
    const edition = await editions.paper(id, { similar: 0 })
    if (edition === undefined && parseIdentifier(id) !== undefined) throw notHeld(id)
    if (edition === undefined) throw new BroadsheetError('not-found', 'There is no such list and no such paper here. A list is named by its address, such as /papers/trending.')
    return { papers: [edition.paper], total: 1 }
  })
  const text = await writePapers(papers, format)
  if (options.out === undefined) terminal.out(text)
  else {
    try {
      await writeFile(options.out, text)
    } catch (cause) {
      throw new BroadsheetError('bad-input', `The file ${options.out} cannot be written.`, { cause })
    }
  }
  if (total > papers.length && papers.length >= MAX_EXPORTED) terminal.err(`The first ${MAX_EXPORTED.toLocaleString('en')} of ${total.toLocaleString('en')} papers were written; narrow the list for the others.\n`)
  return 0
}

function formatOf(text: string): ExportFormat {
  const format = text === 'csl' ? 'csl.json' : EXPORT_FORMATS.find((one) => one === text)
  if (format === undefined) throw new BroadsheetError('bad-input', '--format must be bib, ris or csl.')
  return format
}
