import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach } from 'vitest'
import type { SourceName } from '../paper/paper.ts'
import { madeUpPaper } from '../store/made-up-papers.ts'
import { openSqlite } from '../store/sqlite/sqlite.ts'
import type { Store } from '../store/store.ts'

/** An empty store for each test of a file, and a way to put papers into lists of it. */
export function listedPapers() {
  let folder: string
  let store: Store
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'broadsheet-'))
    store = await openSqlite(join(folder, 'broadsheet.db'))
  })
  afterEach(async () => {
    await store.close()
    rmSync(folder, { recursive: true })
  })
  return {
    store: () => store,
    /** A paper in these lists, which appeared on the day of the first. Answers its key. */
    list: async (number: number, ...places: readonly (readonly [source: SourceName, day: string])[]): Promise<number> => {
      const paper = madeUpPaper(number, { published: places[0]![1], sources: places.map(([source]) => source) }, {
        days: places.map(([source, day]) => ({ source, day, position: number, upvotes: 0, numComments: 0 })),
        sources: places.map(([source]) => ({ source, sourceKey: `made-up-${number}`, hash: 'x', record: undefined })),
      })
      return (await store.write((writer) => writer.write([paper])))[0]!
    },
  }
}
