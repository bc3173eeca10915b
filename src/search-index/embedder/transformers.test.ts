import { describe, expect, it } from 'vitest'
import { transformersModel } from './transformers.ts'

const prefixes = { query: 'query: ', document: '' }

/** Stands in for the package: a text's vector is its length and one. */
function library(seen: { texts: string[]; models: unknown[] }) {
  return async () => ({
    pipeline: async (...asked: unknown[]) => {
      seen.models.push(asked)
      return async (texts: readonly string[]) => {
        seen.texts.push(...texts)
        return { dims: [texts.length, 2], data: Float32Array.from(texts.flatMap((text) => [text.length, 1])) }
      }
    },
  })
}

describe('transformers.js', () => {
  it('says what to install where it is not', async () => {
    const source = transformersModel({ model: 'made-up/model', prefixes, load: () => Promise.reject(new Error('Cannot find package')) })
    await expect(source.open(undefined)).rejects.toThrow('BROADSHEET_EMBEDDER=transformers needs a package that is not installed: npm install --no-save @huggingface/transformers')
  })

  it('is really loaded by its own name', async () => {
    // Not installed here, or installed and without that model: either way an error of ours, not of the loader.
    await expect(transformersModel({ model: './no such model', prefixes }).open(undefined)).rejects.toMatchObject({ name: 'BroadsheetError', code: 'unavailable' })
  })

  it('is loaded once, asked in batches with the prefix, and gives the vectors in order', async () => {
    const seen = { texts: [] as string[], models: [] as unknown[] }
    const model = await transformersModel({ model: 'made-up/model', prefixes, load: library(seen) }).open(undefined)
    expect(model).toMatchObject({ name: 'transformers/made-up/model@2', dimensions: 2 })
    const texts = Array.from({ length: 40 }, (_, at) => 'x'.repeat(at))
    expect(await model.embed(texts, 'document')).toEqual(texts.map((text) => Float32Array.of(text.length, 1)))
    await model.embed(['one'], 'query')
    expect(seen.texts.at(-1)).toBe('query: one')
    expect(seen.models).toHaveLength(1)
  })

  it('may fail to load and be tried again', async () => {
    let fails = true
    const seen = { texts: [], models: [] }
    const load = library(seen)
    const source = transformersModel({ model: 'made-up/model', prefixes, load: () => (fails ? Promise.reject(new Error('no')) : load()) })
    await expect(source.open(undefined)).rejects.toThrow()
    fails = false
    expect((await source.open(undefined)).dimensions).toBe(2)
  })
})
