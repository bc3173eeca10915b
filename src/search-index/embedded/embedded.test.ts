import { mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { DEFAULT_EMBEDDER } from '../embedder/embedder.ts'
import { parseQuery } from '../query/parse-query.ts'
import { givenVectorsContract } from '../given-vectors-contract.ts'
import { document, searchIndexContract } from '../search-index-contract.ts'
import { openEmbeddedIndex } from './embedded.ts'

const model = DEFAULT_EMBEDDER

searchIndexContract('The embedded engine', () => openEmbeddedIndex({ model, threads: 1 }))
givenVectorsContract('The embedded engine', (name) => openEmbeddedIndex({ model: name, threads: 2 }))

describe('the snapshot', () => {
  const folders: string[] = []
  const folder = (): string => {
    const made = mkdtempSync(join(tmpdir(), 'broadsheet-index-'))
    folders.push(made)
    return made
  }
  afterEach(() => {
    for (const made of folders.splice(0)) rmSync(made, { recursive: true, force: true })
  })
  const filled = async (): Promise<string> => {
    const at = folder()
    const index = await openEmbeddedIndex({ folder: at, model, threads: 1 })
    await index.add([document(1, { title: 'First light' }), document(2, { title: 'Second sight' })])
    await index.commit(2)
    await index.remove([2])
    await index.add([document(3, { title: 'Third time' })])
    await index.commit(4)
    await index.close()
    return at
  }

  it('holds what was committed, removals too', async () => {
    const at = await filled()
    const index = await openEmbeddedIndex({ folder: at, model, threads: 1 })
    expect(index.state()).toMatchObject({ papers: 2, seq: 4 })
    const { candidates } = await index.search(parseQuery('first second third'), { candidates: 10, mode: 'words' })
    expect(candidates.map(({ key }) => key).toSorted()).toEqual([1, 3])
    await index.close()
  })

  it('still knows which of two copies in one segment is the newer', async () => {
    const at = folder()
    const first = await openEmbeddedIndex({ folder: at, model, threads: 1 })
    await first.add([document(1, { title: 'Old words' }), document(2, { title: 'Other words' }), document(1, { title: 'New words' })])
    await first.commit(3)
    expect(first.state().papers).toBe(2)
    await first.close()
    const index = await openEmbeddedIndex({ folder: at, model, threads: 1 })
    expect(index.state().papers).toBe(2)
    expect((await index.search(parseQuery('old'), { candidates: 5, mode: 'words' })).total).toBe(0)
    expect((await index.search(parseQuery('new'), { candidates: 5, mode: 'words' })).total).toBe(1)
    await index.close()
  })

  it.each([
    ['a cut file', (file: string) => truncateSync(file, 100)],
    ['an empty file', (file: string) => truncateSync(file, 0)],
    ['a flipped byte', (file: string) => {
      const bytes = readFileSync(file)
      bytes[bytes.length - 1000]! ^= 1
      writeFileSync(file, bytes)
    }],
    ['a missing file', (file: string) => rmSync(file)],
    ['another file', (file: string) => writeFileSync(file, 'not a segment at all '.repeat(100))],
  ])('starts from nothing after %s, to be rebuilt', async (_, damage) => {
    const at = await filled()
    damage(join(at, readdirSync(at).find((name) => name.endsWith('.bin'))!))
    const index = await openEmbeddedIndex({ folder: at, model, threads: 1 })
    expect(index.state()).toMatchObject({ papers: 0, seq: 0 })
    await index.add([document(7, { title: 'Anew' })])
    await index.commit(7)
    expect((await index.search(parseQuery('anew'), { candidates: 5, mode: 'words' })).total).toBe(1)
    await index.close()
  })

  it('starts from nothing when the manifest is damaged', async () => {
    const at = await filled()
    writeFileSync(join(at, 'manifest.json'), '{"format":1,')
    const index = await openEmbeddedIndex({ folder: at, model, threads: 1 })
    expect(index.state()).toMatchObject({ papers: 0, seq: 0 })
    await index.close()
  })

  it('lets one process write at a time; the other reads what it commits and then takes over', async () => {
    const at = await filled()
    const first = await openEmbeddedIndex({ folder: at, model, threads: 1 })
    const second = await openEmbeddedIndex({ folder: at, model, threads: 1 })
    expect(first.writable).toBe(true)
    expect(second.writable).toBe(false)
    await expect(second.add([document(5, {})])).rejects.toThrow(/Another Broadsheet process/)
    await first.add([document(6, { title: 'Sixth sense' })])
    await first.commit(6)
    await second.refresh()
    expect((await second.search(parseQuery('sixth'), { candidates: 5, mode: 'words' })).total).toBe(1)
    await first.close()
    await second.refresh()
    expect(second.writable).toBe(true)
    await second.close()
  })
})
