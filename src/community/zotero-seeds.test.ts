import { describe, expect, it, vi } from 'vitest'
import type { Person } from '../paper/people.ts'
import { SourceTrouble } from '../source/http/http.ts'
import type { Zotero } from '../source/zotero/zotero.ts'
import type { Store } from '../store/store.ts'
import { fakeTaste, NOTHING_ADDED } from './fake-taste.test-helper.ts'
import { createZoteroSeeds } from './zotero-seeds.ts'

const ANN: Person = { id: 'ann', name: 'Ann', email: 'ann@example.org', role: 'reader', since: '2026-01-01T00:00:00.000Z' }
const KEY = 'MadeUpKey0001'
const RECORD = { shape: 'csl', value: { title: 'A made-up paper in a library' }, line: 1, file: 'Zotero' } as const

function deeds(items?: Zotero['items']) {
  const settings = new Map<string, unknown>()
  const people = { settings: async () => Object.fromEntries(settings), setSetting: async (_: string, name: string, value: unknown) => void (value === undefined ? settings.delete(name) : settings.set(name, value)) }
  const asked: unknown[] = []
  const addReferences = vi.fn(async () => ({ ...NOTHING_ADDED, added: 1 }))
  const zotero: Zotero = {
    async *items(library, key, options) {
      asked.push({ ...library, key })
      if (items !== undefined) return yield* items(library, key, options)
      yield { records: [RECORD], read: 100, total: 150 }
      yield { records: [RECORD], read: 150, total: 150 }
    },
    libraryOf: async (key) => (asked.push(`whose ${key}`), { kind: 'user', id: '4242' }),
  }
  return { seeds: createZoteroSeeds({ store: { people } as unknown as Store, taste: fakeTaste({ addReferences }), zotero }), settings, asked, addReferences }
}

describe('a library at Zotero as seeds', () => {
  it('is read to its end, and nothing of it is kept unless it is asked for', async () => {
    const { seeds, settings, asked, addReferences } = deeds()
    expect(await seeds.bring(ANN, { kind: 'group', id: ' 77 ', key: KEY })).toMatchObject({ state: 'done', read: 150, total: 150, report: { added: 2 } })
    expect(asked).toEqual([{ kind: 'group', id: '77', key: KEY }])
    expect(addReferences).toHaveBeenCalledTimes(2)
    expect([...settings]).toEqual([])
    expect(await seeds.kept(ANN)).toBeUndefined()
  })

  it('is found by the key, kept when asked for, read again from there, and forgotten', async () => {
    const { seeds, settings, asked } = deeds()
    await seeds.bring(ANN, { key: KEY, keep: true })
    expect(await seeds.kept(ANN)).toEqual({ kind: 'user', id: '4242', keyed: true })
    await seeds.bring(ANN, {})
    expect(asked).toEqual([`whose ${KEY}`, { kind: 'user', id: '4242', key: KEY }, { kind: 'user', id: '4242', key: KEY }])
    // Another library does not get this one's key.
    await seeds.bring(ANN, { id: '1' })
    expect(asked.at(-1)).toEqual({ kind: 'user', id: '1', key: undefined })
    await seeds.forget(ANN)
    expect([...settings]).toEqual([])
    expect(seeds.state(ANN)).toBeUndefined()
  })

  it.each([[{}], [{ kind: 'group' }], [{ id: '../keys' }], [{ key: 'a key' }], [{ id: '1', key: `${'x'.repeat(101)}` }]])('is refused where it cannot be: %j', async (asked) => {
    await expect(deeds().seeds.bring(ANN, asked)).rejects.toMatchObject({ code: 'bad-input' })
  })

  it('says why it could not be read further, and what was brought stays', async () => {
    const { seeds } = deeds(async function* () {
      yield { records: [RECORD], read: 100, total: 5000 }
      throw new SourceTrouble('busy', 'Zotero is too busy to answer (status 429).')
    })
    expect(await seeds.bring(ANN, { id: '1' })).toMatchObject({ state: 'failed', read: 100, trouble: 'Zotero is too busy to answer (status 429).', report: { added: 1 } })
  })

  it('is read once at a time, and stops when it is forgotten', async () => {
    const { seeds, addReferences } = deeds(async function* (_library, _key, { signal }) {
      yield { records: [RECORD], read: 1, total: 2 }
      await new Promise((_, reject) => signal!.addEventListener('abort', () => reject(signal!.reason)))
    })
    const first = seeds.bring(ANN, { id: '1' })
    await vi.waitFor(() => expect(seeds.state(ANN)).toMatchObject({ state: 'reading', read: 1 }))
    await expect(seeds.bring(ANN, { id: '1' })).rejects.toMatchObject({ code: 'too-many' })
    await seeds.forget(ANN)
    expect(await first).toMatchObject({ state: 'failed', trouble: 'It was stopped.' })
    expect(addReferences).toHaveBeenCalledTimes(1)
  })

  it('is not asked for where no service is asked', async () => {
    const none = createZoteroSeeds({ store: {} as Store, taste: fakeTaste(), zotero: undefined })
    expect(none.offered).toBe(false)
    await expect(none.bring(ANN, { id: '1' })).rejects.toMatchObject({ code: 'not-found' })
  })
})
