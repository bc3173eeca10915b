import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { PaperRecord } from '../paper/paper.ts'
import { openEmbeddedIndex } from '../search-index/embedded/embedded.ts'
import { folderFor, indexFolders, removeIndex } from '../search-index/embedded/index-folders.ts'
import { DEFAULT_EMBEDDER } from '../search-index/embedder/embedder.ts'
import { TextModelError, type TextModel, type TextModelSource } from '../search-index/embedder/text-model.ts'
import { parseQuery } from '../search-index/query/parse-query.ts'
import { SwitchingIndex } from '../search-index/switching-index.ts'
import { VectorCache } from '../search-index/vector-cache.ts'
import { openSqlite } from '../store/sqlite/sqlite.ts'
import type { Store } from '../store/store.ts'
import { IndexKeeper } from './index-keeper.ts'
import { createIngest } from './ingest.ts'
import { ModelKeeper, type IndexPlaces } from './model-keeper.ts'
import { PaperVectors } from './paper-vectors.ts'
import { takeIn } from './take-in.ts'

const PAPERS = 150
const DIMENSIONS = 20
const clock = { now: () => Date.now() }
const log = { info: () => {}, warn: () => {} }

/** A model whose every text on bells is near the word `ring` and no other: what no word can find. */
class MadeUpModel implements TextModelSource {
  readonly label: string
  readonly family: string
  dimensions: number
  embedded: string[] = []
  /** called before each answer; may throw or wait */
  before: (texts: readonly string[]) => unknown = () => {}

  constructor(label: string, dimensions = DIMENSIONS) {
    this.label = label
    this.family = `openai/${label}`
    this.dimensions = dimensions
  }
  async open(known: number | undefined): Promise<TextModel> {
    if (known === undefined) await this.before(['?'])
    const dimensions = known ?? this.dimensions
    return {
      name: `${this.family}@${dimensions}`,
      dimensions,
      embed: async (texts) => {
        await this.before(texts)
        if (dimensions !== this.dimensions) throw new TextModelError('refused', 'Vectors of another length.')
        this.embedded.push(...texts)
        return texts.map((text) => Float32Array.from({ length: dimensions }, (_, at) => (/bell|ring/i.test(text) === at < dimensions / 2 ? 1 : 0.1)))
      },
    }
  }
}

let folder: string
let store: Store
let closing: (() => Promise<unknown>)[] = []

interface Setting {
  index: SwitchingIndex
  keeper: IndexKeeper
  models: ModelKeeper
  cache: VectorCache
  close(): Promise<void>
}

/** As the wiring opens an instance: the index before serves until the wanted one is whole. */
async function open(source: TextModelSource | undefined): Promise<Setting> {
  const places = {
    held: () => indexFolders(folder).map(({ model }) => model),
    open: (model: string) => openEmbeddedIndex({ folder: folderFor(folder, model), model, threads: 1 }),
    keepOnly: (model: string) => {
      for (const other of indexFolders(folder)) if (other.model !== model) removeIndex(other.folder)
    },
  } satisfies IndexPlaces
  const cache = new VectorCache(join(folder, 'vectors.db'))
  const wanted = source === undefined ? DEFAULT_EMBEDDER : cache.lastOf(source.family)?.name
  const first = await places.open(places.held().find((model) => model !== wanted) ?? wanted ?? DEFAULT_EMBEDDER)
  const index = new SwitchingIndex(first)
  const held = cache.held(first.state().model)
  const keeper = new IndexKeeper(store, first, held && new PaperVectors(held))
  const models = new ModelKeeper({ store, index, keeper, places, cache, source, house: DEFAULT_EMBEDDER, clock, log })
  await keeper.catchUp()
  let open = true
  const close = async (): Promise<void> => {
    if (!open) return
    open = false
    await index.close()
    cache.close()
  }
  closing.push(close)
  return { index, keeper, models, cache, close }
}

const record = (number: number, title = number % 3 === 0 ? `On bell ${number}` : `On kettle ${number}`): PaperRecord =>
  PaperRecord.parse({ source: 'arxiv', sourceKey: `2405.${number}`, title, abstract: `Common words, and number${number}.`, identifiers: [{ scheme: 'arxiv', value: `2405.${10_000 + number}` }] })

/** Titles that a query for `ring` brings by meaning alone. */
async function ringing({ index, models }: Setting): Promise<string[]> {
  const queries = await models.queries()
  const vector = queries && { vector: await queries.of('ring'), vectorModel: queries.name }
  const { candidates } = await index.search(parseQuery('ring'), { candidates: 10, mode: 'both', ...vector })
  return (await store.papers(candidates.map(({ key }) => key))).map(({ title }) => title)
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'broadsheet-models-'))
  store = await openSqlite(join(folder, 'broadsheet.db'))
  await takeIn(Array.from({ length: PAPERS }, (_, number) => record(number)), store)
})
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
  await store.close()
  rmSync(folder, { recursive: true, force: true })
})

