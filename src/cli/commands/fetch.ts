import type { FetchProgress, FetchReport } from '../../ingest/fetch/fetch-now.ts'
import { BroadsheetError } from '../../paper/errors.ts'
import { isDay } from '../../tools/dates.ts'
import type { CommandContext } from '../context.ts'
import { withInstance } from '../context.ts'
import { INTERRUPTED, interruptSignal } from '../interrupt.ts'
import { plainLine } from '../plain-text.ts'
import { printJson } from '../print-json.ts'
import { fetchBar } from '../progress.ts'
import type { Terminal } from '../terminal.ts'

export interface FetchOptions {
  readonly from?: string
  readonly to?: string
}

/** `fetch [SOURCE]`: exit code 1 when a source gave up, 130 when stopped. */
export async function fetchCommand(context: CommandContext, source: string | undefined, { from, to }: FetchOptions): Promise<number> {
  const { terminal } = context
  for (const [name, day] of Object.entries({ from, to })) {
    if (day !== undefined && !isDay(day)) throw new BroadsheetError('bad-input', `--${name} must be a day that exists, such as 2024-10-18.`)
  }
  if (to !== undefined && from === undefined) throw new BroadsheetError('bad-input', '--to needs --from, the first day.')
  if (from !== undefined && to !== undefined && to < from) throw new BroadsheetError('bad-input', '--to lies before --from.')
  const bar = fetchBar(terminal)
  const { signal, done } = interruptSignal(terminal, () => {
    bar.stop()
    terminal.err('Stopping after the answer under way …\n')
  })
  let report: FetchReport
  try {
    report = await withInstance(context, 'write', (instance) =>
      instance.fetchNow({ source, from, to }, { signal, onProgress: (progress: FetchProgress) => void (signal.aborted || bar.update(progress)) }),
    )
  } finally {
    bar.stop()
    done()
  }
  if (context.json) printJson(terminal, report)
  else terminal.out(`${summary(report)}\n`)
  complain(terminal, report)
  if (signal.aborted) return INTERRUPTED
  return report.failed.length > 0 ? 1 : 0
}

function summary({ requests, added, updated, unchanged, rejected }: FetchReport): string {
  const number = (count: number): string => count.toLocaleString('en')
  return (
    `${number(requests)} ${requests === 1 ? 'request' : 'requests'}: ${number(added)} papers added, ${number(updated)} updated, ${number(unchanged)} unchanged` +
    `${rejected > 0 ? `, ${number(rejected)} rejected` : ''}.`
  )
}

function complain(terminal: Terminal, report: FetchReport): void {
  for (const { label, sentence } of report.failed) terminal.err(`${plainLine(label)}: ${plainLine(sentence)}\n`)
  for (const { label, what } of report.later) terminal.err(`${plainLine(label)}: ${plainLine(what)}: not all is confirmed yet. The same command goes on in some minutes, or a running server where the source is chosen.\n`)
  if (report.interrupted || report.failed.length > 0) terminal.err('What went in stays in; the same command goes on from there, or a running server does where the source is chosen.\n')
}
