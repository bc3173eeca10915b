import { BroadsheetError } from '../../paper/errors.ts'
import type { CommandContext } from '../context.ts'
import { wholeOption, withInstance } from '../context.ts'
import { entryJson } from '../entry-json.ts'
import { printEntries } from '../print-entries.ts'
import { printJson } from '../print-json.ts'
import { notHeld } from './show.ts'

export interface SimilarOptions {
  readonly limit?: string
  readonly newer?: boolean
  readonly older?: boolean
  readonly explain?: boolean
}

/** `similar ID`: the papers closest to one, closest first. */
export async function similarCommand(context: CommandContext, id: string, options: SimilarOptions): Promise<number> {
  const limit = wholeOption('limit', options.limit, { least: 1, most: 100, otherwise: 10 })
  if (options.newer && options.older) throw new BroadsheetError('bad-input', 'Give --newer or --older, not both.')
  const side = options.newer ? 'newer' : options.older ? 'older' : undefined
  const found = await withInstance(context, 'read', ({ editions }) => editions.similar(id, { limit, side }))
  if (!found) throw notHeld(id)
  const entries = found.slice(0, limit)
  if (context.json) printJson(context.terminal, { id, similar: entries.map((entry) => entryJson(entry, options.explain)) })
  else if (entries.length === 0) context.terminal.out(`No ${side ?? 'other'} paper is close to it.\n`)
  else printEntries(context.terminal, entries, { reasons: true, explain: options.explain })
  return 0
}
