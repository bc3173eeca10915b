import { closeSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { parse, join } from 'node:path'
import { BroadsheetError } from '../paper/errors.ts'

/** A run in TREC's format being written: `query Q0 document rank score tag`, as trec_eval reads it. */
export interface RunFile {
  /** @param ranked documents, best first */
  add(query: string, ranked: readonly string[]): void
  /** Puts the whole run into its place. */
  finish(): void
  /** Leaves nothing behind. */
  abandon(): void
}

/** `runs/today.txt` becomes `runs/today-COLLECTION-MODE.txt`. */
export function runFileName(out: string, collection: string, mode: string): string {
  const { dir, name, ext } = parse(out)
  return join(dir, `${name}-${collection}-${mode}${ext}`)
}

/** @throws BroadsheetError bad-input when the file cannot be written */
export function openRunFile(path: string, tag: string): RunFile {
  const part = `${path}.part`
  const sayWhy = <T>(work: () => T): T => {
    try {
      return work()
    } catch (cause) {
      throw new BroadsheetError('bad-input', `The run file ${path} cannot be written.`, { cause })
    }
  }
  const file = sayWhy(() => openSync(part, 'w'))
  let open = true
  const close = (): void => {
    if (open) closeSync(file)
    open = false
  }
  return {
    // trec_eval orders by score and, among equals, by name: counting down keeps the order as it is.
    add: (query, ranked) => {
      const text = ranked.map((document, at) => `${column(query)} Q0 ${column(document)} ${at + 1} ${ranked.length - at} ${column(tag)}\n`).join('')
      sayWhy(() => writeFileSync(file, text))
    },
    finish: () => {
      close()
      sayWhy(() => renameSync(part, path))
    },
    abandon: () => {
      close()
      rmSync(part, { force: true })
    },
  }
}

/** Columns stand between blanks. */
const column = (text: string): string => text.replace(/\s+/g, '_')
