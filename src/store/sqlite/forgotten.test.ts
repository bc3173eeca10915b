import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { madeUpPaper } from '../made-up-papers.ts'
import type { Store } from '../store.ts'
import { openSqlite } from './sqlite.ts'

test.each([
  ['by itself', (store: Store, id: string) => store.people.removePerson(id)],
  ['together with other deeds', (store: Store, id: string) => store.people.together((inside) => inside.removePerson(id))],
])('of a person who went, %s, no byte is left in the file or beside it', { timeout: 60_000 }, async (_, remove) => {
  const folder = mkdtempSync(join(tmpdir(), 'broadsheet-store-'))
  const traces = () => {
    const files = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isFile())
    return files.flatMap(({ name }) => readFileSync(join(folder, name)).toString('latin1').match(/reader-number-3\b|secret3@|private-words-3 /g) ?? [])
  }
  const store = await openSqlite(join(folder, 'store.sqlite'))
  try {
    const keys = await store.write((writer) => writer.write(Array.from({ length: 60 }, (_, number) => madeUpPaper(number))))
    const ids = Array.from({ length: 8 }, (_, number) => `reader-number-${number}`)
    for (const [number, id] of ids.entries()) await store.people.savePerson({ id, name: 'x', email: `secret${number}@example.org`, role: 'reader', since: '2026-01-01T00:00:00.000Z' })
    // Much is taken back and written over long before: that, too, lies in the file.
    for (let turn = 0; turn < 400; turn++) {
      const [key, number] = [keys[(turn * 7) % keys.length]!, turn % ids.length]
      await store.people.vote(key, ids[number]!, turn % 3 > 0, { own: false, at: '2026-04-01T00:00:00.000Z' })
      if (turn % 2 === 1) await store.people.note(ids[number]!, key, turn % 5 === 0 ? '' : `private-words-${number} ${'y'.repeat(turn * 30)}`, '2026-04-01T00:00:00.000Z')
    }
    expect(traces()).not.toEqual([])
    expect(await remove(store, 'reader-number-3')).toBe(true)
    expect(traces()).toEqual([])
  } finally {
    await store.close()
  }
  expect(traces()).toEqual([])
  rmSync(folder, { recursive: true, force: true })
})
