import { describe, expect, it } from 'vitest'
import { QueryVectors } from './query-vectors.ts'
import { TextModelError, type TextModel } from './text-model.ts'

function setting(embed: (text: string) => Promise<Float32Array>) {
  const asked: string[] = []
  const clock = { time: 0, now: () => clock.time }
  const model: TextModel = {
    name: 'openai/made-up@1',
    dimensions: 1,
    embed: async ([text], kind) => {
      asked.push(`${kind} ${text}`)
      return [await embed(text!)]
    },
  }
  return { asked, clock, queries: new QueryVectors(model, clock) }
}
const down = new TextModelError('down', 'It is down.')

describe('vectors of queries', () => {
  it('are asked for once, also when two readers ask together', async () => {
    const { asked, queries } = setting(async (text) => Float32Array.of(text.length))
    expect(await Promise.all([queries.of('one'), queries.of('one')])).toEqual([Float32Array.of(3), Float32Array.of(3)])
    await queries.of('one')
    expect(asked).toEqual(['query one'])
  })

  it('are forgotten when others have come since, the least used first', async () => {
    const { asked, queries } = setting(async () => Float32Array.of(1))
    for (let at = 0; at < 512; at++) await queries.of(`query ${at}`)
    await queries.of('query 0')
    await queries.of('one more')
    await queries.of('query 0')
    expect(asked).toHaveLength(513)
    await queries.of('query 1')
    expect(asked).toHaveLength(514)
  })

  it('are not asked for while the model rests after a failure, then by one query only', async () => {
    let up = false
    const { asked, clock, queries } = setting(async () => {
      if (!up) throw down
      return Float32Array.of(1)
    })
    await expect(queries.of('first')).rejects.toMatchObject({ message: 'The embedding model does not answer.', cause: down })
    await expect(queries.of('second')).rejects.toMatchObject({ message: 'The embedding model does not answer.', cause: down })
    expect(asked).toHaveLength(1)
    clock.time = 5_000
    const trial = queries.of('third')
    await expect(queries.of('fourth')).rejects.toMatchObject({ message: 'The embedding model does not answer.', cause: down })
    await expect(trial).rejects.toMatchObject({ message: 'The embedding model does not answer.', cause: down })
    expect(asked).toHaveLength(2)
    up = true
    clock.time = 10_000
    await queries.of('fifth')
    await queries.of('sixth')
    expect(asked).toHaveLength(4)
  })

  it('of a text that the model refuses fail alone', async () => {
    const { queries } = setting(async (text) => {
      if (text === 'bad') throw new TextModelError('text', 'Not this.')
      return Float32Array.of(1)
    })
    await expect(queries.of('bad')).rejects.toThrow('does not take this query')
    expect(await queries.of('good')).toEqual(Float32Array.of(1))
  })

  it('are not waited for without end', async () => {
    const { queries } = setting(() => new Promise(() => {}))
    await expect(queries.of('one')).rejects.toThrow('does not answer')
  })
})