describe('another model', () => {
  it('takes the place of the one before when every paper has a vector, and stays there', async () => {
    await (await open(undefined)).close()
    const source = new MadeUpModel('first')
    const setting = await open(source)
    expect(setting.index.state().model).toBe(DEFAULT_EMBEDDER)
    expect(await setting.models.queries()).toBeUndefined()
    expect(await setting.models.bringAbout()).toBe('changed')
    expect(setting.index.state()).toMatchObject({ model: 'openai/first@20', papers: PAPERS })
    expect(indexFolders(folder).map(({ model }) => model)).toEqual(['openai/first@20'])
    const found = await ringing(setting)
    expect(found).toHaveLength(10)
    expect(found.every((title) => title.includes('bell'))).toBe(true)
    expect(await setting.models.bringAbout()).toBe('same')
    await setting.close()

    const again = await open(source)
    expect(again.index.state()).toMatchObject({ model: 'openai/first@20', papers: PAPERS })
    expect(await again.models.bringAbout()).toBe('same')
    expect(source.embedded.filter((text) => text !== 'ring')).toHaveLength(PAPERS)
  })

  it('never mixes: the vectors of the one before serve under their own name meanwhile', async () => {
    const first = new MadeUpModel('first')
    const before = await open(first)
    await before.models.bringAbout()
    await before.close()
    const second = new MadeUpModel('second')
    const setting = await open(second)
    second.before = () => {
      throw new TextModelError('down', 'It is down.')
    }
    await expect(setting.models.bringAbout()).rejects.toThrow('It is down.')
    expect(setting.index.state()).toMatchObject({ model: 'openai/first@20', papers: PAPERS })
    // Its queries cannot be embedded any more; a vector of the second model is not taken for one of the first.
    await expect(setting.models.queries()).rejects.toThrow(/no longer configured/)
    const { candidates } = await setting.index.search(parseQuery('unheard'), { candidates: 10, mode: 'both', vector: new Float32Array(20).fill(1), vectorModel: 'openai/second@20' })
    expect(candidates).toEqual([])
    // New papers are found by their words all the same.
    await takeIn([record(900, 'Whistles')], store)
    await setting.keeper.catchUp()
    expect((await setting.index.search(parseQuery('whistles'), { candidates: 10, mode: 'both' })).total).toBe(1)
    second.before = () => {}
    expect(await setting.models.bringAbout()).toBe('changed')
    expect(setting.index.state()).toMatchObject({ model: 'openai/second@20', papers: PAPERS + 1 })
  })

  it('may be our own again, and what was paid for is kept', async () => {
    const source = new MadeUpModel('first')
    const setting = await open(source)
    await setting.models.bringAbout()
    await setting.close()
    const house = await open(undefined)
    expect(house.index.state().model).toBe('openai/first@20')
    await house.models.bringAbout()
    expect(house.index.state()).toMatchObject({ model: DEFAULT_EMBEDDER, papers: PAPERS })
    await house.close()
    const back = await open(source)
    await back.models.bringAbout()
    expect(back.index.state()).toMatchObject({ model: 'openai/first@20', papers: PAPERS })
    expect(source.embedded).toHaveLength(PAPERS)
  })

  it('changes places under searches: none fails, each is of one model', async () => {
    await (await open(undefined)).close()
    const setting = await open(new MadeUpModel('first'))
    let changed = false
    const kinds = new Set<string>()
    const search = async (): Promise<void> => {
      while (!changed) {
        const queries = await setting.models.queries()
        const asked = queries && { vector: await queries.of('ring'), vectorModel: queries.name }
        const { candidates, total } = await setting.index.search(parseQuery('bell ring'), { candidates: 60, mode: 'both', ...asked })
        expect(total).toBeGreaterThanOrEqual(50)
        const bells = candidates.filter(({ words }) => words > 0)
        expect(bells).toHaveLength(50)
        // All bells are alike to the made-up model and all different to our own: a mixture would have both.
        kinds.add(asked === undefined ? 'house' : 'model')
        if (asked !== undefined && candidates.some(({ meaning }) => meaning !== 0)) expect(new Set(bells.map(({ meaning }) => meaning.toFixed(2))).size).toBe(1)
      }
    }
    const searches = [search(), search(), search()]
    await setting.models.bringAbout()
    await expect.poll(() => kinds.has('model')).toBe(true)
    changed = true
    await Promise.all(searches)
    expect(kinds).toEqual(new Set(['house', 'model']))
  })
})

