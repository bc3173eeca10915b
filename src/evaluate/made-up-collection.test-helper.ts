import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import type { IndexDocument, SearchIndex, SearchOptions } from '../search-index/search-index.ts'
import type { ParsedQuery } from '../search-index/query/parsed-query.ts'
import { terms } from '../search-index/terms.ts'
import { dayNumber } from '../tools/dates.ts'
import type { DamagedLine, DamageReport } from './damage.ts'

const folders: string[] = []
afterAll(() => folders.splice(0).forEach((folder) => rmSync(folder, { recursive: true, force: true })))

/** A folder of this name with these files in it, gone after the tests. */
export function folderOf(files: Readonly<Record<string, string | Buffer>>, name = 'made-up'): string {
  const above = mkdtempSync(join(tmpdir(), 'broadsheet-evaluate-'))
  folders.push(above)
  const folder = join(above, name)
  mkdirSync(folder)
  for (const [file, content] of Object.entries(files)) writeFileSync(join(folder, file), content)
  return folder
}

export const jsonLines = (values: readonly unknown[]): string => values.map((value) => `${JSON.stringify(value)}\n`).join('')

/** Remembers what was told, files by the end of their path. */
export function damageList(): DamageReport & { lines: DamagedLine[]; files: string[]; places: () => string[] } {
  const lines: DamagedLine[] = []
  const files: string[] = []
  return {
    lines,
    files,
    line: (damaged) => void lines.push(damaged),
    file: (error) => void files.push(error.message),
    places: () => lines.map(({ file, line }) => `${file.split(/[\\/]/).at(-1)}:${line}`),
  }
}

export interface CountingIndex extends SearchIndex {
  readonly done: { asked: { query: ParsedQuery; options: SearchOptions }[]; added: IndexDocument[]; closed: number }
}

/** An index whose words are how many of the query's a paper has, and whose meaning is the other way about. */
export function countingIndex(): CountingIndex {
  const done: CountingIndex['done'] = { asked: [], added: [], closed: 0 }
  let found: IndexDocument[] = []
  const part: Partial<CountingIndex> = {
    done,
    add: async (documents) => void done.added.push(...documents),
    commit: async () => void (found = done.added),
    close: async () => void done.closed++,
    search: async (query, options) => {
      done.asked.push({ query, options })
      const candidates = found.filter(({ key }) => key !== options.without).flatMap((document) => {
        const held = new Set(terms(`${document.title} ${document.abstract}`))
        const words = query.words.filter((word) => held.has(word)).length
        const meaning = options.mode === 'words' || words === 0 ? 0 : 1 / words
        return words === 0 ? [] : [{ key: document.key, words: options.mode === 'meaning' ? 0 : words, meaning, day: document.published === undefined ? undefined : dayNumber(document.published) }]
      })
      return { total: candidates.length, candidates, tookMs: 0 }
    },
  }
  return part as CountingIndex
}
