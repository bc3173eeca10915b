import { collectionName } from '../../evaluate/collection-files.ts'
import type { DamageReport } from '../../evaluate/damage.ts'
import { evaluateCollection, MODES, type EvaluateProgress, type Evaluation } from '../../evaluate/evaluate.ts'
import { MEASURES, type Measures } from '../../evaluate/metrics.ts'
import { BroadsheetError } from '../../paper/errors.ts'
import type { CommandContext } from '../context.ts'
import { INTERRUPTED, interruptSignal } from '../interrupt.ts'
import { plainLine } from '../plain-text.ts'
import { printEvaluation } from '../print-evaluation.ts'
import { printJsonLine } from '../print-json.ts'
import { stageBar } from '../progress.ts'
import type { Terminal } from '../terminal.ts'

export interface EvaluateCommandOptions {
  readonly among?: readonly string[]
  readonly out?: string
}

/** Damaged lines named of one folder; of a file of something else entirely, a million would help nobody. */
const DAMAGED_SHOWN = 1000
/** Papers between two lines of progress where no bar can be drawn. */
const SAY_EVERY = 100_000

/**
 * `evaluate DIR…`: how well words, meaning and both find what judged collections say is relevant. A folder that cannot
 * be measured is named and the next one goes on. Exit code 1 when there was one, or a file broke off; 130 when stopped.
 */
export async function evaluateCommand(context: CommandContext, folders: readonly string[], { among, out }: EvaluateCommandOptions): Promise<number> {
  const { terminal } = context
  if (out !== undefined) refuseSameNames(folders)
  const progress = progressOn(terminal)
  const { signal, done } = interruptSignal(terminal, () => {
    progress.stop()
    terminal.err('Stopping …\n')
  })
  let failed = false
  try {
    for (const folder of folders) {
      const damage = damageOn(terminal, progress.stop)
      try {
        const evaluation = await evaluateCollection(folder, {
          openIndex: context.openIndex,
          damage,
          among,
          out,
          signal,
          onProgress: (now) => void (signal.aborted || progress.update(collectionName(folder), now)),
        })
        progress.stop()
        remark(terminal, evaluation)
        if (context.json) printJsonLine(terminal, jsonOf(evaluation))
        else printEvaluation(terminal, evaluation)
      } catch (error) {
        progress.stop()
        if (signal.aborted) break
        if (!(error instanceof BroadsheetError)) throw error
        terminal.err(`broadsheet: ${plainLine(error.message)}\n`)
        failed = true
      } finally {
        failed = damage.close() || failed
      }
    }
  } finally {
    progress.stop()
    done()
  }
  if (signal.aborted) {
    terminal.err('Stopped before the end. What was printed is whole.\n')
    return INTERRUPTED
  }
  return failed ? 1 : 0
}

function refuseSameNames(folders: readonly string[]): void {
  const names = folders.map(collectionName)
  const twice = names.find((name, at) => names.indexOf(name) !== at)
  if (twice !== undefined) throw new BroadsheetError('bad-input', `Two of the folders are named ${twice}, so the run of one would replace the other’s; write the runs one by one.`)
}

/** Names what is damaged as it is met; `close` tells whether a file broke off. */
function damageOn(terminal: Terminal, beforeSaying: () => void): DamageReport & { close(): boolean } {
  let lines = 0
  let broken = false
  return {
    line({ file, line, reason }) {
      if (++lines > DAMAGED_SHOWN) return
      beforeSaying()
      terminal.err(`${plainLine(file)}:${line}: ${plainLine(reason)}\n`)
    },
    file(error) {
      broken = true
      beforeSaying()
      terminal.err(`${plainLine(error.message)}\n`)
    },
    close() {
      if (lines > DAMAGED_SHOWN) terminal.err(`… and ${(lines - DAMAGED_SHOWN).toLocaleString('en')} more damaged lines.\n`)
      return broken
    },
  }
}

/** A bar on a terminal, lines elsewhere. */
function progressOn(terminal: Terminal): { update(collection: string, progress: EvaluateProgress): void; stop(): void } {
  const bar = stageBar(terminal)
  let said = 0
  return {
    update(collection, progress) {
      const name = plainLine(collection)
      if (progress.stage === 'reading') bar.update(`${name}: ${progress.papers.toLocaleString('en')} papers`, progress.bytes, progress.totalBytes)
      else bar.update(`${name}: asking by ${progress.way}`, progress.done, progress.total)
      if (terminal.progressStream !== undefined) return
      const read = progress.stage === 'reading' ? Math.floor(progress.papers / SAY_EVERY) : 0
      if (read > said) terminal.err(`${name}: ${progress.stage === 'reading' ? progress.papers.toLocaleString('en') : ''} papers read\n`)
      if (progress.stage === 'asking' && progress.done === progress.total) terminal.err(`${name}: ${progress.total.toLocaleString('en')} queries asked by ${progress.way}\n`)
      said = read
    },
    stop: () => bar.stop(),
  }
}

/** What the figures leave out. */
function remark(terminal: Terminal, { collection, unjudged, unasked, missing, leftOut }: Evaluation): void {
  const say = (count: number, one: string, many: string): void => {
    if (count > 0) terminal.err(`${plainLine(collection)}: ${count.toLocaleString('en')} ${count === 1 ? one : many}\n`)
  }
  say(unjudged, 'query has no relevant paper and was left out.', 'queries have no relevant paper and were left out.')
  say(unasked, 'query of qrels.tsv is not in queries.jsonl.', 'queries of qrels.tsv are not in queries.jsonl.')
  say(missing, 'relevant paper is not in the corpus; it counts as not found.', 'relevant papers are not in the corpus; they count as not found.')
  say(leftOut, 'further paper was left out, as the corpus has its id or title.', 'further papers were left out, as the corpus has their ids or titles.')
}

function jsonOf({ collection, queries, measures }: Evaluation): object {
  return { collection, queries, ...Object.fromEntries(MODES.map((mode) => [mode, rounded(measures[mode]!)])) }
}

/** To six places: what lies behind depends on the order of additions. */
function rounded(measures: Measures): Record<string, number> {
  return Object.fromEntries(MEASURES.map((name) => [name, Math.round(measures[name] * 1e6) / 1e6]))
}