describe('vectors in the making', () => {
  it('are not made twice after a stop at any moment', async () => {
    const source = new MadeUpModel('first')
    const first = await open(source)
    let answers = 0
    source.before = () => {
      if (++answers > 2) throw new TextModelError('down', 'Stopped.')
    }
    await expect(first.models.bringAbout()).rejects.toThrow('Stopped.')
    expect(first.models.progress()).toEqual({ papers: PAPERS, done: 64, refused: 0, model: 'openai/first@20', serving: DEFAULT_EMBEDDER })
    await first.close()
    source.before = () => {}
    const second = await open(source)
    await second.models.bringAbout()
    expect(source.embedded).toHaveLength(PAPERS)
    expect(new Set(source.embedded).size).toBe(PAPERS)
    expect(await ringing(second)).toHaveLength(10)
  })

  it('stop at the signal and go on later', async () => {
    const source = new MadeUpModel('first')
    const setting = await open(source)
    const ending = new AbortController()
    expect(await setting.models.bringAbout({ signal: ending.signal, onVectors: () => ending.abort() })).toBe('not yet')
    expect(setting.index.state().model).toBe(DEFAULT_EMBEDDER)
    expect(await setting.models.bringAbout()).toBe('changed')
    expect(source.embedded).toHaveLength(PAPERS)
  })

  it('come into the serving index for papers that are new, changed and gone', async () => {
    const source = new MadeUpModel('first')
    const setting = await open(source)
    await setting.models.bringAbout()
    source.embedded = []
    await takeIn([record(500, 'A bell of its own'), record(1, 'A kettle turned bell')], store)
    await setting.keeper.catchUp()
    const bells = async (): Promise<number> => (await setting.index.search(parseQuery('unheard'), { candidates: 100, mode: 'both', vector: await (await setting.models.queries())!.of('ring'), vectorModel: 'openai/first@20' })).candidates.filter(({ meaning }) => meaning > 0.9).length
    const before = await bells()
    expect((await setting.index.search(parseQuery('bell of its own'), { candidates: 10, mode: 'words' })).total).toBeGreaterThan(0)
    expect(await setting.models.bringAbout()).toBe('same')
    expect(source.embedded.filter((text) => text !== 'ring')).toHaveLength(2)
    expect(await bells()).toBe(before + 2)
    const gone = (await store.find('2405.10500'))!
    await store.write((writer) => writer.remove([gone.key]))
    await setting.keeper.catchUp()
    await setting.models.bringAbout()
    expect(setting.models.progress()).toMatchObject({ papers: PAPERS, done: PAPERS })
  })

  it('leave out a text that the model refuses, and have the others', async () => {
    const source = new MadeUpModel('first')
    source.before = (texts) => {
      if (texts.some((text) => text.includes('number7.'))) throw new TextModelError('text', 'Not this one.')
    }
    const setting = await open(source)
    await setting.models.bringAbout()
    expect(setting.models.progress()).toMatchObject({ papers: PAPERS, done: PAPERS, refused: 1 })
    expect((await setting.index.search(parseQuery('number7'), { candidates: 10, mode: 'both' })).total).toBe(1)
    source.before = () => {}
    await setting.models.retryRefused()
    await setting.models.bringAbout()
    expect(setting.models.progress()).toMatchObject({ refused: 0 })
  })

  it('of another length than before begin anew under another name', async () => {
    const source = new MadeUpModel('first')
    await (async () => {
      const setting = await open(source)
      await setting.models.bringAbout()
      await setting.close()
    })()
    source.dimensions = 36
    await takeIn([record(500)], store)
    const setting = await open(source)
    await expect(setting.models.bringAbout()).rejects.toThrow('another length')
    expect(await setting.models.bringAbout()).toBe('changed')
    expect(setting.index.state()).toMatchObject({ model: 'openai/first@36', papers: PAPERS + 1 })
  })

  it('come back with an index that is made anew, from what is kept', async () => {
    const source = new MadeUpModel('first')
    const setting = await open(source)
    await setting.models.bringAbout()
    const ingest = createIngest({ store, keeper: setting.keeper, clock, models: setting.models })
    await ingest.reindex()
    expect(await ringing(setting)).toHaveLength(10)
    expect(source.embedded.filter((text) => text !== 'ring')).toHaveLength(PAPERS)
    source.before = () => {
      throw new TextModelError('down', 'It is down.')
    }
    await takeIn([record(500)], store)
    await expect(ingest.reindex()).rejects.toThrow('It is down.')
    expect(setting.index.state().papers).toBe(PAPERS + 1)
  })
})

it('a process that only reads takes the new index when the writer has changed to it', async () => {
  const source = new MadeUpModel('first')
  await (await open(undefined)).close()
  const writer = await open(source)
  const reader = await open(source)
  expect([writer.index.writable, reader.index.writable]).toEqual([true, false])
  expect(await reader.models.bringAbout()).toBe('not yet')
  await reader.models.follow()
  expect(reader.index.state().model).toBe(DEFAULT_EMBEDDER)
  await writer.models.bringAbout()
  await reader.models.follow()
  expect(reader.index.state()).toMatchObject({ model: 'openai/first@20', papers: PAPERS })
  expect(await ringing(reader)).toHaveLength(10)
})
