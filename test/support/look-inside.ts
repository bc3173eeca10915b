import type { ChildProcess } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { startNode } from './broadsheet.ts'

/** A paper as the store has it, without its number. */
export interface KeptPaper {
  readonly id: string
  readonly title: string
  readonly abstract: string
  readonly authors: readonly { readonly name: string }[]
  readonly identifiers: readonly { readonly scheme: string; readonly value: string }[]
  readonly categories: readonly string[]
  readonly versions: readonly unknown[]
  readonly published: string | undefined
  readonly sources: readonly string[]
  readonly days: readonly { readonly day: string; readonly source: string; readonly position: number; readonly upvotes: number }[]
}

export interface Inside {
  readonly checks: readonly { readonly name: string; readonly ok: boolean; readonly detail: string }[]
  /** what the database says of itself; empty when sound */
  readonly problems: readonly string[]
  readonly count: number
  readonly papers: readonly KeptPaper[]
  /** ids that the search found, best first */
  readonly hits: readonly string[]
}

const SCRIPT = fileURLToPath(new URL('look-inside-process.mjs', import.meta.url))

let reader: { readonly process: ChildProcess; readonly lines: AsyncIterator<string> } | undefined

/**
 * Reads a whole instance in a process of its own, once for all instances of a test file: the checks of `doctor`,
 * every paper in the order in which it was first written, and what a search finds.
 */
export async function lookInside(folder: string, query = 'papers'): Promise<Inside> {
  reader ??= startReader()
  reader.process.stdin!.write(`${JSON.stringify({ folder, query })}\n`)
  const { value, done } = await reader.lines.next()
  if (done) throw new Error(`The reading process ended at ${folder}.`)
  const answer = JSON.parse(value) as Inside | { error: string }
  if ('error' in answer) throw new Error(`The instance in ${folder} could not be read: ${answer.error}`)
  return answer
}

function startReader(): NonNullable<typeof reader> {
  const child = startNode([SCRIPT, new URL('../../dist/', import.meta.url).href])
  child.stderr!.pipe(process.stderr)
  return { process: child, lines: createInterface({ input: child.stdout! })[Symbol.asyncIterator]() }
}
