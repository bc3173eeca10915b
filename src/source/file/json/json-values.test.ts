import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chunked } from '../chunked.ts'
import { jsonValues } from './json-values.ts'

async function values(text: string, cuts: readonly number[] = []) {
  const source = chunked(text, cuts)
  const all: { text: string | undefined; line: number; position: number | undefined }[] = []
  for await (const some of jsonValues(source)) for (const one of some) all.push({ text: one.bytes?.toString(), line: one.line, position: one.position })
  return { all, failure: source.failure?.message }
}

describe('jsonValues', () => {
  it('cuts a list into its elements, wherever the pieces are cut', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.jsonValue({ maxDepth: 3 }), { maxLength: 6 }), fc.constantFrom(undefined, 2), fc.array(fc.nat(), { maxLength: 6 }), async (list, indent, cuts) => {
        const { all, failure } = await values(JSON.stringify(list, undefined, indent), cuts)
        expect(failure).toBeUndefined()
        expect(all.map((one) => JSON.parse(one.text!) as unknown)).toEqual(list.map((one) => JSON.parse(JSON.stringify(one)) as unknown))
        expect(all.map((one) => one.position)).toEqual(list.map((_, i) => i))
      }),
    )
  })

  it('reads objects one after another, and several lists', async () => {
    const { all } = await values('{"a":\n1} {"b":"}"}\n[{"c":1}]\n[2]')
    expect(all).toEqual([
      { text: '{"a":\n1}', line: 1, position: undefined },
      { text: '{"b":"}"}', line: 2, position: undefined },
      { text: '{"c":1}', line: 3, position: 0 },
      { text: '2', line: 4, position: 0 },
    ])
  })

  it('says where a document breaks off', async () => {
    expect((await values('[\n{"a":1},\n\n{"b":')).failure).toMatch(/line 4/)
    expect((await values('[{"a":1},')).failure).toMatch(/line 1/)
    expect((await values('{"a":"x')).failure).toMatch(/line 1/)
  })

  it('drops an element over 8 MB and goes on', async () => {
    const { all } = await values(`[{"a":"${'x'.repeat(9_000_000)}"},{"b":1}]`, [4_000_000, 8_000_000])
    expect(all.map((one) => one.text)).toEqual([undefined, '{"b":1}'])
  })
})
