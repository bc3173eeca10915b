import type { ImportReport } from '../../ingest/ingest.ts'
import type { CommandContext } from '../context.ts'
import { withInstance } from '../context.ts'
import { INTERRUPTED, interruptSignal } from '../interrupt.ts'
import { plainLine } from '../plain-text.ts'
import { printJson } from '../print-json.ts'
import { importBar } from '../progress.ts'
import type { Terminal } from '../terminal.ts'

const REJECTIONS_SHOWN = 20

/** `import FILE…`: exit code 1 when a file is broken or nothing could be read, 130 when stopped. */
export async function importCommand(context: CommandContext, files: readonly string[]): Promise<number> {
  const { terminal } = context
  const start = performance.now()
  const bar = importBar(terminal)
  const { signal, done } = interruptSignal(terminal, () => {
    bar.stop()
    terminal.err('Stopping after the batch under way …\n')
  })
  let report: ImportReport
  try {
    report = await withInstance(context, 'write', (instance) =>
      instance.ingest.importFiles(files, { signal, onProgress: (progress) => void (signal.aborted || bar.update(progress)) }),
    )
  } finally {
    bar.stop()
    done()
  }
  const tookMs = Math.round(performance.now() - start)
  if (context.json) printJson(terminal, { ...report, tookMs })
  else terminal.out(`${summary(report, tookMs)}\n`)
  complain(terminal, report)
  if (report.interrupted) return INTERRUPTED
  return report.broken.length > 0 || report.read === 0 ? 1 : 0
}

function summary(report: ImportReport, tookMs: number): string {
  const number = (count: number): string => count.toLocaleString('en')
  const rejected = report.rejected.length + report.rejectedMore
  return (
    `Read ${number(report.read)} ${report.read === 1 ? 'paper' : 'papers'} in ${(tookMs / 1000).toFixed(1)} s: ` +
    `${number(report.added)} added, ${number(report.updated)} updated, ${number(report.unchanged)} unchanged` +
    `${rejected > 0 ? `, ${number(rejected)} rejected` : ''}.`
  )
}

function complain(terminal: Terminal, report: ImportReport): void {
  for (const { file, line, reason } of report.rejected.slice(0, REJECTIONS_SHOWN)) {
    terminal.err(`${plainLine(file)}:${line}: ${plainLine(reason)}\n`)
  }
  const more = report.rejectedMore + Math.max(0, report.rejected.length - REJECTIONS_SHOWN)
  if (more > 0) terminal.err(`… and ${more.toLocaleString('en')} more rejected.\n`)
  for (const { file, reason } of report.broken) terminal.err(`${plainLine(file)}: ${plainLine(reason)}\n`)
  if (report.interrupted) terminal.err('Stopped before the end. What went in stays in; the same command goes on from there.\n')
  else if (report.read === 0 && report.broken.length === 0) terminal.err('Nothing in these files could be read as a paper.\n')
}
